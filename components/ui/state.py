"""The typed session: what a visitor's tab remembers, and the only user of ``st.session_state``."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.periods.buckets import Step, coarser, fits
from components.reports import overview
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import RingmeError
from components.ui.selection import Selection

_KEY: Final = "callboard"


@dataclass(frozen=True, slots=True)
class Update:
    """A question whose answers from before ``at`` (aware, UTC) are not good enough any more."""

    question: Question
    at: datetime


@dataclass(frozen=True, slots=True)
class Loading:
    """A question that takes several requests, and how many were missing when it began."""

    question: Question
    missing: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page has shown, and on which day of its zone: anything else is news."""

    news: Hashable
    on: date


@dataclass(frozen=True, slots=True)
class Denied:
    """An operator's account that could not be signed in to: why, and when (aware, UTC)."""

    account: str
    error: RingmeError
    at: datetime


@dataclass(slots=True)
class Session:
    """Lives as long as the tab. What leads to secrets stays here and goes nowhere else.

    ``has_arrived`` tells that the address of the tab was read; ``question`` is
    what the page asks now, ``good`` the last answer that was shown, both of this
    visitor's account. ``agreed`` may cost what it costs, ``stopped`` may not go on
    by itself, ``waited`` was waited for a moment, and ``loading`` is on its way.
    """

    visitor: Visitor | None = None
    selection: Selection = field(default_factory=Selection)
    has_arrived: bool = False
    language: str = "en"
    update: Update | None = None
    question: Question | None = None
    agreed: Question | None = None
    stopped: Question | None = None
    waited: tuple[Question, datetime | None] | None = None
    loading: Loading | None = None
    drawn: Drawn | None = None
    charts: dict[str, tuple[tuple[object, ...], object]] = field(default_factory=dict)
    good: Overview | None = None
    denied: Denied | None = None


def session() -> Session:
    """Return this visitor's session, made on first use."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    remembered: Session = st.session_state[_KEY]
    return remembered


def admit(visitor: Visitor) -> None:
    """Show this visitor's account from now on, and forget all that was shown of another."""
    current = session()
    _forget_the_account(current)
    current.visitor = visitor
    current.selection = replace(current.selection, account=visitor.name)


def choose(account: str) -> None:
    """Ask for one of the operator's accounts; the door lets in."""
    current = session()
    current.selection = replace(current.selection, account=account)


def leave() -> None:
    """Forget the account, and with it this session's hold on its secrets."""
    current = session()
    _forget_the_account(current)
    current.selection = Selection(language=current.selection.language)


def forgive() -> None:
    """Forget what failed, so that it is asked again at once, and waited for."""
    current = session()
    current.denied = current.waited = None
    if current.visitor is not None:
        current.visitor.desk.forgive()


def agree() -> None:
    """Let the question that is shown cost what it costs."""
    current = session()
    current.agreed, current.stopped = current.question, None


def stop() -> None:
    """Ask nothing more for the question that is shown."""
    current = session()
    current.agreed, current.stopped = None, current.question
    _give_up(current)


def coarser_step(question: Question) -> Step | None:
    """Return the next larger step that can be chosen for a question, if there is one."""
    step = coarser(question.step)
    return step if step is not None and fits(question.window, step) else None


def coarsen() -> None:
    """Cut time into larger buckets, which cost less."""
    current = session()
    step = coarser_step(current.question) if current.question is not None else None
    if step is not None:
        current.selection = replace(current.selection, by=step)
        current.stopped = None
        forget("by")


def renew() -> None:
    """Refuse answers from before this moment to the question that is shown.

    Takes nothing: Streamlit would keep what a callback is given, and with it the secrets.
    """
    current = session()
    if current.good is not None and current.visitor is not None:
        current.update = Update(current.good.question, current.visitor.desk.now)
        current.stopped = None
    forgive()


def newer_than(question: Question) -> datetime | None:
    """Return the moment before which answers to a question are refused; None where none are."""
    update = session().update
    return update.at if update is not None and update.question == question else None


def seed(widget: str, value: object) -> None:
    """Give a widget its first value; one that it already has stays."""
    if widget not in st.session_state:
        st.session_state[widget] = value


def forget(*widgets: str) -> None:
    """Let widgets take their value anew from :func:`seed`."""
    for widget in widgets:
        st.session_state.pop(widget, None)


def value(widget: str) -> str:
    """Return what a widget says now, for a callback that runs before it is drawn."""
    said: str = st.session_state[widget]
    return said


def _give_up(current: Session) -> None:
    question, visitor = current.question, current.visitor
    if question is not None and visitor is not None:
        overview.stop(visitor.desk, question, newer_than=newer_than(question))


def _forget_the_account(current: Session) -> None:
    _give_up(current)
    current.visitor = None
    current.question = current.agreed = current.stopped = current.waited = None
    current.good = current.update = current.loading = current.drawn = None
    current.charts.clear()
