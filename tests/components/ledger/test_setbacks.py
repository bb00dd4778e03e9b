"""What failed is not asked again by itself for a while, and nothing else suffers for it."""

from datetime import datetime, timedelta

import pytest

from components.ledger.books import Wish
from components.ledger.facts import Series
from components.ledger.setbacks import Setbacks
from components.measures.outcomes import Source
from components.ringme.errors import (
    AccessDenied,
    CredentialsRefused,
    Denial,
    PbxFault,
    QuotaUsedUp,
    Resource,
    RingmeError,
    StatisticsBusy,
)
from tests.conftest import NOW

DENIED = AccessDenied(Denial.UNKNOWN, Resource.CALLS)


def wish(days=1, source=Source.CALLS, extensions=(), **more):
    end = NOW.replace(hour=0, minute=0)
    return Wish(Series(source, frozenset(extensions)), (end - timedelta(days=days), end), **more)


MINE = wish()
OTHERS = {
    "other days": wish(days=2),
    "other extensions": wish(extensions=[40101]),
    "legs": wish(source=Source.LEGS),
    "on a wall": wish(is_watched=True),
    "newer": wish(newer_than=datetime.fromisoformat("2026-11-18T12:00Z")),
}


@pytest.fixture
def setbacks(clock):
    return Setbacks(clock=clock)


def test_at_first_nothing_has_failed(setbacks):
    assert setbacks.of(MINE) is None


def test_what_failed_is_told_with_its_moment_and_the_next_try(setbacks, clock):
    error = PbxFault(500)

    setbacks.note(MINE, error)

    trouble = setbacks.of(MINE)
    assert trouble.error is error
    assert (trouble.at, trouble.again_at) == (clock.now, clock.now + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (PbxFault(500), {"seconds": 30}),
        (StatisticsBusy(), {"seconds": 30}),
        (CredentialsRefused(), {"minutes": 15}),
        (DENIED, {"hours": 1}),
        (RingmeError("of a kind that nobody knows"), {"seconds": 30}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_lasts_until_it_may_be_asked_again(setbacks, clock, error, pause):
    setbacks.note(MINE, error)

    clock.move(**pause)
    clock.move(microseconds=-1)
    before = setbacks.of(MINE)
    clock.move(microseconds=1)

    assert (before.error, setbacks.of(MINE)) == (error, None)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_failure_concerns_its_own_wish_alone(setbacks, other):
    setbacks.note(MINE, PbxFault(500))

    assert setbacks.of(other) is None


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_refused_credentials_concern_the_whole_account(setbacks, other):
    error = CredentialsRefused()

    setbacks.note(MINE, error)

    assert setbacks.of(other).error is error


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_missing_right_concerns_one_resource(setbacks, other):
    setbacks.note(MINE, DENIED)

    concerned = setbacks.of(other)

    assert (concerned is None) is (other.series.source is Source.LEGS)


def test_a_used_up_quota_is_for_the_queue_to_remember(setbacks, clock):
    setbacks.note(MINE, QuotaUsedUp(clock.now + timedelta(minutes=45)))

    assert setbacks.of(MINE) is None


def test_the_latest_failure_counts(setbacks, clock):
    setbacks.note(MINE, PbxFault(500))
    clock.move(seconds=20)

    setbacks.note(MINE, PbxFault(503))

    assert setbacks.of(MINE).error.status == 503
    assert setbacks.of(MINE).again_at == clock.now + timedelta(seconds=30)


def test_refused_credentials_outlast_a_smaller_failure_after_them(setbacks, clock):
    setbacks.note(wish(days=3), CredentialsRefused())
    setbacks.note(MINE, PbxFault(500))
    clock.move(minutes=1)

    assert isinstance(setbacks.of(MINE).error, CredentialsRefused)


@pytest.mark.parametrize("error", [PbxFault(500), DENIED, CredentialsRefused()])
def test_what_is_forgiven_may_be_asked_at_once(setbacks, error):
    setbacks.note(MINE, error)

    setbacks.forgive()

    assert setbacks.of(MINE) is None


def test_threads_that_fail_and_look_at_once_do_not_disturb_each_other(setbacks, at_once):
    def act(position):
        for days in range(1, 40):
            mine = wish(days=days, extensions=[position + 1])
            setbacks.note(mine, PbxFault(500))
            assert setbacks.of(mine) is not None

    at_once(8, act)


# On a wall

WALL = OTHERS["on a wall"]


def test_a_wall_tries_again_after_half_a_refresh(clock):
    setbacks = Setbacks(clock=clock, refresh=timedelta(seconds=10))

    setbacks.note(WALL, PbxFault(500))

    assert setbacks.of(WALL).again_at == clock.now + timedelta(seconds=5)


@pytest.mark.parametrize("error", [CredentialsRefused(), DENIED])
def test_a_refusal_keeps_its_time_on_a_wall(setbacks, clock, error):
    setbacks.note(WALL, error)

    assert setbacks.of(WALL).again_at >= clock.now + timedelta(minutes=15)


def test_an_outage_lasts_since_its_first_failure_whatever_was_asked(setbacks, clock):
    begun = clock.now
    setbacks.note(WALL, PbxFault(500))
    clock.move(minutes=5)

    setbacks.note(MINE, PbxFault(502))

    assert setbacks.of(MINE).since == begun
    assert setbacks.begun(PbxFault(503)) == begun
    assert setbacks.begun(DENIED) is None


def test_what_a_wish_failed_for_is_known_until_it_is_answered(setbacks, clock):
    setbacks.note(WALL, StatisticsBusy())
    clock.move(minutes=5)

    assert setbacks.of(WALL) is None
    assert isinstance(setbacks.last(WALL).error, StatisticsBusy)
    setbacks.answered(WALL)
    assert setbacks.last(WALL) is None
