"""Each extension is told apart at one request, and what is known of it costs none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports import inquiry, overview
from components.reports.question import Question
from components.simulator import PEOPLE

END = datetime(2026, 11, 16, 21, tzinfo=UTC)
WEEK = Window(END - timedelta(days=7), END)
MONTH = Window(END - timedelta(days=28), END)
IDS = tuple(one.id for one in PEOPLE)


def apart(window=WEEK, members=IDS):
    moscow = ZoneInfo("Europe/Moscow")
    return Question(Source.CALLS, window, Step.MONTH, moscow, is_whole=True, members=members)


def test_each_row_is_what_the_pbx_counts_for_that_extension(desk, witness):
    shown = overview.wait(desk, apart()).shown

    assert shown.sides == witness(Source.CALLS, WEEK)
    assert [row.extension for row in shown.rows] == list(IDS)
    assert [row.sides for row in shown.rows] == [
        witness(Source.CALLS, WEEK, [extension]) for extension in IDS
    ]


def test_four_weeks_cost_a_request_for_each_extension_and_one_for_the_account(desk, pbx):
    first = overview.look(desk, apart(MONTH), asking=False)

    overview.wait(desk, apart(MONTH))

    assert first.missing == len(IDS) + 1 == pbx.statistics_requests
    assert overview.look(desk, apart(MONTH), asking=True).missing == 0
    assert pbx.statistics_requests == len(IDS) + 1


def test_rows_stand_there_as_they_come_and_what_is_not_known_is_none(desk):
    overview.wait(desk, apart(members=IDS[:2]))

    shown = overview.look(desk, apart(members=IDS[:4]), asking=False)

    assert [row.sides is None for row in shown.shown.rows] == [False, False, True, True]
    assert shown.missing == 2


def test_a_correction_of_a_member_concerns_the_question():
    member, stranger = (
        Question(Source.CALLS, WEEK, Step.DAY, ZoneInfo("UTC"), frozenset({extension})).series
        for extension in (IDS[0], 999)
    )

    assert inquiry.concerns(apart(), member, WEEK)
    assert not inquiry.concerns(apart(), stranger, WEEK)
