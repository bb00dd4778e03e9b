"""Whole days are cut into hours, which are learnt by the way that takes fewer requests."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.listed import Way
from components.measures import week as maps
from components.measures.counts import Direction
from components.measures.outcomes import Source
from components.periods import spelling
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.window import Window
from components.reports import overview, week
from components.reports.question import Question
from components.simulator import Fault, Where

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Preset.LAST_28_DAYS, MIDNIGHT - 28 * DAY, MIDNIGHT),
        (Preset.LAST_7_DAYS, MIDNIGHT - 7 * DAY, MIDNIGHT),
        (Preset.THIS_WEEK, MIDNIGHT - 2 * DAY, MIDNIGHT),
        (Preset.LAST_WEEK, MIDNIGHT - 9 * DAY, MIDNIGHT - 2 * DAY),
        (Preset.TODAY, MIDNIGHT, MIDNIGHT + DAY),
        (spelling.parse("2026-11-10..2026-11-30"), MIDNIGHT - 8 * DAY, MIDNIGHT),
    ],
)
def test_a_day_that_is_not_over_is_left_out_where_there_are_others(period, start, end):
    assert week.window(period, MOSCOW, NOW) == Window(start, end)


@pytest.fixture
def asked():
    window = Window(MIDNIGHT - 28 * DAY, MIDNIGHT)
    return Question(Source.CALLS, window, Step.DAY, MOSCOW)


def test_the_total_comes_first_and_then_each_hour_from_the_list(desk, pbx, asked, witness):
    first = week.question(desk, asked)
    overview.wait(desk, first)
    second = week.question(desk, asked)
    answer = overview.wait(desk, second)

    assert (first.is_whole, second.is_whole, second.way) == (True, False, Way.LIST)
    assert answer.missing == 0
    assert pbx.statistics_requests + pbx.record_requests <= 12
    cells = maps.cells(answer.shown.stretches, second.marks, Direction.INBOUND, MOSCOW)
    assert sum(cell.counts.total for cell in cells) == answer.shown.sides.inbound.total
    assert answer.shown.sides == witness(Source.CALLS, asked.window)


def test_both_ways_draw_the_same_map(sit, pbx):
    short = Question(Source.CALLS, Window(MIDNIGHT - 3 * DAY, MIDNIGHT), Step.DAY, MOSCOW)

    def drawn(desk):
        overview.wait(desk, week.question(desk, short))
        overview.wait(desk, week.question(desk, short))
        question = week.question(desk, short)
        shown = overview.wait(desk, question).shown
        told = maps.cells(shown.stretches, question.marks, Direction.INBOUND, MOSCOW)
        return question.way, told

    by_list = drawn(sit())
    pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)
    by_statistics = drawn(sit(account=b"another"))

    assert (by_list[0], by_statistics[0]) == (Way.LIST, Way.STATISTICS)
    assert by_list[1] == by_statistics[1]


def test_a_second_look_costs_nothing_and_still_says_by_which_way(desk, pbx, asked):
    for _ in range(2):
        overview.wait(desk, week.question(desk, asked))
    before = len(pbx.requests)

    again = week.question(desk, asked)

    assert overview.wait(desk, again).missing == 0
    assert (again.way, len(pbx.requests)) == (Way.LIST, before)
    assert week.plan(desk, again).requests == 0
