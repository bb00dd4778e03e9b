"""The trend as a table: where each stretch begins and ends, what was counted, and the sum."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from components.exports.sheet import shown
from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing, Stretch
from components.periods.buckets import Step
from components.periods.ranges import Days
from components.reports.compare import Align
from components.ui import trend_sheets
from tests import answers
from tests.conftest import NOW

MISSED = MenuCountsAs.MISSED


def at(text):
    return datetime.fromisoformat(text)


@pytest.fixture
def trend(told):
    """Return the sheet of an overview's trend."""
    return lambda shown, language="en": told(lambda: trend_sheets.overview(shown, MISSED), language)


def days(*calls, standing=Standing.FINAL, period="2019-11-01..2019-11-03", **more):
    stretches = answers.bucketed(*calls, standing=standing)
    asked = answers.question(period, **more)
    return answers.overview(Sides(Counts(sum(calls), sum(calls))), asked, stretches=stretches)


def test_each_day_has_a_row_with_its_local_times(trend):
    rows = trend(days(5, 0, 7)).rows

    assert [[cell.value for cell in row[:3]] for row in rows[:-1]] == [
        [at("2019-11-01"), at("2019-11-02"), 5],
        [at("2019-11-02"), at("2019-11-03"), 0],
        [at("2019-11-03"), at("2019-11-04"), 7],
    ]


def test_columns_name_direction_and_measure(trend):
    columns = trend(days(1)).columns

    assert columns[2:6] == (
        "Inbound: Calls",
        "Inbound: Answered",
        "Inbound: Missed",
        "Inbound: Failed",
    )
    assert columns[8] == "Outbound: Not reached"
    assert columns[-1] == "Standing"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("source", list(Source))
def test_no_two_columns_have_the_same_name(trend, source, language):
    columns = trend(days(1, source=source), language).columns

    assert len(set(columns)) == len(columns)


def test_the_last_row_is_the_sum_of_those_above(trend):
    sheet = trend(days(5, 0, 7))

    *rows, total = sheet.rows

    assert sheet.totals == 1
    assert total[0].value == "Total"
    for column in range(2, len(sheet.columns) - 1):
        assert shown(total[column]) == sum(shown(row[column]) for row in rows)


def test_what_is_known_only_together_is_one_row(trend):
    together = Stretch(0, 3, answers.GOLDEN, Standing.FINAL, NOW)

    (row, _total) = trend(
        answers.overview(asked=answers.question("2019-11-01..2019-11-03"), stretches=[together])
    ).rows

    assert [cell.value for cell in row[:3]] == [at("2019-11-01"), at("2019-11-04"), 87]


@pytest.mark.parametrize(
    ("standing", "word"),
    [
        (Standing.FINAL, "Final"),
        (Standing.PROVISIONAL, "Provisional"),
        (Standing.OPEN, "So far"),
    ],
)
def test_every_row_says_how_firm_it_is_and_the_sum_is_no_firmer(trend, standing, word):
    rows = trend(days(5, 6, standing=standing)).rows

    assert [row[-1].value for row in rows] == [word] * 3


def test_the_sum_is_as_firm_as_its_least_firm_part(trend):
    stretches = answers.bucketed(5) + answers.bucketed(6, first=1, standing=Standing.PROVISIONAL)

    total = trend(answers.overview(stretches=stretches)).rows[-1]

    assert total[-1].value == "Provisional"


def test_a_period_without_any_row_has_a_sum_all_the_same(trend):
    (total,) = trend(answers.overview(Sides(), stretches=[])).rows

    assert [shown(cell) for cell in total[2:-1]] == [Decimal(0)] * 8


def test_an_hour_that_the_clocks_show_twice_is_told_by_its_end(trend):
    period = "2014-10-26T00:00..2014-10-26T03:00"  # Moscow went back from 02:00 to 01:00
    rows = trend(days(1, 1, 1, 1, period=period, step=Step.HOUR)).rows

    assert [(row[0].value.hour, row[1].value.hour) for row in rows[:-1]] == [
        (0, 1),
        (1, 1),
        (1, 2),
        (2, 3),
    ]


def test_legs_have_no_missed(trend):
    columns = trend(days(1, source=Source.LEGS)).columns

    assert columns[2:5] == ("Inbound: Legs", "Inbound: Connected", "Inbound: Failed")


# Two periods


@pytest.fixture
def trends(told):
    """Return the sheet of two periods' trends."""
    return lambda found, align=Align.POSITION: told(
        lambda: trend_sheets.compared(found, MISSED, align)
    )


def test_both_periods_have_their_rows_and_each_its_sum(trends):
    sheet = trends(answers.compared())

    assert sheet.totals == 2
    assert [(row[0].value, row[2].value) for row in sheet.rows] == [
        ("A", at("2019-11-01")),
        ("B", at("2019-10-18")),
        ("A", "Total"),
        ("B", "Total"),
    ]
    assert [shown(row[4]) for row in sheet.rows] == [87, 100, 87, 100]


def test_places_are_those_of_the_chart(trends):
    found = answers.compared(other=Days(date(2019, 10, 1), date(2019, 10, 10)))

    by_position, by_weekday = (
        [shown(row[1]) for row in trends(found, align).rows[:2]] for align in Align
    )

    assert by_position == [1, 1]
    assert by_weekday == [1, -2]  # 1 November is a Friday, and 1 October is a Tuesday
