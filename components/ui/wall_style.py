"""The wall's colours and style: dark on every screen, whatever theme the browser asks for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_STYLE: Final = Path(__file__).with_name("wall.css")

_COLOURS: Final = "/* colours */"
"""Where the colours go into the style: they are not told twice."""

GROUND: Final = "#0b1016"

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {"ink": "#f4f7fa", "quiet": "#aeb8c4", "old": "#949fac"}
)
"""Letters: figures and words; what goes with them; what is out of date. All 4.5:1 and more."""

STATES: Final[Mapping[str, str]] = MappingProxyType(
    {"good": "#2f9bea", "watch": "#ffdf6b", "bad": "#e8590c", "no-data": "#8b95a1"}
)
"""States, also told apart by protanopes and deuteranopes; letters in them have 4.5:1."""

SHAPES: Final[Mapping[str, str]] = MappingProxyType({"won": "#63bdf0", "lost": "#ea6a2a"})
"""The chart's bars: answered, and missed or failed, as on other pages by night."""

LINE: Final = "#2a343f"
"""Lines that only part what stands beside each other."""


@cache
def style() -> str:
    """Return the style of the wall, with its colours."""
    named = {"ground": GROUND, "line": LINE, **TEXTS, **STATES, **SHAPES}
    colours = " ".join(f"--{name}: {colour};" for name, colour in named.items())
    return _STYLE.read_text("utf-8").replace(_COLOURS, colours)
