"""Hours: at which hours of the week calls come, and at which they are missed."""

import streamlit as st

from components.ui import (
    cost,
    directories,
    door,
    filters,
    heading,
    links,
    live,
    loading,
    taking,
    weekly,
)
from components.ui.language import _

visitor = door.enter()

# asked
st.title(_("Hours"), anchor=False)
view = filters.week(visitor, directories.read(visitor))

# loaded
loaded = loading.of_week(visitor, view)
live.watch(visitor, view, loaded)
loading.tell(loaded, view, visitor)
weekly.tell(visitor, view)
cost.tell(loaded, view, visitor)
shown, menu = loaded.overview, visitor.menu_counts_as
if shown is None or not loaded.is_by_hour:
    st.stop()

# drawn
heading.draw(shown, view, visitor)
with st.container(horizontal=True, key="away"):
    taking.offer(shown, view, visitor)
    links.offer(view, visitor)
if shown.is_empty:
    st.info(_("Nothing was counted in this period."), icon=":material/do_not_disturb_on:")
    st.stop()
weekly.draw(shown, view, menu)
weekly.source(visitor, shown)
