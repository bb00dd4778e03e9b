"""The circuit breaker: a PBX that keeps failing is left alone for a while.

The figures are those of the project's table of failures. A larger minimum, as
libraries have by default, would never trip at a few requests a minute.
"""

from collections import deque
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

_IN_A_ROW: Final = 5
_ENOUGH: Final = 8
_RECENT: Final = timedelta(minutes=1)
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(minutes=5)


class Circuit(StrEnum):
    """What a breaker does with requests."""

    CLOSED = "closed"
    """All is well: everything passes."""

    OPEN = "open"
    """Nothing passes before ``opens_again_at``."""

    TRYING = "trying"
    """The pause is over: the next request decides."""


class Breaker:
    """Opens after 5 failures in a row, or when half of at least 8 in the last minute failed.

    After 30 seconds one request is let through. Its success closes the
    circuit; its failure opens it for twice as long as before, up to 5 minutes. A wall,
    which nobody sits at to press a button, is let through sooner: some time after the last try.

    It belongs to one worker that has one request on its way: it does not count
    how many it let through. Which failures count is told by ``retry.row``.
    """

    def __init__(self) -> None:
        """Start closed."""
        self._tried_at: datetime | None = None
        self._close()

    @property
    def opens_again_at(self) -> datetime | None:
        """When the next request may be tried (aware, UTC); None while the circuit is closed."""
        return self._opens_again_at

    def state(self, now: datetime) -> Circuit:
        """Return what becomes of a request at this moment."""
        if self._opens_again_at is None:
            return Circuit.CLOSED
        return Circuit.OPEN if now < self._opens_again_at else Circuit.TRYING

    def admits(self, now: datetime, *, after: timedelta | None = None) -> bool:
        """Tell whether a request may be sent at this moment.

        While the circuit is open, who has an ``after`` may once the last try is so long ago.
        """
        passes_at = self.passes_at(after=after)
        return passes_at is None or passes_at <= now

    def passes_at(self, *, after: timedelta | None = None) -> datetime | None:
        """Return when such a request may be tried (aware, UTC); None while all pass."""
        if self._opens_again_at is None or after is None or self._tried_at is None:
            return self._opens_again_at
        return min(self._opens_again_at, self._tried_at + after)

    def succeeded(self, now: datetime) -> None:
        """Note that the PBX answered, be it with a refusal that is no fault of its own."""
        if self._opens_again_at is not None:
            self._close()
        self._in_a_row = 0
        self._note(now, failed=False)

    def failed(self, now: datetime) -> None:
        """Note a failure that counts."""
        self._tried_at = now
        match self.state(now):
            case Circuit.TRYING:
                self._open(now, min(2 * self._pause, _LONGEST_PAUSE))
            case Circuit.CLOSED:
                self._in_a_row += 1
                self._note(now, failed=True)
                if self._is_too_much():
                    self._open(now, _FIRST_PAUSE)

    def _note(self, now: datetime, *, failed: bool) -> None:
        self._latest.append((now, failed))
        while self._latest[0][0] <= now - _RECENT:
            self._latest.popleft()

    def _is_too_much(self) -> bool:
        failures = sum(failed for _, failed in self._latest)
        is_half = len(self._latest) >= _ENOUGH and 2 * failures >= len(self._latest)
        return self._in_a_row >= _IN_A_ROW or is_half

    def _close(self) -> None:
        self._latest: deque[tuple[datetime, bool]] = deque()
        self._in_a_row = 0
        self._pause = _FIRST_PAUSE
        self._opens_again_at: datetime | None = None

    def _open(self, now: datetime, pause: timedelta) -> None:
        self._pause = pause
        self._opens_again_at = now + pause
