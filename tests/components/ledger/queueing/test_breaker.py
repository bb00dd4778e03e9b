"""The circuit breaker: when it opens, what it lets through, and what closes it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing.breaker import Breaker, Circuit

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def breaker():
    return Breaker()


@pytest.fixture
def opened(breaker):
    """A breaker that opened at noon."""
    fail(breaker, 5)
    return breaker


def fail(breaker, times, at=NOON):
    for _ in range(times):
        breaker.failed(at)


def test_everything_passes_at_first(breaker):
    assert breaker.state(NOON) is Circuit.CLOSED
    assert breaker.admits(NOON)
    assert breaker.opens_again_at is None


def test_four_failures_in_a_row_are_borne(breaker):
    fail(breaker, 4)

    assert breaker.admits(NOON)


def test_five_failures_in_a_row_open_it(breaker):
    fail(breaker, 5)

    assert breaker.state(NOON) is Circuit.OPEN
    assert not breaker.admits(NOON)


def test_five_failures_open_it_however_far_apart_they_are(breaker):
    for hour in range(5):
        breaker.failed(NOON + timedelta(hours=hour))

    assert not breaker.admits(NOON + timedelta(hours=4))


def test_a_success_between_them_breaks_the_row(breaker):
    fail(breaker, 4)
    breaker.succeeded(NOON)
    breaker.failed(NOON + timedelta(minutes=2))

    assert breaker.admits(NOON + timedelta(minutes=2))


def test_half_of_eight_within_a_minute_open_it(breaker):
    for second in range(4):
        breaker.succeeded(NOON + second * 2 * SECOND)
        breaker.failed(NOON + (second * 2 + 1) * SECOND)

    assert not breaker.admits(NOON + 8 * SECOND)


def test_half_of_seven_are_not_enough(breaker):
    breaker.failed(NOON)
    for second in range(3):
        breaker.succeeded(NOON + second * SECOND)
        breaker.failed(NOON + second * SECOND)

    assert breaker.admits(NOON + 3 * SECOND)


def test_what_is_a_minute_old_counts_no_more(breaker):
    fail(breaker, 3)
    for _ in range(4):
        breaker.succeeded(NOON + SECOND)
    breaker.failed(NOON + timedelta(minutes=1))

    assert breaker.admits(NOON + timedelta(minutes=1))


def test_one_request_is_let_through_after_half_a_minute(opened):
    assert opened.opens_again_at == NOON + 30 * SECOND
    assert not opened.admits(NOON + 29 * SECOND)
    assert opened.admits(NOON + 30 * SECOND)
    assert opened.state(NOON + 30 * SECOND) is Circuit.TRYING


def test_each_failed_trial_doubles_the_pause_up_to_five_minutes(opened):
    pauses = []
    for _ in range(6):
        now = opened.opens_again_at
        opened.failed(now)
        pauses.append((opened.opens_again_at - now) // SECOND)

    assert pauses == [60, 120, 240, 300, 300, 300]


def test_a_success_closes_it_and_forgets_the_trouble(opened):
    tried_at = NOON + 30 * SECOND
    opened.succeeded(tried_at)
    fail(opened, 4, tried_at)

    assert opened.state(tried_at) is Circuit.CLOSED


def test_after_a_success_the_first_pause_is_short_again(opened):
    opened.failed(opened.opens_again_at)
    now = opened.opens_again_at
    opened.succeeded(now)
    fail(opened, 5, now)

    assert opened.opens_again_at == now + 30 * SECOND


def test_a_straggler_does_not_lengthen_the_pause(opened):
    opened.failed(NOON + SECOND)

    assert opened.opens_again_at == NOON + 30 * SECOND


def blocked_until(events):
    """Return until which second a history blocks, found by going through all of it again."""
    open_until, pause, since = None, 0, 0
    for number, (at, good) in enumerate(events):
        if open_until is not None:
            if good:
                open_until, since = None, number
            elif at >= open_until:
                pause = min(pause * 2, 300)
                open_until = at + pause
            if open_until is not None or good:
                continue
        if good:
            continue
        told = events[since : number + 1]
        minute = [ok for when, ok in told if when > at - 60]
        row = [ok for _, ok in told[-5:]]
        if row == [False] * 5 or (len(minute) >= 8 and 2 * minute.count(False) >= len(minute)):
            open_until, pause = at + 30, 30
    return open_until


@given(st.lists(st.tuples(st.integers(0, 45), st.booleans()), max_size=60))
def test_it_agrees_with_the_table_read_anew_each_time(steps):
    breaker = Breaker()
    events, at = [], 0
    for pause, good in steps:
        at += pause
        now = NOON + at * SECOND
        events.append((at, good))
        (breaker.succeeded if good else breaker.failed)(now)

        until = blocked_until(events)

        expected = None if until is None else NOON + until * SECOND
        assert breaker.opens_again_at == expected
        assert breaker.admits(now) == (until is None or at >= until)


def test_a_wall_is_let_through_some_time_after_the_last_try(opened):
    after = 10 * SECOND

    assert [opened.admits(NOON + each * SECOND, after=after) for each in (9, 10)] == [False, True]
    opened.failed(NOON + after)
    assert not opened.admits(NOON + 19 * SECOND, after=after)
    assert not opened.admits(NOON + 29 * SECOND)
    assert opened.opens_again_at == NOON + 30 * SECOND
