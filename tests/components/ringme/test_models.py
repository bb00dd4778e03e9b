"""What the PBX answers, as values that nobody can change on the way."""

from dataclasses import FrozenInstanceError

import pytest

from components.measures.counts import Sides
from components.ringme.models import Extension, Statistics, User

ANSWERS = [
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
