"""The controls above the numbers, and the question that they make together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from components.bootstrap import Visitor
from components.measures.outcomes import Source
from components.periods import spelling, zones
from components.reports.question import MOST_REQUESTS, Question
from components.ui import address, directories, period, state
from components.ui.directories import Directory
from components.ui.language import _
from components.ui.selection import Selection, Show


@dataclass(frozen=True, slots=True)
class View:
    """What is to be shown: a question, or None where the selection asks none.

    ``notes`` says in words what of the selection could not be had.
    """

    question: Question | None
    zone: ZoneInfo
    directory: Directory
    notes: Sequence[str]


def view(visitor: Visitor, directory: Directory) -> View:
    """Draw the controls, write what they say into the address, and return what it asks."""
    chosen = state.session().selection
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        zone = zones.named(chosen.zone) or visitor.zone
        chosen = replace(
            chosen,
            period=period.choose(chosen.period, zone=zone, now=visitor.desk.now),
            extensions=_extensions(chosen.extensions, directory),
            source=_source(chosen.source),
            zone=_zone(chosen.zone, usual=visitor.zone),
        )
    state.session().selection = chosen
    address.settle()
    return _asked(chosen, visitor, directory)


def show() -> Show:
    """Draw the switch between counts and shares; it changes the drawing alone."""
    words = {Show.COUNTS: _("Counts"), Show.SHARES: _("Shares")}
    session = state.session()
    state.seed("show", session.selection.show)
    picked = st.radio(
        _("Chart shows"),
        Show,
        format_func=lambda option: words[option],
        horizontal=True,
        label_visibility="collapsed",
        key="show",
    )
    session.selection = replace(session.selection, show=Show(picked))
    address.settle()
    return session.selection.show


def _extensions(chosen: Sequence[str], directory: Directory) -> tuple[str, ...]:
    """Draw the choice of extensions; a number of a link stays in it even when it is unknown."""
    state.seed("ext", list(chosen))
    picked = st.multiselect(
        _("Extensions"),
        sorted({*directory.numbers, *chosen}, key=directories.by_number),
        format_func=directory.name,
        placeholder=_("All extensions"),
        filter_mode="contains",
        key="ext",
        width=320,
    )
    return tuple(picked)


def _source(chosen: Source) -> Source:
    words = {Source.CALLS: _("Calls"), Source.LEGS: _("Call legs")}
    state.seed("source", chosen)
    picked = st.radio(
        _("Count"),
        Source,
        format_func=lambda option: words[option],
        horizontal=True,
        help=_("A call that rings three people is one call and three legs."),
        key="source",
    )
    return Source(picked)


def _zone(chosen: str | None, *, usual: ZoneInfo) -> str | None:
    """Draw the choice of zone; None stands for the account's own, unless a link named it."""
    state.seed("tz", chosen or usual.key)
    picked = st.selectbox(
        _("Time zone"), zones.names(), filter_mode="contains", key="tz", width=210
    )
    return picked if picked != usual.key or chosen == picked else None


def _asked(chosen: Selection, visitor: Visitor, directory: Directory) -> View:
    """Turn the selection into a question, without ever widening it to more than was meant."""
    zone = zones.named(chosen.zone) or visitor.zone
    ids = directory.ids(chosen.extensions)
    question, trouble = _question(chosen, ids, zone, visitor.desk.now)
    if chosen.extensions and not ids:
        question = None
    notes = [*directory.notes, *map(directory.missing, chosen.extensions), trouble]
    return View(question, zone, directory, [note for note in notes if note])


def _question(
    chosen: Selection, ids: frozenset[int], zone: ZoneInfo, now: datetime
) -> tuple[Question | None, str]:
    """Return the question that a selection asks, or none and why."""
    try:
        window = spelling.resolve(chosen.period, zone, now)
    except ValueError:
        return None, _("This period holds no time in this zone.")
    question = Question(chosen.source, window, ids)
    if question.most_requests > MOST_REQUESTS:
        told = _("This period takes {number} requests, more than {most}. Choose a shorter one.")
        return None, told.format(number=question.most_requests, most=MOST_REQUESTS)
    return question, ""
