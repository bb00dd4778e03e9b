"""Working hours: the times of the week at which an office is open, and how much of that there was.

A shift stands in a link as ``mon-fri.09:00-18:00``: weekdays in runs, and two local times.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from components.periods import buckets, days_off
from components.periods.buckets import Step
from components.periods.window import Window, midnight, reached

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK: Final = frozenset(range(7))

_RUN: Final = "(?:{0})(?:-(?:{0}))?".format("|".join(_NAMES))
_TIME: Final = "([0-9]{2}:[0-9]{2})"
_SHIFT: Final = re.compile(rf"({_RUN}(?:,{_RUN})*)\.{_TIME}-{_TIME}")


@dataclass(frozen=True, slots=True)
class Shift:
    """Working time on some days of the week (0 is Monday), by the local clock, in whole minutes.

    One that ends no later than it starts goes on into the next day; from 00:00 to 00:00 is the
    whole day. Raises ``ValueError`` where there is no such weekday, or none at all, and where a
    time carries a zone, seconds or less.
    """

    weekdays: frozenset[int]
    start: time
    end: time

    def __post_init__(self) -> None:
        """Refuse what is not a shift."""
        if not self.weekdays or not self.weekdays <= _WEEK:
            raise ValueError("a shift needs days of the week: 0 for Monday to 6 for Sunday")
        for at in (self.start, self.end):
            if at.tzinfo is not None or at.fold:
                raise ValueError("a shift carries no zone: it is read off a wall clock")
            if at.second or at.microsecond:
                raise ValueError("a shift has no seconds")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When an office is open: any of its shifts, which may overlap; none means all week.

    A shift that begins on a public holiday of the country ``holidays`` (ISO 3166-1) is not worked.
    Raises ``ValueError`` where no holidays are known for it.
    """

    shifts: tuple[Shift, ...] = ()
    holidays: str | None = None

    def __post_init__(self) -> None:
        """Refuse a country of which nothing is known."""
        if self.holidays is not None and self.holidays not in days_off.countries():
            raise ValueError(f"no holidays are known for {self.holidays!r}")

    def shifts_of(self, day: date) -> tuple[Shift, ...]:
        """Return the shifts that begin on a day."""
        if self.holidays and day in days_off.days_off(self.holidays, day.year):
            return ()
        return tuple(each for each in self.shifts or _ALWAYS if day.weekday() in each.weekdays)


_ALWAYS: Final = (Shift(_WEEK, time.min, time.min),)


def parse_shift(text: str) -> Shift:
    """Return the shift that a text spells.

    Raises ``ValueError`` where it spells none, or not as :func:`spell_shift` would: each shift has
    one spelling.
    """
    found = _SHIFT.fullmatch(text)
    if found is None:
        raise ValueError("a shift reads like mon-fri.09:00-18:00")
    runs, start, end = found.groups()
    weekdays = frozenset(day for run in runs.split(",") for day in _run(run))
    shift = Shift(weekdays, time.fromisoformat(start), time.fromisoformat(end))
    if spell_shift(shift) != text:
        raise ValueError("weekdays stand in their order, neighbours as a run")
    return shift


def spell_shift(shift: Shift) -> str:
    """Return the text of a shift: ``mon-tue,sun.22:00-06:00``. Two neighbours are a run."""
    firsts = sorted(day for day in shift.weekdays if day - 1 not in shift.weekdays)
    lasts = sorted(day for day in shift.weekdays if day + 1 not in shift.weekdays)
    runs = (
        _NAMES[first] if first == last else f"{_NAMES[first]}-{_NAMES[last]}"
        for first, last in zip(firsts, lasts, strict=True)
    )
    times = (at.isoformat(timespec="minutes") for at in (shift.start, shift.end))
    return f"{','.join(runs)}.{'-'.join(times)}"


def open_windows(window: Window, hours: WorkingHours, zone: ZoneInfo) -> tuple[Window, ...]:
    """Return when the office is open within a window: sorted, apart, and as long as can be.

    Times are those of the local clock: one that it skips is the moment of the jump, one that it
    shows twice is the first. So a night shift over a clock change lasts an hour less or more.
    """
    return _open_windows(window, hours, zone)


