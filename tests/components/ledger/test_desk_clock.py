"""The desk of a PBX whose clock is not this server's: what is open goes by the PBX's."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.ledger.queueing.turns import Turns
from components.ledger.store.lease import NoLease
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.window import Window
from components.ringme.client import Client, Credentials
from components.ringme.errors import QuotaUsedUp
from components.ringme.hosts import Host
from components.simulator import Fault, Habits, Simulator, Where

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
DAY = timedelta(days=1)
FULL_HOUR = datetime(2026, 11, 18, 13, tzinfo=UTC)
TODAY = Window(MIDNIGHT, MIDNIGHT + DAY)
MORNING = Window(MIDNIGHT + timedelta(hours=9), MIDNIGHT + timedelta(hours=12))
CALLS = Series(Source.CALLS)


class Watch:
    """The PBX's clock: so much ahead of this server's."""

    def __init__(self, clock):
        self.clock = clock
        self.ahead = timedelta(0)

    def __call__(self):
        return self.clock() + self.ahead


@pytest.fixture
def watch(clock):
    return Watch(clock)


@pytest.fixture
def pbx(watch, office):
    with Simulator(office=office, clock=watch, habits=Habits(quota=1000)) as simulator:
        yield simulator


def whole(window, **more):
    return Wish(CALLS, (window.start, window.end), **more)


@pytest.fixture
def read(clock):
    """Have a window read anew, and return its stretch."""

    def read(desk, window):
        clock.move(seconds=1)
        survey = desk.wait(whole(window, newer_than=desk.now)).survey
        assert not survey.missing
        return survey.stretches[0]

    return read


@pytest.fixture
def set_pbx(watch):
    """Set the PBX's clock, and have a desk hear it twice: so often a new time has to be said."""

    def set_pbx(desk, **ahead):
        watch.ahead = timedelta(**ahead)
        for _ in range(2):
            desk.confirm()

    return set_pbx


def near(moment, within=1):
    """The header tells whole seconds."""
    return pytest.approx(moment.timestamp(), abs=within)


def test_the_pbxs_clock_decides_what_time_it_is(sit, set_pbx):
    desk = sit()

    set_pbx(desk, minutes=3)

    assert desk.now.timestamp() == near(NOW + timedelta(minutes=3))
    assert desk.ahead.total_seconds() == pytest.approx(180, abs=1)


def test_a_difference_of_less_than_a_minute_is_none(sit, set_pbx):
    desk = sit()

    set_pbx(desk, seconds=50)

    assert desk.now == NOW


def test_an_hour_that_is_over_for_the_pbx_is_over(sit, set_pbx, clock, watch, read):
    hour = Window(NOW - timedelta(minutes=15), NOW + timedelta(minutes=45))
    desk = sit()
    clock.move(minutes=44)
    set_pbx(desk, minutes=3)

    stretch = read(desk, hour)

    assert stretch.standing is Standing.PROVISIONAL
    assert stretch.read_at.timestamp() == near(watch())


def test_the_quota_is_shown_with_the_pbxs_own_hour(sit, set_pbx):
    desk = sit()

    set_pbx(desk, minutes=3)

    assert desk.quota.resets_at.timestamp() == near(FULL_HOUR)
    assert desk.queue.shares.resets_at.timestamp() == near(FULL_HOUR)


def test_a_quota_that_is_used_up_comes_back_when_the_pbx_says(sit, set_pbx, watch, pbx):
    desk = sit()
    set_pbx(desk, minutes=3)
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS)

    trouble = desk.wait(whole(TODAY)).trouble

    assert isinstance(trouble.error, QuotaUsedUp)
    # The queue leaves some seconds to others.
    assert trouble.error.resets_at.timestamp() == near(FULL_HOUR, within=13)
    assert trouble.at.timestamp() == near(watch())


def test_the_first_answer_of_all_is_dated_by_the_time_that_it_tells(watch, sit, pbx, clock):
    user = sit().user
    watch.ahead = DAY
    stranger = Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)
    with (
        closing(stranger),
        closing(Turns(b"other", clock=clock, lines=NoLease(), wait=lambda _: None)) as turns,
    ):
        desk = Desk(
            stranger,
            user,
            account=b"other",
            turns=turns,
            shelf=Shelf(MEMORY, clock=clock),
            clock=clock,
            patience=30,
        )
        stretch = desk.wait(whole(TODAY)).survey.stretches[0]

    assert stretch.read_at.timestamp() == near(NOW + DAY)
    assert desk.entries[-1].seconds < 60


def test_a_clock_that_jumped_a_day_ahead_and_back_stands_in_nobodys_way(
    sit, clock, read, set_pbx, witness
):
    shelf = Shelf(MEMORY, clock=clock)
    desk = sit(shelf)
    set_pbx(desk, days=1)
    wrong = [read(desk, window) for window in (MORNING, TODAY)]
    set_pbx(desk, days=0)

    right = [read(desk, window) for window in (MORNING, TODAY)]

    assert [one.standing for one in wrong] == [Standing.FINAL, Standing.PROVISIONAL]
    assert [one.standing for one in right] == [Standing.PROVISIONAL, Standing.OPEN]
    assert all(NOW < one.read_at <= clock() for one in right)
    assert right[1].sides == witness(Source.CALLS, TODAY)


def test_what_was_read_by_a_wrong_clock_is_not_found_in_the_store_either(sit, clock, read, set_pbx):
    shelf = Shelf(MEMORY, clock=clock)
    before = sit(shelf)
    kept = read(before, Window(MIDNIGHT - 3 * DAY, MIDNIGHT - 2 * DAY))
    set_pbx(before, days=1)
    read(before, MORNING)
    set_pbx(before, days=0)
    clock.move(minutes=1)

    after = sit(shelf)
    look = after.look(whole(MORNING), asking=False)
    old = after.look(whole(Window(MIDNIGHT - 3 * DAY, MIDNIGHT - 2 * DAY)), asking=False)

    assert look.survey.missing == (MORNING,)
    assert old.survey.total == kept.sides
    assert shelf.size(b"account") == 1


def test_an_update_that_was_asked_for_by_a_wrong_clock_asks_no_end(sit, set_pbx, pbx):
    desk = sit()
    set_pbx(desk, days=1)
    wish = whole(MORNING, newer_than=desk.now)
    set_pbx(desk, days=0)

    look = desk.wait(wish)

    assert look.is_done
    assert look.trouble is None
    assert pbx.statistics_requests == 1


def test_the_queue_measures_by_this_servers_clock(sit, set_pbx, read):
    desk = sit()
    read(desk, TODAY)
    before = desk.queue.shares
    set_pbx(desk, days=1)
    there = desk.queue.shares
    set_pbx(desk, days=0)
    back = desk.queue.shares

    assert (there.resets_at - before.resets_at).total_seconds() == pytest.approx(86400, abs=2)
    assert (back.resets_at - before.resets_at).total_seconds() == pytest.approx(0, abs=2)
    assert replace(back, left=0, others=0, guess=0, resets_at=NOW) == replace(
        before, left=0, others=0, guess=0, resets_at=NOW
    )
