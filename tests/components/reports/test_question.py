"""What can be asked is a plain value."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from components.measures.outcomes import Source
from components.periods.window import Window
from components.reports.question import Question

DAY = Window(datetime(2026, 11, 16, 21, tzinfo=UTC), datetime(2026, 11, 17, 21, tzinfo=UTC))


def test_without_extensions_the_whole_account_is_meant():
    assert Question(Source.CALLS, DAY).extensions == frozenset()


def test_the_same_question_is_equal_in_whatever_order_its_extensions_came():
    one = Question(Source.CALLS, DAY, frozenset([40101, 40104]))
    other = Question(Source.CALLS, DAY, frozenset([40104, 40101]))

    assert (one, hash(one)) == (other, hash(other))


@pytest.mark.parametrize(
    "other",
    [
        Question(Source.LEGS, DAY),
        Question(Source.CALLS, Window(DAY.start, DAY.start.replace(hour=22))),
        Question(Source.CALLS, DAY, frozenset([40101])),
    ],
    ids=["source", "window", "extensions"],
)
def test_another_question_is_not_equal(other):
    assert other != Question(Source.CALLS, DAY)


def test_a_question_does_not_change_after_it_was_asked():
    question = Question(Source.CALLS, DAY)

    with pytest.raises(FrozenInstanceError):
        question.source = Source.LEGS
