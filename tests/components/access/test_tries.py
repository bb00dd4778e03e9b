"""Wrong tries cost more and more time, of one address and of all; right ones cost nothing."""

from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.access import tries
from components.access.tries import FREE, MOST_OF_ALL, Tries
from tests.conftest import SetClock

ANN, EVE = "203.0.113.7", "203.0.113.9"


@pytest.fixture
def counted(clock):
    return Tries(clock)


def fail(counted, number, whom=EVE):
    for _ in range(number):
        counted.failed(whom)


def wait(counted, clock, whom=EVE):
    """Return the seconds that an address has to wait."""
    until = counted.until(whom)
    return None if until is None else (until - clock.now).total_seconds()


def test_who_never_tried_need_not_wait(counted):
    assert counted.until(EVE) is None


def test_a_few_slips_cost_nothing(counted):
    fail(counted, FREE - 1)

    assert counted.until(EVE) is None


def test_after_five_wrong_ones_the_wait_doubles_up_to_a_quarter_of_an_hour(counted, clock):
    fail(counted, FREE)
    waits = [wait(counted, clock)]
    for _ in range(7):
        clock.move(seconds=waits[-1])
        fail(counted, 1)
        waits.append(wait(counted, clock))

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_a_wait_ends_at_its_moment_and_no_sooner(counted, clock):
    fail(counted, FREE)
    clock.move(seconds=29.999)
    before = counted.until(EVE)
    clock.move(seconds=0.001)

    assert (before, counted.until(EVE)) == (clock.now, None)


def test_others_do_not_wait_for_one(counted):
    fail(counted, 9)

    assert counted.until(ANN) is None


def test_a_right_one_forgets_the_wrong_ones_of_its_address_only(counted):
    fail(counted, FREE)
    fail(counted, FREE, ANN)

    counted.succeeded(ANN)

    assert counted.until(ANN) is None
    assert counted.until(EVE) is not None


def test_a_day_later_nothing_is_held_against_anybody(counted, clock):
    fail(counted, 40)
    clock.move(days=1)

    fail(counted, FREE - 1)

    assert counted.until(EVE) is None


def test_less_than_a_day_later_the_next_wrong_one_costs_the_longest_wait(counted, clock):
    fail(counted, 12)
    clock.move(hours=23)

    fail(counted, 1)

    assert wait(counted, clock) == 900


def test_a_thousand_wrong_ones_are_still_counted(counted, clock):
    fail(counted, 3000)

    assert wait(counted, clock) == 900


# Of all together


def test_many_addresses_together_have_to_wait_too(counted, clock):
    for number in range(MOST_OF_ALL):
        counted.failed(f"198.51.100.{number}")

    assert wait(counted, clock, ANN) == 900


def test_one_fewer_and_nobody_waits(counted):
    for number in range(MOST_OF_ALL - 1):
        counted.failed(f"198.51.100.{number}")

    assert counted.until(ANN) is None


def test_the_limit_over_all_is_over_the_last_quarter_of_an_hour(counted, clock):
    for number in range(MOST_OF_ALL):
        counted.failed(f"198.51.100.{number}")
        clock.move(seconds=10)

    waits = wait(counted, clock, ANN)
    clock.move(seconds=waits)

    assert waits == 900 - 10 * MOST_OF_ALL
    assert counted.until(ANN) is None


def test_where_many_cannot_guess_together_they_lock_nobody_out(clock):
    alone = Tries(clock, of_all=False)
    for number in range(3 * MOST_OF_ALL):
        alone.failed(f"198.51.100.{number}")

    assert alone.until(ANN) is None


# The same guess


def test_the_same_guess_again_is_counted_once(counted):
    for _ in range(100):
        counted.failed(EVE, b"a key that was revoked")

    assert counted.until(EVE) is None


def test_other_guesses_are_counted_each(counted):
    for number in range(FREE):
        counted.failed(EVE, bytes([number]))

    assert counted.until(EVE) is not None


def test_the_same_guess_of_another_address_counts_there(counted):
    for whom in (ANN, EVE):
        for number in range(FREE):
            counted.failed(whom, bytes([number]))

    assert None not in (counted.until(ANN), counted.until(EVE))


# All at once


def test_a_try_that_turns_out_right_costs_nothing(counted):
    outcomes = [counted.attempt(EVE, lambda: True) for _ in range(100)]

    assert outcomes == [True] * 100
    assert counted.until(ANN) is None


def test_a_try_that_turns_out_wrong_counts(counted):
    outcomes = [counted.attempt(EVE, lambda: False) for _ in range(FREE)]

    assert outcomes == [False] * FREE
    assert counted.until(EVE) is not None


def test_who_has_to_wait_is_not_even_looked_at(counted, clock):
    fail(counted, FREE)
    looked = []

    during = counted.attempt(EVE, lambda: looked.append(1) or True)
    clock.move(seconds=30)
    after = counted.attempt(EVE, lambda: looked.append(1) or True)

    assert (during, after, looked) == (False, True, [1])


def test_sessions_that_try_together_get_no_more_tries_than_one(counted, at_once):
    looked = []

    at_once(40, lambda _: counted.attempt(EVE, lambda: looked.append(1)))

    assert len(looked) == FREE


def test_a_look_that_takes_long_holds_nobody_else_up(counted, at_once):
    both = Barrier(2)

    outcomes = at_once(2, lambda each: counted.attempt(f"{each}", lambda: both.wait(10) >= 0))

    assert outcomes == [True, True]


def test_threads_that_fail_together_lose_no_count(counted, clock, at_once):
    at_once(FREE, lambda _: counted.failed(EVE))

    assert wait(counted, clock) == 30


# Bounds


def test_no_more_addresses_are_remembered_than_fit(counted, monkeypatch):
    monkeypatch.setattr(tries, "_MOST_ADDRESSES", 100)
    for number in range(1000):
        counted.failed(f"{number}", b"guess")

    assert list(counted._records) == [f"{number}" for number in range(900, 1000)]


def test_no_more_guesses_of_an_address_are_remembered_than_fit(counted):
    for number in range(1000):
        counted.failed(EVE, number.to_bytes(2))

    assert len(counted._records[EVE].guesses) == tries._MOST_GUESSES
    assert len(counted._wrong) == MOST_OF_ALL


@given(st.lists(st.tuples(st.sampled_from(["fail", "right", "wait"]), st.integers(1, 100_000))))
def test_no_pattern_of_tries_makes_anybody_wait_longer_than_a_quarter_of_an_hour(steps):
    clock = SetClock()
    counted = Tries(clock)
    for act, seconds in steps:
        {
            "fail": lambda: counted.failed(EVE),
            "right": lambda: counted.succeeded(EVE),
            "wait": lambda seconds=seconds: clock.move(seconds=seconds),
        }[act]()

        until = counted.until(EVE)

        assert until is None or clock.now < until <= clock.now + timedelta(minutes=15)
