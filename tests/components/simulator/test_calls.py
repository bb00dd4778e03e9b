"""Calls, legs and the moment from which they count."""

from datetime import UTC, datetime, timedelta

import pytest

from components.simulator.calls import Call, Direction, Ending, Leg, silent_leg

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_call_is_known_once_it_has_rung_and_ended():
    call = Call(
        start=NOON,
        direction=Direction.INBOUND,
        ending=Ending.BRIDGED,
        legs=(Leg(1, Ending.BRIDGED, 60, 60),),
        ringing=10,
        duration=60,
        bridged_duration=60,
    )

    assert call.known_at == NOON + timedelta(seconds=70)


def test_a_late_call_is_known_later():
    call = Call.direct(NOON, Direction.OUTBOUND, Ending.BUSY, 1, late_by=3600)

    assert call.known_at == NOON + timedelta(hours=1)


def test_a_direct_call_has_one_leg_that_ended_as_it_did():
    call = Call.direct(
        NOON, Direction.INBOUND, Ending.BRIDGED, 104, duration=30, bridged_duration=20
    )

    assert call.legs == (Leg(104, Ending.BRIDGED, 30, 20),)


@pytest.mark.parametrize("ending", [Ending.ANSWERED_ELSEWHERE, Ending.DIVERTED])
def test_a_whole_call_cannot_end_as_only_a_leg_can(ending):
    with pytest.raises(ValueError, match="only a leg"):
        Call.direct(NOON, Direction.INBOUND, ending, 1)


def test_a_call_needs_a_zone():
    with pytest.raises(ValueError, match="aware"):
        Call.direct(NOON.replace(tzinfo=None), Direction.INBOUND, Ending.BUSY, 1)


def test_silent_legs_are_shared():
    assert silent_leg(7, Ending.BUSY) is silent_leg(7, Ending.BUSY)
