"""The wall as it is drawn: a board that fills the screen, again and again, or a picture of it."""

from datetime import datetime, timedelta
from time import monotonic, monotonic_ns
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.reports.board import Board
from components.ui import (
    address,
    backend,
    door,
    filters,
    state,
    wall_cells,
    wall_chart,
    wall_markup,
    wall_sizes,
    wall_style,
)
from components.ui.language import _
from components.ui.wall_cells import View
from components.ui.wall_markup import Redraw
from components.ui.wall_sizes import Plan

_SET_UP: Final = "wall_setup"
"""What is remembered while a person sets up a board."""

_SECOND: Final = timedelta(seconds=1)
_SINCE: Final = "wall_since"
"""When this tab first drew its board, in seconds of a steady clock."""

_FIRST: Final = 20.0
"""Seconds in which a board that was just put up is looked at often, for all that comes with it."""

_PART: Final = 3
_OFTEN: Final = 1.0
_SELDOM: Final = 10.0
_IN_TURN: Final = 5.0
"""Redraws in each refresh, and the seconds between two: at least, at most, and with turns."""

_CORNER: Final = 3.4
"""What a person's buttons take beside the foot, in parts of the letters' size."""


def fill() -> None:
    """Draw the board over the whole screen, and go on drawing it."""
    st.html(f"<style>{wall_style.style()}</style>")
    state.seed(_SINCE, value=monotonic())
    if _is_awaited():
        st.fragment(_await, run_every=_OFTEN)()
    else:
        st.fragment(_redraw, run_every=_pace(state.session().selection.wall))()
    if not door.is_display():
        _corner()


def picture() -> None:
    """Draw the board as it will be, small, and go on drawing it."""
    st.html(f"<style>{wall_style.style()}</style>")
    st.fragment(_picture, run_every=_SELDOM)()


def is_set_up() -> bool:
    """Tell whether a person sets up the board now."""
    return not door.is_display() and state.said(_SET_UP) is not None


def close() -> None:
    """Show the board again, before the next run."""
    state.forget(_SET_UP)


def _open() -> None:
    state.seed(_SET_UP, value=True)
    state.forget(_SINCE, *address.WIDGETS)


def _corner() -> None:
    with st.container(key="wall_corner", horizontal=True, width="content"):
        st.button(_("Set up"), icon=":material/tune:", key="wall_open", on_click=_open)
        if st.button(_("Back"), icon=":material/close:", key="wall_back"):
            st.switch_page("overview.py")


def _redraw() -> None:
    # Takes nothing: Streamlit would keep what a fragment is given, and with it the secrets.
    visitor = door.still()
    if visitor is None:
        st.rerun()
    pace = _pace(state.session().selection.wall)
    st.html(_told(visitor, Redraw(pace, monotonic_ns() // 1_000_000)))


def _await() -> None:
    """Draw the board often until the first answers have come."""
    visitor = door.still()
    if visitor is None or not _is_awaited():
        st.rerun()
    st.html(_told(visitor, Redraw(_OFTEN, monotonic_ns() // 1_000_000)))


def _is_awaited() -> bool:
    """Tell whether the figures are not known yet, or lately not all that stands beside them.

    Where something stands in the way of it, nothing is awaited.
    """
    visitor = door.still()
    if visitor is None:
        return False
    view = _view(visitor, backend.callboard().now)
    figures = view.main.figures
    if figures is None or figures.trouble is not None:
        return False
    since = state.said(_SINCE)
    is_new = isinstance(since, float) and monotonic() < since + _FIRST
    is_whole = figures.before is not None and not wall_chart.gaps(figures, view.now)
    return figures.sides is None or (is_new and not is_whole)


def _picture() -> None:
    visitor = door.still()
    if visitor is None:
        st.rerun()
    st.html(_told(visitor, None))


def _told(visitor: Visitor, redraw: Redraw | None) -> str:
    """Return the board as it is now."""
    board, at = state.session().selection.wall, backend.callboard().now
    view = _view(visitor, at)
    is_person = redraw is not None and not door.is_display()
    head, foot = wall_cells.head(view), wall_cells.foot(view)
    sizes = _plan(board, view, corner=_CORNER if is_person else 0)
    turn = int(at.timestamp()) // board.every // len(board.panels)
    shown = wall_cells.in_turn(wall_cells.cells(view), sizes, turn)
    figures = view.panel.figures
    chart = ""
    if figures is not None:
        chart = wall_chart.draw(figures, view.zone, view.menu, view.now, sizes)
    told = wall_markup.board(shown, head, foot, chart, sizes, redraw)
    return told + (_corner_style(sizes) if is_person else "")


def plan(visitor: Visitor) -> Plan:
    """Return the sizes of the board on a display."""
    board, at = state.session().selection.wall, backend.callboard().now
    return _plan(board, _view(visitor, at), corner=0)


def _view(visitor: Visitor, at: datetime) -> View:
    selection = state.session().selection
    zone = filters.zone_of(selection, visitor)
    return wall_cells.look(visitor, selection.wall, zone, at)


def _plan(board: Board, view: View, *, corner: float) -> Plan:
    head, foot = wall_cells.head(view), wall_cells.foot(view)
    around = wall_cells.around(head, foot, corner=corner)
    found = wall_cells.needs(wall_cells.cells(view))
    return wall_sizes.plan(board.inches, board.metres, found, around)


def _corner_style(plan: Plan) -> str:
    """Return how large the buttons in the corner are: as the letters of the board."""
    sizes = f"--wide-corner:{plan.wide.letters:.3f};--tall-corner:{plan.tall.letters:.3f}"
    return f"<style>:root{{{sizes}}}.wb-foot{{padding-right:{_CORNER}em}}</style>"


def _pace(board: Board) -> float:
    """Return the seconds between two redraws."""
    refresh = backend.callboard().settings.wall_refresh / _SECOND
    most = _IN_TURN if board.also else _SELDOM
    return max(_OFTEN, min(refresh / _PART, most))
