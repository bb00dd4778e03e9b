"""A comparison is a plain value, and knows what to ask of each side."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.measures.outcomes import Source
from components.periods.against import Against, Side, pair
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.presets import Preset
from components.periods.window import Window
from components.reports.comparison import Comparison
from components.reports.question import Question
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = timedelta(days=7)
TODAY = Window(datetime(2026, 11, 17, 21, tzinfo=UTC), datetime(2026, 11, 18, 21, tzinfo=UTC))
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),))
EDGE = NOW + timedelta(minutes=3, microseconds=250)


def compare(period, other=Against.WEEKDAY, **more):
    made = pair(period, other, MOSCOW, NOW)
    return Comparison(Source.CALLS, made, Step.HOUR, MOSCOW, **more)


RUNNING = compare(Preset.TODAY)


def test_the_same_comparison_is_equal_however_often_it_is_made():
    assert (compare(Preset.TODAY), hash(compare(Preset.TODAY))) == (RUNNING, hash(RUNNING))


@pytest.mark.parametrize(
    "change",
    [
        {"source": Source.LEGS},
        {"step": Step.DAY},
        {"extensions": frozenset([40101])},
        {"hours": OFFICE},
        {"split": (40101,)},
        {"edge": EDGE},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_comparison_is_not_equal(change):
    assert replace(RUNNING, **change) != RUNNING


def test_a_comparison_does_not_change_after_it_was_made():
    with pytest.raises(FrozenInstanceError):
        RUNNING.source = Source.LEGS


def test_its_window_is_the_period_looked_at():
    assert RUNNING.window == TODAY


def test_both_sides_are_asked_for_alike():
    asked = replace(RUNNING, extensions=frozenset([40101]), hours=OFFICE)

    a, b = (asked.question(side) for side in Side)

    assert a == Question(Source.CALLS, TODAY, Step.HOUR, MOSCOW, frozenset([40101]), OFFICE)
    assert b == replace(a, window=Window(TODAY.start - WEEK, TODAY.end - WEEK))


def test_at_the_edge_the_running_side_stays_whole_and_the_other_is_cut():
    a, b = (RUNNING.question(side, EDGE).window for side in Side)

    assert a == TODAY
    assert b == Window(TODAY.start - WEEK, EDGE.replace(microsecond=0) - WEEK)


def test_as_far_as_they_are_compared_both_sides_end_at_the_edge():
    a, b = (RUNNING.closed(side, EDGE).window for side in Side)

    assert a == Window(TODAY.start, EDGE.replace(microsecond=0))
    assert b == RUNNING.question(Side.B, EDGE).window
    assert a.length == b.length


@pytest.mark.parametrize(
    ("edge", "seconds"),
    [
        (TODAY.start, 1),
        (TODAY.start + timedelta(microseconds=9), 1),
        (TODAY.start + timedelta(seconds=2), 2),
        (TODAY.end + timedelta(hours=1), 86_400),
    ],
)
def test_the_running_side_is_never_empty_and_never_longer_than_it_is(edge, seconds):
    assert RUNNING.closed(Side.A, edge).window.length == timedelta(seconds=seconds)


@pytest.mark.parametrize("edge", [None, EDGE])
@pytest.mark.parametrize("side", Side)
def test_where_nothing_is_running_nothing_is_cut(side, edge):
    over = compare(Preset.LAST_WEEK)

    assert over.closed(side, edge) == over.question(side, edge) == over.question(side)
