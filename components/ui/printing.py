"""How every page is printed: on A4, light, without what is there to be pressed."""

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from components.charts.theme import PALETTES, Palette, Shade

_STYLE: Final = Path(__file__).with_name("print.css")

_LINE: Final = "#d3dbe3"
_TINT: Final = "#f2f5f8"
"""Lines, and what is a little darker than the paper: as the theme has them on a light page."""

_COLOURS: Final = "/* colours */"
"""Where the colours go into the style: they are not told twice."""

_PLOTLY_TEXT: Final = "rgb(250, 250, 250)"
"""What Streamlit makes of a chart's text colour on a dark page."""


def settle() -> None:
    """Bring the one print style; once in the frame, before the page."""
    st.html(f"<style>{style()}</style>")


@cache
def style() -> str:
    """Return the print style, with the colours of the light shade."""
    light = PALETTES[Shade.LIGHT]
    named = {"paper": light.page, "ink": light.text, "line": _LINE, "tint": _TINT}
    colours = " ".join(f"--{name}: {colour};" for name, colour in named.items())
    rules = "\n".join([f":root {{ {colours} }}", *_lightened()])
    return _STYLE.read_text("utf-8").replace(_COLOURS, rules)


def _lightened() -> list[str]:
    """Return rules that give a chart that was drawn on a dark page the light page's colours.

    Each colour stands in the drawing itself, so it is named as the browser spells it there.
    """
    dark, light = PALETTES[Shade.DARK], PALETTES[Shade.LIGHT]
    names = [field.name for field in fields(Palette)]
    changed = {_spelled(getattr(dark, name)): getattr(light, name) for name in names}
    changed[_PLOTLY_TEXT] = light.text
    return [
        f'.js-plotly-plot :is([style*="{what}: {before}"], [{what}="{before}"]) '
        f"{{ {what}: {after} !important; }}"
        for before, after in changed.items()
        for what in ("fill", "stroke")
    ]


def _spelled(colour: str) -> str:
    """Return ``#rrggbb`` as a browser writes it into a drawing."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
