"""The set-up of a wall; its widgets are driven in ``tests/pages/test_wall.py``."""

from dataclasses import replace

import pytest

from components.measures.targets import Figure
from components.reports.board import Board, Panel, Tile
from components.ui import state, wall_setup
from components.ui.selection import Selection
from components.ui.wall_sizes import Extra, Form, Grid, Layout

LAYOUT = Layout(Grid(1, 1, 2, 2, (1, 1, 1, 1)), 5, 5, 4, Form())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        (
            {"form": Form(is_brief=True, without=frozenset({Extra.CHART}))},
            "no room for the chart.",
        ),
        ({"shown": 2}, "2 figures fit at a time; the others take turns."),
        ({"shown": 1}, "only the main figure fits."),
        ({"metres": 3.31}, "can be read from 3.3 m at most."),
    ],
)
def test_what_gives_way_is_said(told, changes, expected):
    assert told(lambda: wall_setup._gone(replace(LAYOUT, **changes), Board())) == expected


def test_one_figure_has_nothing_to_take_turns_with(told):
    board = Board(Panel((Tile(Figure.IN_CALLS),)))

    assert told(lambda: wall_setup._gone(replace(LAYOUT, shown=1), board)) == ""


def test_the_board_that_is_meant_is_removed(stage, remembered):
    wall = Board(also=(Panel(title="b"), Panel(title="c")))
    at = stage(lambda: wall_setup._remove(1), selection=Selection(wall=wall)).run()

    assert [panel.title for panel in remembered(at).selection.wall.also] == ["c"]


def test_a_new_board_is_the_one_that_is_set_up(stage, remembered):
    at = stage(wall_setup._add).run()

    assert len(remembered(at).selection.wall.panels) == 2
    assert at.session_state["wall_board"] == 1
    assert state._KEY in at.session_state
