"""A week as a map: a column for each hour of the day, a row for each weekday.

A cell's colour is one colour of the theme, the more of it the higher the number, so that the map
is as readable by night; few calls make a cell pale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from components.charts import theme
from components.charts.chart import Chart
from components.charts.theme import Palette

_HEIGHT: Final = 330
_GAP: Final = 0.06
_FAINTEST: Final = 0.06
_STRONGEST: Final = 0.5
"""How opaque a cell is: letters on it keep 4.5:1 to the page's own colour below them."""

_PALE: Final = 0.35
"""What is left of the colour where so few calls came that a share says little."""

_EVERY: Final = 3
_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Square:
    """One cell: its place, how strong it is (0 to 1), and its texts.

    ``strength`` is None where there is nothing to tell; such a cell has a line around it only.
    """

    row: int
    hour: int
    strength: float | None
    is_pale: bool
    label: str
    hover: str


def figure(
    squares: Sequence[Square],
    *,
    rows: Sequence[str],
    group: str,
    words: Mapping[str, str],
    palette: Palette,
    labels: bool,
) -> go.Figure:
    """Draw the map; ``rows`` names the weekdays from above, ``group`` is the colour's.

    ``words["hour"]`` names the axis below; with ``labels`` each cell has its number in it.
    """
    trace = {
        "type": "bar",
        "x": [square.hour + 0.5 for square in squares],
        "y": [1 - _GAP] * len(squares),
        "base": [square.row + _GAP / 2 for square in squares],
        "width": 1 - _GAP,
        "marker": {
            "color": palette.of(group),
            "opacity": [_opacity(square) for square in squares],
            "line": {"width": 0},
        },
        "text": [square.label for square in squares] if labels else None,
        "textposition": "inside",
        "insidetextanchor": "middle",
        # On a phone a number stands upright, or it would run into its neighbours.
        "constraintext": "none",
        "textfont": {"color": palette.text, "size": 11},
        "hovertext": [square.hover for square in squares],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
    return Chart(
        [trace],
        {
            **theme.layout(palette, _HEIGHT),
            "barmode": "overlay",
            "hoverlabel": {"bgcolor": palette.page, "font": {"color": palette.text}},
            "xaxis": _hours(palette, words["hour"]),
            "yaxis": _days(palette, rows),
        },
    )


def _opacity(square: Square) -> float:
    if square.strength is None:
        return 0.0
    full = _FAINTEST + (_STRONGEST - _FAINTEST) * min(1.0, max(0.0, square.strength))
    return round(full * (_PALE if square.is_pale else 1), 3)


def _hours(palette: Palette, name: str) -> dict[str, Any]:
    hours = range(0, _HOURS + 1, _EVERY)
    return {
        "range": [0, _HOURS],
        "tickvals": list(hours),
        "ticktext": [f"{hour:02}" for hour in hours],
        "tickfont": {"color": palette.text},
        "title": {"text": name, "font": {"color": palette.text}},
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
    }


def _days(palette: Palette, rows: Sequence[str]) -> dict[str, Any]:
    return {
        "range": [len(rows), 0],
        "tickvals": [row + 0.5 for row in range(len(rows))],
        "ticktext": list(rows),
        "tickfont": {"color": palette.text},
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
    }
