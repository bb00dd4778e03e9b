"""A warm quarter by hour: from what is known to the frame that the trend is drawn from."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.row import Row
from components.ledger.book import Book
from components.ledger.facts import Fact, Series
from components.measures import frames
from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods import buckets
from components.periods.buckets import Step
from components.periods.window import Window

_END = datetime(2026, 11, 22, 21, tzinfo=UTC)
_QUARTER = Window(_END - timedelta(days=90), _END)
_NOW = _END + timedelta(days=3)
_ZONE = ZoneInfo("Europe/Moscow")
_ROUNDS = 20


def measure() -> Iterator[Row]:
    """Time the planning and assembling of 90 days by hour, beside 90 days by day."""
    by_hour, by_day = (_best(_question(step)) for step in (Step.HOUR, Step.DAY))
    yield Row("90 days by hour, planned and assembled", by_hour, "by day", by_day, "ms", 20)


def _question(step: Step) -> Callable[[], object]:
    series = Series(Source.CALLS)
    book = Book(series)
    for marks in pairwise(buckets.boundaries(_QUARTER, step, _ZONE)):
        window = Window(*marks)
        book.learn(Fact(series, window, _some(window), _NOW))

    def assemble() -> object:
        marks = buckets.boundaries(_QUARTER, step, _ZONE)
        survey = book.survey(marks, _NOW)
        return frames.trend_frame(survey.stretches, Source.CALLS, MenuCountsAs.MISSED)

    return assemble


def _some(window: Window) -> Sides:
    calls = window.start.hour % 7
    seconds = 60 * calls
    counts = Counts(total=calls, bridged=calls, duration=seconds, bridged_duration=seconds)
    return Sides(counts, counts)


def _best(act: Callable[[], object]) -> float:
    """Return the milliseconds of the quickest of some rounds."""
    taken = []
    for _ in range(_ROUNDS):
        started = perf_counter()
        act()
        taken.append(perf_counter() - started)
    return 1000 * min(taken)
