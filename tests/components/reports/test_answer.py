"""What two periods come to is told of both together."""

from dataclasses import replace
from datetime import time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing, Stretch
from components.periods.against import Against, Days, Side, pair
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.presets import Preset
from components.reports.answer import Compared, Overview
from components.reports.comparison import Comparison
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
HOUR = timedelta(hours=1)
CALLS = Sides(Counts(9, 9))
TODAY = NOW.date()


def compare(period=Preset.LAST_WEEK, other=Against.WEEKDAY, source=Source.CALLS):
    return Comparison(source, pair(period, other, MOSCOW, NOW), Step.DAY, MOSCOW)


def side(which, sides=CALLS, *, comparison, as_of=NOW, settled=True):
    standing = Standing.FINAL if settled else Standing.PROVISIONAL
    stretches = (Stretch(0, 7, sides, standing, as_of),)
    return Overview(comparison.question(which), sides, stretches, as_of, settled)


def compared(a=None, b=None, *, comparison=None, edge=None):
    """Return two settled sides of seven days, one or the other of which is told in detail."""
    comparison = comparison or compare()
    made = [
        side(which, **{"comparison": comparison, **(more or {})})
        for which, more in zip(Side, (a, b), strict=True)
    ]
    return Compared(comparison, *made, edge, Fraction(7), Fraction(7))


def odd(calls):
    """Return a side whose total is larger than its endings by so many calls."""
    return {"sides": Sides(Counts(9 + calls, 9)), "settled": False}


def test_periods_of_different_lengths_are_compared_by_the_day():
    longer = Days(TODAY - timedelta(days=40), TODAY - timedelta(days=20))

    assert compared(comparison=compare(other=longer)).is_per_day
    assert not compared().is_per_day


def test_as_many_days_with_less_working_time_are_compared_by_the_day():
    office = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),), "RU")
    found = compared(comparison=replace(compare(), hours=office))

    assert replace(found, days_b=Fraction(4)).is_per_day
    assert not found.is_per_day


def test_it_is_as_of_the_side_that_can_still_change():
    found = compared({"as_of": NOW - HOUR, "settled": False}, {"as_of": NOW - 9 * HOUR})

    assert found.as_of == NOW - HOUR


def test_where_both_sides_can_change_it_is_as_of_the_older():
    young = [{"as_of": NOW - hours * HOUR, "settled": False} for hours in (1, 2)]

    assert compared(*young).as_of == compared(*young[::-1]).as_of == NOW - 2 * HOUR


def test_where_nothing_can_change_it_is_as_of_the_oldest():
    assert compared({"as_of": NOW - HOUR}, {"as_of": NOW}).as_of == NOW - HOUR


@pytest.mark.parametrize(
    ("a", "b", "edge", "expected"),
    [
        (True, True, None, True),
        (False, True, None, False),
        (True, False, None, False),
        (True, True, NOW, False),
    ],
)
def test_it_is_final_when_both_sides_are_and_none_is_running(a, b, edge, expected):
    assert compared({"settled": a}, {"settled": b}, edge=edge).settled is expected


def test_it_is_empty_only_if_both_sides_are():
    nothing = {"sides": Sides()}

    assert compared(nothing, nothing).is_empty
    assert not compared(nothing).is_empty
    assert not compared(None, nothing).is_empty


def test_calls_that_nothing_explains_are_counted_on_both_sides():
    found = compared(odd(2), odd(-3))

    assert found.unexplained == {Direction.INBOUND: 5}


def test_where_all_is_explained_nothing_is_said():
    assert compared().unexplained == {}


def test_nothing_is_expected_of_legs():
    assert compared(odd(2), odd(3), comparison=compare(source=Source.LEGS)).unexplained == {}


def test_a_comparison_of_the_same_numbers_is_the_same():
    assert compared() == compared()
    assert replace(compared(), edge=NOW) != compared()
