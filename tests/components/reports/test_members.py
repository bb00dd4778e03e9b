"""Each extension is told apart at one request, and what is known of it costs none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports import inquiry, members, overview
from components.reports.question import Question
from components.simulator import PEOPLE

END = datetime(2026, 11, 16, 21, tzinfo=UTC)
WEEK = Window(END - timedelta(days=7), END)
MONTH = Window(END - timedelta(days=28), END)
DAY = Window(END - timedelta(days=1), END)
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


def test_forty_extensions_over_four_weeks_take_at_most_41_requests(desk, pbx):
    # The PBX does not know most of them: they cost what the others do, and have no calls.
    forty = (*IDS, *range(50_001, 50_041 - len(IDS)))
    asked = apart(MONTH, forty)

    said = overview.look(desk, asked, asking=False).missing
    while overview.wait(desk, asked).missing:
        pass

    assert len(forty) == 40
    assert pbx.statistics_requests == said == 41


def test_rows_stand_there_as_they_come_and_what_is_not_known_is_none(desk):
    overview.wait(desk, apart(members=IDS[:2]))

    shown = overview.look(desk, apart(members=IDS[:4]), asking=False)

    assert [row.sides is None for row in shown.shown.rows] == [False, False, True, True]
    assert shown.missing == 2


@pytest.mark.parametrize(
    ("window", "step", "bars"),
    [(WEEK, Step.DAY, 7), (MONTH, Step.WEEK, 5), (DAY, Step.HOUR, 24)],
)
def test_a_trend_has_few_bars_but_more_than_one(window, step, bars):
    found = members.trend_step(apart(window))

    asked = replace(apart(window), member_step=found).member(IDS[0])
    assert (found, len(asked.marks) - 1) == (step, bars)


@settings(max_examples=200)
@given(st.integers(0, 11 * 365 * 24), st.integers(1, 800 * 24))
def test_a_trend_of_any_period_fits_a_cell(begins, hours):
    start = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=begins)
    asked = apart(Window(start, start + timedelta(hours=hours)))

    step = members.trend_step(asked)

    assert len(replace(asked, member_step=step).member(IDS[0]).marks) - 1 <= 28


def test_each_bar_of_a_trend_is_what_the_pbx_counts_for_it(desk, pbx, witness):
    asked = replace(apart(members=IDS[:2]), member_step=Step.DAY)

    said = overview.look(desk, asked, asking=False).missing
    shown = overview.wait(desk, asked).shown

    days = [Window(at, at + timedelta(days=1)) for at in asked.member(IDS[0]).marks[:-1]]
    assert [list(row.trend) for row in shown.rows] == [
        [witness(Source.CALLS, day, [extension]) for day in days] for extension in IDS[:2]
    ]
    assert said == 1 + 2 * 7 >= pbx.statistics_requests


def test_a_trend_adds_up_to_its_row_and_costs_nothing_once_known(desk, pbx):
    asked = replace(apart(members=IDS[:2]), member_step=Step.DAY)
    for row in overview.wait(desk, asked).shown.rows:
        assert sum(row.trend, Sides()) == row.sides
    before = pbx.statistics_requests

    overview.wait(desk, asked)
    overview.wait(desk, apart(members=IDS[:2]))

    assert pbx.statistics_requests == before


def test_a_correction_of_a_member_concerns_the_question():
    member, stranger = (
        Question(Source.CALLS, WEEK, Step.DAY, ZoneInfo("UTC"), frozenset({extension})).series
        for extension in (IDS[0], 999)
    )

    assert inquiry.concerns(apart(), member, WEEK)
    assert not inquiry.concerns(apart(), stranger, WEEK)
