"""How many calls were answered, missed and failed: inbound beside outbound."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components.charts import theme
from components.charts.bars import Bar, Number, bars, both_words
from components.charts.chart import Chart
from components.charts.theme import Palette
from components.measures.counts import Direction
from components.measures.outcomes import Outcome

_HEIGHT: Final = 320
"""Pixels: with the cards above it, the chart still ends on a phone's first screen but one."""


def figure(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    palette: Palette,
    number: Number,
    shares: bool,
) -> go.Figure:
    """Draw a bar for each outcome, the three of a direction beside each other.

    ``frame`` has the columns of ``measures.frames.OUTCOMES``; without a call in it the figure has
    its axes and no bar. ``words`` has a text for each direction, each outcome, ``calls`` and
    ``share``, and may have one for an outcome of one direction (``out.missed``). ``number`` formats
    a count or, with ``shares``, a share of 0 to 1.
    """
    made = bars(frame, "outcome", words=words, number=number, shares=shares)
    longest = max((bar.length for bar in made), default=0)
    chart = Chart(layout=theme.layout(palette, _HEIGHT))
    chart.update_layout(barmode="group", bargap=0.25, bargroupgap=0.08, legend=theme.LEGEND)
    chart.update_xaxes(theme.name_axis(palette, {side.value: words[side] for side in Direction}))
    chart.update_yaxes(theme.value_axis(longest, room=0.1))
    for outcome in Outcome:
        if mine := [bar for bar in made if bar.kind == outcome]:
            chart.add_trace(_trace(mine, palette, name=both_words(words, outcome)))
    return chart


def _trace(made: Sequence[Bar], palette: Palette, *, name: str) -> dict[str, Any]:
    """Return the bars of one outcome."""
    return {
        "type": "bar",
        "name": name,
        "x": [bar.direction for bar in made],
        "y": [bar.length for bar in made],
        "text": [bar.label for bar in made],
        "hovertext": [bar.hover for bar in made],
        **theme.bar(palette, made[0].group),
    }