def pieces(
    boundaries: Sequence[datetime], opened: Sequence[Window]
) -> tuple[tuple[datetime, ...], frozenset[int], tuple[int, ...]]:
    """Cut opening times at the boundaries of buckets; both lie within the same window.

    Returns *marks*: where an open window starts or ends, and the boundaries inside one;
    *gaps*: the numbers of the pieces between neighbouring marks at which it is closed; and for each
    piece the number of the bucket that it lies in (a gap: begins in). All are empty where it is
    never open.
    """
    edges = {edge for each in opened for edge in (each.start, each.end)}
    starts = [each.start for each in opened]
    inside = {at for at in boundaries if _holds(opened, starts, at)}
    marks = tuple(sorted(edges | inside))
    firsts = marks[:-1]
    gaps = frozenset(n for n, at in enumerate(firsts) if not _holds(opened, starts, at))
    return marks, gaps, tuple(bisect_right(boundaries, at) - 1 for at in firsts)


def days_in(window: Window, zone: ZoneInfo, hours: WorkingHours | None = None) -> Fraction:
    """Return how many local days a window lasts; one that it covers partly counts by its share.

    With working hours, the share is that of the day's working seconds, and a day without any does
    not count. A day of 23 or 25 hours is one day.
    """
    first, last = (at.astimezone(zone).date() for at in (window.start, window.end - _SECOND))
    whole = Window(midnight(first, zone), midnight(last + _DAY, zone))
    days = buckets.boundaries(whole, Step.DAY, zone)
    if hours is None:
        lengths, parts = _seconds(days, [whole]), _seconds(days, [window])
    else:
        lengths = _seconds(days, open_windows(whole, hours, zone))
        parts = _seconds(days, open_windows(window, hours, zone))
    return sum((Fraction(parts[day], lengths[day]) for day in parts), Fraction(0))


def open_time(window: Window, hours: WorkingHours, zone: ZoneInfo) -> timedelta:
    """Return how long the office is open within a window, in real time."""
    return sum((each.length for each in open_windows(window, hours, zone)), timedelta(0))


@lru_cache(maxsize=256)
def _open_windows(window: Window, hours: WorkingHours, zone: ZoneInfo) -> tuple[Window, ...]:
    found: list[Window] = []
    for start, end in sorted(_worked(window, hours, zone)):
        if found and start <= found[-1].end:
            found[-1] = Window(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Window(start, end))
    return tuple(found)


def _worked(
    window: Window, hours: WorkingHours, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield start and end of every shift that has something in the window, cut to it."""
    first, last = (at.astimezone(zone).date() for at in (window.start, window.end))
    for number in range(-1, (last - first).days + 1):
        day = first + number * _DAY
        for shift in hours.shifts_of(day):
            until = day if shift.end > shift.start else day + _DAY
            start = max(window.start, reached(datetime.combine(day, shift.start), zone))
            end = min(window.end, reached(datetime.combine(until, shift.end), zone))
            if start < end:
                yield start, end


def _seconds(boundaries: Sequence[datetime], opened: Sequence[Window]) -> Counter[int]:
    """Return how many seconds of each bucket are open, by its number; none is left out."""
    found = Counter[int]()
    marks, gaps, numbers = pieces(boundaries, opened)
    for piece, (start, end) in enumerate(pairwise(marks)):
        if piece not in gaps:
            found[numbers[piece]] += (end - start) // _SECOND
    return found


def _holds(opened: Sequence[Window], starts: Sequence[datetime], moment: datetime) -> bool:
    """Tell whether one of the windows holds a moment; ``starts`` are theirs."""
    place = bisect_right(starts, moment) - 1
    return place >= 0 and moment < opened[place].end


def _run(text: str) -> range:
    first, _, last = text.partition("-")
    return range(_NAMES.index(first), _NAMES.index(last or first) + 1)
