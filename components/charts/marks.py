"""What stands around the bars of a chart along time: what is known, unfinished or provisional."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from components.charts.columns import Column
from components.charts.points import Point
from components.charts.theme import Palette

Run = tuple[int, int]
"""Consecutive buckets: the number of the first, and of the one after the last."""

_TINT: Final = 0.07
"""How much of the text's colour lies behind what is provisional; bars keep their contrast."""


def runs(columns: Iterable[Column | Point]) -> list[Run]:
    """Return where columns or points, sorted by time, follow each other without a gap."""
    found: list[Run] = []
    for column in columns:
        if found and found[-1][1] == column.first:
            found[-1] = (found[-1][0], column.end)
        else:
            found.append((column.first, column.end))
    return found


def base_line(side: Sequence[Column], palette: Palette, axis: str) -> dict[str, Any]:
    """Return the line below everything that is known: over it, no bar is a zero."""
    path = "".join(f"M{start},0H{end}" for start, end in runs(side))
    return _path(path, palette, axis, width=1.5)


def open_sides(
    side: Sequence[Column], palette: Palette, axis: str, *, gap: float, reach: float
) -> list[dict[str, Any]]:
    """Return dotted sides that lead on above each bar that has not ended: more may come.

    ``gap`` is the empty part of a bucket, and ``reach`` how far they lead, in calls.
    """
    shapes = []
    for column in side:
        if column.is_open:
            left, right = column.first + gap / 2, column.end - gap / 2
            top = column.height + reach
            path = f"M{left},0V{top:.2f}M{right},0V{top:.2f}"
            shapes.append(_path(path, palette, axis, width=1.5, dash="2px,2px"))
    return shapes


def bands(found: Sequence[Run], name: str, palette: Palette, *, top: float) -> list[dict[str, Any]]:
    """Return a tint behind both directions for each run, explained once in the legend.

    ``top`` is the upper end of the bars, as a share of the chart.
    """
    band = {
        "type": "rect",
        "name": name,
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "y0": 0,
        "y1": top,
        "fillcolor": palette.text,
        "opacity": _TINT,
        "line": {"width": 0},
    }
    return [
        {**band, "x0": start, "x1": end, "showlegend": number == 0}
        for number, (start, end) in enumerate(found)
    ]


def heading(name: str, *, top: float) -> dict[str, Any]:
    """Return the name of a direction above its bars."""
    return {
        "text": f"<b>{name}</b>",
        "showarrow": False,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": top,
        "yanchor": "bottom",
    }


def _path(path: str, palette: Palette, axis: str, **line: float | str) -> dict[str, Any]:
    return {
        "type": "path",
        "path": path or "M0,0",
        "xref": "x",
        "yref": axis,
        "line": {"color": palette.text, **line},
    }
