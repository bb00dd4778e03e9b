"""Which range a range is compared against, in local dates and wall-clock times."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from components.periods.presets import Preset
from components.periods.ranges import Days, Minutes
from components.periods.spelling import Period

Range: TypeAlias = Days | Minutes
"""A period that stays what it is, whatever day it is."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7 * _DAY
_QUARTER: Final = 3
_YEAR: Final = 12
"""Months."""

_SO_FAR: Final = {Preset.THIS_MONTH, Preset.THIS_QUARTER}


class Match(StrEnum):
    """Which moment of the other range a moment of a range stands against."""

    COUNT = "count"
    """The first day against the first, the second against the second, and so on."""

    DATES = "dates"
    """A date against the same date of the year before."""

    NOTHING = "nothing"
    """None: two ranges of different lengths, chosen by themselves."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """The other range; ``clamped`` is its 28 February that stands for a 29th, if one does."""

    range: Range
    match: Match = Match.COUNT
    clamped: date | None = None


Rule: TypeAlias = Callable[[Period, Range], Shifted]
"""Period as asked for, and what it means now → the other range.

Raises ``ValueError`` where that lies before 2000.
"""


def previous(period: Period, found: Range) -> Shifted:
    """Return the calendar unit before, where the period is one, or else as much right before.

    So far is against so far: the first 23 days of November stand against the first 23 of October,
    and the last day of a longer month against no day at all.
    """
    if period is Preset.YEAR_TO_DATE and isinstance(found, Days):
        return same_dates(found)
    if period is Preset.THIS_WEEK:
        return Shifted(_earlier(found, _WEEK))
    months = _months(period)
    if months is None:
        return Shifted(_earlier(found, length(found)))
    unit = _unit_before(walls(found)[0].date(), months)
    return Shifted(_first_days(unit, found) if period in _SO_FAR else unit)


def same_weekdays(_: Period, found: Range) -> Shifted:
    """Return the range, earlier by the fewest whole weeks that keep the two apart."""
    return Shifted(_earlier(found, -(-length(found) // _WEEK) * _WEEK))


def year_before(period: Period, found: Range) -> Shifted:
    """Return the same dates of the year before; whole calendar months stand for whole ones.

    29 February stands against 28 February. Minutes begin at the same time of the same date, and
    last as long.
    """
    if isinstance(found, Minutes):
        first = _date_before(found.start.date())
        shifted = Shifted(_earlier(found, found.start.date() - first))
        return _clamped(shifted, found.start.date())
    if not _is_whole_months(period, found):
        return same_dates(found)
    beyond = _month(found.last + _DAY, -_YEAR)
    return Shifted(Days(_month(found.first, -_YEAR), beyond - _DAY), Match.DATES)


def same_dates(found: Days) -> Shifted:
    """Return the same dates of the year before; 28 February for the 29th."""
    same = Days(_date_before(found.first), _date_before(found.last))
    return _clamped(Shifted(same, Match.DATES), found.first, found.last)


def weeks_52_before(_: Period, found: Range) -> Shifted:
    """Return the same weekdays of the year before: 364 days earlier."""
    return Shifted(_earlier(found, 52 * _WEEK))


def is_calendar_month(period: Period) -> bool:
    """Tell whether a period is one calendar month, whole or so far."""
    match period:
        case Days(first, last):
            return first.day == 1 and last + _DAY == _month(first, 1)
        case _:
            return period in {Preset.THIS_MONTH, Preset.LAST_MONTH}


def walls(found: Range) -> tuple[datetime, datetime]:
    """Return the wall-clock times (naive) at which a range starts and ends."""
    match found:
        case Days(first, last):
            return datetime.combine(first, time.min), datetime.combine(last + _DAY, time.min)
        case Minutes(start, end):
            return start, end


def length(found: Range) -> timedelta:
    """Return how long a range lasts by the wall clock: 24 hours for every day."""
    start, end = walls(found)
    return end - start


def wall_before(wall: datetime) -> datetime:
    """Return the same wall-clock time of the same date of the year before; 28 for 29 February."""
    return datetime.combine(_date_before(wall.date()), wall.time())


def shortened(found: Range, end: datetime) -> Range:
    """Return a range that ends no later than a wall-clock time (naive).

    Raises ``ValueError`` where nothing of it is left.
    """
    start, until = walls(found)
    until = min(until, end)
    if isinstance(found, Days) and until.time() == time.min:
        return Days(found.first, (until - _DAY).date())
    return Minutes(start, until)


def _months(period: Period) -> int | None:
    """Return of how many calendar months a period is one unit, whole or so far."""
    if is_calendar_month(period):
        return 1
    return _QUARTER if period in {Preset.THIS_QUARTER, Preset.LAST_QUARTER} else None


def _earlier(found: Range, by: timedelta) -> Range:
    match found:
        case Days(first, last):
            return Days(first - by, last - by)
        case Minutes(start, end):
            return Minutes(start - by, end - by)


def _unit_before(first: date, months: int) -> Days:
    """Return the month, or the quarter, before the one that begins on ``first``."""
    return Days(_month(first, -months), first - _DAY)


def _first_days(unit: Days, found: Range) -> Days:
    """Return as many days of a unit as the range has, if the unit has them."""
    return Days(unit.first, min(unit.last, unit.first + length(found) - _DAY))


def _month(day: date, more: int) -> date:
    """Return the first day of a month that lies so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + more, 12)
    return date(year, month + 1, 1)


def _date_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def _clamped(shifted: Shifted, *asked: date) -> Shifted:
    leaps = [_date_before(day) for day in asked if (day.month, day.day) == (2, 29)]
    return Shifted(shifted.range, shifted.match, leaps[0] if leaps else None)


def _is_whole_months(period: Period, found: Days) -> bool:
    """Tell months from seven, 28 or 90 days that happen to be some."""
    named = {Preset.LAST_MONTH, Preset.LAST_QUARTER}
    is_calendar = isinstance(period, Days) or period in named
    return is_calendar and found.first.day == 1 and (found.last + _DAY).day == 1
