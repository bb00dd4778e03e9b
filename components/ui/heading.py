"""What the numbers below are: from when to when, in which zone, whose, as of when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from components.bootstrap import Visitor
from components.measures.outcomes import MenuCountsAs
from components.periods.window import Window, midnight
from components.reports.overview import Overview
from components.ui import quota, state, text, words
from components.ui.filters import View
from components.ui.language import _, locale


def draw(shown: Overview, view: View, visitor: Visitor) -> None:
    """Show what the answer covers, when it was true, and what is left of the hour's requests."""
    with st.container(key="range", gap="xxsmall"):
        st.subheader(text.in_markdown(span(shown.question.window, view.zone)), anchor=False)
        st.text(_covered(shown, view, visitor))
        if visitor.menu_counts_as is MenuCountsAs.ANSWERED:
            st.caption(_("Calls that ended in queue or menu count as answered in this account."))
    with st.container(horizontal=True, vertical_alignment="center", key="moment"):
        _as_of(shown, view, visitor)
        quota.meter(visitor.desk.quota, now=visitor.desk.now, zone=view.zone)


def _covered(shown: Overview, view: View, visitor: Visitor) -> str:
    """Return whose calls were counted and the zone of the days, as characters."""
    zone = f"{view.zone.key} ({text.offset(view.zone, shown.question.window.start)})"
    whose = view.directory.names(shown.question.extensions)
    return " · ".join([words.account(visitor), ", ".join(whose) or _("all extensions"), zone])


def _as_of(shown: Overview, view: View, visitor: Visitor) -> None:
    """Show when the numbers were true, and offer newer ones where they can still change."""
    now, zone = visitor.desk.now, view.zone
    time = text.moment(shown.as_of, now=now, zone=zone, locale=locale())
    told = _("As of {time}").format(time=time)
    if not shown.settled:
        told += " · " + _("provisional, calls can show up a day late")
    with st.container(key="as_of", width="content"):
        st.caption(text.in_markdown(told))
    if shown.settled:
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
