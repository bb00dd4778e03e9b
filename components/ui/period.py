"""The control for the period: a named one, whole days, or local minutes."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st

from components.periods import spelling
from components.periods.presets import Preset
from components.periods.ranges import NEWEST, OLDEST, Days, Minutes
from components.periods.spelling import Period
from components.ui import language, state
from components.ui.language import _

CUSTOM: Final = "custom"
"""The choice that brings up the calendar; it never stands in the address."""

_Former = TypeVar("_Former", bound=Period)


def choose(chosen: Period, *, zone: ZoneInfo, now: datetime) -> Period:
    """Draw the control and return the period that it says, or the former while it says none.

    ``now`` is aware; the calendar starts from the days of the former period.
    """
    words = preset_words()
    state.seed("period", chosen.value if isinstance(chosen, Preset) else CUSTOM)
    name = st.selectbox(
        _("Period"),
        [*Preset, CUSTOM],
        format_func=lambda option: words.get(option, _("Custom range…")),
        key="period",
        width=210,
    )
    return custom(chosen, zone=zone, now=now) if name == CUSTOM else Preset(name)


def preset_words() -> Mapping[str, str]:
    """Return the names of the presets in the visitor's language."""
    return {
        Preset.TODAY: _("Today"),
        Preset.YESTERDAY: _("Yesterday"),
        Preset.LAST_7_DAYS: _("Last 7 days"),
        Preset.LAST_28_DAYS: _("Last 28 days"),
        Preset.LAST_90_DAYS: _("Last 90 days"),
        Preset.THIS_WEEK: _("This week"),
        Preset.LAST_WEEK: _("Last week"),
        Preset.THIS_MONTH: _("This month"),
        Preset.LAST_MONTH: _("Last month"),
        Preset.THIS_QUARTER: _("This quarter"),
        Preset.LAST_QUARTER: _("Last quarter"),
        Preset.YEAR_TO_DATE: _("Year to date"),
    }


def custom(
    chosen: _Former, *, zone: ZoneInfo, now: datetime, widgets: str = "", name: str = ""
) -> _Former | Days | Minutes:
    """Draw a calendar, and clocks where they are wanted; return the range that they say.

    The keys of the widgets begin with ``widgets``, and ``name`` tells their labels from those of
    another range. While they say no range, the former one stays.
    """
    told = f" ({name})" if name else ""
    state.seed(f"{widgets}days", _ends(chosen, zone, now))
    picked = st.date_input(
        _("Days") + told,
        min_value=OLDEST,
        max_value=NEWEST,
        format=language.DATE_FORMATS[state.session().language],
        key=f"{widgets}days",
        width=240,
    )
    state.seed(f"{widgets}timed", isinstance(chosen, Minutes))
    timed = st.toggle(
        _("Times") + told, key=f"{widgets}timed", help=_("Set the times of beginning and end")
    )
    days = _days(picked)
    if not timed or days is None:
        return days or chosen
    return _minutes(days, chosen, widgets, told) or chosen


def _ends(chosen: Period, zone: ZoneInfo, now: datetime) -> tuple[date, date]:
    """Return the days to begin and end with, even of a range that holds no time in this zone."""
    match chosen:
        case Days(first, last):
            return first, last
        case Minutes(start, end):
            return start.date(), end.date()
    former = spelling.dates(chosen, zone, now)
    return former.first, former.last


def _days(picked: object) -> Days | None:
    """Return whole days once both ends are picked; the calendar reports the first one alone."""
    match picked:
        case (date() as first, date() as last):
            return Days(first, last)
        case _:
            return None


def _minutes(days: Days, chosen: Period, widgets: str, told: str) -> Minutes | None:
    """Draw the two clocks and return the minutes between them; None where they are none."""
    usual = (time(9), time(18))
    start, end = (chosen.start.time(), chosen.end.time()) if isinstance(chosen, Minutes) else usual
    state.seed(f"{widgets}from", start)
    state.seed(f"{widgets}until", end)
    begin = st.time_input(_("From") + told, key=f"{widgets}from", step=60, width=110)
    finish = st.time_input(_("Until") + told, key=f"{widgets}until", step=60, width=110)
    try:
        return Minutes(datetime.combine(days.first, begin), datetime.combine(days.last, finish))
    except ValueError:
        st.caption(_("The end must come after the beginning."))
        return None
