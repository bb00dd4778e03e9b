"""What one process tells the next: all of it comes back, and nonsense is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing import handover
from components.ledger.queueing.counter import Counter
from components.ledger.queueing.handover import Handover
from components.ledger.queueing.others import Others, Use
from components.ledger.queueing.urgency import Urgency

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)

COUNTS = st.integers(0, 10**6)
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - the zone is given beside it
    datetime(2027, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
HANDOVERS = st.builds(
    Handover,
    st.builds(
        Counter,
        MOMENTS,
        limit=st.none() | COUNTS,
        left=st.none() | COUNTS,
        own=COUNTS,
        retries=COUNTS,
        heard_at=st.none() | MOMENTS,
        is_whole=st.booleans(),
        others=st.builds(
            Others,
            COUNTS,
            st.lists(st.builds(Use, MOMENTS, MOMENTS, COUNTS), max_size=12),
            st.dictionaries(MOMENTS, COUNTS, max_size=24),
        ),
    ),
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    st.dictionaries(st.sampled_from(Urgency), MOMENTS),
)


@pytest.fixture
def notes():
    counter = Counter(NOON, limit=1000, left=900, others=Others(3, [Use(NOON, NOON, 3)], {NOON: 7}))
    return handover.write(Handover(counter, None, NOON, {Urgency.WALL: NOON}))


@given(HANDOVERS)
def test_what_is_written_comes_back(state):
    text = json.dumps(handover.write(state))

    assert handover.read(json.loads(text)) == state


def test_a_full_handover_is_small():
    uses = [Use(NOON, NOON + timedelta(minutes=1), 999)] * 6
    hours = {NOON + timedelta(hours=hour): 999 for hour in range(24)}
    state = Handover(Counter(NOON, 1000, 900, others=Others(3, uses, hours)), NOON, NOON, {})

    assert len(json.dumps(handover.write(state))) < 2000


def test_a_handover_is_not_tied_to_what_it_was_written_from(notes):
    read = handover.read(notes)

    assert replace(read) == read
    assert read.counter is not handover.read(notes).counter


@pytest.mark.parametrize(
    "change",
    [
        {"left": "900"},
        {"left": -1},
        {"left": True},
        {"left": 1.5},
        {"left": 10**12},
        {"own": None},
        {"resets_at": None},
        {"resets_at": 1763467200},
        {"resets_at": "2026-11-18T12:00:00"},
        {"resets_at": "noon"},
        {"recent": 5},
        {"recent": [["a", "b", 1]]},
        {"recent": [[1]]},
        {"hours": [["2026-11-18T12:00:00+00:00"]]},
        {"refreshed": [["NOBODY", "2026-11-18T12:00:00+00:00"]]},
        {"closed_until": 7},
    ],
    ids=str,
)
def test_a_note_that_cannot_be_is_refused(notes, change):
    assert handover.read({**notes, **change}) is None


def test_a_missing_note_is_refused(notes):
    for name in notes:
        rest = {key: value for key, value in notes.items() if key != name}
        assert handover.read(rest) is None


def test_no_notes_are_no_handover():
    assert handover.read({}) is None
