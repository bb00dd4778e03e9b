"""Loads what a page asks for, and keeps the last good numbers when that fails."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.ledger.retry import again_at
from components.reports import overview
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import RingmeError
from components.ui import notices, state
from components.ui.filters import View
from components.ui.language import _
from components.ui.state import Trouble

_CARDS: Final = 260
"""Pixels that two rows of cards take, so that the page does not jump when they come."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The numbers to show, if there are any, and why newer ones did not come.

    With trouble, or where nothing could be asked, ``overview`` holds the last
    good numbers: perhaps of another question, which the page says by their
    own period.
    """

    overview: Overview | None
    trouble: Trouble | None = None
    is_asked: bool = True


def load(visitor: Visitor, question: Question | None) -> Loaded:
    """Answer a question, unless it has just failed; without one, show what was good."""
    session = state.session()
    if question is None:
        return Loaded(session.good, is_asked=False)
    trouble = session.trouble
    if trouble is None or trouble.question != question or not _must_wait(trouble, visitor):
        trouble = session.trouble = _ask(visitor, question)
    return Loaded(session.good, trouble)


def _must_wait(trouble: Trouble, visitor: Visitor) -> bool:
    return visitor.desk.now < again_at(trouble.error, trouble.at)


def _ask(visitor: Visitor, question: Question) -> Trouble | None:
    """Put the answer into the session or return why there is none; show that it is coming."""
    place = st.empty()
    with place.container(), st.spinner(_("Asking the PBX…"), show_time=True):
        if state.session().good is None:
            st.skeleton(height=_CARDS)
        trouble = _try(visitor, question)
    place.empty()
    return trouble


def _try(visitor: Visitor, question: Question) -> Trouble | None:
    session = state.session()
    update = session.update
    newer_than = update.at if update is not None and update.question == question else None
    try:
        session.good = overview.load(visitor.desk, question, newer_than=newer_than)
    except RingmeError as error:
        # Without its traceback, which would keep everything on the way alive.
        return Trouble(question, error.with_traceback(None), visitor.desk.now)
    return None


def tell(loaded: Loaded, view: View, visitor: Visitor) -> None:
    """Say what went wrong, and what about the numbers deserves a word."""
    failures, notes = [], list(view.notes)
    if loaded.trouble is not None:
        failures.append(
            notices.of_error(loaded.trouble.error, now=visitor.desk.now, zone=view.zone)
        )
    if loaded.overview is not None:
        notes += notices.of_gaps(loaded.overview)
        if loaded.trouble is not None or not loaded.is_asked:
            notes.append(_("Below are the last good numbers, with their own period and time."))
    notices.show(failures=failures, notes=notes)
    if loaded.trouble is not None:
        notices.offer_again(state.forgive)
