"""Hands out a visitor, or asks who is there and ends the run.

No page can load anything without the ``Visitor`` that only this module gives, and it gives none
before the policy was asked, on every run.
"""

from dataclasses import replace
from typing import Final, NoReturn
from urllib.parse import parse_qs

import streamlit as st

from components.access.policy import Verdict
from components.bootstrap import Visitor
from components.ledger.queueing.retry import again_at
from components.ringme.errors import RingmeError
from components.ui import (
    address,
    backend,
    dark,
    language,
    notices,
    rights,
    selection,
    sign_in,
    state,
    text,
)
from components.ui.language import _
from components.ui.selection import Selection
from components.ui.state import Denied, Entered

_CALMLY: Final = 10.0
"""Seconds between two looks whether an account that could not be opened may be tried again."""


def arrive() -> None:
    """Take over what is to be shown: a display's board from the store, all else from the address.

    Comes first in every run, before anything is drawn. Nothing is carried over from a person to
    a display or back, and a visitor who may no longer see an account is forgotten.
    """
    session, key = state.session(), rights.key()
    if session.key != key:
        state.leave()
        session.key, session.has_arrived = key, False
    if rights.is_display():
        session.selection = _board()
        return
    address.arrive()
    visitor = session.visitor
    if visitor is not None and rights.verdict(visitor.name) is not Verdict.GRANTED:
        state.shut()


def guard(page: str) -> None:
    """End the run of a display on any page but its board, and where its key opens nothing.

    ``page`` is the path of the page that would run.
    """
    if not rights.is_display():
        return
    verdict = rights.verdict(state.session().selection.account, page)
    if verdict is Verdict.ONE_BOARD:
        dark.draw(_("A display shows its board and nothing else."), is_over=_is_granted)
    if verdict is not Verdict.GRANTED:
        sentence = _("This display is switched off, or its link is no longer valid.")
        dark.draw(sentence, is_over=_is_granted)


def is_display() -> bool:
    """Tell whether a display is looking: it is offered nothing that could be pressed."""
    return rights.is_display()


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
    session = state.session()
    session.entered = Entered(session.selection.account, session.page or "", rights.key())
    return visitor


def still() -> Visitor | None:
    """Return the visitor again for a part of the page that runs by itself, asking the policy anew.

    None where what stands there may not be shown any more; the page then has to run anew, by
    ``st.rerun()``. Costs no request. A display's key is looked up at most every 5 seconds.
    """
    session = state.session()
    entered = session.entered
    if entered is None or entered.key != rights.key():
        return None
    if rights.verdict(entered.account, entered.page) is not Verdict.GRANTED:
        return None
    if entered.account is None:
        return session.visitor
    try:
        return backend.callboard().operator_visitor(entered.account)
    except RingmeError:
        return None


def _board() -> Selection:
    """Return what the display of this key shows, whatever else its address says."""
    display = rights.display()
    if display is None:
        return Selection()
    return replace(selection.read(parse_qs(display.board)), account=display.account)


def _is_granted() -> bool:
    """Tell whether a display that is dark may show its board again on the page it is at."""
    display = rights.display()
    return display is not None and rights.verdict(display.account) is Verdict.GRANTED


def _known() -> Visitor | None:
    """Return the visitor whom the policy lets in, the address before the session."""
    session, callboard = state.session(), backend.callboard()
    name = session.selection.account
    is_granted = rights.verdict(name) is Verdict.GRANTED
    if name is None:
        return session.visitor if is_granted else None
    if is_granted and name in callboard.settings.accounts:
        return _operators(name)
    # Behind a closed door nobody learns which names there are.
    if is_granted or not callboard.settings.accounts:
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
    # A display is let in for this run only: the session holds nothing that another page could use.
    if session.visitor is not visitor and not rights.is_display():
        state.admit(visitor)
        # The sidebar, drawn before the page, still shows what was before.
        st.rerun()
    return visitor


def _must_wait(denied: Denied) -> bool:
    return backend.callboard().now < again_at(denied.error, denied.at)


def _turn_away(denied: Denied) -> NoReturn:
    callboard = backend.callboard()
    why = notices.of_error(denied.error, now=callboard.now, zone=language.browser_zone())
    if rights.is_display():
        dark.draw(why, is_over=_may_try)
    st.title(text.in_markdown(callboard.settings.accounts[denied.account].title), anchor=False)
    notices.show(failures=[why])
    notices.offer_again(state.forgive)
    st.fragment(_look, run_every=_CALMLY)()
    st.stop()


def _may_try() -> bool:
    denied = state.session().denied
    return denied is not None and not _must_wait(denied)


def _look() -> None:
    """Run the page anew once it may try again: perhaps nobody is there to press anything."""
    if _may_try():
        st.rerun()
