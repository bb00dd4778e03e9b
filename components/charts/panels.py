"""Two panels along one time: inbound above outbound, on one scale, so that they can be compared."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from components.charts import marks
from components.charts.theme import Palette
from components.measures.counts import Direction

HEIGHT: Final = 440
"""Pixels: two panels and a legend, and still one screen of a phone."""

PLACES: Final = {Direction.INBOUND: (0.53, 0.94), Direction.OUTBOUND: (0.0, 0.41)}
"""Where the panel of a direction stands, from the bottom up; its name stands above it."""

AXES: Final = {Direction.INBOUND: ("y", "y3"), Direction.OUTBOUND: ("y2", "y4")}
"""The axis of a direction's numbers, and one over it, for what answers to the pointer."""

WIDE: Final = 120
"""Up to so many buckets, each has room for shapes of its own. Beyond, order must do."""


def time_axis(palette: Palette, span: tuple[int, int], ticks: Mapping[int, str]) -> dict[str, Any]:
    """Return the axis of the buckets, shared by both directions and named below them.

    ``span`` is the number of the first bucket, and of the one after the last.
    """
    return {
        "type": "linear",
        "anchor": "y2",
        "range": list(span),
        "tickvals": [bucket + 0.5 for bucket in ticks],
        "ticktext": list(ticks.values()),
        "tickfont": {"color": palette.text},
        "tickangle": 0,
        "ticks": "",
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
    }


def count_axes(scale: Mapping[str, Any]) -> dict[str, Any]:
    """Return the axes of both directions, on one scale, and those that lie over them."""
    axes: dict[str, Any] = {}
    for direction, (numbers, over) in AXES.items():
        place = {"domain": list(PLACES[direction])}
        axes[numbers.replace("y", "yaxis")] = {**scale, **place}
        touched = {"overlaying": numbers, "range": [0, 1], "visible": False, "fixedrange": True}
        axes[over.replace("y", "yaxis")] = {**touched, **place}
    return axes


def headings(words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the names of both directions above their panels."""
    return [marks.heading(words[side], top=top) for side, (_, top) in PLACES.items()]


def touched(
    direction: Direction,
    palette: Palette,
    middles: Sequence[float],
    widths: Sequence[float] | float,
    hovers: Sequence[str],
) -> dict[str, Any]:
    """Return what the pointer meets: the whole height of a panel, so that a zero tells too."""
    return {
        "type": "bar",
        "yaxis": AXES[direction][1],
        "x": middles,
        "y": [1] * len(middles),
        "width": widths,
        "marker": {"color": palette.page, "opacity": 0},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
