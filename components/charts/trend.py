"""How many calls were answered, missed and failed along time: inbound above outbound.

Time is counted in buckets, so that an hour that the clocks show twice has its place.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components.charts import marks, panels, theme
from components.charts.bars import Number, both_words
from components.charts.chart import Chart
from components.charts.columns import Column, columns, groups
from components.charts.theme import Palette
from components.measures.counts import Direction

_GAP: Final = 0.16
"""The part of a bucket that stays empty beside its bar."""

_PALE: Final = 0.5
"""How opaque a bar is that stands for several buckets, or has not ended yet."""

_ROOM: Final = 0.15
"""Room above the highest bar, as a part of it, for the sides of bars that have not ended yet."""


def figure(
    frame: pd.DataFrame,
    *,
    labels: Sequence[str],
    ticks: Mapping[int, str],
    words: Mapping[str, str],
    palette: Palette,
    number: Number,
) -> go.Figure:
    """Draw a bar for each stretch, as high as the calls of one of its buckets are on average.

    ``frame`` has the columns of ``measures.frames.TREND``; ``labels`` names every bucket of the
    window, and ``ticks`` those that are named on the axis. ``words`` has a text for each direction
    and each group in the frame, and may have one for a group of one direction (``out.missed``);
    beside those ``provisional``, ``open``, ``together`` with ``{first}`` and ``{last}``, and
    ``average`` with ``{number}``. ``number`` formats a count, and an average.
    """
    sides = {
        direction: columns(frame, direction, labels=labels, words=words, number=number)
        for direction in Direction
    }
    highest = max((column.height for side in sides.values() for column in side), default=0)
    traces = []
    for place, group in enumerate(groups(frame)):
        marker = theme.marker(palette, group)
        if len(labels) > panels.WIDE:
            marker["pattern"] = {"shape": ""}
        traces.append(_sample(marker, both_words(words, group)))
        for direction, side in sides.items():
            traces.append(_bars(side, place, marker, panels.AXES[direction][0], len(labels)))
    traces += [_touched(side, palette, direction) for direction, side in sides.items()]
    return Chart(
        traces,
        {
            **theme.layout(palette, panels.HEIGHT),
            "barmode": "stack",
            "legend": {**theme.LEGEND, "y": 1, "traceorder": "normal"},
            "hoverlabel": {"bgcolor": palette.page, "font": {"color": palette.text}},
            "xaxis": panels.time_axis(palette, (0, len(labels)), ticks),
            **panels.count_axes(theme.count_axis(palette, highest * (1 + _ROOM), number)),
            **_marks(sides, palette, words, buckets=len(labels), reach=highest * _ROOM),
        },
    )


def _sample(marker: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a bar without length that shows the legend what its group looks like when whole."""
    return {"type": "bar", "name": name, "x": [None], "y": [None], "marker": marker}


def _bars(
    side: Sequence[Column], place: int, marker: Mapping[str, Any], axis: str, buckets: int
) -> dict[str, Any]:
    """Return the bars of one direction and group; they leave the pointer to what lies over them."""
    gap = _GAP if buckets <= panels.WIDE else 0
    return {
        "type": "bar",
        "yaxis": axis,
        "x": [_middle(column) for column in side],
        "y": [_share(column.calls[place], column.buckets) for column in side],
        "width": _once([column.buckets - gap for column in side]),
        "marker": {**marker, "opacity": _once([_opacity(column) for column in side])},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _touched(side: Sequence[Column], palette: Palette, direction: Direction) -> dict[str, Any]:
    """Return what the pointer meets: the whole height over each stretch, so a zero tells too."""
    middles, hovers = [_middle(column) for column in side], [column.hover for column in side]
    widths = _once([column.buckets for column in side])
    return panels.touched(direction, palette, middles, widths, hovers)


def _marks(
    sides: Mapping[Direction, Sequence[Column]],
    palette: Palette,
    words: Mapping[str, str],
    *,
    buckets: int,
    reach: float,
) -> dict[str, Any]:
    """Return the lines and names around the bars; both directions are known for the same time."""
    loose = (column for column in sides[Direction.INBOUND] if not column.is_final)
    top = panels.PLACES[Direction.INBOUND][1]
    shapes = marks.bands(marks.runs(loose), words["provisional"], palette, top=top)
    for direction, side in sides.items():
        axis, _ = panels.AXES[direction]
        shapes.append(marks.base_line(side, palette, axis))
        if buckets <= panels.WIDE:
            shapes += marks.open_sides(side, palette, axis, gap=_GAP, reach=reach)
    return {"shapes": shapes, "annotations": panels.headings(words)}


def _middle(column: Column) -> float:
    return column.first + column.buckets / 2


def _share(calls: int, buckets: int) -> float:
    return calls if buckets == 1 else round(calls / buckets, 2)


def _opacity(column: Column) -> float:
    return _PALE if column.buckets > 1 or column.is_open else 1


def _once(values: list[float]) -> list[float] | float:
    """Return a value that is the same for all bars but once: a quarter has 2,000 hours."""
    return values[0] if len(set(values)) == 1 else values
