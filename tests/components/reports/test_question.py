"""What can be asked is a plain value, and knows where its buckets lie."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.facts import Series
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.window import Window
from components.reports.question import Question

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = Window(datetime(2026, 11, 16, 21, tzinfo=UTC), datetime(2026, 11, 17, 21, tzinfo=UTC))
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),))
"""Mondays to Fridays, nine to six."""

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
        {"hours": OFFICE},
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


def days(count, **more):
    """Ask about so many days from Tuesday on, by day."""
    window = Window(DAY.start, DAY.start + timedelta(days=count))
    return replace(ASKED, window=window, step=Step.DAY, **more)


@pytest.mark.parametrize("step", [Step.HOUR, Step.DAY])
def test_without_working_hours_each_bucket_is_one_piece(step):
    asked = replace(ASKED, step=step)

    marks, closed, buckets = asked.pieces

    assert (marks, closed) == (asked.marks, frozenset())
    assert list(buckets) == list(range(len(asked.marks) - 1))


def test_of_each_day_only_working_time_is_wanted():
    marks, closed, buckets = days(2, hours=OFFICE).pieces

    nine, six = (DAY.start + timedelta(hours=hour) for hour in (9, 18))
    assert marks == (nine, six, nine + timedelta(days=1), six + timedelta(days=1))
    assert (closed, buckets) == ({1}, (0, 0, 1))


def test_a_bucket_may_have_several_pieces():
    whole_week = frozenset(range(7))
    shifts = (Shift(whole_week, time(9), time(13)), Shift(whole_week, time(14), time(18)))

    pieces = days(1, hours=WorkingHours(shifts)).pieces

    assert (len(pieces.marks), pieces.closed, list(pieces.buckets)) == (4, {1}, [0, 0, 0])


def test_the_ends_are_those_of_working_time():
    pieces = days(2, hours=OFFICE).pieces

    six = DAY.start + timedelta(hours=18)
    assert pieces.ends == (six, six + timedelta(days=1))


def test_as_a_whole_it_is_cut_by_working_time_only():
    asked = replace(ASKED, hours=OFFICE)

    assert len(asked.pieces.marks) == 10
    assert len(asked.whole.marks) == 2
    assert replace(asked, hours=None).whole.marks == (DAY.start, DAY.end)


def test_a_weekend_is_closed_and_a_week_is_not():
    saturday = DAY.start + timedelta(days=4)
    weekend = replace(ASKED, window=Window(saturday, saturday + timedelta(days=2)), hours=OFFICE)

    assert weekend.is_closed
    assert not replace(weekend, hours=None).is_closed
    assert not days(7, hours=OFFICE).is_closed


def test_working_time_is_cut_once():
    assert days(7, hours=OFFICE).pieces is days(7, hours=OFFICE).pieces
