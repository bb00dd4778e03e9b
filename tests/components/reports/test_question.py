"""What can be asked is a plain value, and knows where its buckets lie."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.facts import Series
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.question import Question

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = Window(datetime(2026, 11, 16, 21, tzinfo=UTC), datetime(2026, 11, 17, 21, tzinfo=UTC))
ASKED = Question(Source.CALLS, DAY, Step.HOUR, MOSCOW)


def test_without_extensions_the_whole_account_is_meant():
    assert ASKED.extensions == frozenset()


def test_the_same_question_is_equal_in_whatever_order_its_extensions_came():
    one = replace(ASKED, extensions=frozenset([40101, 40104]))
    other = replace(ASKED, extensions=frozenset([40104, 40101]))

    assert (one, hash(one)) == (other, hash(other))


@pytest.mark.parametrize(
    "change",
    [
        {"source": Source.LEGS},
        {"window": Window(DAY.start, DAY.start.replace(hour=22))},
        {"step": Step.DAY},
        {"zone": ZoneInfo("Asia/Omsk")},
        {"extensions": frozenset([40101])},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_question_is_not_equal(change):
    assert replace(ASKED, **change) != ASKED


def test_a_question_does_not_change_after_it_was_asked():
    with pytest.raises(FrozenInstanceError):
        ASKED.source = Source.LEGS


def test_what_is_counted_is_a_series():
    asked = replace(ASKED, source=Source.LEGS, extensions=frozenset([40101]))

    assert asked.series == Series(Source.LEGS, frozenset([40101]))


def test_the_buckets_of_a_day_are_its_hours():
    marks = [DAY.start + timedelta(hours=hour) for hour in range(25)]

    assert list(ASKED.marks) == marks


def test_days_begin_at_midnight_in_the_zone_of_the_question():
    week = Window(DAY.start - timedelta(days=2), DAY.end)

    moscow = Question(Source.CALLS, week, Step.DAY, MOSCOW)
    omsk = Question(Source.CALLS, week, Step.DAY, ZoneInfo("Asia/Omsk"))

    assert [mark.hour for mark in moscow.marks] == [21, 21, 21, 21]
    assert [mark.hour for mark in omsk.marks] == [21, 18, 18, 18, 21]


def test_the_buckets_are_cut_once():
    assert ASKED.marks is replace(ASKED).marks
