"""Wall: the television; one board, drawn again and again, and where a person sets it up."""

import streamlit as st

from components.ui import door, wall, wall_setup
from components.ui.language import _

visitor = door.enter()

if not wall.is_set_up():
    # loaded and drawn, again and again
    wall.fill()
    st.stop()

# asked
st.title(_("Wall"), anchor=False)
left, right = st.columns(2, gap="large")
with left:
    wall_setup.choose(visitor)

# loaded and drawn, again and again
with right:
    wall.picture()
    wall_setup.tell(visitor)
