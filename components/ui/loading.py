"""Loads what a page asks for: at once where it is cheap, with a word before where it is not."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.ledger.setbacks import Trouble
from components.measures.counts import Sides
from components.periods.buckets import Step
from components.reports import inquiry, week
from components.reports.answer import Answer, Compared, Overview
from components.reports.comparison import Comparison
from components.reports.inquiry import Inquiry
from components.reports.question import UNASKED, Question
from components.ui import keeping, notices, state
from components.ui.corrected import correction_note
from components.ui.filters import View
from components.ui.language import _

_CARDS: Final = 260
"""Pixels that two rows of cards take, so that the page does not jump when they come."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The numbers to show, if there are any, and what stands between them and all numbers.

    ``answer`` is None where nothing could be asked. Where the totals of the question are not
    known, ``shown`` holds the last good numbers: perhaps of another question, which the page
    says by their own period. ``is_asking`` tells whether what somebody waits for is being asked.
    """

    answer: Answer | None
    shown: Overview | Compared | None
    is_asking: bool = False

    @property
    def overview(self) -> Overview | None:
        """The numbers of one period."""
        return self.shown if isinstance(self.shown, Overview) else None

    @property
    def compared(self) -> Compared | None:
        """The numbers of two periods."""
        return self.shown if isinstance(self.shown, Compared) else None

    @property
    def trouble(self) -> Trouble | None:
        """Why newer numbers did not come."""
        return self.answer.trouble if self.answer is not None else None

    @property
    def news(self) -> Hashable:
        """What makes the page look different from before."""
        if self.answer is None:
            return None
        trouble = self.answer.trouble
        why = (type(trouble.error), trouble.again_at) if trouble is not None else None
        return (self.answer.question, id(self.shown), self.answer.missing, why)

    @property
    def is_by_hour(self) -> bool:
        """Whether the numbers tell each hour apart; several empty ones may be told together."""
        shown = self.overview
        if shown is None or shown.question.is_whole or shown.question.step is not Step.HOUR:
            return False
        return all(one.buckets == 1 or one.sides == Sides() for one in shown.stretches)

    @property
    def is_current(self) -> bool:
        """Whether the numbers are those of the question."""
        return self.answer is not None and self.answer.shown is not None


def load(visitor: Visitor, question: Inquiry | None, *, patient: bool = False) -> Loaded:
    """Answer a question from what is known, and have the rest asked for.

    With ``patient``, wait a moment for it, once, and show that it is coming. A comparison that is
    finished is not asked again before *Update*, or on another day: its two sides belong together.
    """
    session = state.session()
    session.question = question
    if question is None:
        return Loaded(None, session.good)
    finished = state.finished(question, _today(visitor, question))
    if finished is not None:
        return Loaded(Answer(question, finished, missing=0, due=0, trouble=None), finished)
    newer_than = state.newer_than(question)
    seen = inquiry.look(visitor.desk, question, asking=False, newer_than=newer_than)
    is_asking = _is_to_be_asked(seen)
    waited = (question, newer_than)
    if is_asking and patient and session.waited != waited and seen.missing:
        session.waited = waited
        place = st.empty()
        with place.container(), st.spinner(_("Asking the PBX…"), show_time=True):
            if state.last(question) is None:
                st.skeleton(height=_CARDS)
            seen = inquiry.wait(visitor.desk, question, newer_than=newer_than)
        place.empty()
    elif is_asking:
        seen = inquiry.look(visitor.desk, question, asking=True, newer_than=newer_than)
    if newer_than is not None and not seen.missing:
        session.update = None
    return _loaded(visitor, seen, is_asking=is_asking and bool(seen.missing))


def of_two(visitor: Visitor, view: View) -> Loaded:
    """Answer a view that compares; then tell the extensions apart, where that was asked for.

    That is a second question: it is about the very numbers that the first one found.
    """
    asked = view.question
    loaded = load(visitor, asked, patient=True)
    if not isinstance(asked, Comparison):
        return Loaded(None, state.session().compared)
    found = loaded.compared
    if not view.split or found is None or not loaded.is_current or loaded.is_asking:
        return loaded
    apart = replace(asked, split=view.split, edge=found.edge)
    return load(visitor, apart, patient=True)


def apart(visitor: Visitor, view: View) -> Loaded:
    """Answer a view that tells extensions apart, of one period or of two."""
    if isinstance(view.question, Comparison):
        return of_two(visitor, view)
    return load(visitor, view.question, patient=True)


def of_week(visitor: Visitor, view: View) -> Loaded:
    """Answer a view of hours: its total first, which tells the cheaper way to each of them."""
    asked = view.question
    if not isinstance(asked, Question):
        return Loaded(None, None)
    loaded = load(visitor, week.question(visitor.desk, asked), patient=True)
    if loaded.overview is None or not loaded.is_current or not loaded.overview.question.is_whole:
        return loaded
    return load(visitor, week.question(visitor.desk, asked), patient=True)


def _is_to_be_asked(seen: Answer) -> bool:
    """Tell whether what a view costs was agreed to, or needs no word.

    To tell extensions apart always needs one: it costs a request or two for each.
    """
    session = state.session()
    if session.stopped == seen.question and seen.missing:
        return False
    asked = seen.question
    is_apart = bool(asked.split if isinstance(asked, Comparison) else asked.members)
    is_little = seen.missing <= (0 if is_apart else UNASKED)
    return is_little or session.agreed == seen.question


def _loaded(visitor: Visitor, seen: Answer, *, is_asking: bool) -> Loaded:
    found, shown = seen.shown, None
    if found is not None:
        # The same value for the same numbers: what is drawn from it is not built again.
        shown = state.keep(found)
        seen = replace(seen, shown=shown)
        if isinstance(shown, Compared) and not seen.missing and seen.trouble is None:
            state.finish(shown, _today(visitor, seen.question))
    elif seen.has_begun and not seen.is_closed:
        shown = state.last(seen.question)
    return Loaded(seen, shown, is_asking and seen.trouble is None)


def _today(visitor: Visitor, question: Inquiry) -> date:
    return visitor.desk.now.astimezone(question.zone).date()


def tell(loaded: Loaded, view: View, visitor: Visitor) -> None:
    """Say what went wrong, and what about the numbers deserves a word."""
    failures, notes = [], list(view.notes)
    trouble, answer = loaded.trouble, loaded.answer
    if trouble is not None:
        failures.append(notices.of_error(trouble.error, now=visitor.desk.now, zone=view.zone))
    if answer is not None and answer.is_closed:
        notes.append(_("No working time lies in this period."))
    elif answer is not None and not answer.has_begun:
        notes.append(_("This period has not begun yet."))
    if loaded.shown is not None:
        notes += notices.of_gaps(loaded.shown)
        if trouble is not None or not loaded.is_current:
            notes.append(_("Below are the last good numbers, with their own period and time."))
    notes += _kept(loaded, view, visitor)
    notices.show(failures=failures, notes=notes)
    if trouble is not None:
        notices.offer_again(state.forgive)


def _kept(loaded: Loaded, view: View, visitor: Visitor) -> list[str]:
    """Return what there is to say about what was kept: of the store, and of corrections."""
    desk = visitor.desk
    stored = keeping.store_note(desk.store)
    corrected = None
    if loaded.shown is not None:
        asked = state.asked(loaded.shown)
        corrected = correction_note(desk.corrections(), asked, now=desk.now, zone=view.zone)
    return [note for note in (stored, corrected) if note is not None]
