"""How calls or legs ended, in detail: a row for each ending, inbound beside outbound."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components.charts import theme
from components.charts.bars import Bar, Number, bars
from components.charts.chart import Chart
from components.charts.theme import GROUPS, Palette
from components.measures.counts import Direction
from components.measures.outcomes import Ending

_HEAD: Final = 30
_ROW: Final = 45
"""Pixels of the line with the directions, and of one row: 300 in all for the six of calls."""

_RIGHT: Final = 16
"""Pixels into which the longest number may reach, on a phone."""

_LETTERS: Final = 16
"""Where a row's name is broken: two bars and their numbers still fit beside it on a phone."""

_PANELS: Final = {Direction.INBOUND: ("x", [0.0, 0.46]), Direction.OUTBOUND: ("x2", [0.54, 1.0])}
"""Axis and place of each direction. Both have one scale, so that bars can be compared across."""


def figure(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    palette: Palette,
    number: Number,
    shares: bool,
) -> go.Figure:
    """Draw a row for each ending, with a bar for each direction, coloured by what it counts as.

    ``frame`` has the columns of ``measures.frames.ENDINGS``; without a call in it the figure has
    its axes and no bar. ``words`` has a text for each direction, each ending in the frame,
    ``calls`` and ``share``. ``number`` formats a count or, with ``shares``, a share of 0 to 1.
    """
    made = bars(frame, "ending", words=words, number=number, shares=shares)
    longest = max((bar.length for bar in made), default=0)
    names = _names(frame, words)
    chart = Chart(layout=theme.layout(palette, _HEAD + _ROW * len(names), top=_HEAD, right=_RIGHT))
    chart.update_layout(barmode="overlay", showlegend=False)
    chart.update_yaxes(theme.name_axis(palette, names), ticklabelstandoff=6)
    chart.update_yaxes(range=[len(names) - 0.5, -0.5])
    for direction, (axis, domain) in _PANELS.items():
        scale = theme.value_axis(longest, room=0.5)
        chart.update_layout({axis.replace("x", "xaxis"): {**scale, "domain": domain}})
        chart.add_annotation(_heading(words[direction], domain[0]))
        for group in GROUPS:
            if mine := [bar for bar in made if (bar.direction, bar.group) == (direction, group)]:
                chart.add_trace(_trace(mine, palette, axis=axis))
    return chart


def _trace(made: Sequence[Bar], palette: Palette, *, axis: str) -> dict[str, Any]:
    """Return the bars of one direction and group."""
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": axis,
        "x": [bar.length for bar in made],
        "y": [bar.kind for bar in made],
        "text": [bar.label for bar in made],
        "hovertext": [bar.hover for bar in made],
        **theme.bar(palette, made[0].group),
    }


def _names(frame: pd.DataFrame, words: Mapping[str, str]) -> dict[str, str]:
    """Return the endings of the frame in display order, each name in as many lines as it needs."""
    present = set(frame["ending"])
    return {ending.value: _lines(words[ending]) for ending in Ending if ending in present}


def _lines(name: str) -> str:
    return "<br>".join(wrap(name, _LETTERS, break_long_words=False))


def _heading(text: str, left: float) -> dict[str, Any]:
    """Return the name of a direction above its bars, flush with their base line."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "x": left,
        "xanchor": "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
    }
