"""The texts of the week's map, and by which way its numbers came."""

import pytest

from components.measures.counts import Counts, Direction
from components.measures.outcomes import MenuCountsAs
from components.measures.week import Cell, Heat
from components.ui import weekly

BUSY = Cell(1, 12, 4, Counts(total=160, bridged=99, not_answered=61, bridged_duration=9))
QUIET = Cell(0, 9, 4, Counts(total=5, bridged=5))
CLOSED = Cell(6, 3)
MISSED = MenuCountsAs.MISSED


@pytest.mark.parametrize(
    ("cell", "heat", "label"),
    [
        (BUSY, Heat.CALLS, "160"),
        (BUSY, Heat.MISSED, "38%"),
        (BUSY, Heat.RATE, "62%"),
        (Cell(0, 3, 4), Heat.RATE, "–"),
        (Cell(0, 3, 4), Heat.CALLS, "0"),
        (CLOSED, Heat.CALLS, ""),
    ],
)
def test_a_cell_says_its_number_absent_is_not_zero_and_not_counted_is_nothing(
    told, cell, heat, label
):
    assert told(lambda: weekly._label(cell, heat, MISSED)) == label


def test_the_worst_and_the_quietest_hour_are_told_with_their_numbers(told):
    sentences = told(lambda: weekly._sentences([BUSY, QUIET], MISSED, Direction.INBOUND))

    assert sentences == [
        "Tuesdays 12–13: 38.1 % missed, 61 of 160, the worst hour.",
        "Mondays 09–10: 5 calls in 4 h, the quietest hour.",
    ]


def test_what_is_outbound_is_not_reached(told):
    first, *_others = told(lambda: weekly._sentences([BUSY], MISSED, Direction.OUTBOUND))

    assert first == "Tuesdays 12–13: 38.1 % not reached, 61 of 160, the worst hour."


def test_a_cell_tells_what_its_share_is_made_of(told):
    spoken = told(lambda: weekly._told(BUSY, Heat.RATE, MISSED, Direction.INBOUND))

    assert spoken == "Answer rate: 61.9 %, n = 160, in 4 hours"


def test_few_calls_are_pale_where_a_share_is_shown_and_never_as_a_number(told):
    def squares(heat):
        return told(lambda: weekly._squares([BUSY, QUIET, CLOSED], heat, MISSED, Direction.INBOUND))

    assert [one.is_pale for one in squares(Heat.MISSED)] == [False, True, True]
    assert not any(one.is_pale for one in squares(Heat.CALLS))
    assert squares(Heat.CALLS)[0].strength == 1
    assert squares(Heat.CALLS)[2].strength is None


def test_the_table_has_a_row_for_each_hour_in_which_there_was_a_call(told):
    week = [QUIET, BUSY, CLOSED]
    frame = told(lambda: weekly._table(week, Heat.MISSED, MISSED, Direction.INBOUND))

    assert frame.to_dict("list") == {
        "Hour": ["Monday 09–10", "Tuesday 12–13"],
        "Calls": ["5", "160"],
        "Missed": ["0.0 %", "38.1 %"],
    }
