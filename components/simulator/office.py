"""An office: its extensions and its calls, from which every statistic is counted."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Lock
from typing import Final

from components.simulator import tally
from components.simulator.calls import Call
from components.simulator.documented import documented_calls
from components.simulator.people import PEOPLE, Cast, Extension
from components.simulator.tally import Kind, Sides
from components.simulator.typical import MOSCOW, calls_on

_DAY: Final = timedelta(days=1)

# Days whose calls are kept: three years, about 60 MB when all of them were asked for.
_KEPT: Final = 1100


class Office:
    """Extensions and calls; the calls of a day are made when asked for, then kept.

    A call belongs to the window in which it started, and counts from the moment when it is known:
    when it has ended, or later if it shows up late. Counting is safe from many threads.
    """

    def __init__(
        self, people: Sequence[Extension], calls_of: Callable[[date], Sequence[Call]]
    ) -> None:
        """Make an office from its extensions and the calls of each Moscow day, sorted by start."""
        self.extensions: tuple[Extension, ...] = tuple(people)
        self._calls_of = calls_of
        self._books: dict[date, _DayBook] = {}
        self._lock = Lock()

    @classmethod
    def typical(
        cls, *, seed: int = 1, people: Sequence[Extension] = PEOPLE, late: timedelta = timedelta(0)
    ) -> "Office":
        """Make up a lively office; about a third of its calls show up late, by up to ``late``."""
        return cls(people, partial(calls_on, seed=seed, cast=Cast.of(people), late=late))

    @classmethod
    def documented_example(cls) -> "Office":
        """Make the office whose 1 to 10 November 2019 is the vendor's example, and nothing else."""
        return cls.of(documented_calls())

    @classmethod
    def quiet(cls, *, people: Sequence[Extension] = PEOPLE) -> "Office":
        """Make an office in which the phone never rings."""
        return cls.of((), people=people)

    @classmethod
    def of(cls, calls: Iterable[Call], *, people: Sequence[Extension] = PEOPLE) -> "Office":
        """Make an office of exactly these calls, in whatever order they come."""
        days: dict[date, list[Call]] = {}
        for position, call in enumerate(sorted(calls, key=lambda call: call.start)):
            named = call if call.uuid else replace(call, uuid=f"call-{position:06d}")
            days.setdefault(_local_day(call.start), []).append(named)
        return cls(people, lambda day: days.get(day, ()))

    def count(
        self,
        kind: Kind,
        start: datetime,
        end: datetime,
        extensions: Collection[int] = (),
        *,
        now: datetime | None = None,
    ) -> Sides:
        """Count the window ``[start, end)`` as the wire would, every key present.

        ``start`` and ``end`` are aware, in any zone. With ``now``, only calls known by then count;
        without, all calls count as if the window were long past.
        """
        wanted = frozenset(extensions)
        sides = tally.nothing(kind)
        for book in self._touched(start, end):
            if book.lies_within(start, end) and book.is_known_by(now):
                tally.add(sides, book.total(kind, wanted))
            else:
                tally.add(sides, tally.tally(kind, book.between(start, end, now), wanted))
        return sides

    def calls(
        self, start: datetime, end: datetime, *, now: datetime | None = None
    ) -> Iterator[Call]:
        """Yield the calls of ``[start, end)`` that are known by ``now``, by their start."""
        for book in self._touched(start, end):
            yield from book.between(start, end, now)

    def _touched(self, start: datetime, end: datetime) -> Iterator["_DayBook"]:
        """Yield the book of each day that the window touches."""
        if start >= end:
            return
        day, last = _local_day(start), _local_day(end - timedelta(microseconds=1))
        while day <= last:
            yield self._book(day)
            day += _DAY

    def _book(self, day: date) -> "_DayBook":
        with self._lock:
            book = self._books.get(day)
            if book is None:
                book = self._books[day] = _DayBook(day, self._calls_of(day))
            if len(self._books) > _KEPT:
                del self._books[next(iter(self._books))]
            return book


class _DayBook:
    """The calls of one Moscow day, with the totals that were asked for."""

    _REMEMBERED: Final = 64

    def __init__(self, day: date, calls: Sequence[Call]) -> None:
        self._start = datetime(day.year, day.month, day.day, tzinfo=MOSCOW).astimezone(UTC)
        self._end = self._start + _DAY
        self._calls = calls
        self._starts = [call.start for call in calls]
        self._known_at = max((call.known_at for call in calls), default=None)
        self._totals: dict[tuple[Kind, frozenset[int]], Sides] = {}

    def lies_within(self, start: datetime, end: datetime) -> bool:
        return start <= self._start and self._end <= end

    def is_known_by(self, now: datetime | None) -> bool:
        return now is None or self._known_at is None or self._known_at <= now

    def between(self, start: datetime, end: datetime, now: datetime | None) -> Iterator[Call]:
        chosen = self._calls[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return (call for call in chosen if now is None or call.known_at <= now)

    def total(self, kind: Kind, extensions: frozenset[int]) -> Sides:
        """Return the whole day's counts, remembered for a handful of filters."""
        key = (kind, extensions)
        counted = self._totals.get(key)
        if counted is None:
            counted = tally.tally(kind, self._calls, extensions)
            if len(self._totals) < self._REMEMBERED:
                self._totals[key] = counted
        return counted


def _local_day(moment: datetime) -> date:
    return moment.astimezone(MOSCOW).date()
