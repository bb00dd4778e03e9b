"""Colours, patterns and one layout for every chart, in a light and a dark shade.

Streamlit brings fonts and lines through Plotly's template. Only what carries a meaning, could not
be read, or would break on a phone, is set here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any, Final

from components.measures.frames import OTHER
from components.measures.outcomes import Outcome


class Shade(StrEnum):
    """Which page a chart stands on; the values are those of ``st.context.theme.type``."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one shade, ``#rrggbb``.

    ``page`` is the background that the others are made for. Text stands beside bars, never on them,
    and has at least 4.5:1 to the page (WCAG 2, 1.4.3); the groups have at least 3:1 (1.4.11) and
    are told apart by protanopes and deuteranopes.
    """

    page: str
    text: str
    answered: str
    missed: str
    failed: str
    other: str

    def of(self, group: str) -> str:
        """Return the colour of a group: a value of ``Outcome``, or ``OTHER`` for legs."""
        return {
            Outcome.ANSWERED.value: self.answered,
            Outcome.MISSED.value: self.missed,
            Outcome.FAILED.value: self.failed,
            OTHER: self.other,
        }[group]


PALETTES: Final[Mapping[Shade, Palette]] = {
    # Sky blue and vermillion after Okabe and Ito, darkened until they stand out from white.
    Shade.LIGHT: Palette(
        page="#ffffff",
        text="#16202b",
        answered="#1f8ac9",
        missed="#d1490c",
        failed="#5f5280",
        other="#8b8f96",
    ),
    # Failed stays dark here: a light grey-violet is a deuteranope's sky blue.
    Shade.DARK: Palette(
        page="#0f1419",
        text="#e9eef3",
        answered="#63bdf0",
        missed="#ea6a2a",
        failed="#7d6ca3",
        other="#b8bdc5",
    ),
}

THEMED: Final = Palette(
    page="#000038",
    text="#000037",
    answered="#000001",
    missed="#000002",
    failed="#000003",
    other="#000004",
)
"""Places that Streamlit's browser side fills with the colours of the theme in use.

The palettes stand in ``.streamlit/config.toml`` as ``chartCategoricalColors`` too, so a chart
changes its shade with the page, at once and without a new figure (``streamlit_plotly_theme.py``).
"""

GROUPS: Final = (*(outcome.value for outcome in Outcome), OTHER)
"""All groups, in the order in which they are drawn."""

PATTERNS: Final[Mapping[str, str]] = {
    Outcome.ANSWERED.value: "",
    Outcome.MISSED.value: "/",
    Outcome.FAILED.value: "x",
    OTHER: "",
}
"""Plotly's pattern of each group: the outcomes differ in shape, not only in colour."""

_STRIPES: Final = 0.55
"""How far the page shines through a pattern: seen at a glance, and the bar keeps its colour."""

_CLEAR: Final = "rgba(0,0,0,0)"

_LETTERS: Final = "Arial, Helvetica, Liberation Sans, sans-serif"

_LINES: Final = 5
"""How many lines of a scale are enough to read a bar's height by."""

LEGEND: Final = {
    "orientation": "h",
    "x": 0,
    "y": 1.02,
    "yanchor": "bottom",
    "itemclick": False,
    "itemdoubleclick": False,
}
"""A legend above its chart; a tap on it hides no calls."""


def bar(palette: Palette, group: str) -> dict[str, Any]:
    """Return how bars of a group look, and the number beside each: outside, level, in full size."""
    return {
        "marker": marker(palette, group),
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def marker(palette: Palette, group: str) -> dict[str, Any]:
    """Return the colour and the pattern of a group's bars.

    One trace has one group: given a colour for each bar, Plotly ignores the pattern's own and takes
    black or white.
    """
    return {
        "color": palette.of(group),
        "line": {"width": 0},
        "pattern": {
            "shape": PATTERNS[group],
            "fillmode": "overlay",
            "fgcolor": palette.page,
            "fgopacity": _STRIPES,
            "size": 7,
            "solidity": 0.25,
        },
    }


def layout(palette: Palette, height: int, *, top: int = 0, right: int = 0) -> dict[str, Any]:
    """Return what all charts share: small margins, nothing that moves under a thumb.

    ``height`` and the margins are in pixels; axes and legends take what they need beside those.
    The text colour is set because Streamlit's own grey has but 3.7:1 to a white page. Zoom and pan
    are off, or a chart would swallow a phone's scrolling. Without a template of its own, which is
    half of a figure's size, a chart takes Streamlit's in the browser.

    A chart may leave the page as a picture, so it has the page's own ground, and letters that every
    system has: a picture knows nothing of the page's font, and wider letters would be cut off.
    """
    return {
        "template": "none",
        "font": {"color": palette.text, "family": _LETTERS},
        "height": height,
        "margin": {"l": 0, "r": right, "t": top, "b": 0},
        "paper_bgcolor": palette.page,
        "plot_bgcolor": _CLEAR,
        "modebar": {"bgcolor": _CLEAR, "color": palette.text, "activecolor": palette.text},
        "dragmode": False,
        "hovermode": "closest",
    }


def name_axis(palette: Palette, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the axis of what the bars stand for: its values in this order, under these names.

    All of them are there, in this order, whatever the data hold.
    """
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(names),
        "tickvals": list(names),
        "ticktext": list(names.values()),
        "tickfont": {"color": palette.text},
        "range": [-0.5, len(names) - 0.5],
        "fixedrange": True,
        "showgrid": False,
        "automargin": True,
    }


def value_axis(longest: float, *, room: float) -> dict[str, Any]:
    """Return the axis of the lengths: a base line, and no scale, because each bar has its number.

    It ends at ``longest`` and the share ``room`` of it more, where the labels stand.
    """
    return {
        "range": [0, longest * (1 + room) or 1],
        "fixedrange": True,
        "showgrid": False,
        "showticklabels": False,
        "ticks": "",
        "zeroline": True,
    }


def count_axis(palette: Palette, longest: float, number: Callable[[float], str]) -> dict[str, Any]:
    """Return the axis of counts of bars without numbers: a few lines at round, whole numbers."""
    sizes = (digit * 10**zeros for zeros in count() for digit in (1, 2, 5))
    size = next(size for size in sizes if longest <= _LINES * size)
    values = range(0, int(longest) + 1, size)
    return {
        "range": [0, longest or 1],
        "tickvals": list(values),
        "ticktext": [number(value) for value in values],
        "tickfont": {"color": palette.text},
        "fixedrange": True,
        "zeroline": False,
        "automargin": True,
    }
