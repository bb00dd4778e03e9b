"""What the numbers below are: from when to when, in which zone, whose, as of when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from components.bootstrap import Visitor
from components.measures.outcomes import MenuCountsAs
from components.periods.window import Window, midnight
from components.reports.answer import Overview
from components.reports.inquiry import Inquiry
from components.ui import hours, quota, state, text, words
from components.ui.filters import View
from components.ui.language import _, locale


def draw(shown: Overview, view: View, visitor: Visitor) -> None:
    """Show what the answer covers, when it was true, and what is left of the hour's requests."""
    asked = shown.question
    with st.container(key="range", gap="xxsmall"):
        st.subheader(text.in_markdown(span(asked.window, view.zone)), anchor=False)
        scope(asked, view, visitor, asked.window)
    moment(shown.as_of, view, visitor, settled=shown.settled)


def scope(asked: Inquiry, view: View, visitor: Visitor, *windows: Window) -> None:
    """Show whose calls were counted, by which clock, at what hours, and what counts as answered.

    A zone has a distance from UTC for each of the windows, which may differ.
    """
    offsets = dict.fromkeys(text.offset(view.zone, window.start) for window in windows)
    told = [
        words.account(visitor),
        ", ".join(view.directory.whose(asked.extensions)) or _("all extensions"),
        f"{view.zone.key} ({' / '.join(offsets)})",
    ]
    if asked.hours is not None:
        told.append(hours.spoken(asked.hours))
    st.text(" · ".join(told))
    if visitor.menu_counts_as is MenuCountsAs.ANSWERED:
        st.caption(_("Calls that ended in queue or menu count as answered in this account."))


def moment(as_of: datetime, view: View, visitor: Visitor, *, settled: bool) -> None:
    """Show when numbers were true, and what is left of the hour's requests."""
    with st.container(horizontal=True, vertical_alignment="center", key="moment"):
        _as_of(as_of, view, visitor, settled=settled)
        quota.meter(visitor.desk.quota, now=visitor.desk.now, zone=view.zone)


def _as_of(as_of: datetime, view: View, visitor: Visitor, *, settled: bool) -> None:
    """Show when the numbers were true, and offer newer ones where they can still change."""
    time = text.moment(as_of, now=visitor.desk.now, zone=view.zone, locale=locale())
    told = _("As of {time}").format(time=time)
    if not settled:
        told += " · " + _("provisional, calls can show up a day late")
    with st.container(key="as_of", width="content"):
        st.caption(text.in_markdown(told))
    if settled:
        return
    st.button(
        _("Update"),
        key="update",
        icon=":material/refresh:",
        type="tertiary",
        on_click=state.renew,
    )


def span(window: Window, zone: ZoneInfo) -> str:
    """Return a window as people read it in a zone: whole days by their dates, else with times."""
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    if any(midnight(local.date(), zone) != local for local in (start, end)):
        return f"{_minute(start)} – {_minute(end)}"
    final = (window.end - timedelta(seconds=1)).astimezone(zone)
    first, last = (text.day(local.date(), locale()) for local in (start, final))
    return first if first == last else f"{first} – {last}"


def _minute(local: datetime) -> str:
    return f"{text.day(local.date(), locale())}, {local:%H:%M}"
