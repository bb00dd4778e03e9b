"""The queue's moments, told by the PBX's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from components.ledger import shown
from components.ledger.queueing.breaker import Circuit
from components.ledger.queueing.budget import Shares, Wait, Why
from components.ledger.queueing.turns import QuotaKept, State
from components.ledger.queueing.urgency import Urgency
from components.ledger.setbacks import Trouble
from components.ringme.errors import PbxFault, QuotaUsedUp
from components.ringme.quota import Quota

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
LATER = NOW + timedelta(minutes=45)
AHEAD = timedelta(minutes=3)


def at(moment):
    return moment + AHEAD


def same(moment):
    return moment


@pytest.mark.parametrize("seen", [None, Quota(1000, 7, None)])
def test_a_quota_without_a_reset_has_nothing_to_move(seen):
    assert shown.quota(seen, at) == seen


def test_the_reset_is_told_by_the_other_clock():
    assert shown.quota(Quota(1000, 7, LATER), at) == Quota(1000, 7, LATER + AHEAD)


def state(opens=None, wait=None, resets_at=None):
    return State(
        waiting=dict.fromkeys(Urgency, 0),
        is_asking=False,
        circuit=Circuit.CLOSED,
        opens_again_at=opens,
        wait=None if wait is None else Wait(wait, Why.SHORT),
        shares=None if resets_at is None else Shares(1000, 700, 100, 150, 0, resets_at),
        seconds=1,
    )


def test_all_moments_of_a_queue_move_together():
    seen = state(NOW, LATER, LATER)

    assert shown.state(seen, at) == state(NOW + AHEAD, LATER + AHEAD, LATER + AHEAD)


def test_a_queue_without_moments_stays_as_it_is():
    assert shown.state(state(), at) == state()


@pytest.mark.parametrize("kind", [QuotaUsedUp, QuotaKept])
def test_an_error_keeps_its_kind(kind):
    moved = shown.error(kind(LATER), at)

    assert type(moved) is kind
    assert moved.resets_at == LATER + AHEAD


@pytest.mark.parametrize("error", [PbxFault(500), QuotaUsedUp(None)])
def test_an_error_without_a_moment_is_the_same(error):
    assert shown.error(error, at) is error


def test_where_the_clocks_agree_an_error_is_the_same():
    error = QuotaUsedUp(LATER)

    assert shown.error(error, same) is error


def test_all_moments_of_a_trouble_move_together():
    trouble = shown.trouble(Trouble(QuotaUsedUp(LATER), NOW, LATER, since=NOW), at)

    assert (trouble.at, trouble.again_at) == (NOW + AHEAD, LATER + AHEAD)
    assert trouble.since == NOW + AHEAD
    assert trouble.error.resets_at == LATER + AHEAD


def test_a_trouble_that_began_at_no_known_moment_stays_without():
    assert shown.trouble(Trouble(PbxFault(500), NOW, LATER), at).since is None
