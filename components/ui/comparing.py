"""The controls of two periods, and the comparison that they make together."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.bootstrap import Visitor
from components.measures.causes import Why
from components.measures.outcomes import Source
from components.periods import against, spelling, zones
from components.periods.against import Against, NothingComplete, Other, Pair, Side
from components.reports.comparison import Comparison
from components.ui import address, filters, period, remarks, state
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.language import _
from components.ui.period import CUSTOM
from components.ui.selection import Selection


def view(visitor: Visitor, directory: Directory) -> View:
    """Draw the controls, write what they say into the address, and return what it compares."""
    chosen, now = state.session().selection, visitor.desk.now
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        zone = filters.zone_of(chosen, visitor)
        # Each period's controls keep together where the row wraps.
        with _row("period_a"):
            chosen = replace(chosen, period=period.choose(chosen.period, zone=zone, now=now))
        with _row("period_b"):
            usual = against.usual(chosen.period)
            chosen = replace(chosen, against=choose(chosen, zone, now, usual=usual))
            chosen = replace(chosen, complete=_complete(chosen))
        chosen = filters.scope(chosen, visitor, directory)
        zone = filters.zone_of(chosen, visitor)
        pair, trouble = pair_of(chosen, zone, now)
        step = filters.by(pair.a, pair.b) if pair is not None else None
    address.settle()
    ids = filters.extensions(chosen, directory)
    question = None
    if pair is not None and step is not None and ids is not None:
        hours = chosen.working_hours
        question = Comparison(chosen.source, pair, step, zone, ids, hours)
    notes = filters.notes(chosen, directory, trouble)
    return View(question, zone, directory, notes, _split(chosen, directory))


def _row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="bottom", key=key, width="content")


def kinds() -> Mapping[Against, str]:
    """Return the names of what a period can be compared with, in the visitor's language."""
    return {
        Against.PREVIOUS: _("Previous period"),
        Against.WEEKDAY: _("Same weekdays before"),
        Against.YEAR: _("Same dates last year"),
        Against.WEEKS_52: _("52 weeks before"),
        Against.NONE: _("Nothing"),
    }


def choose(chosen: Selection, zone: ZoneInfo, now: datetime, *, usual: Against) -> Other | None:
    """Draw the choice of B; None stands for what is usual, unless a link named it."""
    words = kinds()
    other = chosen.against or usual
    shown = other.value if isinstance(other, Against) else CUSTOM
    # Nothing is no choice on a page that compares; only a link can bring it.
    is_none_offered = Against.NONE in (usual, other)
    offered = [one.value for one in words if one is not Against.NONE or is_none_offered]
    state.reseed("against", shown)
    st.selectbox(
        _("Compared with"),
        [*offered, CUSTOM],
        format_func=lambda name: words[Against(name)] if name != CUSTOM else _("Custom range…"),
        key="against",
        on_change=_choose,
        args=(usual,),
        width=230,
    )
    if isinstance(other, Against):
        return chosen.against
    name = remarks.sides()[Side.B]
    return period.custom(other, zone=zone, now=now, widgets="against_", name=name)


def _choose(usual: Against) -> None:
    """Take over the choice of B. A range begins with the days that were compared so far."""
    session, name = state.session(), state.value("against")
    chosen = session.selection
    if name == CUSTOM:
        session.selection = replace(chosen, against=_range_so_far(chosen))
        return
    is_usual = usual == name
    session.selection = replace(chosen, against=None if is_usual else Against(name))


def _range_so_far(chosen: Selection) -> Other | None:
    session = state.session()
    if isinstance(session.question, Comparison):
        return session.question.pair.range_b
    visitor = session.visitor
    if visitor is None:
        return chosen.against
    zone = zones.named(chosen.zone) or visitor.zone
    return spelling.fixed(chosen.period, zone, visitor.desk.now)


def _complete(chosen: Selection) -> bool:
    state.seed("complete", chosen.complete)
    return st.toggle(
        _("Complete days only"),
        key="complete",
        help=_("Leaves out today, and the day that it would be compared with."),
    )


def pair_of(chosen: Selection, zone: ZoneInfo, now: datetime) -> tuple[Pair | None, str]:
    """Return the two periods, or why there are none."""
    other = chosen.against or against.usual(chosen.period)
    if other is Against.NONE:
        return None, _("Choose what this period is to be compared with.")
    try:
        return against.pair(chosen.period, other, zone, now, complete=chosen.complete), ""
    except NothingComplete:
        return None, _("No day of this period is over yet.")
    except ValueError:
        return None, _("One of the periods holds no time in this zone.")


def _split(chosen: Selection, directory: Directory) -> tuple[int, ...]:
    """Return the ids of the extensions that are to be told apart: all, or those that count."""
    if chosen.why is not Why.EXTENSION or chosen.source is Source.LEGS:
        return ()
    ids = directory.ids(chosen.extensions, chosen.teams)
    return tuple(sorted(ids or directory.ids(directory.numbers)))
