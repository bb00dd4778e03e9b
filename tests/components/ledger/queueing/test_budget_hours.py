"""Days in pure time: another program eats half the quota, and nobody ever hears a 429."""

import random
from datetime import UTC, datetime

import pytest

from components.ledger.queueing.budget import Budget
from components.ledger.queueing.urgency import Urgency
from tests import hours
from tests.hours import HOUR, MINUTE, SECOND, CountingPbx, Scene

EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)

HABITS = [hours.evenly, hours.at_the_start, hours.in_bursts, hours.at_random]

each_habit = pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)


def people(begin, *, coming, wanting, seed=5):
    """Return people who come at random moments of a day and want so many answers each."""
    dice = random.Random(seed)
    return [(begin + dice.uniform(0, 24) * HOUR, wanting) for _ in range(coming)]


def day(habit, *, minute=0, pbx=None, budget=None, views=(3, 4), hours_long=24, **scene):
    """Live beside a program that uses half of the limit, and return what came of it."""
    pbx = pbx or CountingPbx()
    begin = EIGHT + minute * MINUTE
    elsewhere = (at for at in habit(EIGHT, 25, pbx.limit // 2) if at >= begin)
    walls, pages = views
    on_screen = hours.views(begin, walls=walls, pages=pages)
    return hours.live(
        budget or Budget(begin),
        pbx,
        begin,
        Scene(elsewhere=elsewhere, views=on_screen, **scene),
        hours=hours_long,
    )


def assert_nobody_was_harmed(lived):
    assert lived.refused == 0
    assert lived.refused_elsewhere == 0
    assert lived.below_floor == 0


@each_habit
@pytest.mark.parametrize("minute", [0, 23])
def test_a_day_beside_a_hungry_program_harms_nobody_and_refreshes_every_view(habit, minute):
    begin = EIGHT + minute * MINUTE
    lived = day(habit, minute=minute, people=people(begin, coming=20, wanting=30))

    assert_nobody_was_harmed(lived)
    # They want to be one and two minutes old; the rest is other people's thirty answers.
    assert lived.oldest[Urgency.WALL] < 3 * MINUTE
    assert lived.oldest[Urgency.REST] < 20 * MINUTE


@each_habit
def test_undisturbed_walls_are_a_minute_old_and_pages_two(habit):
    lived = day(habit, views=(2, 3), hours_long=8)

    assert_nobody_was_harmed(lived)
    assert lived.oldest[Urgency.WALL] < MINUTE + 30 * SECOND
    assert lived.oldest[Urgency.REST] < 3 * MINUTE


@each_habit
def test_more_views_than_the_hour_can_bear_are_all_refreshed_more_slowly(habit):
    # They want 1,620 refreshes an hour, where some 350 are to be had.
    lived = day(habit, views=(12, 30), hours_long=8)

    assert_nobody_was_harmed(lived)
    assert lived.oldest[Urgency.WALL] < 10 * MINUTE
    assert lived.oldest[Urgency.REST] < 40 * MINUTE


@each_habit
@pytest.mark.parametrize("limit", [60, 100, 5000])
def test_other_limits_are_kept_as_well(habit, limit):
    lived = day(habit, pbx=CountingPbx(limit), hours_long=6)

    assert_nobody_was_harmed(lived)


def test_hours_that_do_not_begin_with_the_clock_are_learnt():
    lived = day(hours.evenly, pbx=CountingPbx(shift=20 * MINUTE), views=(12, 4), hours_long=8)

    assert_nobody_was_harmed(lived)


def test_slow_answers_harm_nobody_either():
    lived = day(hours.at_random, takes=9 * SECOND, views=(12, 4), hours_long=8)

    assert_nobody_was_harmed(lived)


def test_a_program_that_begins_in_the_middle_of_the_day_is_made_room_for():
    def late(begin, number, count):
        return hours.evenly(begin + 4 * HOUR, number, count)

    lived = day(late, views=(12, 30), hours_long=8)

    assert_nobody_was_harmed(lived)


def test_alone_we_may_have_nearly_everything():
    lived = day(lambda *_: (), views=(12, 30), hours_long=3)

    # Half of the first hour is left to whoever may come; then all but the floor is ours.
    assert lived.asked > 300 + 2 * 690
    assert_nobody_was_harmed(lived)


def test_a_pbx_that_tells_nothing_says_429_once_an_hour_at_most():
    lived = day(hours.evenly, pbx=CountingPbx(tells=False), views=(12, 30), hours_long=4)

    assert 0 < lived.refused <= 4


class TwoProcesses:
    """Two budgets of which each asks one request and hands over, as with a shared store."""

    def __init__(self):
        self._asking, self._resting = Budget(EIGHT), Budget(EIGHT)

    def __getattr__(self, name):
        return getattr(self._asking, name)

    def heard(self, quota, now):
        self._asking.heard(quota, now)
        self._resting.recall(self._asking.notes(), now)
        self._asking, self._resting = self._resting, self._asking


@each_habit
def test_two_processes_that_take_turns_keep_the_same_hour(habit):
    lived = day(habit, budget=TwoProcesses(), views=(12, 30), hours_long=4)

    assert_nobody_was_harmed(lived)


def test_the_same_hours_lived_again_bring_the_same():
    first, second = (day(hours.in_bursts, hours_long=2) for _ in range(2))

    assert first == second
