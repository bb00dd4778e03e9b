"""The PBX's counter as we know it: ours, theirs, and when it begins anew."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing.counter import Counter
from components.ringme.quota import Quota

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
ONE = NOON + HOUR


@pytest.fixture
def counter():
    """A counter that heard at noon that 900 of 1000 are left until 13:00."""
    made = Counter(ONE)
    made.spent()
    made.heard(Quota(1000, 900, ONE), NOON)
    return made


def test_nothing_is_known_before_the_first_header():
    assert Counter(ONE).left is None


def test_each_request_of_ours_leaves_one_less(counter):
    counter.spent()

    assert counter.left == 899


def test_what_was_not_counted_is_given_back(counter):
    counter.spent()
    counter.unspent()

    assert (counter.left, counter.own) == (900, 1)


def test_nothing_is_given_back_that_was_not_taken():
    counter = Counter(ONE)

    counter.unspent()

    assert (counter.left, counter.own) == (None, 0)


def test_what_was_gone_before_us_was_used_by_others(counter):
    assert counter.others.used == 99


def test_what_goes_beyond_our_own_was_used_by_others(counter):
    counter.spent()
    counter.heard(Quota(1000, 889, ONE), NOON + MINUTE)

    assert counter.left == 889
    assert counter.others.used == 99 + 10


def test_the_smaller_figure_is_believed(counter):
    counter.spent()
    counter.heard(Quota(1000, 950, ONE), NOON + MINUTE)

    assert counter.left == 899


def test_the_hour_ends_a_second_after_it_was_told_to(counter):
    counter.turn(ONE)
    assert counter.left == 900

    counter.turn(ONE + SECOND)
    assert counter.left == 1000
    assert counter.resets_at == ONE + HOUR


def test_hours_without_a_word_are_passed_over(counter):
    counter.turn(NOON + 7.5 * HOUR)

    assert counter.resets_at == NOON + 8 * HOUR


def test_a_pbx_that_told_nothing_tells_nothing_of_the_next_hour():
    counter = Counter(ONE)

    counter.turn(ONE + MINUTE)

    assert counter.left is None


def test_own_requests_and_retries_begin_anew_with_the_hour(counter):
    counter.retries = 3

    counter.turn(ONE + MINUTE)

    assert (counter.own, counter.retries) == (0, 0)


def test_the_later_of_two_resets_that_mean_the_same_is_believed(counter):
    counter.heard(Quota(1000, 899, ONE + 2 * SECOND), NOON + SECOND)
    counter.heard(Quota(1000, 898, ONE), NOON + 2 * SECOND)

    assert counter.resets_at == ONE + 2 * SECOND


def test_an_earlier_reset_is_taken_over(counter):
    counter.heard(Quota(1000, 899, NOON + 20 * MINUTE), NOON + SECOND)

    assert counter.resets_at == NOON + 20 * MINUTE
    assert counter.left == 899


def test_a_counter_that_began_anew_before_it_was_expected_to_is_believed(counter):
    counter.spent()
    counter.heard(Quota(1000, 990, ONE + 30 * MINUTE), NOON + 30 * MINUTE)

    assert counter.left == 990
    assert counter.own == 1
    assert counter.others.used == 9


def test_a_reset_that_only_moves_on_is_no_new_hour(counter):
    counter.heard(Quota(1000, 880, ONE + 5 * MINUTE), NOON + 5 * MINUTE)

    assert counter.left == 880
    assert counter.resets_at == ONE + 5 * MINUTE


def test_without_a_limit_the_most_that_was_ever_left_stands_for_it():
    counter = Counter(ONE)
    counter.heard(Quota(None, 300, ONE), NOON)
    counter.heard(Quota(None, 200, ONE), NOON + MINUTE)

    assert counter.limit == 300


def test_a_limit_without_a_rest_leaves_our_own_count():
    counter = Counter(ONE)
    counter.spent()
    counter.heard(Quota(100, None, ONE), NOON)

    assert counter.left == 99


def test_a_reset_alone_tells_nothing_of_what_is_left():
    counter = Counter(ONE)
    counter.heard(Quota(None, None, ONE + MINUTE), NOON)

    assert (counter.left, counter.limit) == (None, None)


def test_an_hour_watched_from_beginning_to_end_is_experience(counter):
    counter.turn(ONE + SECOND)
    counter.spent()
    counter.heard(Quota(1000, 599, ONE + HOUR), ONE + 59 * MINUTE)

    counter.turn(ONE + HOUR + SECOND)

    # 400, and what the last minute is taken to have brought.
    assert 400 < counter.others.usual(ONE + 2 * HOUR) < 440


@pytest.mark.parametrize("minute", [0, 30])
def test_an_hour_whose_end_nobody_saw_is_none(counter, minute):
    counter.turn(ONE + SECOND)
    counter.heard(Quota(1000, 599, ONE + HOUR), ONE + minute * MINUTE)

    counter.turn(ONE + HOUR + SECOND)

    assert counter.others.usual(ONE + 2 * HOUR) is None


def test_an_hour_joined_in_its_middle_is_none(counter):
    counter.heard(Quota(1000, 599, ONE), NOON + 59 * MINUTE)

    counter.turn(ONE + SECOND)

    assert counter.others.usual(ONE + HOUR) is None


def test_who_heard_later_knows_more(counter):
    later = Counter(ONE)
    later.heard(Quota(1000, 800, ONE), NOON + MINUTE)

    assert later.knows_more_than(counter)
    assert not counter.knows_more_than(later)
    assert not counter.knows_more_than(counter)


def test_who_heard_anything_knows_more_than_who_heard_nothing(counter):
    assert counter.knows_more_than(Counter(ONE))
    assert not Counter(ONE).knows_more_than(counter)


def test_of_two_counts_of_an_hour_the_smaller_is_believed(counter):
    other = Counter(ONE + SECOND, limit=1000, left=800, retries=4)

    counter.join(other)

    assert (counter.left, counter.retries) == (800, 4)


def test_counts_of_different_hours_are_not_joined(counter):
    counter.join(Counter(ONE - HOUR, limit=1000, left=3, retries=4))

    assert (counter.left, counter.retries) == (900, 0)


@given(st.lists(st.sampled_from(["ours", "theirs", "heard", "lost"]), max_size=80))
def test_ours_and_theirs_are_told_apart_exactly(steps):
    counter, left, theirs = Counter(ONE), 1000, 0
    counter.heard(Quota(1000, left, ONE), NOON)
    for second, step in enumerate(steps):
        if step == "theirs":
            left, theirs = left - 1, theirs + 1
        else:
            counter.spent()
            left -= step != "lost"
        if step == "lost":
            counter.unspent()
        if step == "heard":
            counter.heard(Quota(1000, left, ONE), NOON + second * SECOND)
            assert (counter.left, counter.others.used) == (left, theirs)
        assert counter.left >= left
