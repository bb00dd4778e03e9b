"""The control for working hours: shifts of the week, and a country whose holidays are off."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from functools import lru_cache
from itertools import chain
from typing import Final, cast

import streamlit as st
from babel import Locale
from babel.dates import get_day_names

from components.periods import days_off
from components.periods.hours import Shift, WorkingHours
from components.ui import state
from components.ui.language import _, locale
from components.ui.selection import MOST_SHIFTS, Selection

_POPOVER: Final = "hours"
_HOLIDAYS: Final = "hours_holidays"
_TWO: Final = 2
"""Shifts that are offered at least: the week, and what is different at its end."""

WIDGETS: Final = (
    _HOLIDAYS,
    *(f"hours_{part}_{row}" for row in range(MOST_SHIFTS) for part in ("days", "from", "until")),
)
"""Keys of the widgets that show the working hours."""

_OFFICE: Final = Shift(frozenset(range(5)), time(9), time(18))
"""What is offered where nothing is set yet."""


def choose(chosen: Selection) -> None:
    """Draw the control. It changes the selection before a run, once all of it was said."""
    # What is in a popover that tracks its state is drawn only while it is open.
    popover = st.popover(
        _("All hours") if chosen.working_hours is None else _("Working hours"),
        key=_POPOVER,
        icon=":material/schedule:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover, st.form("hours_form", border=False):
        rows = chosen.hours or ((_OFFICE,) if chosen.holidays is None else ())
        for row in range(max(_TWO, len(rows))):
            _shift(row, rows[row] if row < len(rows) else None)
        _holidays(chosen.holidays)
        with st.container(horizontal=True):
            st.form_submit_button(_("Apply"), type="primary", key="hours_apply", on_click=_apply)
            st.form_submit_button(_("All hours"), key="hours_all", on_click=_clear)


def spoken(hours: WorkingHours) -> str:
    """Return working hours in words: ``Mon–Fri 09:00–18:00, without public holidays (Germany)``."""
    parts = [
        f"{weekdays(shift.weekdays)} {shift.start:%H:%M}–{shift.end:%H:%M}"
        for shift in hours.shifts
    ]
    told = "; ".join(parts) or _("All hours")
    if hours.holidays is None:
        return told
    country = countries(locale()).get(hours.holidays, hours.holidays)
    return told + ", " + _("without public holidays ({country})").format(country=country)


def weekdays(days: Iterable[int]) -> str:
    """Return days of the week (0 is Monday) by their short names, runs of three and more as one."""
    names, runs = _names(locale()), list[list[int]]()
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = (
        [f"{names[run[0]]}–{names[run[-1]]}"] if len(run) > _TWO else [names[day] for day in run]
        for run in runs
    )
    return ", ".join(chain.from_iterable(told))


@lru_cache(maxsize=8)
def countries(spoken_in: Locale) -> Mapping[str, str]:
    """Return the countries whose public holidays are known: names by code, sorted by name."""
    names = {code: spoken_in.territories.get(code, code) for code in days_off.countries()}
    return dict(sorted(names.items(), key=lambda entry: entry[1].casefold()))


def _shift(row: int, shift: Shift | None) -> None:
    """Draw the fields of one shift; one without days is none."""
    names = _names(locale())
    state.seed(f"hours_days_{row}", sorted(shift.weekdays) if shift else [])
    state.seed(f"hours_from_{row}", shift.start if shift else _OFFICE.start)
    state.seed(f"hours_until_{row}", shift.end if shift else _OFFICE.end)
    st.pills(
        _("Days of the week") if row == 0 else _("Other days, if any"),
        range(7),
        selection_mode="multi",
        format_func=lambda day: names[day],
        key=f"hours_days_{row}",
    )
    with st.container(horizontal=True):
        st.time_input(_("From"), key=f"hours_from_{row}", step=60, width=120)
        st.time_input(_("Until"), key=f"hours_until_{row}", step=60, width=120)


def _holidays(chosen: str | None) -> None:
    named = countries(locale())
    state.seed(_HOLIDAYS, chosen)
    st.selectbox(
        _("Public holidays are off in"),
        list(named),
        index=None,
        format_func=lambda code: named[code],
        placeholder=_("No country"),
        help=_("Those of the whole country, not of its regions."),
        filter_mode="contains",
        key=_HOLIDAYS,
    )


def _apply() -> None:
    """Take over what the form says; it closes."""
    session = state.session()
    found = [_said(row) for row in range(MOST_SHIFTS)]
    shifts = dict.fromkeys(shift for shift in found if shift is not None)
    holidays = cast("str | None", state.said(_HOLIDAYS))
    session.selection = replace(session.selection, hours=tuple(shifts), holidays=holidays)
    _close()


def _said(row: int) -> Shift | None:
    """Return the shift of one row of the form; None where it has no days, or there is no row."""
    days, start, end = (state.said(f"hours_{part}_{row}") for part in ("days", "from", "until"))
    if not days:
        return None
    return Shift(frozenset(cast("list[int]", days)), cast("time", start), cast("time", end))


def _clear() -> None:
    session = state.session()
    session.selection = replace(session.selection, hours=(), holidays=None)
    _close()


def _close() -> None:
    state.forget(*WIDGETS)
    state.close(_POPOVER)


@lru_cache(maxsize=8)
def _names(spoken_in: Locale) -> Mapping[int, str]:
    """Return the short names of the days of the week, 0 for Monday."""
    return dict(get_day_names("abbreviated", context="stand-alone", locale=spoken_in))
