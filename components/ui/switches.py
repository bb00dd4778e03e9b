"""Switches of the comparison: what its trend shows and how, and what the difference is split by."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from components.measures.causes import Why
from components.measures.outcomes import Source
from components.reports.compare import Align
from components.ui import state, words
from components.ui.language import _
from components.ui.selection import Of

_Member = TypeVar("_Member", bound=StrEnum)


def of(source: Source) -> Of:
    """Draw which calls the trends show, and return it; legs have no Missed."""
    named = words.trends(source)
    chosen = state.session().selection.of
    shown = chosen if chosen in named else Of.ANSWERED
    _draw("of", _("Trend of"), named, shown, _choose_of)
    return shown


def align(shown: Align) -> None:
    """Draw how the two trends lie over each other."""
    named = {Align.WEEKDAY: _("By weekday"), Align.POSITION: _("By position")}
    _draw("align", _("Days lie over each other"), named, shown, _choose_align)


def why(shown: Why) -> None:
    """Draw what the difference is broken down by."""
    named = {
        Why.RATE: _("Calls and answer rate"),
        Why.OUTCOME: _("How calls ended"),
        Why.EXTENSION: _("Extensions…"),
    }
    _draw("why", _("Split by"), named, shown, _choose_why)


def _draw(
    key: str, label: str, named: Mapping[_Member, str], shown: _Member, choose: Callable[[], None]
) -> None:
    state.reseed(key, shown)
    st.radio(
        label,
        list(named),
        format_func=lambda option: named[option],
        horizontal=True,
        key=key,
        on_change=choose,
    )


def _choose_of() -> None:
    session = state.session()
    session.selection = replace(session.selection, of=Of(state.value("of")))


def _choose_align() -> None:
    session = state.session()
    session.selection = replace(session.selection, align=Align(state.value("align")))


def _choose_why() -> None:
    session = state.session()
    session.selection = replace(session.selection, why=Why(state.value("why")))
