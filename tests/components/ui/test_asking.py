"""How the asking goes, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.facts import Series
from components.ledger.queueing.breaker import Circuit
from components.ledger.queueing.budget import Shares, Wait, Why
from components.ledger.queueing.turns import State
from components.ledger.queueing.urgency import Urgency
from components.measures.outcomes import Source
from components.ui import asking

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)

IDLE = State(
    waiting=dict.fromkeys(Urgency, 0),
    is_asking=False,
    circuit=Circuit.CLOSED,
    opens_again_at=None,
    wait=None,
    shares=None,
    seconds=1.25,
)
BUSY = replace(IDLE, waiting={Urgency.PERSON: 2, Urgency.WALL: 1, Urgency.REST: 1000})

SHARES = Shares(
    limit=1000,
    left=700,
    floor=100,
    others=150,
    reserve=45,
    resets_at=NOW + timedelta(minutes=45),
)


def clock(at):
    return f"{at:%H:%M}"


# The queue


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (IDLE, "Nothing is on its way, and nothing waits."),
        (BUSY, "Nothing is on its way, but questions wait."),
        (replace(BUSY, is_asking=True), "A request is on its way."),
    ],
    ids=["idle", "waiting", "asking"],
)
def test_the_queue_says_whether_anything_is_asked(state, sentence, told):
    assert told(lambda: asking.queue(state)).sentence == sentence


def test_who_waits_is_counted_by_who_looks_at_it(told):
    assert told(lambda: asking.queue_rows(BUSY)) == [
        ("Waiting: people's questions", "2"),
        ("Waiting: refreshes of walls", "1"),
        ("Waiting: other refreshes", "1,000"),
        ("A request takes about", "1.25 s"),
    ]


def test_seconds_are_written_as_the_language_does(told):
    assert told(lambda: asking.seconds(1234.56), "ru").replace("\xa0", " ") == "1 234,56 с"


# The quota


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why.USED_UP, "is used up. Nothing is asked before 12:15."),
        (Why.SHORT, "Questions wait until 12:15 at the latest."),
        (Why.PACED, "The next one is due at 12:15."),
    ],
)
def test_a_wait_for_the_quota_says_why_and_until_when(why, words, told):
    assert told(lambda: asking.hold_up(Wait(NOW, why), clock)).sentence.endswith(words)


def test_without_a_wait_all_is_well(told):
    assert told(lambda: asking.hold_up(None, clock)).is_well


def test_a_quota_that_is_used_up_is_not_well(told):
    assert not told(lambda: asking.hold_up(Wait(NOW, Why.USED_UP), clock)).is_well


def test_the_shares_add_up_to_what_is_left(told):
    rows = dict(told(lambda: asking.share_rows(SHARES)))

    assert rows == {
        "Limit of the hour": "1,000",
        "Requests left": "700",
        "Always kept for other programs": "100",
        "Expected need of other programs": "150",
        "Kept for walls": "45",
        "Free for people's questions": "405",
    }


# The circuit


@pytest.mark.parametrize(
    ("circuit", "until", "sentence", "is_well"),
    [
        (Circuit.CLOSED, None, "Closed: requests pass.", True),
        (Circuit.OPEN, NOW, "nothing is asked before 12:15.", False),
        (Circuit.TRYING, NOW, "shows whether the PBX is well again.", False),
    ],
)
def test_the_circuit_says_whether_requests_pass(circuit, until, sentence, is_well, told):
    state = replace(IDLE, circuit=circuit, opens_again_at=until)

    found = told(lambda: asking.circuit(state, clock))

    assert found.sentence.endswith(sentence)
    assert found.is_well is is_well


# The PBX's clock


@pytest.mark.parametrize(
    ("ahead", "sentence", "short"),
    [
        (timedelta(minutes=3), "is 3 min ahead of this server's.", "3 min ahead"),
        (timedelta(seconds=-70), "is 1 min behind this server's.", "1 min behind"),
        (timedelta(hours=3, minutes=5), "is 3 hr 5 min ahead of", "3 hr 5 min ahead"),
        (timedelta(days=-1), "is 1 day behind this", "1 day behind"),
    ],
)
def test_another_clock_is_told_with_its_distance(ahead, sentence, short, told):
    found = told(lambda: asking.clock(ahead))

    assert sentence in found.sentence
    assert not found.is_well
    assert told(lambda: asking.clock_row(ahead)) == ("The PBX's clock", short)


def test_a_clock_that_is_right_is_told_in_the_table(told):
    assert told(lambda: asking.clock_row(timedelta(0))) == ("The PBX's clock", "as this server's")


def test_less_than_a_minute_is_spelled_all_the_same(told):
    assert told(lambda: asking.length(timedelta(seconds=20))) == "0 min"


# What is counted


@pytest.mark.parametrize(
    ("series", "words"),
    [
        (Series(Source.CALLS), "Calls · all extensions"),
        (Series(Source.LEGS, frozenset({7})), "Call legs · 1 extension"),
        (Series(Source.CALLS, frozenset({7, 8})), "Calls · 2 extensions"),
    ],
    ids=["account", "one", "two"],
)
def test_a_series_is_told_without_the_numbers_of_extensions(series, words, told):
    assert told(lambda: asking.counted(series)) == words
