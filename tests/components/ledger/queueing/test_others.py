"""What other programs were seen to use, and what they are expected to need."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing.others import Others, Use

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ONE = NOON + HOUR

# Twice the square root of what is expected, for a whole hour of 400 and of 500.
SPREAD_400 = 40
SPREAD_500 = 45


@pytest.fixture
def others():
    return Others()


def watched(**hours):
    """Return what is known after hours watched whole: their use, by hours before 13:00."""
    return Others(hours={ONE - int(ago[1:]) * HOUR: used for ago, used in hours.items()})


def use(count, minute, minutes=1):
    return Use(NOON + minute * MINUTE, NOON + (minute + minutes) * MINUTE, count)


def test_what_is_seen_is_added_up(others):
    others.saw(use(30, 0))
    others.saw(use(12, 5))

    assert others.used == 42


def test_without_experience_they_may_need_half_of_the_limit(others):
    assert others.usual(ONE) is None
    assert others.need(NOON, ONE, limit=1000) == 500 + SPREAD_500


def test_they_are_expected_to_need_what_they_needed_before():
    assert watched(_1=400).need(NOON, ONE, limit=1000) == 400 + SPREAD_400


def test_the_busiest_of_the_last_three_hours_counts():
    assert watched(_1=10, _2=400, _3=20).usual(ONE) == 400


def test_the_same_hour_yesterday_counts():
    assert watched(_1=10, _24=400).usual(ONE) == 400


def test_other_hours_do_not_count():
    assert watched(_4=400, _23=300, _25=200).usual(ONE) is None


def test_an_hour_that_is_told_a_few_seconds_late_is_the_same_hour():
    assert watched(_1=400).usual(ONE + timedelta(seconds=3)) == 400


def test_what_they_have_used_is_no_longer_needed():
    others = watched(_1=400)
    others.saw(use(400, 0))

    assert others.need(ONE, ONE, limit=1000) == 0


def test_a_spread_is_left_while_there_is_time():
    others = watched(_1=400)
    others.saw(use(300, 0, 30))

    assert others.need(NOON + 30 * MINUTE, ONE, limit=1000) == 100 + 29


def test_who_used_more_than_usual_is_expected_to_go_on():
    others = watched(_1=10)
    others.saw(use(50, 0, 5))

    # 10 a minute for 50 minutes, and twice the square root of that.
    assert others.need(NOON + 5 * MINUTE, NOON + 55 * MINUTE, limit=1000) == 500 + SPREAD_500


def test_a_burst_of_six_minutes_ago_is_over():
    others = watched(_1=10)
    others.saw(use(500, 0))
    others.saw(use(1, 7))

    # One in five minutes makes 10.4 until the hour's end, and twice the square root of that.
    assert others.need(NOON + 8 * MINUTE, ONE, limit=1000) == 17


def test_what_was_used_over_a_long_time_is_taken_as_even():
    assert use(60, 0, 60).after(NOON + 55 * MINUTE) == 5
    assert use(60, 0, 60).after(NOON) == 60
    assert use(60, 0, 60).after(ONE) == 0


def test_what_was_used_in_no_time_is_there_all_the_same():
    at_once = Use(NOON, NOON, 7)

    assert at_once.after(NOON) == 7
    assert at_once.after(NOON + MINUTE) == 0


def test_what_they_may_have_used_since_the_last_look_grows_with_time(others):
    others.saw(use(25, 0, 5))
    seen_at = NOON + 5 * MINUTE

    assert others.unseen(seen_at, seen_at) == 0
    assert others.unseen(seen_at, seen_at + 5 * MINUTE) == 25 + 10


def test_an_idle_program_is_expected_to_stay_idle(others):
    assert others.unseen(NOON, ONE) == 0


def test_a_new_hour_begins_with_nothing_used(others):
    others.saw(use(7, 0))

    others.turn(ONE, seen_at=None)

    assert others.used == 0


def test_an_hour_that_was_not_watched_whole_is_no_experience(others):
    others.saw(use(7, 0))

    others.turn(ONE, seen_at=None)

    assert others.usual(ONE + HOUR) is None


def test_a_watched_hour_is_experience_with_what_its_end_still_brought(others):
    others.saw(use(50, 50, 5))

    others.turn(ONE, seen_at=NOON + 55 * MINUTE)

    assert others.usual(ONE + HOUR) == 50 + 50


def test_hours_of_the_day_before_yesterday_are_forgotten():
    others = watched(_24=1, _25=2)

    others.turn(ONE, seen_at=None)

    assert list(others.hours.values()) == [1]


def test_many_looks_are_kept_as_few(others):
    for second in range(3600):
        at = NOON + timedelta(seconds=second)
        others.saw(Use(at, at + timedelta(seconds=1), 1))

    assert others.used == 3600
    assert len(others.recent) < 12


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 200)), max_size=30),
    st.integers(0, 3600),
)
def test_a_need_is_never_less_than_nothing(uses, ahead):
    others, at = Others(), NOON
    for seconds, count in uses:
        before, at = at, at + timedelta(seconds=seconds)
        others.saw(Use(before, at, count))

    need = others.need(at, at + timedelta(seconds=ahead), limit=1000)

    assert need >= others.unseen(at, at) >= 0
