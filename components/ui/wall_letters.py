"""How wide a text is in the wall's letters, so that sizes can be reckoned before anything is drawn.

The letters are those that Streamlit brings along, so they are the same on every television.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import Final

CAPITAL: Final = 0.65
"""Height of a capital letter, and of a digit, in parts of the size (Source Sans: 0.656)."""

LINE: Final = 1.15
"""Distance between two lines in parts of the size: Й and щ do not touch."""

NEVER: Final = 1000
"""Lines of a text that does not fit, because a word of it is too long."""

_ADVANCES: Final = (
    (200, " \u00a0\u202f"),
    (263, "|ij',.:;·lI"),
    (311, "!f()[]{}-"),
    (350, "tr/\\"),
    (419, "г*s"),
    (456, '?z"«»xхcзсэ'),
    (497, "тvyуYJ–Lь#$+0123456789<=>^~−≥≤FkкeеёГ"),
    (515, "_agавчXХУVя"),
    (547, "EЕЁлдSTТZ`oоAhuАбn"),
    (571, "ЗbпdpqрцнийPРRCСЭ"),
    (598, "KКБЬЯBВъЧ"),
    (645, "&DGЛмДЦUПN"),
    (674, "HНЙИOQОы"),
    (749, "жwЪMМФфюш"),
    (829, "щWЫ—%mЖ"),
    (950, "@ШЩ№Ю…"),
)
"""Widths of signs in thousandths of the size; of a group, that of the widest."""

_WIDTHS: Final[Mapping[str, int]] = MappingProxyType(
    {sign: advance for advance, signs in reversed(_ADVANCES) for sign in signs}
)

_OTHER: Final = 1000
"""Any other sign: as wide as high, as ideographs are."""

_BOLD: Final = 1.04
"""How much wider figures are, which are bold."""


@lru_cache(4096)
def width(text: str) -> float:
    """Return how wide a text is on one line, in parts of its size, or a little less than that."""
    return sum(_WIDTHS.get(sign, _OTHER) for sign in text) / 1000


def bold(text: str) -> float:
    """Return the same for bold digits."""
    return width(text) * _BOLD


@lru_cache(4096)
def lines(text: str, room: float) -> int:
    """Return on how many lines a text stands where a line has so much room (parts of its size).

    ``NEVER`` where a word is wider than that. A text without a word takes no line.
    """
    taken, used = 0, 0.0
    for word in text.split(" "):
        if not word:
            continue
        wide = width(word)
        if wide > room:
            return NEVER
        if taken and used + width(" ") + wide <= room:
            used += width(" ") + wide
        else:
            taken, used = taken + 1, wide
    return taken


def broken(text: str, room: float) -> int:
    """Return the same where words that are too long may be broken anywhere."""
    found = lines(text, room)
    if found < NEVER:
        return found
    return sum(ceil(width(word) / room) + 1 for word in text.split(" "))
