"""The numbers of an answer as a table: every number, its share, and how it changed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exports.sheet import Unit, shown
from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.ranges import Days
from components.ui import sheets
from tests.answers import GOLDEN, LEGS, compared

MISSED = MenuCountsAs.MISSED
SIX = ("bridged", "answered", "not_answered", "busy", "rejected", "failed")
directions = st.builds(Counts, **dict.fromkeys((*SIX, "total", "duration"), st.integers(0, 5_000)))


@pytest.fixture
def overview(told):
    """Return the rows of an overview's sheet by their names: what each cell shows."""

    def make(sides=GOLDEN, source=Source.CALLS, menu=MISSED, language="en"):
        sheet = told(lambda: sheets.overview(sides, source, menu), language)
        return {name.value: [shown(cell) for cell in cells] for name, *cells in sheet.rows}

    return make


@pytest.fixture
def compare(told):
    """Return the rows of a comparison's sheet by direction and name."""

    def make(found, menu=MISSED):
        sheet = told(lambda: sheets.compared(found, menu))
        return {tuple(name.value.split(": ")): list(cells) for name, *cells in sheet.rows}

    return make


@pytest.fixture
def longer():
    """Two periods of 10 and of 20 days."""
    return compared(other=Days(date(2019, 9, 1), date(2019, 9, 20)))


def test_the_documented_calls_have_their_numbers_and_shares(overview):
    rows = overview()

    assert rows["Calls"] == [87, None, 146, None]
    assert rows["Answered"] == [59, Decimal("0.678"), 87, Decimal("0.596")]
    assert rows["Missed or not reached"] == [20, Decimal("0.230"), 37, Decimal("0.253")]
    assert rows["Answer rate"] == [Decimal("0.678"), None, Decimal("0.596"), None]
    assert rows["Average talk"] == [104, None, 11, None]


def test_a_part_stands_one_level_below_its_whole(told):
    sheet = told(lambda: sheets.overview(GOLDEN, Source.CALLS, MISSED))

    levels = {row[0].value: row[0].level for row in sheet.rows}

    assert (levels["Missed or not reached"], levels["Rang out"], levels["Failed"]) == (0, 1, 0)


def test_a_cell_to_which_nothing_belongs_is_no_absent_number(told):
    sheet = told(lambda: sheets.overview(Sides(), Source.CALLS, MISSED))
    rows = {row[0].value: row for row in sheet.rows}

    assert (rows["Calls"][2].value, rows["Calls"][2].unit) == ("", Unit.TEXT)
    assert (rows["Answered"][2].value, rows["Answered"][2].unit) == (None, Unit.SHARE)


def test_legs_have_eight_endings_and_neither_missed_nor_a_rate(overview):
    rows = overview(LEGS, Source.LEGS)

    assert next(iter(rows)) == "Legs"
    assert rows["Answered elsewhere"][0] == 8
    assert not {"Missed or not reached", "Answer rate"} & rows.keys()


def test_columns_have_different_names_in_both_languages(told):
    for language in ("en", "ru"):
        columns = told(lambda: sheets.overview(GOLDEN, Source.CALLS, MISSED), language).columns
        assert len(set(columns)) == 5


def test_a_comparison_has_both_numbers_and_the_change(compare):
    rows = compare(compared())

    values = [shown(cell) for cell in rows["Inbound", "Answered"]]

    assert values == [59, 50, 9, Decimal("0.180")]


def test_a_change_of_a_rate_is_told_in_points_alone(compare):
    a, b, change, relative = compare(compared())["Inbound", "Answer rate"]

    assert [shown(cell) for cell in (a, b, change)] == [
        Decimal("0.678"),
        Decimal("0.500"),
        Decimal("0.178"),
    ]
    assert (change.unit, relative.value) == (Unit.POINTS, "")


def test_from_nothing_a_change_is_told_absolute_only(compare):
    *_both, change, relative = compare(compared(b=Sides()))["Inbound", "Calls"]

    assert shown(change) == 87
    assert relative.value is None


def test_of_no_calls_there_is_no_rate_and_no_change_of_one(compare):
    a, b, change, _relative = compare(compared(b=Sides()))["Inbound", "Answer rate"]

    assert (shown(a), b.value, change.value) == (Decimal("0.678"), None, None)


def test_outbound_calls_are_not_missed_but_not_reached(compare):
    rows = compare(compared())

    assert ("Inbound", "Missed") in rows
    assert ("Outbound", "Not reached") in rows


def test_of_different_lengths_the_change_is_that_of_a_day(compare, longer):
    cells = compare(longer)["Inbound", "Calls"]

    assert [shown(cell) for cell in cells] == [
        87,
        100,
        Decimal("8.7"),
        Decimal("5.0"),
        Decimal("3.7"),
        Decimal("0.740"),
    ]
    assert [cell.unit for cell in cells[2:5]] == [Unit.PER_DAY] * 3


def test_a_rate_is_the_same_per_day(compare, longer):
    cells = compare(longer)["Inbound", "Answer rate"]

    assert [cell.value for cell in cells[2:4]] == ["", ""]
    assert shown(cells[4]) == Decimal("0.178")


def test_talk_a_day_is_told_in_whole_seconds_that_add_up(compare, longer):
    _a, _b, a, b, change, _relative = compare(longer)["Inbound", "Talk time"]

    assert (shown(a), shown(b), shown(change)) == (614, 300, 314)


def test_every_row_is_as_wide_as_the_header(told, longer):
    sheet = told(lambda: sheets.compared(longer, MISSED))

    assert sheet.columns[3:] == ("A per day", "B per day", "Change", "In %")
    assert {len(row) for row in sheet.rows} == {7}


def test_legs_are_compared_without_missed(compare):
    rows = compare(compared(LEGS, LEGS, source=Source.LEGS))

    assert ("Inbound", "Diverted") in rows
    assert ("Inbound", "Missed") not in rows


@given(a=directions, b=directions)
def test_a_change_is_the_difference_of_what_stands_beside_it(a, b):
    pair = sheets._Pair(a, b, None)

    for first, second, change, relative in (pair.counted(a.total, b.total), pair.timed(a.total, 7)):
        assert change.value == first.value - second.value
        if relative.value is not None:
            assert relative.value == Fraction(change.value, second.value)
