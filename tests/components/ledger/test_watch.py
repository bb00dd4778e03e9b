"""What a board may spend in an hour, and which of its readings is compared."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.ledger.watch import Pairing, Purse, Told, Watches
from components.measures.counts import Sides
from components.periods.window import Window

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = Window(NOON - 12 * HOUR, NOON + 12 * HOUR)


def live(purse, clock, wants, *, every=10 * SECOND):
    """Spend whatever is allowed, look after look; return when figures were asked for, and the rest.

    ``wants`` tells for each look how many other requests are wanted then.
    """
    figures, rest = [], []
    for want in wants:
        if purse.may_refresh(is_new=not figures):
            purse.pay(clock.now, is_figure=True)
            figures.append(clock.now)
        for _ in range(want):
            if purse.may_fill(is_awaited=False):
                purse.pay(clock.now, is_figure=False)
                rest.append(clock.now)
        clock.now += every
    return figures, rest


def busiest_hour(moments):
    """Return the most that were asked for in any hour."""
    return max(sum(begin <= each < begin + HOUR for each in moments) for begin in moments)


@settings(max_examples=12)
@given(data=st.data())
def test_no_hour_costs_more_than_its_refreshes_and_no_figure_waits_for_two(data):
    clock = SetClock()
    bursts = data.draw(st.dictionaries(st.integers(0, 1079), st.integers(1, 25), max_size=12))
    wants = [bursts.get(look, 0) for look in range(1080)]

    figures, rest = live(Purse(MINUTE, clock=clock), clock, wants)

    assert busiest_hour([*figures, *rest]) <= 60
    assert max(b - a for a, b in pairwise(figures)) < 2 * MINUTE


class SetClock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.mark.parametrize(("refresh", "most"), [(60, 60), (30, 120), (600, 6), (3600, 1)])
def test_a_purse_holds_as_many_requests_as_refreshes_fit_into_an_hour(refresh, most):
    clock = SetClock()

    figures, rest = live(Purse(refresh * SECOND, clock=clock), clock, [1] * 1080)

    assert most * 2 // 3 <= busiest_hour([*figures, *rest]) <= most


def test_what_was_never_read_is_asked_for_at_once():
    purse = Purse(MINUTE, clock=SetClock())
    purse.pay(NOON, is_figure=True)

    assert (purse.may_refresh(is_new=False), purse.may_refresh(is_new=True)) == (False, True)


def test_a_chart_leaves_something_for_the_comparison():
    purse = Purse(MINUTE, clock=SetClock())
    for _ in range(17):
        purse.pay(NOON, is_figure=False)

    assert (purse.may_fill(is_awaited=False), purse.may_fill(is_awaited=True)) == (False, True)


def told(minute):
    return Told(DAY, Sides(), NOON + minute * MINUTE)


def test_a_reading_is_compared_once_its_other_side_is_known():
    pairing = Pairing()

    assert pairing.next(told(0)) == told(0)
    assert pairing.shown(DAY) is None

    pairing.show(told(0))
    assert (pairing.shown(DAY), pairing.next(told(14))) == (told(0), None)


def test_a_comparison_is_renewed_after_a_quarter_of_an_hour():
    pairing = Pairing()
    pairing.show(told(0))

    assert pairing.next(told(15)) == told(15)
    assert (pairing.next(told(16)), pairing.shown(DAY)) == (told(15), told(0))


def test_nothing_of_the_day_before_is_compared():
    pairing = Pairing()
    pairing.show(told(0))

    assert pairing.shown(Window(DAY.end, DAY.end + 24 * HOUR)) is None


def test_equal_boards_are_one_and_the_oldest_of_many_is_forgotten():
    watches = Watches(MINUTE, clock=SetClock())
    first = watches.of("board")
    same = watches.of("board")

    for number in range(200):
        watches.of(number)

    assert first is same
    assert watches.of("board") is not first
