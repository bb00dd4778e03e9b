"""Hands out a visitor, or asks who is there and ends the run.

No page can load anything without the ``Visitor`` that only this module gives.
"""

from typing import Final, NoReturn

import streamlit as st

from components.bootstrap import Visitor
from components.ledger.queueing.retry import again_at
from components.ringme.errors import RingmeError
from components.ui import backend, language, notices, sign_in, state, text
from components.ui.language import _
from components.ui.state import Denied

_CALMLY: Final = 10.0
"""Seconds between two looks whether an account that could not be opened may be tried again."""


def enter() -> Visitor:
    """Return who is visiting; where nobody is known yet, show the sign-in and end the run.

    The form stands in the page's own place and at its own address, so that a
    link still means the same after signing in.
    """
    visitor = _known()
    if visitor is None:
        if sign_in.form():
            st.rerun()
        st.stop()
    return visitor


def _known() -> Visitor | None:
    """Return the visitor whom the address or the session knows, the address before the session."""
    session = state.session()
    name = session.selection.account
    if name is None:
        visitor = session.visitor
        return visitor if visitor is not None and visitor.name is None else None
    if name in backend.callboard().settings.accounts:
        return _operators(name)
    notices.show(failures=[_("There is no account of this name here.")], key="notice_account")
    return None


def _operators(name: str) -> Visitor:
    """Let the visitor in to an operator's account, or say why that fails and end the run."""
    session = state.session()
    denied = session.denied
    if denied is not None and denied.account == name and _must_wait(denied):
        _turn_away(denied)
    try:
        with st.spinner(_("Connecting…")):
            visitor = backend.callboard().operator_visitor(name)
    except RingmeError as error:
        session.denied = Denied(name, error.with_traceback(None), backend.callboard().now)
        _turn_away(session.denied)
    if session.visitor is not visitor:
        state.admit(visitor)
        # The sidebar, drawn before the page, still shows what was before.
        st.rerun()
    return visitor


def _must_wait(denied: Denied) -> bool:
    return backend.callboard().now < again_at(denied.error, denied.at)


def _turn_away(denied: Denied) -> NoReturn:
    callboard = backend.callboard()
    st.title(text.in_markdown(callboard.settings.accounts[denied.account].title), anchor=False)
    why = notices.of_error(denied.error, now=callboard.now, zone=language.browser_zone())
    notices.show(failures=[why])
    notices.offer_again(state.forgive)
    st.fragment(_look, run_every=_CALMLY)()
    st.stop()


def _look() -> None:
    """Run the page anew once it may try again: perhaps nobody is there to press anything."""
    denied = state.session().denied
    if denied is not None and not _must_wait(denied):
        st.rerun()
