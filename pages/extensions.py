"""Extensions: who took how many calls, and how that fits the account."""

import streamlit as st

from components.ui import (
    apart,
    both,
    cost,
    directories,
    door,
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
view = apart.view(visitor, directories.read(visitor))

# loaded
loaded = loading.apart(visitor, view)
live.watch(visitor, view, loaded)
loading.tell(loaded, view, visitor)
cost.tell(loaded, view, visitor)
cost.tell_parts(loaded, view, visitor)
shown = loaded.shown
if shown is None or not shown.rows:
    st.stop()

# drawn
if loaded.compared is not None:
    both.draw(loaded.compared, view, visitor)
elif loaded.overview is not None:
    heading.draw(loaded.overview, view, visitor)
table = ranking.draw(shown, view.directory, visitor.menu_counts_as)
with st.container(horizontal=True, key="away"):
    if table is not None:
        taking.offer_sheet(table, "extensions", shown.window, view.zone, visitor)
    links.offer(view, visitor)
