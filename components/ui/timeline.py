"""How the buckets of a trend are called: each of them on hover, and a few along the axis."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_skeleton

from components.periods.buckets import Step
from components.ui import text

_MOST: Final = 7
"""How many ticks find room below a chart on a phone, if each of them is narrow."""

_SECOND: Final = timedelta(seconds=1)
_DAY: Final = timedelta(days=1)

Cuts: TypeAlias = Sequence[datetime]
"""The UTC instants between which the buckets lie, as ``periods.buckets.boundaries`` gives them."""


def labels(
    cuts: Cuts, step: Step, zone: ZoneInfo, locale: Locale, *, has_year: bool = False
) -> list[str]:
    """Return the name of each bucket, in local time.

    The year is told where the window lies in two, or with ``has_year``. A week or month that the
    window cuts short is named by the days that are left of it.
    """
    starts = [cut.astimezone(zone) for cut in cuts[:-1]]
    final = (cuts[-1] - _SECOND).astimezone(zone)
    year = "y" if has_year or starts[0].year != final.year else ""
    if step is Step.HOUR:
        return _hours(starts, zone, f"{year}MMMEd", locale)
    if step is Step.DAY:
        return [format_skeleton(f"{year}MMMEd", start, locale=locale) for start in starts]
    name = _month if step is Step.MONTH else _days
    ends = ((cut - _SECOND).astimezone(zone) for cut in cuts[1:])
    days = ((start.date(), end.date()) for start, end in zip(starts, ends, strict=True))
    return [name(first, last, f"{year}MMMd", locale) for first, last in days]


def _hours(starts: Iterable[datetime], zone: ZoneInfo, skeleton: str, locale: Locale) -> list[str]:
    """Return the names of hours; where the clocks show one twice, the second tells its offset."""
    names, days = [], dict[date, str]()
    for start in starts:
        day = start.date()
        if day not in days:
            days[day] = format_skeleton(skeleton, day, locale=locale)
        clock = start.isoformat()[11:16]
        again = f" ({text.offset(zone, start)})" if start.fold else ""
        names.append(f"{days[day]}, {clock}{again}")
    return names


def _days(first: date, last: date, skeleton: str, locale: Locale) -> str:
    return format_interval(first, last, skeleton, locale=locale)


def _month(first: date, last: date, skeleton: str, locale: Locale) -> str:
    if first.day == (last + _DAY).day == 1:
        return format_skeleton("yMMMM", first, locale=locale)
    return _days(first, last, skeleton, locale)


def ticks(cuts: Cuts, step: Step, zone: ZoneInfo, locale: Locale) -> dict[int, str]:
    """Return the buckets that are named along the axis, each with a short name in two lines.

    As many as fit are named, at round times: every fourth hour, midnights, Mondays.
    """
    starts = [cut.astimezone(zone) for cut in cuts[:-1]]
    found: list[int] = []
    for level in _LEVELS[step]:
        found = [number for number, start in enumerate(starts) if level.is_round(number, start)]
        if len(found) <= _MOST:
            break
    every = ceil(len(found) / _MOST) or 1
    return {number: level.name(starts[number], locale) for number in found[::every]}


def _clock(start: datetime, locale: Locale) -> str:
    return f"{start:%H:%M}" if start.hour else _weekday(start, locale)


def _weekday(start: datetime, locale: Locale) -> str:
    return f"{format_skeleton('E', start, locale=locale)}<br>{start.day}"


def _date(start: datetime, locale: Locale) -> str:
    return format_skeleton("MMMd", start, locale=locale).replace(" ", "<br>")


def _month_name(start: datetime, locale: Locale) -> str:
    return f"{format_skeleton('MMM', start, locale=locale)}<br>{start.year}"


def _is_full(hours: int) -> Callable[[int, datetime], bool]:
    """Tell a full hour that so many divide, and not the same one shown again."""
    return lambda _, start: not (start.hour % hours or start.minute or start.fold)


class _Level(NamedTuple):
    """Which buckets are round, by number and beginning, and what they are called."""

    is_round: Callable[[int, datetime], bool]
    name: Callable[[datetime, Locale], str]


_LEVELS: Final[Mapping[Step, Sequence[_Level]]] = {
    Step.HOUR: [
        *(_Level(_is_full(hours), _clock) for hours in (1, 2, 3, 4, 6, 12, 24)),
        _Level(lambda _, start: not start.hour and start.weekday() == 0, _date),
    ],
    Step.DAY: [
        _Level(lambda _, __: True, _weekday),
        _Level(lambda number, _: number % 2 == 0, _weekday),
        _Level(lambda _, start: start.weekday() == 0, _date),
    ],
    Step.WEEK: [_Level(lambda _, __: True, _date)],
    Step.MONTH: [_Level(lambda _, __: True, _month_name)],
}
"""What may be named, from the finest level to the coarsest."""
