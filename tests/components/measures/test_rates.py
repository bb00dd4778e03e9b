"""Rates are ratios of sums; where there is nothing to divide by they are absent."""

from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from components.measures.counts import NO_CALLS, Counts, Direction
from components.measures.outcomes import MenuCountsAs
from components.measures.rates import Interval, answer_rate, average_talk, share, wilson

IN, OUT = Direction
MISSED, ANSWERED = MenuCountsAs


@st.composite
def proportions(draw, most=10**9):
    """Any number of trials, and as many successes or fewer."""
    trials = draw(st.integers(1, most))
    return draw(st.integers(0, trials)), trials


def connected(successes, trials):
    return Counts(total=trials, bridged=successes, failed=trials - successes)


@pytest.mark.parametrize(("direction", "per_cent"), [(IN, 67.8), (OUT, 59.6)])
def test_the_documented_example_has_these_answer_rates(documented, direction, per_cent):
    assert round(100 * answer_rate(documented[direction], MISSED), 1) == per_cent


@pytest.mark.parametrize(("direction", "seconds"), [(IN, 104.1), (OUT, 11.0)])
def test_the_documented_example_has_this_average_talk(documented, direction, seconds):
    assert round(average_talk(documented[direction]), 1) == seconds


def test_an_answering_menu_counts_into_the_answer_rate(documented):
    assert answer_rate(documented[IN], ANSWERED) == pytest.approx((59 + 15) / 87)


def test_the_menu_changes_nothing_where_nobody_reached_it(documented):
    assert answer_rate(documented[OUT], ANSWERED) == answer_rate(documented[OUT], MISSED)


@pytest.mark.parametrize("menu", MenuCountsAs)
def test_the_answer_rate_of_no_calls_is_absent_not_zero(menu):
    assert answer_rate(NO_CALLS, menu) is None


def test_the_answer_rate_of_calls_that_nobody_took_is_zero_not_absent():
    assert answer_rate(Counts(total=3, failed=3), MISSED) == 0


def test_the_average_talk_is_absent_where_nobody_spoke():
    assert average_talk(Counts(total=4, answered=4, duration=80)) is None


def test_time_in_the_menu_is_no_talk(documented):
    longer = documented[IN] + Counts(total=1, answered=1, duration=3600)

    assert average_talk(longer) == average_talk(documented[IN])


@given(one=proportions(), other=proportions())
def test_the_rate_of_two_windows_is_the_ratio_of_their_sums(one, other):
    together = connected(*one) + connected(*other)

    exact = Fraction(one[0] + other[0], one[1] + other[1])

    assert answer_rate(together, MISSED) == pytest.approx(float(exact))


def test_the_rate_of_two_windows_is_not_the_mean_of_their_rates():
    busy, quiet = connected(10, 100), connected(1, 1)

    assert answer_rate(busy + quiet, MISSED) == pytest.approx(11 / 101)


@given(talks=st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1))
def test_the_average_talk_of_windows_is_the_ratio_of_their_sums(talks):
    windows = [Counts(bridged=calls, bridged_duration=seconds) for calls, seconds in talks]

    exact = Fraction(sum(seconds for _, seconds in talks), sum(calls for calls, _ in talks))

    assert average_talk(sum(windows, NO_CALLS)) == pytest.approx(float(exact))


@given(part=st.integers(0, 10**18))
def test_a_share_of_nothing_is_absent(part):
    assert share(part, 0) is None


@given(proportion=proportions(2**63 - 1))
def test_a_share_lies_between_none_and_all(proportion):
    assert 0 <= share(*proportion) <= 1


def test_an_answer_that_does_not_add_up_shows_in_its_share():
    assert share(6, 5) == pytest.approx(1.2)


@given(proportion=proportions())
def test_the_lower_end_agrees_with_statsmodels(proportion):
    low, _ = proportion_confint(*proportion, alpha=0.05, method="wilson")

    assert wilson(*proportion).low == pytest.approx(low, rel=1e-9, abs=1e-12)


@given(proportion=proportions())
def test_the_upper_end_agrees_with_statsmodels(proportion):
    _, high = proportion_confint(*proportion, alpha=0.05, method="wilson")

    assert wilson(*proportion).high == pytest.approx(high, rel=1e-9, abs=1e-12)


@given(proportion=proportions(2**63 - 1))
@example(proportion=(7660360905193474, 7660360905193475))
@example(proportion=(22477686379116015, 22477686379116016))
def test_the_interval_holds_the_share_and_stays_a_share(proportion):
    interval = wilson(*proportion)

    assert 0 <= interval.low <= share(*proportion) <= interval.high <= 1


@given(proportion=proportions())
def test_more_calls_with_the_same_share_make_the_interval_narrower(proportion):
    successes, trials = proportion
    assume(0 < successes < trials)

    few, many = wilson(successes, trials), wilson(10 * successes, 10 * trials)

    assert many.high - many.low < few.high - few.low


@given(trials=st.integers(1, 10**9))
def test_no_success_starts_exactly_at_zero(trials):
    assert wilson(0, trials).low == 0


@given(trials=st.integers(1, 10**9))
def test_success_every_time_ends_exactly_at_one(trials):
    assert wilson(trials, trials).high == 1


def test_without_trials_there_is_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("successes", "trials"), [(6, 5), (-1, 5), (0, -1), (1, 0)])
def test_numbers_that_are_no_proportion_have_no_interval(successes, trials):
    assert wilson(successes, trials) is None


def test_the_interval_of_the_documented_example_is_this(documented):
    interval = wilson(documented[IN].bridged, documented[IN].total)

    assert Interval(round(interval.low, 3), round(interval.high, 3)) == Interval(0.574, 0.767)
