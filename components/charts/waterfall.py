"""Why a number changed: from B's total by each effect to A's, a row for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components.charts import theme
from components.charts.bars import Number
from components.charts.chart import Chart
from components.charts.theme import Palette
from components.measures.counts import Direction
from components.measures.frames import OTHER
from components.measures.outcomes import Outcome

_ROW: Final = 40
"""Pixels of a row: two lines of a name."""

_LETTERS: Final = 18
"""Where a row's name is broken: bars and their numbers still fit beside it on a phone."""

_THICK: Final = 0.66
"""The part of a row that its bar takes."""

_RIGHT: Final = 0.3
"""Room for the numbers on the right, as a part of the axis: on a phone it is five digits wide."""

_FLAT: Final = 0.3
"""Totals are cut short where all that happens takes less than this part of the largest."""

_LEFT: Final = 0.6
"""How much of a total that is cut short is shown, as a part of all that happens beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar, from where the last one ended: from ``start`` to ``end``, in calls.

    ``group`` chooses colour and pattern: what is better looks like answered calls, what is worse
    like missed ones. A total starts at 0.
    """

    part: str
    group: str
    start: float
    end: float
    label: str

    @property
    def is_total(self) -> bool:
        """Whether it is all calls of A or B."""
        return self.group == OTHER


def figure(
    frame: pd.DataFrame,
    *,
    direction: Direction,
    words: Mapping[str, str],
    palette: Palette,
    number: Number,
) -> go.Figure:
    """Draw the totals of B and A, and between them each effect where the last one ended.

    ``frame`` has the columns of ``measures.frames.CAUSES``. ``words`` has a text for each of its
    parts, ``a`` and ``b`` among them. ``number`` formats the size of a number (never negative):
    the sign before it is set here.
    """
    made = rows(frame, direction, number)
    low, high = _range(made)
    names = {row.part: _name(row, words) for row in made}
    groups = dict.fromkeys(row.group for row in made)
    return Chart(
        [
            _bars([row for row in made if row.group == group], low, palette, names)
            for group in groups
        ],
        {
            **theme.layout(palette, _ROW * max(len(made), 1)),
            "barmode": "overlay",
            "bargap": 1 - _THICK,
            "showlegend": False,
            "xaxis": {
                **theme.value_axis(high, room=0),
                "range": [low, high + (high - low) * _RIGHT],
                "zeroline": low <= 0,
            },
            "yaxis": {
                **theme.name_axis(palette, names),
                "range": [len(made) - 0.5, -0.5],
                "ticklabelstandoff": 6,
            },
            "shapes": [
                *_steps(made, palette),
                *(_cuts(made, low, high, palette) if low > 0 else ()),
            ],
        },
    )


def rows(frame: pd.DataFrame, direction: Direction, number: Number) -> list[Row]:
    """Return the bars of one direction from the top down; none where nothing is known."""
    mine = frame[frame["direction"] == direction].sort_values("order")
    made, level = [], 0.0
    columns = (mine[name].tolist() for name in ("part", "kind", "calls"))
    for part, kind, calls in zip(*columns, strict=True):
        if kind == "total":
            made.append(Row(part, OTHER, 0, calls, number(calls)))
            level = calls
            continue
        # Tenths do not add up in floats to the last digit.
        end = round(level + calls, 1)
        group = Outcome.MISSED.value if calls < 0 else Outcome.ANSWERED.value
        made.append(Row(part, group, level, end, _signed(calls, number)))
        level = end
    return made


def _signed(calls: float, number: Number) -> str:
    sign = "−" if calls < 0 else "+" if calls else ""
    return f"{sign}{number(abs(calls))}"


def _name(row: Row, words: Mapping[str, str]) -> str:
    lines = "<br>".join(wrap(words[row.part], _LETTERS, break_long_words=False))
    return f"<b>{lines}</b>" if row.is_total else lines


def _range(made: Sequence[Row]) -> tuple[float, float]:
    """Return where the axis begins and where the longest bar ends.

    A change of 20 in 3,000 would be a hair's breadth. So where all levels lie close together the
    axis begins shortly before them, and the totals are drawn as cut through.
    """
    levels = [row.end for row in made] or [0]
    least, most = min(levels), max(levels)
    span = most - least
    if 0 < span < most * _FLAT:
        return least - span * _LEFT, most
    low = min(least, 0)
    return low, most if most > low else 1


def _bars(
    made: Sequence[Row], low: float, palette: Palette, names: Mapping[str, str]
) -> dict[str, Any]:
    """Return the bars of one group, each from its lower to its upper end."""
    starts = [low if row.is_total and low > 0 else min(row.start, row.end) for row in made]
    ends = [max(row.start, row.end) for row in made]
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": [end - start for start, end in zip(starts, ends, strict=True)],
        "y": [row.part for row in made],
        "text": [row.label for row in made],
        "hovertext": [f"{names[row.part]}<br>{row.label}" for row in made],
        **theme.bar(palette, made[0].group),
    }


def _steps(made: Sequence[Row], palette: Palette) -> list[dict[str, Any]]:
    """Return thin lines that lead from the end of each bar to where the next one starts."""
    reach = [_THICK / 2 if row.start != row.end else 0 for row in made]
    path = "".join(
        f"M{row.end},{place + reach[place]:.2f}V{place + 1 - reach[place + 1]:.2f}"
        for place, row in enumerate(made[:-1])
    )
    return [_path(path, palette.text, 1, layer="below")] if path else []


def _cuts(made: Sequence[Row], low: float, high: float, palette: Palette) -> list[dict[str, Any]]:
    """Return a slanted gap through each total that does not start at 0."""
    left, slant = low + (high - low) * 0.07, (high - low) * 0.03
    path = "".join(
        f"M{left:.4f},{place + 0.5}L{left + slant:.4f},{place - 0.5}"
        for place, row in enumerate(made)
        if row.is_total
    )
    return [_path(path, palette.page, 4, layer="above")]


def _path(path: str, colour: str, width: float, *, layer: str) -> dict[str, Any]:
    return {
        "type": "path",
        "path": path,
        "xref": "x",
        "yref": "y",
        "layer": layer,
        "line": {"color": colour, "width": width},
    }
