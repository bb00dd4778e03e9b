"""Diagnostics: what Callboard asks, what it keeps, and what goes wrong with either."""

import streamlit as st

from components.ui import diagnostics, door
from components.ui.language import _

door.enter()

# asked
st.title(_("Diagnostics"), anchor=False)
st.caption(_("How Callboard asks the PBX, and what it keeps. Nothing here costs a request."))

# loaded and drawn, again and again
diagnostics.draw()
