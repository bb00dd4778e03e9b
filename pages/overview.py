"""Overview: how many calls were answered, missed and failed, inbound beside outbound."""

import streamlit as st

from components.measures.counts import Direction
from components.measures.outcomes import Source
from components.ui import (
    cards,
    cost,
    directories,
    door,
    filters,
    graphs,
    heading,
    links,
    live,
    loading,
    tables,
    taking,
    words,
)
from components.ui.language import _

visitor = door.enter()

# asked
st.title(_("Overview"), anchor=False)
view = filters.view(visitor, directories.read(visitor))

# loaded
loaded = loading.load(visitor, view.question, patient=True)
live.watch(visitor, view, loaded)
loading.tell(loaded, view, visitor)
cost.tell(loaded, view, visitor)
shown, menu = loaded.overview, visitor.menu_counts_as
if shown is None:
    graphs.trend_so_far(loaded.answer, menu)
    st.stop()

# drawn
heading.draw(shown, view, visitor)
with st.container(horizontal=True, key="away"):
    taking.offer(shown, view, visitor)
    links.offer(view, visitor)
source = shown.question.source
for place, direction in zip(st.columns(2, gap="large"), Direction, strict=True):
    with place:
        st.subheader(words.directions()[direction], anchor=False)
        cards.draw(direction, shown.sides, source, menu)

if shown.is_empty:
    st.info(_("Nothing was counted in this period."), icon=":material/do_not_disturb_on:")
    st.stop()

graphs.trend_chart(shown.question, shown.stretches, menu)
show = filters.show()
if source is Source.CALLS:
    left, right = st.columns(2, gap="large")
    with left:
        graphs.outcome_chart(shown, menu, show)
    with right:
        graphs.ending_chart(shown, menu, show)
else:
    graphs.ending_chart(shown, menu, show)
tables.numbers(shown.sides, source, menu)
