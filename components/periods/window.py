"""Half-open windows of UTC instants: the one place that builds them, and where local days begin."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LONGEST: Final = timedelta(days=30)
"""The longest window to ask the PBX for at a time (contract, section 3: "< 2 months" was seen)."""

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The instants from ``start`` up to, but not including, ``end``; both UTC, in whole seconds.

    Windows sort by start, then by end. Raises ``ValueError`` where an end is naive, not in
    ``datetime.UTC``, or not a whole second, and where the window is empty. Other zones are refused
    even at offset zero: Python subtracts two times of one zone by the wall clock, so London's
    summer would make ``length`` wrong by an hour.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse what is not a window."""
        for name, moment in (("start", self.start), ("end", self.end)):
            if moment.tzinfo != UTC:
                raise ValueError(f"a window's {name} must be in UTC")
            if moment.microsecond:
                raise ValueError(f"a window's {name} must be a whole second")
        if self.start >= self.end:
            raise ValueError("a window must end after it starts")

    @property
    def length(self) -> timedelta:
        """How long the window lasts, in real time: a local day of it may have 23 or 25 hours."""
        return self.end - self.start


def cut(window: Window, longest: timedelta = LONGEST) -> tuple[Window, ...]:
    """Cut a window into consecutive pieces that tile it, each at most ``longest``.

    Only the last piece may be shorter. Raises ``ValueError`` where ``longest`` is not a positive
    number of whole seconds.
    """
    if longest < _SECOND or longest % _SECOND:
        raise ValueError("the longest piece must be a positive number of whole seconds")
    pieces = []
    start = window.start
    while window.end - start > longest:
        pieces.append(Window(start, start + longest))
        start += longest
    return (*pieces, Window(start, window.end))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the UTC instant at which a local day begins.

    Where the clocks jump over midnight, the day begins with the jump; where they show midnight
    twice, with the first. A day that a zone never had (30 December 2011 in Samoa) begins, and ends,
    with the jump over it. So the end of a day is always the beginning of the next. Raises
    ``OverflowError`` where the instant lies outside the years 1 to 9999.
    """
    return reached(datetime.combine(day, time.min), zone)


def reached(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC instant at which local clocks first show a time (naive), or pass it.

    Where the clocks skip it, that is the jump; where they show it twice, the first time. So a later
    time is never reached earlier. Raises ``OverflowError`` as :func:`midnight` does.
    """
    local = wall.replace(tzinfo=zone, fold=0)
    first = local.astimezone(UTC)
    second = local.replace(fold=1).astimezone(UTC)
    if second < first:
        # Only inside a gap does fold=1 come earlier (PEP 495); the jump lies between the two.
        return _jump(wall, zone, after=second, until=first)
    return first


def _jump(wall: datetime, zone: ZoneInfo, *, after: datetime, until: datetime) -> datetime:
    """Return the first instant in ``(after, until]`` at which local clocks have passed ``wall``."""

    def passed(seconds: int) -> bool:
        local = (after + timedelta(seconds=seconds)).astimezone(zone)
        return local.replace(tzinfo=None) >= wall

    span = int((until - after).total_seconds())
    return after + timedelta(seconds=bisect_left(range(span), True, key=passed))  # noqa: FBT003
