"""Which way takes fewer requests, and why the list may be of no use."""

from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.books import Books, Wish
from components.ledger.facts import Fact, Series
from components.ledger.listed import Lists, Mismatch, Way
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme.errors import AccessDenied, Denial, Resource

END = datetime(2026, 11, 16, 21, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = Window(END - 24 * HOUR, END)
CALLS = Series(Source.CALLS)
HOURLY = Wish(CALLS, tuple(DAY.start + number * HOUR for number in range(25)))
DENIED = AccessDenied(Denial.APP_ACCESS_TYPE, Resource.RECORDS)


@pytest.fixture
def lists(clock):
    return Lists(Books(b"account", Shelf(MEMORY, clock=clock), clock=clock), clock)


def know(lists, calls, window=DAY, series=CALLS):
    """Have the total of a window known."""
    sides = Sides(inbound=Counts(total=calls, bridged=calls))
    lists.books.learn(Fact(series, window, sides, END + timedelta(days=2)))


def test_without_the_total_nobody_knows_how_long_the_list_is(lists):
    assert lists.price(HOURLY) is None
    assert lists.plan(HOURLY).way is Way.STATISTICS


@pytest.mark.parametrize(("calls", "pages"), [(1, 1), (500, 1), (501, 2), (1400, 3)])
def test_a_list_has_as_many_pages_as_the_total_says(lists, calls, pages):
    know(lists, calls)

    plan = lists.plan(HOURLY)

    assert (plan.way, plan.requests) == (Way.LIST, pages)


def test_a_list_that_is_longer_than_the_statistics_is_not_read(lists):
    know(lists, 500 * 23)

    plan = lists.plan(HOURLY)

    assert (plan.way, plan.requests) == (Way.STATISTICS, 23)


def test_the_pbx_says_how_long_its_pages_are(lists):
    know(lists, 100)
    lists.per_page = 20

    assert lists.plan(HOURLY).requests == 5


def test_a_day_without_calls_costs_nothing(lists):
    know(lists, 0)

    assert lists.plan(HOURLY).requests == 0


def test_legs_are_never_counted_from_the_list_of_calls(lists):
    legs = Series(Source.LEGS)
    know(lists, 100, series=legs)

    assert lists.plan(Wish(legs, HOURLY.marks)).way is Way.STATISTICS


def test_a_list_that_is_denied_is_left_alone_for_an_hour(lists, clock):
    know(lists, 100)
    lists.deny(DENIED)

    denied = lists.plan(HOURLY)
    clock.move(hours=1)

    assert (denied.way, denied.denied) == (Way.STATISTICS, DENIED)
    assert lists.plan(HOURLY).way is Way.LIST


def test_a_list_that_differs_is_left_alone_for_an_hour(lists, clock):
    know(lists, 100)
    lists.disagree(HOURLY, Mismatch(DAY, Sides(), Sides(), clock.now))

    other = Wish(Series(Source.CALLS, frozenset({101})), HOURLY.marks)
    know(lists, 100, series=other.series)

    assert lists.plan(HOURLY).way is Way.STATISTICS
    assert lists.plan(other).way is Way.LIST
    clock.move(hours=1)
    assert lists.plan(HOURLY).way is Way.LIST
