"""The controls above the numbers, and the question that they make together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TypeAlias
from zoneinfo import ZoneInfo

import streamlit as st

from components.bootstrap import Visitor
from components.measures.outcomes import Source
from components.periods import buckets, spelling, zones
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports import week as weeks
from components.reports.inquiry import Inquiry
from components.reports.question import Question
from components.ui import address, hours, period, state, whose
from components.ui.directories import Directory
from components.ui.language import _
from components.ui.selection import Selection, Show

_Cut: TypeAlias = Callable[[Selection, ZoneInfo, datetime], Window | None]


@dataclass(frozen=True, slots=True)
class View:
    """What is to be shown: a question or a comparison, or None where the selection asks nothing.

    ``notes`` says in words what of the selection could not be had. ``split`` holds the ids of the
    extensions that are to be told apart once the rest is known.
    """

    question: Inquiry | None
    zone: ZoneInfo
    directory: Directory
    notes: Sequence[str]
    split: tuple[int, ...] = ()


def view(visitor: Visitor, directory: Directory) -> View:
    """Draw the controls, write what they say into the address, and return what it asks."""
    return _view(visitor, directory, window, by)


def week(visitor: Visitor, directory: Directory) -> View:
    """Do the same for whole days, which are cut into hours."""
    return _view(visitor, directory, _whole_days, lambda _window: Step.HOUR)


def _view(
    visitor: Visitor, directory: Directory, cut: _Cut, stepped: Callable[[Window], Step]
) -> View:
    chosen = state.session().selection
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        zone, now = zone_of(chosen, visitor), visitor.desk.now
        chosen = replace(chosen, period=period.choose(chosen.period, zone=zone, now=now))
        chosen = scope(chosen, visitor, directory)
        zone = zone_of(chosen, visitor)
        window = cut(chosen, zone, now)
        step = stepped(window) if window is not None else None
    address.settle()
    ids = extensions(chosen, directory)
    question = None
    if window is not None and step is not None and ids is not None:
        question = Question(chosen.source, window, step, zone, ids, chosen.working_hours)
    trouble = _("This period holds no time in this zone.") if window is None else ""
    return View(question, zone, directory, notes(chosen, directory, trouble))


def scope(chosen: Selection, visitor: Visitor, directory: Directory) -> Selection:
    """Draw whose calls are counted, of what kind and when; return the selection that they make."""
    extensions, teams = whose.choose(
        chosen.extensions, chosen.teams, directory, key="ext", width=320
    )
    chosen = replace(
        chosen,
        extensions=extensions,
        teams=teams,
        source=_source(chosen.source),
        zone=_zone(chosen.zone, usual=visitor.zone),
    )
    state.session().selection = chosen
    hours.choose(chosen)
    return chosen


def zone_of(chosen: Selection, visitor: Visitor) -> ZoneInfo:
    """Return the zone in which days begin: the one that was chosen, else the account's own."""
    return zones.named(chosen.zone) or visitor.zone


def extensions(chosen: Selection, directory: Directory) -> frozenset[int] | None:
    """Return the ids of the extensions that were chosen, none for all; None where none is known.

    Without the extensions that were meant, the view would be wider than that.
    """
    ids = directory.ids(chosen.extensions, chosen.teams)
    return ids if ids or not (chosen.extensions or chosen.teams) else None


def notes(chosen: Selection, directory: Directory, *troubles: str) -> Sequence[str]:
    """Return what of a selection could not be had, in words."""
    absent = map(directory.missing, chosen.extensions), map(directory.missing_team, chosen.teams)
    told = [*directory.notes, *chain(*absent), *troubles]
    return [note for note in told if note]


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


def by(*windows: Window) -> Step:
    """Draw the switch between hours, days, weeks and months, and return the step it says.

    Only steps that fit all windows are offered. One that does not fit is as if it had not been
    chosen, and what is usual for the longest window is not written into the address.
    """
    session = state.session()
    suits = buckets.usual(max(windows, key=lambda window: window.length))
    options = [step for step in Step if all(buckets.fits(window, step) for window in windows)]
    usual = suits if suits in options or not options else options[-1]
    chosen = session.selection.by
    step = chosen if chosen in options else usual
    _steps(step, options)
    session.selection = replace(session.selection, by=None if step is usual else step)
    address.settle()
    return step


def _steps(step: Step, options: Sequence[Step]) -> None:
    """Draw the steps, unless there is but one."""
    if len(options) <= 1:
        return
    words = {
        Step.HOUR: _("By hour"),
        Step.DAY: _("By day"),
        Step.WEEK: _("By week"),
        Step.MONTH: _("By month"),
    }
    # Another period has another usual step, and the widget still says the former one's.
    state.reseed("by", step)
    st.radio(
        _("Trend shows"),
        options,
        format_func=lambda option: words[option],
        horizontal=True,
        label_visibility="collapsed",
        key="by",
        on_change=_choose_step,
    )


def _choose_step() -> None:
    session = state.session()
    session.selection = replace(session.selection, by=Step(state.value("by")))


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


def window(chosen: Selection, zone: ZoneInfo, now: datetime) -> Window | None:
    """Return the window that a selection means; None where it holds no time in this zone."""
    try:
        return spelling.resolve(chosen.period, zone, now)
    except ValueError:
        return None


def _whole_days(chosen: Selection, zone: ZoneInfo, now: datetime) -> Window | None:
    try:
        return weeks.window(chosen.period, zone, now)
    except ValueError:
        return None
