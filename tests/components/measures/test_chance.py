"""Intervals of differences: against formulas of their own, at the ends, and how they are used."""

from fractions import Fraction
from math import inf, sqrt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from components.measures.chance import (
    calls_to_turn,
    could_be_chance,
    count_difference,
    rate_difference,
)
from components.measures.rates import Interval, wilson

Z = 1.959963984540054
MOST = 2**63 - 1
NO_PROPORTIONS = [(0, 0), (6, 5), (-1, 5), (0, -1)]


@st.composite
def proportions(draw, most=10**6):
    trials = draw(st.integers(1, most))
    return draw(st.integers(0, trials)), trials


def newcombe(successes_a, n_a, successes_b, n_b):
    """Return the interval after the formula in Newcombe's paper, from two Wilson intervals."""
    a, b = successes_a / n_a, successes_b / n_b
    score_a, score_b = wilson(successes_a, n_a), wilson(successes_b, n_b)
    low = a - b - sqrt((a - score_a.low) ** 2 + (score_b.high - b) ** 2)
    return low, a - b + sqrt((score_a.high - a) ** 2 + (b - score_b.low) ** 2)


def poisson_score(count, days):
    """Return the ends of the score interval of a Poisson rate, after its formula."""
    reach = Z * sqrt(count + Z**2 / 4)
    return (count + Z**2 / 2 - reach) / days, (count + Z**2 / 2 + reach) / days


# Rates


@given(a=proportions(), b=proportions())
def test_the_interval_of_two_rates_is_newcombes(a, b):
    found = rate_difference(*a, *b)

    assert (found.low, found.high) == pytest.approx(newcombe(*a, *b), abs=1e-9)


def test_the_documented_example_of_the_method_comes_out():
    # Newcombe 1998, table II, (a): 56/70 − 48/80, method 10.
    found = rate_difference(56, 70, 48, 80)

    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    # The same table, (c) to (h): where most methods fail.
    [
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_nobody_and_everybody_have_an_interval(numbers, low, high):
    found = rate_difference(*numbers)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(a=proportions(MOST), b=proportions(MOST))
@example(a=(0, MOST), b=(MOST, MOST))
@example(a=(1, 1), b=(0, 1))
@example(a=(1, MOST), b=(1, MOST - 1))
@example(a=(MOST, MOST), b=(1, 1))
def test_the_interval_holds_the_difference_and_stays_between_minus_one_and_one(a, b):
    found = rate_difference(*a, *b)

    assert -1 <= found.low <= a[0] / a[1] - b[0] / b[1] <= found.high <= 1


@given(a=proportions(), b=proportions())
def test_swapped_periods_have_the_mirrored_interval(a, b):
    there, back = rate_difference(*a, *b), rate_difference(*b, *a)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


def test_the_ends_are_plain_floats():
    found = rate_difference(1, 2, 3, 4)

    assert {type(found.low), type(found.high)} == {float}


@pytest.mark.parametrize("numbers", NO_PROPORTIONS)
def test_what_is_no_proportion_has_no_interval(numbers):
    assert rate_difference(*numbers, 1, 2) is None
    assert rate_difference(1, 2, *numbers) is None


@given(of=proportions(10**12))
def test_equal_rates_could_be_chance(of):
    assert could_be_chance(rate_difference(*of, 3 * of[0], 3 * of[1]))


def test_the_same_difference_of_many_calls_is_more_than_chance():
    assert could_be_chance(rate_difference(68, 100, 60, 100))
    assert not could_be_chance(rate_difference(6800, 10_000, 6000, 10_000))


@pytest.mark.parametrize(
    ("interval", "answer"),
    [
        (Interval(-0.1, 0.2), True),
        (Interval(0, 0.2), True),
        (Interval(-0.2, 0), True),
        (Interval(0.01, 0.2), False),
        (Interval(-0.2, -0.01), False),
    ],
)
def test_what_holds_zero_could_be_chance(interval, answer):
    assert could_be_chance(interval) is answer


# Counts


@given(
    a=st.integers(0, 10**6),
    b=st.integers(0, 10**6),
    days_a=st.fractions(Fraction(1, 1000), 1000),
    days_b=st.fractions(Fraction(1, 1000), 1000),
)
def test_the_interval_of_two_counts_is_made_of_two_score_intervals(a, b, days_a, days_b):
    (low_a, high_a), (low_b, high_b) = poisson_score(a, days_a), poisson_score(b, days_b)
    rate_a, rate_b = a / days_a, b / days_b

    found = count_difference(a, days_a, b, days_b)

    low = float(rate_a - rate_b) - sqrt((rate_a - low_a) ** 2 + (high_b - rate_b) ** 2)
    high = float(rate_a - rate_b) + sqrt((high_a - rate_a) ** 2 + (rate_b - low_b) ** 2)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6, abs=1e-6)


@given(
    a=st.integers(0, MOST),
    b=st.integers(0, MOST),
    days=st.fractions(Fraction(1, 86_400), 1000),
)
def test_counts_of_any_size_have_a_finite_interval_around_their_difference(a, b, days):
    found = count_difference(a, days, b, Fraction(1))

    assert -inf < found.low <= float(a / days) - b <= found.high < inf


def test_no_call_beside_no_call_could_be_chance():
    assert could_be_chance(count_difference(0, Fraction(7), 0, Fraction(7)))


def test_a_few_calls_more_could_be_chance_and_many_could_not():
    assert could_be_chance(count_difference(110, Fraction(7), 100, Fraction(7)))
    assert not could_be_chance(count_difference(1100, Fraction(7), 900, Fraction(7)))


def test_counts_are_compared_by_the_day():
    assert could_be_chance(count_difference(100, Fraction(7), 200, Fraction(14)))
    assert not could_be_chance(count_difference(100, Fraction(7), 200, Fraction(7)))


@pytest.mark.parametrize(
    ("count", "days"), [(3, Fraction(0)), (3, Fraction(-1)), (-1, Fraction(1))]
)
def test_what_is_no_count_of_days_has_no_interval(count, days):
    assert count_difference(count, days, 3, Fraction(1)) is None
    assert count_difference(3, Fraction(1), count, days) is None


# How many calls turn it


@pytest.mark.parametrize(
    ("a", "b", "calls"),
    [
        ((68, 100), (60, 100), 8),
        ((60, 100), (68, 100), 8),
        ((59, 87), (87, 146), 8),
        ((1, 3), (2, 6), 0),
        ((0, 5), (1, 1000), 1),
        ((5, 5), (0, 7), 5),
    ],
)
def test_so_many_calls_turn_it(a, b, calls):
    assert calls_to_turn(*a, *b) == calls


@given(a=proportions(MOST), b=proportions(MOST))
def test_the_calls_turn_it_and_one_fewer_does_not(a, b):
    (successes, n_a), level = a, Fraction(*b)
    assume(Fraction(*a) != level)
    step = -1 if Fraction(*a) > level else 1

    calls = calls_to_turn(*a, *b)

    turned, almost = (Fraction(successes + step * k, n_a) for k in (calls, calls - 1))
    assert step * turned >= step * level
    assert step * almost < step * level
    assert 0 <= successes + step * calls <= n_a


@pytest.mark.parametrize("numbers", NO_PROPORTIONS)
def test_what_is_no_proportion_cannot_be_turned(numbers):
    assert calls_to_turn(*numbers, 1, 2) is None
    assert calls_to_turn(1, 2, *numbers) is None
