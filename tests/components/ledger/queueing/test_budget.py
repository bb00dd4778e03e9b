"""The hour's budget: floor, other programs, walls, pace, and what a 429 closes."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing.budget import Budget, Shares, Wait, Why
from components.ledger.queueing.urgency import Urgency
from components.ringme.quota import Quota

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
ONE = NOON + HOUR
HALF_PAST = NOON + 30 * MINUTE

PERSON, WALL, REST = Urgency
REFRESHES = [WALL, REST]


@pytest.fixture
def budget():
    return Budget(NOON, draw=max)


def ask(budget, quota, now=NOON, urgency=PERSON):
    """Send a request whose answer says this."""
    budget.spent(now, urgency)
    budget.heard(quota, now)


@pytest.fixture
def knowing():
    """A budget that knows of the last hour that nobody else needed anything; it is just past 12."""
    budget = Budget(NOON - 2 * HOUR, draw=max)
    ask(budget, Quota(1000, 1000, NOON - HOUR), NOON - HOUR - MINUTE)
    ask(budget, Quota(1000, 999, NOON), NOON - MINUTE)
    ask(budget, Quota(1000, 999, ONE), NOON + SECOND)
    return budget


def leave(budget, left, now=NOON + 2 * SECOND):
    """Use up the hour until so many requests are left."""
    while budget.shares(now).left > left:
        budget.spent(now)


# Before anything is known


@pytest.mark.parametrize("urgency", Urgency)
def test_without_a_header_nothing_is_held_back(budget, urgency):
    for _ in range(2000):
        budget.spent(NOON)

    assert budget.verdict(urgency, NOON, walls=3) is None
    assert budget.left(NOON) is None
    assert budget.shares(NOON) is None
    assert budget.pace(urgency, NOON) == timedelta(0)


def test_headers_without_figures_are_no_headers(budget):
    ask(budget, Quota(None, None, ONE))

    assert budget.left(NOON) is None


# The floor


@pytest.mark.parametrize(
    ("limit", "floor"), [(1000, 100), (1001, 101), (50, 5), (49, 5), (10, 5), (100_000, 10_000)]
)
def test_a_tenth_of_the_hour_is_the_floor_and_at_least_five(budget, limit, floor):
    ask(budget, Quota(limit, limit - 1, ONE))

    assert budget.shares(NOON).floor == floor


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("walls", [0, 7])
def test_nobody_touches_the_floor(knowing, urgency, walls):
    now = ONE - SECOND
    while knowing.verdict(urgency, now, walls=walls) is None:
        knowing.spent(now)

    # What a wall may still want in the last second is one request.
    assert 100 <= knowing.shares(now).left <= 101
    assert knowing.verdict(urgency, now, walls=walls).why is Why.SHORT


def test_a_person_may_have_all_above_the_floor_when_nobody_else_needs_it(knowing):
    assert knowing.left(NOON + SECOND) == 999 - 100


def test_the_next_hour_opens_again(knowing):
    leave(knowing, 100)

    assert knowing.verdict(PERSON, ONE) is not None
    assert knowing.verdict(PERSON, ONE + SECOND) is None


# Other programs


def test_half_of_the_limit_is_left_to_others_while_nothing_is_known_of_them(budget):
    ask(budget, Quota(1000, 999, ONE))

    shares = budget.shares(NOON)
    assert shares.others == 500 + 45
    assert shares.of(REST) == 999 - 100 - 545


def test_a_person_may_risk_a_quarter_of_the_limit_while_nothing_is_known_of_others(budget):
    ask(budget, Quota(1000, 999, ONE))

    assert budget.left(NOON) == 999 - 100 - 545 + 250


def test_what_others_lately_did_is_no_guess_that_a_person_may_risk(budget):
    ask(budget, Quota(1000, 999, ONE))
    ask(budget, Quota(1000, 958, ONE), NOON + 5 * MINUTE)

    shares = budget.shares(NOON + 5 * MINUTE)

    # 40 in five minutes: 440 and their spread in the 55 that are left.
    assert shares.others - shares.guess == 440 + 42


def test_what_was_gone_before_is_taken_for_theirs(budget):
    ask(budget, Quota(1000, 499, ONE), HALF_PAST)

    # They had their half; what may still come is what is left of a half hour's spread.
    assert budget.shares(HALF_PAST).of(REST) == 499 - 100 - 32


def test_what_others_are_expected_to_need_is_left_to_them(knowing):
    now = NOON + 5 * MINUTE
    ask(knowing, Quota(1000, 948, ONE), now)

    # 50 in five minutes, and 55 minutes more.
    shares = knowing.shares(now)
    assert shares.others >= 550
    assert knowing.left(now) == 948 - 100 - shares.others


@pytest.mark.parametrize("urgency", Urgency)
def test_nobody_is_served_from_what_others_need(knowing, urgency):
    ask(knowing, Quota(1000, 700, ONE), NOON + 5 * MINUTE)

    wait = knowing.verdict(urgency, NOON + 5 * MINUTE)

    assert wait.why is Why.SHORT
    assert wait.until <= ONE + SECOND


def test_a_look_is_allowed_every_ten_minutes_while_the_floor_is_safe(knowing):
    # A burst that is over: nobody knows until somebody looks.
    knowing.heard(Quota(1000, 940, ONE), NOON + 4 * MINUTE)
    knowing.heard(Quota(1000, 600, ONE), NOON + 5 * MINUTE)
    knowing.spent(NOON + 5 * MINUTE)
    assert knowing.verdict(PERSON, NOON + 5 * MINUTE).until == NOON + 15 * MINUTE

    knowing.heard(Quota(1000, 599, ONE), NOON + 15 * MINUTE)

    assert knowing.verdict(PERSON, NOON + 15 * MINUTE) is None


def test_no_look_is_allowed_where_others_may_have_used_the_rest(knowing):
    ask(knowing, Quota(1000, 300, ONE), NOON + 5 * MINUTE)

    assert knowing.verdict(PERSON, NOON + 16 * MINUTE) == Wait(ONE + SECOND, Why.SHORT)


# Walls


def test_a_request_a_minute_is_kept_for_each_window_on_a_wall(knowing):
    assert knowing.shares(NOON + SECOND, walls=3).reserve == 180
    assert knowing.shares(HALF_PAST, walls=3).reserve == 90
    assert knowing.left(HALF_PAST, walls=3) == 999 - 100 - 90


def test_the_reserve_is_a_third_of_the_limit_at_most(knowing):
    assert knowing.shares(NOON + SECOND, walls=50).reserve == 333


def test_the_reserve_is_half_of_our_share_at_most(budget):
    ask(budget, Quota(1000, 999, ONE))

    shares = budget.shares(NOON, walls=50)

    assert shares.reserve == -(-(shares.of(PERSON) + shares.reserve) // 2)


def test_only_walls_take_the_reserve(knowing):
    now = NOON + SECOND
    while knowing.verdict(PERSON, now, walls=5) is None:
        knowing.spent(now)

    assert knowing.shares(now, walls=5).of(REST) == 0
    assert knowing.shares(now, walls=5).of(WALL) == 300
    assert knowing.verdict(PERSON, now, walls=5).why is Why.SHORT
    assert knowing.verdict(REST, now, walls=5).why is Why.SHORT
    assert knowing.verdict(WALL, now, walls=5) is None


def test_a_person_in_need_does_not_nibble_at_the_reserve(budget):
    ask(budget, Quota(100, 99, ONE))
    kept = budget.shares(NOON, walls=5).reserve
    while budget.verdict(PERSON, NOON, walls=5) is None:
        budget.spent(NOON)

    assert budget.shares(NOON, walls=5).of(WALL) >= kept > 0


# Pace


@pytest.mark.parametrize("urgency", REFRESHES)
def test_refreshes_are_not_held_back_while_there_are_enough(knowing, urgency):
    for _ in range(100):
        assert knowing.verdict(urgency, NOON + SECOND) is None
        knowing.spent(NOON + SECOND, urgency)


@pytest.mark.parametrize("urgency", REFRESHES)
def test_when_short_refreshes_are_spread_over_the_time_left(knowing, urgency):
    leave(knowing, 160)

    assert knowing.pace(urgency, NOON + MINUTE) == 59 * MINUTE / 60


@pytest.mark.parametrize("urgency", REFRESHES)
def test_the_next_refresh_waits_for_its_place(knowing, urgency):
    leave(knowing, 161)
    now = NOON + MINUTE
    knowing.spent(now, urgency)

    assert knowing.verdict(urgency, now) == Wait(now + 59 * SECOND, Why.PACED)
    assert knowing.verdict(urgency, now + 59 * SECOND) is None


def test_a_person_is_not_paced(knowing):
    leave(knowing, 160)
    knowing.spent(NOON + MINUTE, REST)

    assert knowing.verdict(PERSON, NOON + MINUTE) is None


def test_walls_do_not_push_the_rest_back(knowing):
    leave(knowing, 160)
    knowing.spent(NOON + MINUTE, WALL)

    assert knowing.verdict(REST, NOON + MINUTE) is None


def test_a_short_hour_lasts_to_its_end(knowing):
    leave(knowing, 160)
    now, refreshed = NOON + MINUTE, []
    while now < ONE:
        if knowing.verdict(WALL, now) is None:
            knowing.spent(now, WALL)
            refreshed.append(now)
        now += SECOND

    pauses = [later - sooner for sooner, later in pairwise(refreshed)]
    assert len(refreshed) == 60
    assert max(pauses) <= 65 * SECOND


# What the PBX says, and what it does not


def test_the_same_headers_told_again_change_nothing(knowing):
    knowing.spent(NOON + MINUTE)
    knowing.heard(Quota(1000, 999, ONE), NOON + 9 * MINUTE)

    assert knowing.shares(NOON + 9 * MINUTE).left == 998


def test_headers_of_an_hour_that_is_over_change_nothing(knowing):
    knowing.heard(Quota(1000, 3, NOON), NOON + MINUTE)

    assert knowing.shares(NOON + MINUTE).left == 999


def test_old_headers_without_a_reset_do_not_block_the_next_hour(budget):
    told = Quota(1000, 5, None)
    ask(budget, told)

    budget.heard(told, ONE + MINUTE)

    assert budget.verdict(PERSON, ONE + MINUTE) is None


def test_an_answer_without_headers_changes_nothing(knowing):
    ask(knowing, None, NOON + MINUTE)

    assert knowing.shares(NOON + MINUTE).left == 998


def test_what_never_reached_the_pbx_is_given_back(knowing):
    knowing.spent(NOON + MINUTE)
    knowing.unspent(NOON + MINUTE)

    assert knowing.shares(NOON + MINUTE).left == 999


# After a 429


@pytest.mark.parametrize("urgency", Urgency)
def test_after_a_429_nothing_is_asked_until_a_little_after_the_reset(knowing, urgency):
    knowing.exhausted(ONE, HALF_PAST)

    # Ten seconds is the most that the draw can bring.
    assert knowing.verdict(urgency, HALF_PAST) == Wait(ONE + 11 * SECOND, Why.USED_UP)
    assert knowing.verdict(urgency, ONE + 10 * SECOND).why is Why.USED_UP
    assert knowing.verdict(urgency, ONE + 11 * SECOND) is None
    assert knowing.left(HALF_PAST) == 0


def test_the_pause_after_the_reset_differs_from_program_to_program():
    waits = set()
    for _ in range(20):
        budget = Budget(NOON)
        budget.exhausted(ONE, NOON)
        waits.add(budget.verdict(PERSON, NOON).until)

    assert len(waits) > 10
    assert min(waits) >= ONE + SECOND
    assert max(waits) <= ONE + 11 * SECOND


def test_a_429_without_a_reset_closes_until_the_next_full_hour(budget):
    budget.exhausted(None, NOON + 20 * MINUTE)

    assert budget.verdict(PERSON, NOON + 20 * MINUTE).until == ONE + 11 * SECOND


def test_a_reset_that_is_over_closes_for_seconds_only(knowing):
    knowing.exhausted(NOON, HALF_PAST)

    assert knowing.verdict(PERSON, HALF_PAST).until == HALF_PAST + 11 * SECOND


# Retries


@pytest.mark.parametrize(("limit", "most"), [(1000, 99), (100, 9), (20, 1), (5, 1)])
def test_retries_stay_under_a_tenth_of_the_hour(budget, limit, most):
    ask(budget, Quota(limit, limit - 1, ONE))

    assert sum(budget.may_retry(NOON) for _ in range(200)) == most


def test_an_unknown_limit_is_taken_for_a_thousand(budget):
    assert sum(budget.may_retry(NOON) for _ in range(200)) == 99


def test_retries_are_allowed_again_in_the_next_hour(budget):
    while budget.may_retry(NOON):
        pass

    assert budget.may_retry(ONE + SECOND)


# Another process


def handed_over(budget, now, to=None):
    other = to or Budget(now, draw=max)
    other.recall(json.loads(json.dumps(budget.notes())), now)
    return other


def test_another_process_goes_on_where_this_one_stopped(knowing):
    ask(knowing, Quota(1000, 900, ONE), NOON + MINUTE, REST)

    other = handed_over(knowing, NOON + MINUTE)

    for urgency in Urgency:
        assert other.verdict(urgency, NOON + MINUTE, walls=2) == knowing.verdict(
            urgency, NOON + MINUTE, walls=2
        )
    assert other.shares(NOON + MINUTE, walls=2) == knowing.shares(NOON + MINUTE, walls=2)


def test_a_429_closes_for_the_other_process_too(knowing):
    knowing.exhausted(ONE, HALF_PAST)

    other = handed_over(knowing, HALF_PAST)

    assert other.verdict(PERSON, HALF_PAST).why is Why.USED_UP


def test_old_notes_do_not_open_what_a_429_has_closed(knowing):
    old = knowing.notes()
    knowing.exhausted(ONE, HALF_PAST)

    knowing.recall(old, HALF_PAST)

    assert knowing.verdict(PERSON, HALF_PAST).why is Why.USED_UP


def test_own_old_notes_change_nothing(knowing):
    old = knowing.notes()
    ask(knowing, Quota(1000, 900, ONE), NOON + MINUTE)
    known = knowing.shares(NOON + MINUTE)

    knowing.recall(old, NOON + MINUTE)

    assert knowing.shares(NOON + MINUTE) == known


def test_notes_of_a_former_hour_bring_experience_and_no_figures(knowing):
    leave(knowing, 100)

    other = handed_over(knowing, ONE + MINUTE)

    assert other.shares(ONE + MINUTE).left == 1000
    assert other.shares(ONE + MINUTE).others == 0


def test_notes_of_who_knows_nothing_take_nothing_away(knowing):
    known = knowing.shares(NOON + MINUTE)

    handed_over(Budget(NOON), NOON + MINUTE, to=knowing)

    assert knowing.shares(NOON + MINUTE) == known


@pytest.mark.parametrize("notes", [{}, {"limit": 3}, {"resets_at": "never"}])
def test_unreadable_notes_change_nothing(knowing, notes):
    known = knowing.shares(NOON + MINUTE)

    knowing.recall(notes, NOON + MINUTE)

    assert knowing.shares(NOON + MINUTE) == known


# Whatever happens

STEPS = st.tuples(
    st.integers(0, 900),
    st.sampled_from(Urgency),
    st.integers(0, 40),
    st.sampled_from(["ask", "lose", "silent", "hand over"]),
)


@given(st.integers(1, 300), st.integers(0, 20), st.lists(STEPS, max_size=60))
def test_shares_never_exceed_what_is_left_nor_does_a_request_the_floor(limit, walls, steps):
    budget, now, left, hour = Budget(NOON), NOON, limit, 0
    for seconds, urgency, theirs, how in steps:
        now += seconds * SECOND
        if int((now - NOON) / HOUR) != hour:
            hour, left = int((now - NOON) / HOUR), limit
        left = max(0, left - theirs)
        if how == "hand over":
            budget = handed_over(budget, now)
        believed = budget.shares(now, walls=walls)
        if budget.verdict(urgency, now, walls=walls) is not None:
            assert believed is not None
            continue
        assert believed is None or believed.left > believed.floor
        budget.spent(now, urgency)
        if how == "lose":
            budget.unspent(now)
            continue
        left = max(0, left - 1)
        if how != "silent":
            budget.heard(Quota(limit, left, NOON + (hour + 1) * HOUR), now)
            shares = budget.shares(now, walls=walls)
            assert shares.left == left
            assert_consistent(shares)


def assert_consistent(shares: Shares):
    assert 0 <= shares.reserve <= shares.of(WALL) <= shares.left
    assert 0 <= shares.of(REST) <= min(shares.of(PERSON), shares.of(WALL))
