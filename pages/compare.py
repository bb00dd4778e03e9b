"""Compare: two periods side by side, what changed between them, and why."""

import streamlit as st

from components.measures.counts import Direction
from components.ui import (
    both,
    changes,
    comparing,
    cost,
    directories,
    door,
    links,
    live,
    loading,
    tables,
    taking,
    trends,
    whys,
    words,
)
from components.ui.language import _

visitor = door.enter()

# asked
st.title(_("Compare"), anchor=False)
view = comparing.view(visitor, directories.read(visitor))

# loaded
loaded = loading.of_two(visitor, view)
live.watch(visitor, view, loaded)
loading.tell(loaded, view, visitor)
cost.tell(loaded, view, visitor)
shown, menu = loaded.compared, visitor.menu_counts_as
if shown is None:
    st.stop()

# drawn
both.draw(shown, view, visitor)
with st.container(horizontal=True, key="away"):
    taking.offer(shown, view, visitor, trends.align(shown.comparison))
    links.offer(view, visitor)
for place, direction in zip(st.columns(2, gap="large"), Direction, strict=True):
    with place:
        st.subheader(words.directions()[direction], anchor=False)
        changes.draw(direction, shown, menu)

if shown.is_empty:
    st.info(_("Nothing was counted in either period."), icon=":material/do_not_disturb_on:")
    st.stop()

trends.draw(shown, menu)
whys.draw(loaded, shown, view, visitor)
tables.compared(shown, menu)
