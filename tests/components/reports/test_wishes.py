"""What is wanted of the ledger is cut at the buckets, and only working time is told of them."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.window import Window
from components.reports.question import Question
from components.reports.wishes import told, wish

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7))
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),))
ASKED = Question(Source.CALLS, WEEK, Step.DAY, ZoneInfo("UTC"), frozenset({101}))
WORKED = Question(Source.CALLS, WEEK, Step.DAY, ZoneInfo("UTC"), hours=OFFICE)


def test_a_wish_is_about_the_series_of_its_question_at_its_buckets():
    wanted = wish(ASKED, None)

    assert wanted.series == ASKED.series
    assert wanted.marks == tuple(MONDAY + timedelta(days=day) for day in range(8))
    assert (wanted.gaps, wanted.is_awaited, wanted.newer_than) == (frozenset(), False, None)


def test_closed_hours_are_gaps_of_the_wish():
    wanted = wish(WORKED, None)

    open_pieces = [
        (start, end)
        for number, (start, end) in enumerate(zip(wanted.marks, wanted.marks[1:], strict=False))
        if number not in wanted.gaps
    ]
    assert open_pieces == [
        (MONDAY + timedelta(days=day, hours=9), MONDAY + timedelta(days=day, hours=18))
        for day in range(5)
    ]


def test_with_working_hours_a_bucket_is_a_day_of_them(desk, witness):
    seen = desk.wait(wish(WORKED, None))

    buckets = told(WORKED, seen.survey, desk.now)

    first = Window(MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=18))
    assert buckets[0].sides == witness(Source.CALLS, first)
    assert [one.first for one in buckets[:5]] == [0, 1, 2, 3, 4]
