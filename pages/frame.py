"""The frame around every screen: page set-up, address, language, and where one may go."""

import logging

import streamlit as st

from components.ui import address, door, language, notices, printing, sidebar
from components.ui.language import _

st.set_page_config(page_title="Callboard", page_icon=sidebar.ICON, layout="wide")
door.arrive()
language.settle()

screen = st.navigation(
    [
        st.Page("overview.py", title=_("Overview"), icon=":material/call:", default=True),
        st.Page("compare.py", title=_("Compare"), icon=":material/compare_arrows:"),
        st.Page("extensions.py", title=_("Extensions"), icon=":material/groups:"),
        st.Page("hours.py", title=_("Hours"), icon=":material/calendar_view_week:"),
        st.Page("missed.py", title=_("Missed"), icon=":material/phone_missed:"),
        st.Page("wall.py", title=_("Wall"), icon=":material/tv:"),
        st.Page("displays.py", title=_("Displays"), icon=":material/cast:"),
        st.Page("diagnostics.py", title=_("Diagnostics"), icon=":material/monitor_heart:"),
        st.Page("connect.py", title=_("Connection"), icon=":material/key:"),
    ],
    position="hidden" if door.is_display() else "sidebar",
)
address.turn(screen.url_path)
if not door.is_display():
    printing.settle()
    sidebar.draw(screen.url_path)
    address.settle()

try:
    door.guard(screen.url_path)
    screen.run()
except Exception:
    # The one broad handler: whatever a page did not foresee ends as a sentence here.
    logging.getLogger("callboard").exception("page %r failed", screen.url_path)
    told = _("Something went wrong inside Callboard. The log says what.")
    notices.show(failures=[told], key="notice_failed")
