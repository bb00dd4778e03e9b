"""Answers as reports give them, without a PBX: of one period, and of two."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing, Stretch
from components.periods import hours as working
from components.periods import spelling
from components.periods.against import Against, Side, pair
from components.periods.buckets import Step
from components.reports.answer import Compared, Overview
from components.reports.comparison import Comparison
from components.reports.question import Question
from tests.conftest import NOW
from tests.oracles import DOCUMENTED

MOSCOW = ZoneInfo("Europe/Moscow")
EXAMPLE = "2019-11-01..2019-11-10"

GOLDEN = Sides(
    *(
        Counts(**{name.replace(" ", "_"): number for name, number in DOCUMENTED[side].items()})
        for side in ("in", "out")
    )
)
"""The vendor's example."""

BUSY = Sides(
    Counts(100, 50, 20, 10, 5, 5, 10, duration=7_000, bridged_duration=6_000),
    Counts(40, 30, 0, 6, 2, 0, 2, duration=900, bridged_duration=900),
)
LEGS = Sides(Counts(120, 60, 20, 20, 5, 0, 5, answered_elsewhere=8, diverted=2), Counts(9, 9))


def question(period=EXAMPLE, source=Source.CALLS, step=Step.DAY, zone=MOSCOW, **more):
    window = spelling.resolve(spelling.parse(period), zone, NOW)
    return Question(source, window, step, zone, **more)


def overview(sides=GOLDEN, asked=None, *, settled=True, stretches=None):
    """Return an answer whose calls all came in the first bucket, unless it is said otherwise."""
    asked = asked or question()
    standing = Standing.FINAL if settled else Standing.PROVISIONAL
    if stretches is None:
        stretches = (Stretch(0, 1, sides, standing, NOW),)
    return Overview(asked, sides, tuple(stretches), NOW, settled)


def compared(  # noqa: PLR0913 - each test tells one of them
    a=GOLDEN,
    b=BUSY,
    *,
    period=EXAMPLE,
    other=Against.WEEKDAY,
    source=Source.CALLS,
    zone=MOSCOW,
    hours=None,
    edge=None,
):
    """Return two periods of whose calls all came in the first bucket."""
    found = pair(spelling.parse(period), other, zone, NOW)
    comparison = Comparison(source, found, Step.DAY, zone, hours=hours)
    sides = [
        overview(counts, comparison.question(side, edge), settled=edge is None)
        for side, counts in ((Side.A, a), (Side.B, b))
    ]
    days = [
        working.days_in(comparison.closed(side, edge).window, zone, hours)
        for side in (Side.A, Side.B)
    ]
    return Compared(comparison, *sides, edge, *days)


def bucketed(*calls, standing=Standing.FINAL, first=0):
    """Return stretches of one bucket each with so many answered inbound calls."""
    return [
        Stretch(first + number, 1, Sides(Counts(one, one)), standing, NOW - timedelta(hours=1))
        for number, one in enumerate(calls)
    ]
