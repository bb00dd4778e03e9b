"""Keeps the browser's address and the visitor's selection the same.

Streamlit can bind a widget to the address by itself, but writes the label
that people see, which changes with the language; the names of the design's
section 6 must not. So the address is read and written here, as a whole.
"""

from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.periods.presets import Preset
from components.ui import hours, selection, state, wall_keys
from components.ui.selection import Selection

WALL = "wall"
"""The page whose address spells a board; the path stands in links for years."""

WEEK = "hours"
"""The page that is about weeks: there the usual period is four of them."""

EXTENSIONS = "extensions"
"""The page with a row for each extension."""

WIDGETS = (
    *("period", "days", "timed", "from", "until", "by", "ext", "source", "tz", "show", "lang"),
    *("against", "against_days", "against_timed", "against_from", "against_until"),
    *("complete", "align", "of", "why", "measure", "direction", "rows_of", "trends"),
    *hours.WIDGETS,
    *wall_keys.WIDGETS,
)
"""Widgets that show a part of the selection; a new address sets them anew."""


def arrive() -> None:
    """Take over the address when the visitor opened a link or went back in the browser.

    In between, the address that comes with a run may be one that the browser
    has not caught up with yet, so the selection goes before it.
    """
    session = state.session()
    if session.has_arrived and not _went_back():
        return
    session.has_arrived = True
    session.selection = selection.read(_query())
    state.forget(*WIDGETS)


def turn(page: str) -> None:
    """Have another page's widgets take their values from the selection; ``page`` is its path.

    Widgets of the same key on two pages are two to Streamlit, and the second would begin anew.
    """
    session = state.session()
    if session.page != page:
        session.page = page
        if page == WEEK and session.selection.period == Selection().period:
            session.selection = replace(session.selection, period=Preset.LAST_28_DAYS)
        state.forget(*WIDGETS)


def settle() -> None:
    """Write the visitor's selection into the address, where it is not there yet."""
    session = state.session()
    spell = selection.spell_wall if session.page == WALL else selection.spell
    spelled = spell(session.selection)
    if spelled != _query():
        st.query_params.from_dict(spelled)


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _went_back() -> bool:
    """Tell whether *Back* or *Forward* brought this run: Streamlit has no public word for it."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
