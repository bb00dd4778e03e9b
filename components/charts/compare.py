"""Two periods along one axis: A solid with full points, B dashed with hollow ones.

Inbound stands above outbound. Where a bucket is unknown its line has a gap.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components.charts import marks, panels, theme
from components.charts.bars import Number
from components.charts.chart import Chart
from components.charts.points import GLYPHS, Labels, Point, points
from components.charts.theme import GROUPS, Palette
from components.measures.counts import Direction

_ROOM: Final = 0.08
"""Room above the highest point, as a part of it: half a marker."""

_SIZES: Final = (7, 3)
"""Pixels of a point, and of one of many: small, but a bucket alone between gaps is still seen."""

_WIDTHS: Final = (2.5, 1.25)
"""Pixels of a line, and of one through many points."""

_GROWING: Final = "triangle-up"
"""The shape of what has not ended yet: it can only go up."""

_GROWING_SIZE: Final = 11
"""Its pixels: as much of a triangle as of a point, and told apart from it on a phone."""


def figure(
    frame: pd.DataFrame,
    *,
    measure: str,
    labels: Labels,
    ticks: Mapping[int, str],
    words: Mapping[str, str],
    palette: Palette,
    number: Number,
) -> go.Figure:
    """Draw a point for each bucket of A and of B, and nothing where one is unknown.

    ``frame`` has the columns of ``measures.frames.COMPARED``; ``measure`` is one of its measures.
    ``labels["a"]`` and ``labels["b"]`` name every bucket by its position, known or not, and
    ``ticks`` those positions that are named on the axis. ``words`` has a text for each direction,
    for ``measure`` (and may have one for it in a direction: ``out.missed``), for the lines ``a``
    and ``b``, and for ``provisional`` and ``open``. ``number`` formats a count.
    """
    span = _span(labels)
    sides = {
        direction: points(frame, direction, measure, labels=labels, words=words, number=number)
        for direction in Direction
    }
    every = [point for side in sides.values() for point in side]
    highest = max((max(point.calls.values()) for point in every), default=0)
    looks = _looks(measure, palette, crowded=span[1] - span[0] > panels.WIDE)
    traces = [
        _line(sides[direction], side, looks[side], panels.AXES[direction][0], words[side])
        # B first: where the two meet, A is what one came to see.
        for side in reversed(GLYPHS)
        for direction in Direction
    ]
    if any(point.is_open(side) for point in every for side in GLYPHS):
        traces.append(_growing(palette, words["open"]))
    traces += [_touched(side, palette, direction) for direction, side in sides.items()]
    loose = (point for point in sides[Direction.INBOUND] if not point.is_final)
    top = panels.PLACES[Direction.INBOUND][1]
    scale = theme.count_axis(palette, highest * (1 + _ROOM), number)
    return Chart(
        traces,
        {
            **theme.layout(palette, panels.HEIGHT),
            "legend": {**theme.LEGEND, "y": 1, "traceorder": "normal"},
            "hoverlabel": {"bgcolor": palette.page, "font": {"color": palette.text}},
            "xaxis": panels.time_axis(palette, span, ticks),
            **panels.count_axes({**scale, "zeroline": True}),
            "shapes": marks.bands(marks.runs(loose), words["provisional"], palette, top=top),
            "annotations": panels.headings(words),
        },
    )


def _span(labels: Labels) -> tuple[int, int]:
    """Return where the axis begins and ends: both sides are there as a whole."""
    places = set(chain.from_iterable(labels.values()))
    return (min(places), max(places) + 1) if places else (0, 1)


def _looks(measure: str, palette: Palette, *, crowded: bool) -> dict[str, dict[str, Any]]:
    """Return how the two lines look; they differ in dashes and points, not only in colour.

    Opacity and outline are told because Plotly has others for points that differ in size.
    """
    colour = palette.of(measure) if measure in GROUPS else palette.text
    size, width = _SIZES[crowded], _WIDTHS[crowded]
    return {
        "a": {
            "line": {"color": colour, "width": width},
            "marker": {"color": colour, "size": size, "opacity": 1, "line": {"width": 0}},
        },
        "b": {
            "line": {"color": palette.other, "width": width, "dash": "6px,4px"},
            "marker": {
                "color": palette.other if crowded else palette.page,
                "size": size,
                "opacity": 1,
                "line": {"color": palette.other, "width": 0 if crowded else 2},
            },
        },
    }


def _line(
    side: Sequence[Point], which: str, look: Mapping[str, Any], axis: str, name: str
) -> dict[str, Any]:
    """Return one line of one direction; the legend names it once, and it answers to no pointer."""
    calls = {point.first: point.calls[which] for point in side if which in point.calls}
    places = range(min(calls), max(calls) + 1) if calls else range(0)
    growing = {point.first for point in side if point.is_open(which)}
    marker = dict(look["marker"])
    if growing:
        marker["symbol"] = [_GROWING if place in growing else "circle" for place in places]
        size = look["marker"]["size"]
        marker["size"] = [_GROWING_SIZE if place in growing else size for place in places]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "legendgroup": which,
        "legendrank": 1 if which == "a" else 2,
        "showlegend": axis == panels.AXES[Direction.INBOUND][0],
        "yaxis": axis,
        "x": [place + 0.5 for place in places],
        "y": [calls.get(place) for place in places],
        "line": look["line"],
        "marker": marker,
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _growing(palette: Palette, name: str) -> dict[str, Any]:
    """Return a point that tells the legend what the shape of an open bucket means."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "legendrank": 3,
        "x": [None],
        "y": [None],
        "marker": {"color": palette.text, "size": _GROWING_SIZE, "symbol": _GROWING},
    }


def _touched(side: Sequence[Point], palette: Palette, direction: Direction) -> dict[str, Any]:
    middles, hovers = [point.first + 0.5 for point in side], [point.hover for point in side]
    return panels.touched(direction, palette, middles, 1, hovers)
