"""Columns for each measure and direction: one for one period, three for two."""

from fractions import Fraction

import pytest

from components.exports.sheet import Unit
from components.measures.changes import Lengths
from components.measures.counts import Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.ui import line_sheets
from components.ui.line_sheets import NAMES, Form
from components.ui.lines import Line
from tests.answers import BUSY, GOLDEN

HEADS = ("Number", "Label", "Type")
MISSED = MenuCountsAs.MISSED
ONE = Form(Source.CALLS, MISSED)
TWO = Form(Source.CALLS, MISSED, is_of_two=True)


@pytest.fixture
def rows(told):
    """Return what is in the row of a line, by column."""

    def make(line, form):
        table = told(lambda: line_sheets.sheet("", HEADS, [line], form, totals=0))
        return dict(zip(table.columns, (cell.value for cell in table.rows[0]), strict=True))

    return make


def line(a, b=None):
    return Line("101", ("101", "Ann", "Phone"), a, b)


def test_the_documented_example_reads_as_everywhere(rows):
    row = rows(line(GOLDEN), ONE)

    assert [*row.values()][:NAMES] == ["101", "Ann", "Phone"]
    assert {
        name: row[f"Inbound · {name}"] for name in ("Calls", "Answered", "Missed", "Failed")
    } == {
        "Calls": 87,
        "Answered": 59,
        "Missed": 20,
        "Failed": 8,
    }
    assert row["Inbound · Answer rate"] == Fraction(59, 87)
    assert row["Outbound · Not reached"] == 37


def test_menus_that_serve_callers_count_as_everywhere(rows):
    row = rows(line(GOLDEN), Form(Source.CALLS, MenuCountsAs.ANSWERED))

    assert (row["Inbound · Answered"], row["Inbound · Missed"]) == (74, 5)
    assert row["Inbound · Answer rate"] == Fraction(74, 87)


def test_what_is_not_known_is_absent(rows):
    row = rows(line(None), ONE)

    assert {value for name, value in row.items() if "·" in name} == {None}


def test_without_calls_there_are_counts_but_no_ratio(rows):
    row = rows(line(Sides()), ONE)

    assert (row["Inbound · Calls"], row["Inbound · Answer rate"]) == (0, None)
    assert row["Inbound · Average talk"] is None


def test_two_periods_stand_side_by_side_with_the_change(rows):
    row = rows(line(GOLDEN, BUSY), TWO)

    assert [row[f"Inbound · Calls · {part}"] for part in ("A", "B", "Change")] == [87, 100, -13]
    assert row["Inbound · Answer rate · Change"] == Fraction(59, 87) - Fraction(50, 100)


def test_a_change_needs_both_numbers(rows):
    row = rows(line(GOLDEN, None), TWO)

    assert [row[f"Inbound · Calls · {part}"] for part in ("A", "B", "Change")] == [87, None, None]


def test_periods_of_different_lengths_are_compared_per_day(rows):
    form = Form(Source.CALLS, MISSED, is_of_two=True, lengths=Lengths(Fraction(10), Fraction(20)))

    row = rows(line(GOLDEN, BUSY), form)

    told = [row[f"Inbound · Calls · {part}"] for part in ("A per day", "B per day", "Change")]
    assert told == [Fraction(87, 10), 5, Fraction(37, 10)]
    assert row["Inbound · Answer rate · A"] == Fraction(59, 87)


def test_of_legs_nothing_is_missed_nor_has_a_rate(told):
    form = Form(Source.LEGS, MISSED)
    table = told(lambda: line_sheets.sheet("", HEADS, [line(GOLDEN)], form, totals=0))

    assert table.columns[NAMES : NAMES + 3] == (
        "Inbound · Legs",
        "Inbound · Connected",
        "Inbound · Average talk",
    )


def test_every_column_has_its_unit(told):
    table = told(lambda: line_sheets.sheet("", HEADS, [line(GOLDEN, BUSY)], TWO, totals=0))

    units = [cell.unit for cell in table.rows[0][NAMES:]]
    counts, rate, talk = [Unit.COUNT] * 3, [Unit.SHARE] * 2 + [Unit.POINTS], [Unit.TALK] * 3
    assert units == (counts * 4 + rate + talk) * 2


def test_measures_are_told_once_whatever_the_columns(told):
    one, two = (told(lambda form=form: line_sheets.measures(form)) for form in (ONE, TWO))

    assert one == two
    assert len(one) == 12
