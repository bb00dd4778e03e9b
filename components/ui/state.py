"""The typed session: what a visitor's tab remembers, and the only user of ``st.session_state``."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

import streamlit as st

from components.access.displays import Doing
from components.bootstrap import Visitor
from components.ledger.listed import Way
from components.ledger.store.named import Saving
from components.periods.buckets import Step, coarser, fits
from components.periods.window import Window
from components.reports import inquiry
from components.reports.answer import Compared, Overview
from components.reports.comparison import Comparison
from components.reports.inquiry import Inquiry
from components.ringme.errors import RingmeError
from components.ui.selection import Selection

_KEY: Final = "callboard"


@dataclass(frozen=True, slots=True)
class Update:
    """A question whose answers from before ``at`` (aware, UTC) are not good enough any more."""

    question: Inquiry
    at: datetime


@dataclass(frozen=True, slots=True)
class Loading:
    """A question that takes several requests, and how many were missing when it began."""

    question: Inquiry
    missing: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page has shown, and on which day of its zone: anything else is news."""

    news: Hashable
    on: date


@dataclass(frozen=True, slots=True)
class Finished:
    """A comparison of which nothing was missing, and the day of its zone on which that was."""

    compared: Compared
    on: date


@dataclass(frozen=True, slots=True)
class Denied:
    """An operator's account that could not be signed in to: why, and when (aware, UTC)."""

    account: str
    error: RingmeError
    at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """What the door let a page show last: an account (None: one's own), and by which key."""

    account: str | None
    page: str
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """A display that was made just now, and its key, which is shown this once."""

    title: str
    key: str = field(repr=False)


@dataclass(slots=True)
class Session:
    """Lives as long as the tab. What leads to secrets stays here and goes nowhere else.

    ``has_arrived`` tells that the address of the tab was read; ``question`` is
    what the page asks now, ``good`` and ``compared`` the last answers that were shown,
    of one period and of two, and ``finished`` a comparison that is not asked again; all
    of this visitor's account. ``agreed`` may cost what it costs, ``stopped`` may not go on
    by itself, ``waited`` was waited for a moment, and ``loading`` is on its way.
    ``refusal`` is why the saved views were not changed just now, ``team_refusal`` why the
    teams were not, ``page`` is the path of the page that was drawn last.

    ``passcode`` tells that the right one was typed, ``key`` is the display's key that the address
    carried in the last run, and ``entered`` what the door let that run show. ``made`` is the
    display whose link is shown, ``hindrance`` why the displays were not changed just now.
    ``shows_callers`` tells that somebody switched the list of missed callers on,
    ``is_unmasked`` that their numbers may be read, and ``callers_drawn`` what
    of it was drawn.
    """

    visitor: Visitor | None = None
    selection: Selection = field(default_factory=Selection)
    has_arrived: bool = False
    language: str = "en"
    update: Update | None = None
    question: Inquiry | None = None
    agreed: Inquiry | None = None
    stopped: Inquiry | None = None
    waited: tuple[Inquiry, datetime | None] | None = None
    loading: Loading | None = None
    drawn: Drawn | None = None
    charts: dict[str, tuple[tuple[object, ...], object]] = field(default_factory=dict)
    good: Overview | None = None
    compared: Compared | None = None
    finished: Finished | None = None
    denied: Denied | None = None
    refusal: Saving | None = None
    team_refusal: Saving | None = None
    page: str | None = None
    passcode: bool = False
    key: str | None = field(default=None, repr=False)
    entered: Entered | None = None
    made: Made | None = None
    hindrance: Doing | None = None
    shows_callers: bool = False
    is_unmasked: bool = False
    callers_drawn: Hashable = None


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


def shut() -> None:
    """Forget the account that may not be seen any more; what is chosen stays chosen."""
    _forget_the_account(session())


def leave() -> None:
    """Forget the account, and with it this session's hold on its secrets, and the passcode."""
    current = session()
    _forget_the_account(current)
    current.passcode = False
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


