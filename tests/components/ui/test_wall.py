"""How the wall is drawn: how often, for whom, and with what around it."""

import pytest

from components.reports.board import Board, Panel
from components.ui import wall
from components.ui.wall_sizes import Form, Grid, Layout, Plan

LAYOUT = Layout(Grid(1, 1, 2, 2, (1, 1, 1, 1)), 5.6161, 5, 1, Form())


@pytest.mark.parametrize(("refresh", "pace"), [(1, 1), (2, 1), (15, 5), (60, 10), (3600, 10)])
def test_a_board_is_drawn_three_times_a_refresh_within_bounds(told, monkeypatch, refresh, pace):
    monkeypatch.setenv("CALLBOARD_WALL_REFRESH", str(refresh))
    monkeypatch.setenv("CALLBOARD_STORE", "sqlite://")

    assert told(lambda: wall._pace(Board())) == pace


def test_boards_that_take_turns_are_drawn_more_often(told, monkeypatch):
    monkeypatch.setenv("CALLBOARD_STORE", "sqlite://")

    assert told(lambda: wall._pace(Board(also=(Panel(),)))) == 5


def test_the_buttons_are_as_large_as_the_letters():
    style = wall._corner_style(Plan(LAYOUT, LAYOUT))

    assert "--wide-corner:5.616" in style
    assert "--tall-corner:5.616" in style


def test_nobody_sets_up_a_board_before_somebody_asked_for_it(told):
    assert told(wall.is_set_up) is False
