"""When what failed may be asked again by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.retry import again_at
from components.ringme.errors import (
    AccessDenied,
    CredentialsRefused,
    Denial,
    NoAnswer,
    PbxFault,
    QuotaUsedUp,
    Resource,
    Silence,
    StatisticsBusy,
)

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (PbxFault(502), timedelta(seconds=30)),
        (NoAnswer(Silence.TIMEOUT), timedelta(seconds=30)),
        (StatisticsBusy(), timedelta(seconds=30)),
        (QuotaUsedUp(None), timedelta(seconds=30)),
        (CredentialsRefused(), timedelta(minutes=15)),
        (AccessDenied(Denial.UNKNOWN, Resource.CALLS), timedelta(hours=1)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_failure_has_its_pause(error, pause):
    assert again_at(error, NOON) == NOON + pause


def test_a_used_up_quota_is_not_asked_before_its_reset():
    reset = NOON + timedelta(minutes=48)

    assert again_at(QuotaUsedUp(reset), NOON) == reset


def test_a_reset_that_is_over_is_no_reason_to_ask_at_once():
    assert again_at(QuotaUsedUp(NOON), NOON) == NOON + timedelta(seconds=30)