def windows(question: Inquiry) -> tuple[Window, ...]:
    """Return the windows that are cut into buckets: that of a question, both of a comparison."""
    if isinstance(question, Comparison):
        return question.pair.a, question.pair.b
    return (question.window,)


def coarser_step(question: Inquiry) -> Step | None:
    """Return the next larger step that can be chosen for a question, if there is one."""
    step = coarser(question.step)
    is_fit = step is not None and all(fits(window, step) for window in windows(question))
    return step if is_fit else None


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
    shown = last(current.question)
    if shown is not None and current.visitor is not None:
        current.update = Update(plain(asked(shown)), current.visitor.desk.now)
        current.stopped = None
    forgive()


def newer_than(question: Inquiry) -> datetime | None:
    """Return the moment before which answers to a question are refused; None where none are."""
    update = session().update
    return update.at if update is not None and update.question == plain(question) else None


def asked(shown: Overview | Compared) -> Inquiry:
    """Return the question that numbers answer."""
    return shown.question if isinstance(shown, Overview) else shown.comparison


def last(question: Inquiry | None) -> Overview | Compared | None:
    """Return the last numbers that were shown of such a question: of one period, or of two."""
    current = session()
    return current.compared if isinstance(question, Comparison) else current.good


def keep(found: Overview | Compared) -> Overview | Compared:
    """Keep the numbers that are shown now; the same value as before for the same numbers."""
    current = session()
    former = current.good if isinstance(found, Overview) else current.compared
    if former is not None and former == found:
        return former
    if isinstance(found, Overview):
        current.good = found
    else:
        current.compared = found
    return found


def finish(found: Compared, on: date) -> None:
    """Have a comparison of which nothing is missing not asked again on this day."""
    session().finished = Finished(found, on)


def finished(question: Inquiry, on: date) -> Compared | None:
    """Return the comparison that is asked for, where it need not be asked again on this day.

    Its sides belong to one moment: a fresh number on one takes a request for the other. So it
    stays as it is until somebody wants it newer. What is told apart later is of that moment, too.
    """
    kept = session().finished
    if kept is None or kept.on != on or not isinstance(question, Comparison):
        return None
    former = kept.compared.comparison
    if plain(former) != plain(question) or newer_than(question) is not None:
        return None
    is_told = not question.split or (former.split, former.edge) == (question.split, question.edge)
    return kept.compared if is_told else None


def plain(question: Inquiry) -> Inquiry:
    """Return a question without what only tells more of the same numbers."""
    if isinstance(question, Comparison):
        return replace(question, split=(), edge=None)
    return replace(question, way=Way.STATISTICS)


def seed(widget: str, value: object) -> None:
    """Give a widget its first value; one that it already has stays."""
    if widget not in st.session_state:
        st.session_state[widget] = value


def reseed(widget: str, value: object) -> None:
    """Give a widget this value, whatever it says: what it had to say was heard by its callback."""
    if said(widget) != value:
        forget(widget)
    seed(widget, value)


def forget(*widgets: str) -> None:
    """Let widgets take their value anew from :func:`seed`."""
    for widget in widgets:
        st.session_state.pop(widget, None)


def close(popover: str) -> None:
    """Close a popover that tracks whether it is open, from a callback."""
    st.session_state[popover] = False


def value(widget: str) -> str:
    """Return what a widget says now, for a callback that runs before it is drawn."""
    said: str = st.session_state[widget]
    return said


def said(widget: str) -> object | None:
    """Return what a widget says now, for a callback; None where there is no such widget."""
    found: object | None = st.session_state.get(widget)
    return found


def _give_up(current: Session) -> None:
    question, visitor = current.question, current.visitor
    if question is not None and visitor is not None:
        inquiry.stop(visitor.desk, question, newer_than=newer_than(question))


def _forget_the_account(current: Session) -> None:
    _give_up(current)
    current.visitor = current.entered = current.made = current.hindrance = None
    current.question = current.agreed = current.stopped = current.waited = None
    current.good = current.compared = current.finished = None
    current.update = current.loading = current.drawn = current.callers_drawn = None
    current.shows_callers = current.is_unmasked = False
    current.charts.clear()
