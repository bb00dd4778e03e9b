"""Every number of the answer as a table."""

import pytest

from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.ui import tables
from tests.oracles import DOCUMENTED

GOLDEN = Sides(
    *(
        Counts(**{name.replace(" ", "_"): number for name, number in DOCUMENTED[side].items()})
        for side in ("in", "out")
    )
)


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
