"""The controls of the page of extensions, and what they ask: each of them, of one period or two."""

from dataclasses import replace

import streamlit as st

from components.bootstrap import Visitor
from components.periods.against import Against
from components.periods.buckets import Step
from components.reports import members
from components.reports.comparison import Comparison
from components.reports.question import Question
from components.ui import address, comparing, directories, filters, period, state, teams
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.language import _
from components.ui.selection import Selection


def view(visitor: Visitor, directory: Directory) -> View:
    """Draw the controls, write what they say into the address, and return what it asks.

    That is the whole account, and each extension that was chosen, or else each one. Nothing is
    asked without the list of extensions.
    """
    chosen, now = state.session().selection, visitor.desk.now
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        zone = filters.zone_of(chosen, visitor)
        chosen = replace(chosen, period=period.choose(chosen.period, zone=zone, now=now))
        other = comparing.choose(chosen, zone, now, usual=Against.NONE)
        chosen = filters.scope(replace(chosen, against=other), visitor, directory)
        is_of_two = other not in (None, Against.NONE)
        chosen = replace(chosen, trends=_trends(chosen, is_of_two=is_of_two))
        state.session().selection = chosen
        teams.offer(visitor, directory)
    address.settle()
    ids = _members(chosen, directory)
    if is_of_two:
        return _of_two(chosen, visitor, directory, ids)
    zone = filters.zone_of(chosen, visitor)
    window = filters.window(chosen, zone, now)
    trouble = _("This period holds no time in this zone.") if window is None else ""
    question = None
    if window is not None and ids:
        whole = Question(
            chosen.source,
            window,
            Step.MONTH,
            zone,
            hours=chosen.working_hours,
            is_whole=True,
            members=ids,
        )
        step = members.trend_step(whole) if chosen.trends else None
        question = replace(whole, member_step=step)
    return View(question, zone, directory, filters.notes(chosen, directory, trouble))


def _of_two(
    chosen: Selection, visitor: Visitor, directory: Directory, ids: tuple[int, ...]
) -> View:
    zone, now = filters.zone_of(chosen, visitor), visitor.desk.now
    pair, trouble = comparing.pair_of(chosen, zone, now)
    question = None
    if pair is not None and ids:
        question = Comparison(
            chosen.source, pair, Step.MONTH, zone, hours=chosen.working_hours, is_whole=True
        )
    return View(question, zone, directory, filters.notes(chosen, directory, trouble), ids)


def _trends(chosen: Selection, *, is_of_two: bool) -> bool:
    """Draw whether each row has its trend; two periods have none."""
    if is_of_two:
        return chosen.trends
    state.seed("trends", chosen.trends)
    return st.toggle(
        _("Trends"),
        key="trends",
        help=_("A small chart in each row. It takes a request for each of its bars."),
    )


def _members(chosen: Selection, directory: Directory) -> tuple[int, ...]:
    """Return the ids of the extensions that are told apart, in the order of their numbers."""
    is_part = bool(chosen.extensions or chosen.teams)
    wanted = directory.ids(chosen.extensions, chosen.teams) if is_part else None
    known = directory.known or {}
    found = (known[number].id for number in sorted(known, key=directories.by_number))
    return tuple(dict.fromkeys(one for one in found if wanted is None or one in wanted))
