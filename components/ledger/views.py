"""The saved views of one account: kept on the shelf, read about once a minute by all sessions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from components.ledger.store import views
from components.ledger.store.database import Store
from components.ledger.store.shelf import Shelf
from components.ledger.store.views import SavedView, Saving

_LASTS: Final = timedelta(minutes=1)
"""How late a change by another process is seen; each page would ask the store otherwise."""


class Views:
    """Remembers the views of an account; changes are seen at once by all who share this."""

    def __init__(self, account: bytes, shelf: Shelf, *, clock: Callable[[], datetime]) -> None:
        """Read none yet; ``account`` is the digest under which they are kept on the shelf."""
        self._account = account
        self._shelf = shelf
        self._clock = clock
        self._lock = Lock()
        self._views: tuple[SavedView, ...] | None = None
        self._next_at: datetime | None = None

    def read(self) -> tuple[SavedView, ...] | None:
        """Return the views by name; None where the store cannot be read and never could."""
        # Who has an older list need not wait for the one who reads the new one.
        if self._lock.acquire(blocking=self._next_at is None):
            try:
                now = self._clock()
                if self._next_at is None or now >= self._next_at:
                    self._refresh(now)
            finally:
                self._lock.release()
        return self._views

    def save(self, view: SavedView) -> Saving:
        """Keep a view under its name."""
        return self._change(lambda store: views.save(store, self._account, view))

    def rename(self, view: SavedView, new: str) -> Saving:
        """Give a view another name. Raises ``ValueError`` where it is not one (``SavedView``)."""
        name = replace(view, name=new).name
        return self._change(lambda store: views.rename(store, self._account, view.name, name))

    def remove(self, view: SavedView) -> Saving:
        """Forget a view."""
        return self._change(lambda store: views.remove(store, self._account, view.name))

    def _change(self, act: Callable[[Store], Saving]) -> Saving:
        with self._lock:
            outcome = self._shelf.attempt(act, otherwise=Saving.TROUBLE, writing=True)
            if outcome is not Saving.TROUBLE:
                self._next_at = None
        return outcome

    def _refresh(self, now: datetime) -> None:
        known = self._views
        self._views = self._shelf.attempt(
            lambda store: views.read(store, self._account), otherwise=known
        )
        self._next_at = now + _LASTS
