"""Who still waits for a call back, told by sequences of calls."""

from datetime import UTC, datetime, timedelta

import pytest

from components.measures import waiting
from components.measures.counts import Direction
from components.measures.outcomes import Ending, MenuCountsAs
from components.measures.waiting import Contact

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ANN, BOB = "+1 202 555-0123", "12025550188"
IN, OUT = Direction.INBOUND, Direction.OUTBOUND

WRITTEN = "916 555-01-23"
CLOSE = "9165550123"
"""One number without what stands before it, which is spelled in several ways."""


def call(minute, number=ANN, *, to=IN, ending=Ending.NOT_ANSWERED, seconds=20, uuid="", ext=101):
    at = NOON + timedelta(minutes=minute)
    until = at + timedelta(seconds=seconds)
    return Contact(uuid or f"{minute}/{ext}/{number}", to, ending, at, until, ext, number)


def waits(*contacts, menu=MenuCountsAs.MISSED):
    return [(waiting.known_as(one.number), one.attempts) for one in waiting.waiting(contacts, menu)]


def test_who_was_missed_waits():
    assert waits(call(0), call(5, BOB), call(9, BOB)) == [("025550188", 2), ("025550123", 1)]


def test_who_was_called_back_waits_no_more():
    assert waits(call(0), call(5, to=OUT, ending=Ending.BRIDGED)) == []


def test_it_does_not_matter_who_calls_back_or_through_whom_the_caller_got_through():
    back = call(5, to=OUT, ending=Ending.BRIDGED, ext=102)
    through = call(5, ending=Ending.BRIDGED, ext=103)

    assert waits(call(0, ext=101), back) == []
    assert waits(call(0, ext=101), through) == []


def test_who_was_missed_again_after_being_called_back_waits_for_that_alone():
    back = call(5, to=OUT, ending=Ending.BRIDGED)

    (caller,) = waiting.waiting([call(0), call(1), back, call(30)], MenuCountsAs.MISSED)

    assert (caller.attempts, caller.first_at) == (1, NOON + timedelta(minutes=30))
    assert caller.tried_at is None


def test_a_call_back_before_the_call_is_none():
    assert waits(call(0, to=OUT, ending=Ending.BRIDGED), call(5)) == [("025550123", 1)]


def test_a_call_back_to_somebody_else_is_none():
    assert waits(call(0), call(5, BOB, to=OUT, ending=Ending.BRIDGED)) == [("025550123", 1)]


@pytest.mark.parametrize("ending", [Ending.BUSY, Ending.REJECTED, Ending.NOT_ANSWERED])
def test_every_way_of_not_being_reached_is_an_attempt(ending):
    assert waits(call(0, ending=ending)) == [("025550123", 1)]


def test_a_call_back_in_vain_is_told_and_the_caller_still_waits():
    (caller,) = waiting.waiting([call(0), call(5, to=OUT)], MenuCountsAs.MISSED)

    assert caller.tried_at == NOON + timedelta(minutes=5)
    assert caller.attempts == 1


def test_who_got_through_on_the_second_try_waits_no_more():
    assert waits(call(0), call(3, ending=Ending.BRIDGED)) == []


def test_who_was_missed_again_after_a_talk_waits_for_that():
    (caller,) = waiting.waiting(
        [call(0), call(3, ending=Ending.BRIDGED), call(10)], MenuCountsAs.MISSED
    )

    assert (caller.attempts, caller.first_at) == (1, NOON + timedelta(minutes=10))


@pytest.mark.parametrize("uuids", [("a", "a", "a"), ("a", "b", "c")])
def test_three_extensions_that_rang_at_once_are_one_attempt(uuids):
    rang = [call(0, uuid=uuid, ext=ext) for uuid, ext in zip(uuids, (101, 102, 103), strict=True)]

    (caller,) = waiting.waiting(rang, MenuCountsAs.MISSED)

    assert (caller.attempts, caller.extensions) == (1, {101, 102, 103})


def test_who_was_answered_by_one_of_several_was_not_missed():
    rang = [
        call(0, ext=101),
        call(0, ext=102, ending=Ending.BRIDGED, seconds=90),
        call(0, ext=103),
    ]

    assert waits(*rang) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"+7 {WRITTEN}", f"8 {CLOSE}"),
        (f"+7 {WRITTEN}", CLOSE),
        ("+49 30 5550123", "0049305550123"),
        ("+49 30 5550123", "0305550123"),
        (f"+7 {WRITTEN}", f"sip:+7{CLOSE}@192.0.2.17"),
        (f"+7 {WRITTEN}", f"8{CLOSE};phone-context=example.com"),
    ],
)
def test_one_person_by_two_spellings_is_one(one, other):
    assert waits(call(0, one), call(5, other, to=OUT, ending=Ending.BRIDGED)) == []
    assert [attempts for _, attempts in waits(call(0, one), call(5, other))] == [2]


@pytest.mark.parametrize("withheld", ["", "anonymous", "Restricted"])
def test_withheld_numbers_are_an_entry_each_and_nobody_is_called_back(withheld):
    back = call(9, withheld, to=OUT, ending=Ending.BRIDGED)

    assert waits(call(0, withheld), call(5, withheld), back) == [("", 1), ("", 1)]


@pytest.mark.parametrize("inside", ["104", "000*104"])
def test_colleagues_do_not_wait(inside):
    assert waits(call(0, inside)) == []


def test_what_failed_is_nobodys_attempt():
    assert waits(call(0, ending=Ending.FAILED)) == []


def test_who_ended_in_the_menu_was_missed_unless_the_account_says_otherwise():
    assert waits(call(0, ending=Ending.ANSWERED)) == [("025550123", 1)]
    assert waits(call(0, ending=Ending.ANSWERED), menu=MenuCountsAs.ANSWERED) == []


def test_only_the_last_two_digits_can_be_read():
    assert waiting.masked(ANN) == "•••••••••23"
    assert waiting.masked("") == ""


def test_no_number_shows_itself():
    contacts = [call(0)]

    assert "555" not in repr(contacts)
    assert "555" not in repr(waiting.waiting(contacts, MenuCountsAs.MISSED))
