"""The shelf that desks keep facts on: it never fails, it goes on from memory and says so."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, TypeAlias, TypeVar

from components.ledger.facts import Correction, Fact, Series
from components.ledger.store import files, places
from components.ledger.store.database import Store
from components.ledger.store.places import StoreKind
from components.ledger.store.trouble import StoreFailed, StoreTrouble

_log: Final = logging.getLogger(__name__)

_T = TypeVar("_T")
_Waiting: TypeAlias = list[tuple[bytes, Fact | Correction]]

_PAUSE: Final = timedelta(seconds=60)
"""How long a store in trouble is left alone."""

_READABLE: Final = frozenset({StoreTrouble.FULL, StoreTrouble.READ_ONLY})
"""Troubles in which what was kept earlier can still be read."""

_MOST_WAITING: Final = 10_000
"""Facts that wait for the store, a few megabytes; beyond, the oldest are lost and asked again."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How the store does, for people: where it is, and since when (aware, UTC) it is in trouble.

    ``set_aside`` is the path of a damaged file in whose place a new one was begun.
    """

    kind: StoreKind
    place: str
    trouble: StoreTrouble | None
    since: datetime | None
    waiting: int
    set_aside: str | None


class Shelf:
    """Keeps facts in a store while that can be, and never raises for what a store may do.

    In trouble, what is kept waits in memory, and nothing is found unless the store can at least be
    read; a minute later the next call tries again, while others go on. All methods may be called
    from any thread.
    """

    def __init__(self, url: str | None, *, clock: Callable[[], datetime]) -> None:
        """Name the store by its URL; None is the usual file. It is opened when first used."""
        self._place = places.read(url)
        self._clock = clock
        self._store: Store | None = None
        self._file: files.Identity | None = None
        self._set_aside: tuple[str, datetime] | None = None
        self._trouble: tuple[StoreTrouble, datetime] | None = None
        self._again_at: datetime | None = None
        self._waiting: _Waiting = []
        self._door = Lock()
        self._counting = Lock()
        self._writing = Lock()

    @property
    def kind(self) -> StoreKind:
        """What keeps the facts."""
        return self._place.kind

    @property
    def condition(self) -> Condition:
        """How the store does at this moment; nothing is waited for."""
        trouble, since = self._trouble or (None, None)
        return Condition(
            kind=self._place.kind,
            place=self._place.label,
            trouble=trouble,
            since=since,
            waiting=len(self._waiting),
            set_aside=self._set_aside and self._set_aside[0],
        )

    def facts(self, account: bytes, series: Series, *, after: int = 0) -> tuple[list[Fact], int]:
        """Return the facts that were kept after a mark, and the mark for the next time."""
        nothing: tuple[list[Fact], int] = [], after
        return self.attempt(
            lambda store: store.facts(account, series, after=after), otherwise=nothing
        )

    def keep(self, account: bytes, facts: Iterable[Fact]) -> None:
        """Keep facts now, or as soon as the store can."""
        self.correct(account, (), facts)

    def correct(
        self, account: bytes, corrections: Iterable[Correction], facts: Iterable[Fact]
    ) -> None:
        """Keep corrections together with the facts that showed them."""
        together: list[Fact | Correction] = [*corrections, *facts]
        with self._counting:
            self._waiting += [(account, one) for one in together]
        self._write()

    def forget(self, account: bytes, *, after: datetime) -> None:
        """Delete the facts of an account that were read after a moment (aware, UTC), if it can."""
        with self._counting:
            self._waiting = [
                (whose, one)
                for whose, one in self._waiting
                if whose != account or isinstance(one, Correction) or one.read_at <= after
            ]
        self.attempt(lambda store: store.forget(account, after=after), otherwise=None, writing=True)

    def corrections(self, account: bytes, limit: int) -> list[Correction]:
        """Return the latest corrections of an account, newest first."""
        return self.attempt(lambda store: store.corrections(account, limit), otherwise=[])

    def size(self, account: bytes) -> int | None:
        """Return how many facts are kept of an account; None where nobody can tell now."""
        return self.attempt(lambda store: store.size(account), otherwise=None)

    def close(self) -> None:
        """Write what still waits, if that can be, and let go of the store."""
        self._again_at = None
        self._write()
        if self._store is not None:
            self._store.close()

    def attempt(self, act: Callable[[Store], _T], *, otherwise: _T, writing: bool = False) -> _T:
        """Return what the store answers, or ``otherwise`` where it is in trouble.

        ``writing`` is on for what changes something; such an act must be safe to repeat.
        """
        answer = self._try(act, otherwise, writing=writing)
        if self._waiting and self._may_be_tried:
            self._write()
        return answer

    def _write(self) -> None:
        with self._writing:
            if self._waiting:
                self._try(self._put_down, otherwise=None, writing=True)
            with self._counting:
                del self._waiting[:-_MOST_WAITING]

    def _put_down(self, store: Store) -> None:
        """Write what waits, each account at once; what cannot be written goes on waiting."""
        left: dict[bytes, list[Fact | Correction]] = defaultdict(list)
        with self._counting:
            waiting, self._waiting = self._waiting, []
        for account, one in waiting:
            left[account].append(one)
        try:
            for account, kept in list(left.items()):
                corrections = [one for one in kept if isinstance(one, Correction)]
                store.correct(account, corrections, [one for one in kept if isinstance(one, Fact)])
                del left[account]
        finally:
            with self._counting:
                unwritten = [(account, one) for account, kept in left.items() for one in kept]
                self._waiting[:0] = unwritten

    def _try(self, act: Callable[[Store], _T], otherwise: _T, *, writing: bool = False) -> _T:
        # Twice, because a new file may have taken the place of a damaged one.
        for _ in range(2):
            store = self._usable(writing=writing)
            if store is None:
                break
            try:
                answer = act(store)
            except StoreFailed as failure:
                self._failed(failure.trouble, store)
                continue
            if writing or not self._is_readable:
                self._recovered()
            return answer
        return otherwise

    @property
    def _is_readable(self) -> bool:
        """Whether the store is in trouble, but not for who only reads."""
        trouble, _since = self._trouble or (None, None)
        return trouble in _READABLE

    @property
    def _may_be_tried(self) -> bool:
        return self._again_at is None or self._clock() >= self._again_at

    def _usable(self, *, writing: bool) -> Store | None:
        """Return the store, opened if need be; None while it is to be left alone."""
        if not writing and self._is_readable and self._store is not None:
            return self._store
        # In trouble nobody waits for the one who tries again.
        if not self._door.acquire(blocking=self._trouble is None):
            return None
        try:
            if self._trouble is not None:
                if not self._may_be_tried:
                    return None
                self._again_at = self._clock() + _PAUSE
            if self._store is None:
                self._open()
            return self._store
        finally:
            self._door.release()

    def _open(self) -> None:
        """Open the store, with a new file where the old one turns out to be damaged."""
        for _ in range(2):
            self._look()
            try:
                self._store = Store.open(self._place)
            except StoreFailed as failure:
                if failure.trouble is StoreTrouble.DAMAGED and self._put_aside():
                    continue
                self._note(failure.trouble)
            else:
                self._look()
            return

    def _look(self) -> None:
        self._file = None if self._place.path is None else files.identity(self._place.path)

    def _failed(self, trouble: StoreTrouble, store: Store) -> None:
        with self._door:
            if store is not self._store:
                # Another thread has met the same damage, and a new file is there already.
                return
            with store.held():
                is_aside = trouble is StoreTrouble.DAMAGED and self._put_aside()
                if is_aside:
                    # Only now: SQLite leaves a file that was moved, and its log, as they are.
                    store.close()
            if is_aside:
                self._store = self._again_at = None
            else:
                self._note(trouble)

    def _put_aside(self) -> bool:
        """Set the damaged file aside; False where that cannot be, or was done a moment ago."""
        path, now = self._place.path, self._clock()
        if path is None or (self._set_aside and now - self._set_aside[1] < _PAUSE):
            return False
        if files.identity(path) != self._file:
            # Another process was quicker.
            return True
        try:
            aside = files.set_aside(path, now)
        except OSError:
            return False
        self._set_aside = str(aside), now
        _log.warning("the store was damaged and is now %s; a new one was begun", aside)
        return True

    def _note(self, trouble: StoreTrouble) -> None:
        now = self._clock()
        if self._trouble is None or self._trouble[0] is not trouble:
            _log.warning("the store is of no use, going on from memory: %s", trouble.value)
        since = now if self._trouble is None else self._trouble[1]
        self._trouble = trouble, since
        if self._may_be_tried:
            self._again_at = now + _PAUSE

    def _recovered(self) -> None:
        if self._trouble is not None:
            self._trouble = self._again_at = None
            _log.warning("the store is of use again")
