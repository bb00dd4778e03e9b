"""The typed session: what a visitor's tab remembers, and the only user of ``st.session_state``."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import RingmeError
from components.ui.selection import Selection

_KEY: Final = "callboard"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A question that failed: why, and when (aware, UTC)."""

    question: Question
    error: RingmeError
    at: datetime


@dataclass(frozen=True, slots=True)
class Update:
    """A question whose answers from before ``at`` (aware, UTC) are not good enough any more."""

    question: Question
    at: datetime


@dataclass(frozen=True, slots=True)
class Denied:
    """An operator's account that could not be signed in to: why, and when (aware, UTC)."""

    account: str
    error: RingmeError
    at: datetime


@dataclass(slots=True)
class Session:
    """Lives as long as the tab. What leads to secrets stays here and goes nowhere else.

    ``has_arrived`` tells that the address of the tab was read; ``good`` is the
    last answer that was shown, of this visitor's account.
    """

    visitor: Visitor | None = None
    selection: Selection = field(default_factory=Selection)
    has_arrived: bool = False
    language: str = "en"
    update: Update | None = None
    good: Overview | None = None
    trouble: Trouble | None = None
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
    current.visitor = visitor
    current.selection = replace(current.selection, account=visitor.name)
    current.good = current.trouble = current.update = None


def choose(account: str) -> None:
    """Ask for one of the operator's accounts; the door lets in."""
    current = session()
    current.selection = replace(current.selection, account=account)


def leave() -> None:
    """Forget the account, and with it this session's hold on its secrets."""
    current = session()
    current.visitor = None
    current.selection = Selection(language=current.selection.language)
    current.good = current.trouble = current.update = None


def forgive() -> None:
    """Forget what failed, so that it is asked again at once."""
    current = session()
    current.trouble = current.denied = None


def renew() -> None:
    """Refuse answers from before this moment to the question that is shown.

    Takes nothing: Streamlit would keep what a callback is given, and with it the secrets.
    """
    current = session()
    if current.good is not None and current.visitor is not None:
        current.update = Update(current.good.question, current.visitor.desk.now)
    forgive()


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
