"""Displays: the televisions that show one board of an account, and the links that open it."""

import streamlit as st

from components.ui import displays, door
from components.ui.language import _

visitor = door.enter()

# asked
st.title(_("Displays"), anchor=False)
if visitor.name is None:
    st.info(_("Displays show accounts of this installation; credentials of your own stay yours."))
    st.stop()

# loaded and drawn
displays.draw(visitor)
