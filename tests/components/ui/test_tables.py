"""Every number of the answer as a table."""

from datetime import date

import pytest

from components.measures.counts import Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.ranges import Days
from components.ui import tables
from tests import answers
from tests.answers import GOLDEN


def _page(sides, source, menu):
    tables.numbers(sides, source, menu)


@pytest.fixture
def rows(stage):
    """Return the rows of the table by their names, without the indent of the details."""

    def draw(sides=GOLDEN, source=Source.CALLS, menu=MenuCountsAs.MISSED, **said):
        at = stage(_page, sides, source, menu, **said).run()
        assert not at.exception
        table = at.table[0].value.map(lambda cell: cell.strip().replace("\u00a0", " "))
        return {name: values for name, *values in table.itertuples(index=False)}

    return draw


def test_the_documented_calls_stand_in_the_table_with_their_shares(rows):
    table = rows()

    assert table["Calls"] == ["87", "146"]
    assert table["Answered"] == ["59 (67.8 %)", "87 (59.6 %)"]
    assert table["Ended in queue or menu"] == ["15 (17.2 %)", "0 (0.0 %)"]
    assert table["Talk time"] == ["1:42:22", "0:15:58"]
    assert table["Line time"] == ["1:46:26", "0:15:58"]


def test_what_the_menu_answered_is_a_part_of_answered_where_the_account_says_so(rows):
    names = list(rows(menu=MenuCountsAs.ANSWERED))

    assert names.index("Ended in queue or menu") < names.index("Missed or not reached")


def test_without_calls_shares_are_absent(rows):
    assert rows(Sides())["Answered"] == ["0 (–)", "0 (–)"]


def test_legs_have_their_eight_endings_and_no_missed(rows):
    table = rows(source=Source.LEGS)

    assert {"Answered elsewhere", "Diverted", "Connected"} <= table.keys()
    assert not {"Missed or not reached", "Answer rate"} & table.keys()


def test_no_two_rows_have_the_same_name_in_russian(rows):
    assert len(rows(language="ru")) == len(rows())


# Two periods


@pytest.fixture
def compared(stage):
    """Return the table of two periods: its columns, and its rows by direction and measure."""

    def draw(found, **said):
        at = stage(tables.compared, found, MenuCountsAs.MISSED, **said).run()
        assert not at.exception
        table = at.table[0].value.map(lambda cell: cell.strip().replace("\u00a0", " "))
        rows = {tuple(name.split(": ")): cells for name, *cells in table.itertuples(index=False)}
        return list(table.columns), rows

    return draw


def test_two_periods_stand_beside_each_other_with_their_change(compared):
    columns, rows = compared(answers.compared())

    assert columns == ["Measure", "A", "B", "Change"]
    assert rows["Inbound", "Answered"] == ["59", "50", "+9 (+18.0 %)"]
    assert rows["Inbound", "Answer rate"] == ["67.8 %", "50.0 %", "+17.8 pp"]
    assert rows["Inbound", "Average talk"] == ["1:44", "2:00", "−0:16 (−13.2 %)"]


def test_periods_of_different_lengths_have_their_numbers_a_day(compared):
    longer = Days(date(2019, 9, 1), date(2019, 9, 20))

    columns, rows = compared(answers.compared(other=longer))

    assert columns == ["Measure", "A (per day)", "B (per day)", "Change"]
    assert rows["Inbound", "Calls"] == ["87 (8.7)", "100 (5.0)", "+3.7 (+74.0 %)"]


def test_a_table_of_two_periods_is_read_in_russian(compared):
    _columns, rows = compared(answers.compared(), language="ru")

    assert rows["Входящие", "Отвеченные"] == ["59", "50", "+9 (+18,0 %)"]


def test_where_there_is_no_number_there_is_a_dash_and_never_a_zero(compared):
    _columns, rows = compared(answers.compared(b=Sides()))

    assert rows["Inbound", "Calls"] == ["87", "0", "+87"]
    assert rows["Inbound", "Answer rate"] == ["67.8 %", "–", "–"]
