"""Links for televisions: a key that is told once, and what it opens as long as it does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock
from typing import Final, TypeVar

from components.access.tries import Tries
from components.ledger.store import displays
from components.ledger.store.database import Store
from components.ledger.store.displays import Display, Doing, fault
from components.ledger.store.shelf import Shelf

__all__ = ["Display", "Displays", "Doing"]

_Outcome = TypeVar("_Outcome", bound=Display | Doing)

_KEY_BYTES: Final = 32
"""256 random bits: nobody guesses one, so a fast hash keeps it as well as a slow one."""

_LASTS: Final = timedelta(seconds=5)
"""How late a change by another process is seen: well within a refresh of a wall."""

_SEEN_EVERY: Final = timedelta(minutes=1)


class Displays:
    """The displays of all accounts; a change is seen at once by all who share this.

    All methods may be called from any thread. Whoever calls makes sure that the visitor may see
    the account (``policy.decide``); nobody reaches a display of another account.
    """

    def __init__(self, shelf: Shelf, *, clock: Callable[[], datetime], tries: Tries) -> None:
        """Read none yet. ``tries`` slows down those who show wrong keys."""
        self._shelf = shelf
        self._clock = clock
        self._tries = tries
        self._lock = Lock()
        self._known: Mapping[bytes, Display] | None = None
        self._next_at: datetime | None = None
        self._proved: set[bytes] = set()
        self._seen: dict[int, datetime] = {}

    def make(
        self, *, title: str, account: str, board: str, expires_at: datetime | None
    ) -> tuple[Display, str] | Doing:
        """Keep a new display and return it with its key, which nobody can tell a second time.

        Otherwise return what hinders. ``board`` is the wall's query without the account.
        """
        refused = fault(title, board)
        if refused is not None:
            return refused
        key = token_urlsafe(_KEY_BYTES)
        new = Display(
            id=0,
            title=title,
            account=account,
            board=board,
            made_at=self._clock(),
            expires_at=expires_at,
            seen_at=None,
            is_paused=False,
        )
        trouble: Display | Doing = Doing.TROUBLE
        made = self._change(lambda store: displays.make(store, _digest(key), new), trouble)
        return made if isinstance(made, Doing) else (made, key)

    def find(self, key: str, *, whom: str) -> Display | None:
        """Return what a key opens now; None where it is unknown, paused or expired.

        ``whom`` is the address that shows it: who shows several wrong ones waits, longer and
        longer, for any key that was not right before. That it was seen is noted each minute.
        """
        digest = _digest(key)
        if digest not in self._proved and self._tries.until(whom) is not None:
            return None
        known = self._read()
        if known is None:
            return None
        display = known.get(digest)
        if display is None:
            self._proved.discard(digest)
            self._tries.failed(whom, digest)
            return None
        self._proved.add(digest)
        now = self._clock()
        if not display.is_open(now):
            return None
        self._see(display.id, now)
        return display

    def of(self, account: str) -> tuple[Display, ...] | None:
        """Return the displays of an account by title; None where the store was never readable."""
        known = self._read()
        if known is None:
            return None
        ours = (self._latest(each) for each in known.values() if each.account == account)
        return tuple(sorted(ours, key=lambda each: (each.title.casefold(), each.id)))

    def rename(self, number: int, account: str, title: str) -> Doing:
        """Give a display of an account another title."""
        refused = fault(title)
        if refused is not None:
            return refused
        return self._change(
            lambda store: displays.rename(store, account, number, title), Doing.TROUBLE
        )

    def pause(self, number: int, account: str) -> Doing:
        """Darken a display of an account until it is resumed."""
        return self._change(
            lambda store: displays.pause(store, account, number, is_paused=True), Doing.TROUBLE
        )

    def resume(self, number: int, account: str) -> Doing:
        """Let a display of an account show its board again."""
        return self._change(
            lambda store: displays.pause(store, account, number, is_paused=False), Doing.TROUBLE
        )

    def revoke(self, number: int, account: str) -> Doing:
        """Make the key of a display of an account worthless for good."""
        return self._change(lambda store: displays.revoke(store, account, number), Doing.TROUBLE)

    def _change(self, act: Callable[[Store], _Outcome], otherwise: _Outcome) -> _Outcome:
        with self._lock:
            outcome = self._shelf.attempt(act, otherwise=otherwise, writing=True)
            if outcome is not Doing.TROUBLE:
                self._next_at = None
        return outcome

    def _read(self) -> Mapping[bytes, Display] | None:
        # Who has an older list need not wait for the one who reads the new one.
        if self._lock.acquire(blocking=self._next_at is None):
            try:
                now = self._clock()
                if self._next_at is None or now >= self._next_at:
                    self._known = self._shelf.attempt(displays.read, otherwise=self._known)
                    self._next_at = now + _LASTS
            finally:
                self._lock.release()
        return self._known

    def _see(self, number: int, now: datetime) -> None:
        last = self._seen.get(number)
        if last is not None and now < last + _SEEN_EVERY:
            return
        self._seen[number] = now
        self._shelf.attempt(
            lambda store: displays.see(store, number, now), otherwise=None, writing=True
        )

    def _latest(self, display: Display) -> Display:
        """Return a display as last seen here, which the list may not have heard of yet."""
        seen = [at for at in (display.seen_at, self._seen.get(display.id)) if at is not None]
        return replace(display, seen_at=max(seen, default=None))


def _digest(key: str) -> bytes:
    # A browser may send half of a sign, which no encoding has.
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
