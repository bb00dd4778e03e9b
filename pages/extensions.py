"""Extensions: who took how many calls, and how that fits the account."""

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
    ranking,
    taking,
)
from components.ui.language import _

visitor = door.enter()

# asked
st.title(_("Extensions"), anchor=False)
view = filters.apart(visitor, directories.read(visitor))

# loaded
loaded = loading.load(visitor, view.question, patient=True)
live.watch(visitor, view, loaded)
loading.tell(loaded, view, visitor)
cost.tell(loaded, view, visitor)
shown = loaded.overview
if shown is None or not shown.rows:
    st.stop()

# drawn
heading.draw(shown, view, visitor)
table = ranking.draw(shown, view.directory, visitor.menu_counts_as)
with st.container(horizontal=True, key="away"):
    if table is not None:
        taking.offer_sheet(table, "extensions", shown.question.window, view.zone, visitor)
    links.offer(view, visitor)
