"""Missed: callers who still wait for a call back."""

import streamlit as st

from components.ui import callers, directories, door
from components.ui.language import _

visitor = door.enter()

# asked
st.title(_("Missed"), anchor=False)
if not callers.is_on(visitor):
    st.stop()
within = callers.since()

# loaded
waited = callers.load(visitor, within)
if waited.heard is None:
    st.stop()

# drawn
callers.draw(waited.heard, directories.read(visitor), visitor)
