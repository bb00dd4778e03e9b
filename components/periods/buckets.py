"""Buckets of time: a window cut at local hours, days, weeks or months, for a trend."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from components.periods.window import Window, midnight

MOST: Final = 2300
"""Buckets that a chart can show: a bar for each hour of a quarter, and hardly more."""

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Step(StrEnum):
    """How finely a window is cut, finest first; the values stand in links for years."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_LENGTHS: Final[Mapping[Step, timedelta]] = {
    Step.HOUR: _HOUR,
    Step.DAY: _DAY,
    Step.WEEK: 7 * _DAY,
    Step.MONTH: 31 * _DAY,
}

_USUAL: Final[Mapping[Step, timedelta]] = {
    Step.HOUR: 2 * _DAY,
    Step.DAY: 31 * _DAY,
    Step.WEEK: 26 * 7 * _DAY,
}
"""The longest window that a step suits, if none of its days has 25 hours."""


def boundaries(window: Window, step: Step, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the instants (UTC, ascending) between which the buckets of a window lie.

    The first is the window's start and the last its end; between them stand local midnights, those
    of Mondays, those of firsts, or local full hours. Where the clocks change, an hour ends too: the
    hour that they show twice is two buckets, and a jump by half an hour leaves a shorter one. So
    the beginning of a day is always that of an hour.
    """
    cuts = _hours(window, zone) if step is Step.HOUR else _midnights(window, zone, _BEGINS[step])
    # A day that a zone never had begins together with the next one: a set makes them one.
    inside = sorted({moment for moment in cuts if window.start < moment < window.end})
    return (window.start, *inside, window.end)


def usual(window: Window) -> Step:
    """Return the step that suits a window: hours up to 2 days, days up to 31, weeks up to 26."""
    suits = (step for step, longest in _USUAL.items() if window.length <= longest + _HOUR)
    return next(suits, Step.MONTH)


def coarser(step: Step) -> Step | None:
    """Return the next coarser step; None for months."""
    longer = list(Step)[list(Step).index(step) + 1 :]
    return longer[0] if longer else None


def fits(window: Window, step: Step) -> bool:
    """Tell whether a step is no longer than a window, and cuts it into few enough buckets to draw.

    Hours fit the shortest window too, and ``usual`` always fits.
    """
    length = _LENGTHS[step]
    is_long_enough = step is Step.HOUR or window.length >= length - _HOUR
    return is_long_enough and window.length <= MOST * length


_BEGINS: Final[Mapping[Step, Callable[[date], bool]]] = {
    Step.DAY: lambda _: True,
    Step.WEEK: lambda day: day.weekday() == 0,
    Step.MONTH: lambda day: day.day == 1,
}
"""On which days a bucket begins."""


def _midnights(
    window: Window, zone: ZoneInfo, begins: Callable[[date], bool]
) -> Iterator[datetime]:
    """Yield the beginnings of the days on which a bucket begins, also some outside the window."""
    first, last = (moment.astimezone(zone).date() for moment in (window.start, window.end))
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        if begins(day):
            yield midnight(day, zone)


def _hours(window: Window, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the full hours by the local clock, and the moments at which it was set."""
    for piece in _steady(window, zone):
        yield piece.start
        local = piece.start - _EPOCH + _offset(piece.start, zone)
        first = piece.start + -local % _HOUR
        yield from (first + number * _HOUR for number in range((piece.end - first) // _HOUR + 1))


def _steady(window: Window, zone: ZoneInfo) -> Iterator[Window]:
    """Cut a window where the zone's distance from UTC changes.

    It is looked at once a day: since 2000, no zone has changed twice within six.
    """
    start = moment = window.start
    while moment < window.end:
        following = min(moment + _DAY, window.end)
        if _offset(following, zone) != _offset(moment, zone):
            change = _change(Window(moment, following), zone)
            yield Window(start, change)
            start = change
        moment = following
    if start < window.end:
        yield Window(start, window.end)


def _change(window: Window, zone: ZoneInfo) -> datetime:
    """Return the first instant that has the distance from UTC of the window's end."""
    after = _offset(window.end, zone)
    seconds = range(int(window.length.total_seconds()))

    def changed(second: int) -> bool:
        return _offset(window.start + timedelta(seconds=second), zone) == after

    return window.start + timedelta(seconds=bisect_left(seconds, True, key=changed))  # noqa: FBT003


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
