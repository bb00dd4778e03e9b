"""What an account keeps for all who see it, on the shelf: read about once a minute by all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, Generic, TypeVar

from components.ledger.store.database import Store
from components.ledger.store.named import Saving
from components.ledger.store.shelf import Shelf

_LASTS: Final = timedelta(minutes=1)
"""How late a change by another process is seen; each page would ask the store otherwise."""

_T = TypeVar("_T")


class Common(Generic[_T]):
    """Remembers what was read; changes are seen at once by all who share this."""

    def __init__(
        self,
        read: Callable[[Store], tuple[_T, ...]],
        shelf: Shelf,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        """Read nothing yet."""
        self._ask = read
        self._shelf = shelf
        self._clock = clock
        self._lock = Lock()
        self._known: tuple[_T, ...] | None = None
        self._next_at: datetime | None = None

    def read(self) -> tuple[_T, ...] | None:
        """Return what is kept; None where the store cannot be read and never could."""
        # Who has an older list need not wait for the one who reads the new one.
        if self._lock.acquire(blocking=self._next_at is None):
            try:
                now = self._clock()
                if self._next_at is None or now >= self._next_at:
                    self._refresh(now)
            finally:
                self._lock.release()
        return self._known

    def change(self, act: Callable[[Store], Saving]) -> Saving:
        """Change what is kept; what came of it is seen by the next who reads."""
        with self._lock:
            outcome = self._shelf.attempt(act, otherwise=Saving.TROUBLE, writing=True)
            if outcome is not Saving.TROUBLE:
                self._next_at = None
        return outcome

    def _refresh(self, now: datetime) -> None:
        known = self._known
        self._known = self._shelf.attempt(self._ask, otherwise=known)
        self._next_at = now + _LASTS
