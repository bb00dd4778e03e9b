"""How long a total is good enough, and when it is so for good."""

from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.facts import SETTLING, Fact, Series
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

CALLS = Series(Source.CALLS)
END = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = Window(END - timedelta(hours=1), END)
FITS = Sides(Counts(total=3, bridged=2, busy=1), Counts(total=1, failed=1))
ODD = Sides(Counts(total=3, bridged=2))


def read(after, sides=FITS, series=CALLS):
    """Return a fact of an hour, read so long after its end."""
    return Fact(series, HOUR, sides, END + timedelta(**after))


@pytest.mark.parametrize(
    ("after", "lasts"),
    [
        ({"minutes": -59}, {"minutes": 2}),
        ({"seconds": -1}, {"minutes": 2}),
        ({"seconds": 0}, {"minutes": 10}),
        ({"minutes": 5}, {"minutes": 10}),
        ({"minutes": 10}, {"minutes": 20}),
        ({"minutes": 30}, {"minutes": 60}),
        ({"hours": 2}, {"hours": 4}),
        ({"hours": 8, "minutes": 40}, {"hours": 17, "minutes": 20}),
        ({"hours": 20}, {"hours": 6}),
        ({"hours": 25, "minutes": 59}, {"minutes": 1}),
    ],
)
def test_what_can_change_is_read_again_ever_more_seldom(after, lasts):
    fact = read(after)

    assert fact.due_at() == fact.read_at + timedelta(**lasts)


def test_an_open_window_on_a_wall_is_a_minute_old_at_most():
    fact = read({"minutes": -20})

    assert fact.due_at(refresh=timedelta(minutes=1)) == fact.read_at + timedelta(minutes=1)


def test_what_has_ended_is_as_old_on_a_wall_as_elsewhere():
    assert read({"hours": 1}).due_at(refresh=timedelta(minutes=1)) == read({"hours": 1}).due_at()


def test_from_its_end_until_it_is_settled_a_total_is_read_seven_times():
    fact, readings = read({"seconds": 0}), 1

    while (due_at := fact.due_at()) is not None:
        fact, readings = Fact(CALLS, HOUR, FITS, due_at), readings + 1

    assert readings == 7
    assert fact.age == SETTLING


def test_26_hours_after_its_end_a_total_is_settled_and_never_read_again():
    assert read({"hours": 26}).is_settled
    assert read({"hours": 26}).due_at() is None


def test_a_second_less_than_26_hours_is_not_enough():
    assert not read({"hours": 26, "seconds": -1}).is_settled


@pytest.mark.parametrize("hours", [-1, 3, 26, 1000])
def test_a_total_that_does_not_add_up_is_looked_at_once_more_a_minute_later(hours):
    fact = read({"hours": hours}, ODD)

    assert fact.due_at() == fact.read_at + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("after", "lasts"),
    [
        ({"minutes": -10}, {"minutes": 2}),
        ({"hours": 3}, {"hours": 6}),
        ({"hours": 26}, {"days": 1}),
        ({"days": 40}, {"days": 1}),
    ],
)
def test_what_still_does_not_add_up_takes_its_usual_time_or_a_day(after, lasts):
    fact = read(after, ODD)

    assert fact.due_at(again=True) == fact.read_at + timedelta(**lasts)


def test_what_does_not_add_up_is_never_settled():
    assert not read({"days": 400}, ODD).is_settled


def test_of_legs_nobody_promised_that_they_add_up():
    assert read({"hours": 26}, ODD, Series(Source.LEGS)).is_settled


def test_a_series_is_of_the_whole_account_unless_extensions_are_named():
    assert Series(Source.CALLS) == Series(Source.CALLS, frozenset())
    assert Series(Source.CALLS) != Series(Source.CALLS, frozenset({101}))
