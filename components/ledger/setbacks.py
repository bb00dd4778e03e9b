"""What failed lately, and how much else it concerns: one wish, one resource, or the account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, TypeAlias

from components.ledger.books import Wish
from components.ledger.queueing import retry
from components.ledger.queueing.retry import again_at
from components.measures.outcomes import Source
from components.ringme.errors import AccessDenied, CredentialsRefused, QuotaUsedUp, RingmeError

_MOST_WISHES: Final = 200
"""Wishes whose last answer was a failure; a wall's change with every day."""

Scope: TypeAlias = Wish | Source | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something could not be had, when that was found, and when it is tried again (aware, UTC).

    ``since`` is the first failure after the last success; None where nothing was asked at all.
    """

    error: RingmeError
    at: datetime
    again_at: datetime
    since: datetime | None = None


class Setbacks:
    """Remembers failures for as long as the same must not be asked by itself."""

    def __init__(
        self, *, clock: Callable[[], datetime], refresh: timedelta = timedelta(minutes=1)
    ) -> None:
        """Start with none; ``refresh`` is the time between two refreshes of a wall."""
        self._clock = clock
        # Half of it, so that the answer stands on the wall before a whole one is over.
        self._wall_pause = refresh / 2
        self._lock = Lock()
        self._troubles: dict[Scope, Trouble] = {}
        self._last: dict[Scope, Trouble] = {}
        self._down: Trouble | None = None

    def note(self, wish: Wish, error: RingmeError) -> None:
        """Remember that a wish failed. A quota is the queue's to remember."""
        now = self._clock()
        if isinstance(error, QuotaUsedUp):
            return
        scope = _scope(wish, error)
        with self._lock:
            # What counts concerns whatever is asked, also what nobody has asked for by now.
            concerns_all = retry.row(error).counts
            former = self._down if concerns_all else self._last.get(scope)
            since = now if former is None else former.since
            trouble = Trouble(error, now, self._again_at(wish, error, now), since)
            self._troubles[scope] = self._last[scope] = trouble
            if concerns_all:
                self._down = trouble
            while len(self._last) > _MOST_WISHES:
                self._last.pop(next(iter(self._last)))

    def answered(self, wish: Wish) -> None:
        """Note that a wish was answered: what it failed for is over."""
        with self._lock:
            self._down = None
            for scope in (None, wish.series.source, wish):
                self._last.pop(scope, None)

    def of(self, wish: Wish) -> Trouble | None:
        """Return what keeps a wish from being asked for now; None where nothing does."""
        now = self._clock()
        with self._lock:
            lasting = {
                scope: trouble
                for scope, trouble in self._troubles.items()
                if now < trouble.again_at
            }
            self._troubles = lasting
        found = (lasting.get(scope) for scope in (None, wish.series.source, wish))
        return next((trouble for trouble in found if trouble is not None), None)

    def last(self, wish: Wish) -> Trouble | None:
        """Return what a wish failed for when it was last asked, or all do; None after an answer."""
        with self._lock:
            scopes = (self._last.get(scope) for scope in (None, wish.series.source, wish))
            return next((one for one in (*scopes, self._down) if one is not None), None)

    def begun(self, error: RingmeError) -> datetime | None:
        """Return since when all requests fail, if it is for this error's sake."""
        with self._lock:
            down = self._down
        return down.since if down is not None and retry.row(error).counts else None

    def forgive(self) -> None:
        """Forget what failed, so that it is asked again at once."""
        with self._lock:
            self._troubles.clear()

    def _again_at(self, wish: Wish, error: RingmeError, now: datetime) -> datetime:
        """Return when a wish may be asked again; a wall sees soon that a PBX is back."""
        usual = again_at(error, now)
        is_passing = usual - now <= retry.USUAL
        return min(usual, now + self._wall_pause) if wish.is_watched and is_passing else usual


def _scope(wish: Wish, error: RingmeError) -> Scope:
    match error:
        case AccessDenied():
            return wish.series.source
        case CredentialsRefused():
            return None
        case _:
            return wish
