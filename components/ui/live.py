"""Keeps a page at its numbers: it is drawn again when there is something new, and only then."""

from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.ui import loading, state
from components.ui.filters import View
from components.ui.loading import Loaded
from components.ui.state import Drawn

_AT_ONCE: Final = 1.0
"""Seconds between two looks while somebody waits for answers."""

_CALMLY: Final = 10.0
"""Seconds between two looks at what can still change, or could not be had."""


def watch(visitor: Visitor, view: View, loaded: Loaded) -> None:
    """Look again from time to time, and run the page anew where that shows something new.

    A look costs no request by itself; what has grown old is asked for by the ledger's schedule.
    """
    session, pace = state.session(), _pace(loaded)
    # A fragment runs at once, too: there is nothing to look at before the page is drawn.
    session.drawn = None
    if pace is not None:
        st.fragment(_look, run_every=pace)()
    session.drawn = Drawn(loaded.news, visitor.desk.now.astimezone(view.zone).date())


def _look() -> None:
    # Takes nothing: Streamlit would keep what a fragment is given, and with it the secrets.
    session = state.session()
    visitor, question, drawn = session.visitor, session.question, session.drawn
    if visitor is None or question is None or drawn is None:
        return
    today = visitor.desk.now.astimezone(question.zone).date()
    if today != drawn.on or loading.load(visitor, question).news != drawn.news:
        st.rerun()


def _pace(loaded: Loaded) -> float | None:
    """Return the seconds until the next look; None where nothing was asked."""
    if loaded.answer is None:
        return None
    return _AT_ONCE if loaded.is_asking else _CALMLY
