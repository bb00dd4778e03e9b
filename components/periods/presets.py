"""Named periods: which local days each of them means on a given day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from components.periods.ranges import Days, refuse_far

_DAY: Final = timedelta(days=1)


class Preset(StrEnum):
    """The named periods; the values stand in links and are kept for years."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    LAST_7_DAYS = "last-7-days"
    LAST_28_DAYS = "last-28-days"
    LAST_90_DAYS = "last-90-days"
    THIS_WEEK = "this-week"
    LAST_WEEK = "last-week"
    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_QUARTER = "this-quarter"
    LAST_QUARTER = "last-quarter"
    YEAR_TO_DATE = "year-to-date"


def days(preset: Preset, today: date) -> Days:
    """Return the days that a preset means on this day.

    The last N days include today. The running week, month, quarter and year end with today ("so
    far"); weeks start on Monday. Raises ``ValueError`` where a day lies outside 2000 to 2099.
    """
    refuse_far(today, today)
    return _DAYS[preset](today)


def _last(count: int) -> Callable[[date], Days]:
    return lambda today: Days(today - (count - 1) * _DAY, today)


def _so_far(begin: Callable[[date], date]) -> Callable[[date], Days]:
    """Return the rule of a running period: from its beginning to today."""
    return lambda today: Days(begin(today), today)


def _whole(begin: Callable[[date], date]) -> Callable[[date], Days]:
    """Return the rule of the period before the running one: all of it."""

    def rule(today: date) -> Days:
        last = begin(today) - _DAY
        return Days(begin(last), last)

    return rule


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _month(day: date) -> date:
    return day.replace(day=1)


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


_DAYS: Final[Mapping[Preset, Callable[[date], Days]]] = {
    Preset.TODAY: _last(1),
    Preset.YESTERDAY: lambda today: Days(today - _DAY, today - _DAY),
    Preset.LAST_7_DAYS: _last(7),
    Preset.LAST_28_DAYS: _last(28),
    Preset.LAST_90_DAYS: _last(90),
    Preset.THIS_WEEK: _so_far(_monday),
    Preset.LAST_WEEK: _whole(_monday),
    Preset.THIS_MONTH: _so_far(_month),
    Preset.LAST_MONTH: _whole(_month),
    Preset.THIS_QUARTER: _so_far(_quarter),
    Preset.LAST_QUARTER: _whole(_quarter),
    Preset.YEAR_TO_DATE: _so_far(_year),
}
