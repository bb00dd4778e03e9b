"""Counting, against hand-made calls."""

from datetime import UTC, datetime

import pytest

from components.simulator.calls import Call, Direction, Ending, Leg
from components.simulator.tally import KEYS, Kind, add, nothing, tally

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MENU, QUEUE, ANNA, BORIS, CARL = 1, 2, 3, 4, 5

QUEUE_CALL = Call(
    start=NOON,
    direction=Direction.INBOUND,
    ending=Ending.BRIDGED,
    duration=100,
    bridged_duration=60,
    legs=(
        Leg(MENU, Ending.ANSWERED, 10),
        Leg(QUEUE, Ending.ANSWERED, 90),
        Leg(ANNA, Ending.BRIDGED, 60, 60),
        Leg(BORIS, Ending.ANSWERED_ELSEWHERE),
    ),
)
DIVERTED_CALL = Call(
    start=NOON,
    direction=Direction.INBOUND,
    ending=Ending.NOT_ANSWERED,
    legs=(Leg(CARL, Ending.DIVERTED), Leg(ANNA, Ending.NOT_ANSWERED)),
)
OUTBOUND_CALL = Call.direct(NOON, Direction.OUTBOUND, Ending.BUSY, CARL)
CALLS = (QUEUE_CALL, DIVERTED_CALL, OUTBOUND_CALL)


def counts(side):
    return {key: count for key, count in side.items() if count}


def test_calls_are_counted_once_each_by_direction():
    sides = tally(Kind.CALLS, CALLS, ())

    assert counts(sides["in"]) == {
        "total": 2,
        "bridged": 1,
        "not answered": 1,
        "duration": 100,
        "bridged_duration": 60,
    }
    assert counts(sides["out"]) == {"total": 1, "busy": 1}


def test_legs_are_counted_one_by_one():
    sides = tally(Kind.LEGS, CALLS, ())

    assert counts(sides["in"]) == {
        "total": 6,
        "bridged": 1,
        "answered": 2,
        "not answered": 1,
        "answered elsewhere": 1,
        "diverted": 1,
        "duration": 160,
        "bridged_duration": 60,
    }


def test_a_filter_counts_a_call_in_which_the_extension_only_rang():
    sides = tally(Kind.CALLS, CALLS, {BORIS})

    assert counts(sides["in"]) == counts(tally(Kind.CALLS, [QUEUE_CALL], ())["in"])


def test_a_call_of_two_chosen_extensions_counts_once():
    assert tally(Kind.CALLS, CALLS, {ANNA, BORIS, QUEUE})["in"]["total"] == 2


def test_a_filter_on_legs_counts_only_that_extensions_own():
    sides = tally(Kind.LEGS, CALLS, {ANNA})

    assert counts(sides["in"]) == {
        "total": 2,
        "bridged": 1,
        "not answered": 1,
        "duration": 60,
        "bridged_duration": 60,
    }


def test_an_extension_that_nobody_has_counts_nothing():
    assert tally(Kind.CALLS, CALLS, {99}) == nothing(Kind.CALLS)


def test_adding_changes_the_first_only():
    sum_of_two, more = tally(Kind.CALLS, CALLS, ()), tally(Kind.CALLS, CALLS, ())

    add(sum_of_two, more)

    assert sum_of_two["in"]["total"] == 4
    assert more["in"]["total"] == 2


@pytest.mark.parametrize(("kind", "number"), [(Kind.CALLS, 9), (Kind.LEGS, 11)])
def test_each_resource_has_its_keys_and_only_legs_are_answered_elsewhere(kind, number):
    assert len(KEYS[kind]) == number
    assert ("answered elsewhere" in KEYS[kind]) == ("diverted" in KEYS[kind]) == (number == 11)
