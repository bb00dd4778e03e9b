"""What the PBX answers, as values that nobody can change on the way."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from components.measures.counts import Direction, Sides
from components.measures.outcomes import Ending
from components.ringme.models import CallRecord, CallsPage, Extension, Statistics, User

CALL = CallRecord(
    uuid="a1",
    direction=Direction.INBOUND,
    ending=Ending.BUSY,
    begins_at=datetime(2026, 11, 18, 12, tzinfo=UTC),
    ends_at=None,
    duration=0,
    bridged_duration=0,
    extension=40101,
    caller="+12025550123",
    callee="12025550100",
)

ANSWERS = [
    CALL,
    CallsPage(1, 500, (CALL,)),
    User(8, "demo@example.org", "full", 7, "Europe/Moscow"),
    Extension(1, "104", "Anna", "phone", "active"),
    Statistics(Sides()),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_an_answer_cannot_be_changed(answer):
    name = next(iter(type(answer).__slots__))

    with pytest.raises(FrozenInstanceError):
        setattr(answer, name, None)


def test_statistics_know_of_no_strange_keys_unless_told():
    assert Statistics(Sides()).unknown == frozenset()


@pytest.mark.parametrize("answer", [CALL, CallsPage(1, 500, (CALL,))], ids=["record", "page"])
def test_no_telephone_number_shows_itself(answer):
    assert "5550" not in repr(answer)
