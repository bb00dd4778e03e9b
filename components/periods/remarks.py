"""What is to be said about two periods before their numbers are compared: data, no words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from components.periods import buckets
from components.periods.buckets import Step
from components.periods.window import Window, midnight

_SECOND: Final = timedelta(seconds=1)
_DAY: Final = timedelta(days=1)


class Side(StrEnum):
    """The period looked at (A), and the one that it is compared against (B)."""

    A = "a"
    B = "b"


class Trait(StrEnum):
    """What there is to be said."""

    SHORT_DAY = "short-day"
    LONG_DAY = "long-day"
    LEAP_DAY = "leap-day"
    UNEQUAL = "unequal"
    CLAMPED = "clamped"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to be said; what is not about its trait is None.

    ``SHORT_DAY``, ``LONG_DAY``: the clocks were changed on ``day`` of ``side``, which had
    ``length``. ``LEAP_DAY``: only ``side`` has a 29 February, ``day``. ``UNEQUAL``: the sides do
    not last equally long; ``days`` are A's and B's, where both are whole days. ``CLAMPED``: there
    was no 29 February in ``side``, and ``day``, the 28th, stands for it. ``CUT``: ``side`` is cut
    where the running one has got to; ``moments`` are A's and B's (UTC).
    """

    trait: Trait
    side: Side | None = None
    day: date | None = None
    length: timedelta | None = None
    days: tuple[int, int] | None = None
    moments: tuple[datetime, datetime] | None = None


def about_clocks(side: Side, window: Window, zone: ZoneInfo) -> Iterator[Remark]:
    """Yield a remark for each local day of other than 24 hours whose change the window saw."""
    for day, length in _odd_days(window, zone):
        trait = Trait.SHORT_DAY if length < _DAY else Trait.LONG_DAY
        yield Remark(trait, side, day, length)


def about_leap_days(a: Window, b: Window, zone: ZoneInfo) -> Iterator[Remark]:
    """Yield a remark for each 29 February of a side, where the other one has none."""
    leaps = {Side.A: _leap_days(a, zone), Side.B: _leap_days(b, zone)}
    if all(leaps.values()):
        return
    for side, days in leaps.items():
        for day in days:
            yield Remark(Trait.LEAP_DAY, side, day)


def days_touched(window: Window, zone: ZoneInfo) -> int:
    """Return how many local days a window has something of."""
    first, last = _dates(window, zone)
    return (last - first).days + 1


@lru_cache(maxsize=256)
def _odd_days(window: Window, zone: ZoneInfo) -> tuple[tuple[date, timedelta], ...]:
    marks = buckets.boundaries(window, Step.DAY, zone)
    found = []
    for start, end in pairwise(marks):
        day = start.astimezone(zone).date()
        # Clocks that jump at midnight have skipped the first hour of the day that then begins.
        before = start - _SECOND if start == midnight(day, zone) else start
        if _offset(before, zone) != _offset(end - _SECOND, zone):
            found.append((day, midnight(day + _DAY, zone) - midnight(day, zone)))
    return tuple((day, length) for day, length in found if length != _DAY)


def _leap_days(window: Window, zone: ZoneInfo) -> list[date]:
    first, last = _dates(window, zone)
    leap_years = [year for year in range(first.year, last.year + 1) if _is_leap(year)]
    return [day for year in leap_years if first <= (day := date(year, 2, 29)) <= last]


def _is_leap(year: int) -> bool:
    return (date(year, 3, 1) - _DAY).day == 29  # noqa: PLR2004


def _dates(window: Window, zone: ZoneInfo) -> tuple[date, date]:
    first, last = (at.astimezone(zone).date() for at in (window.start, window.end - _SECOND))
    return first, last


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
