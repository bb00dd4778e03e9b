"""What a bar chart of calls shows, before anything is drawn: one small value for each bar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from components.measures.counts import Direction

ABSENT: Final = "–"
"""The label of a share that does not exist, because its direction had no calls. It is not 0."""

Number = Callable[[float], str]
"""Formats the number on a bar: a count (a whole number), or a share of 0 to 1."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for (values of the enums), how long it is, and its two texts.

    ``group`` chooses colour and pattern. ``length`` is a count or a share; 0 where the share is
    absent, which ``label`` tells apart.
    """

    direction: str
    kind: str
    group: str
    length: float
    label: str
    hover: str


def bars(
    frame: pd.DataFrame,
    kind: Literal["outcome", "ending"],
    *,
    words: Mapping[str, str],
    number: Number,
    shares: bool,
) -> tuple[Bar, ...]:
    """Return a bar for each row, sorted as its categories are; none where there were no calls.

    ``frame`` has the columns of ``measures.frames.OUTCOMES`` or ``ENDINGS``, and ``kind`` names the
    one that a bar stands for.
    """
    if not frame["calls"].any():
        return ()
    unit = "share" if shares else "calls"
    rows = frame.sort_values(["direction", kind])
    columns = (rows[name].tolist() for name in ("direction", kind, "outcome", unit))
    made = []
    for direction, what, group, value in zip(*columns, strict=True):
        label = ABSENT if pd.isna(value) else number(value)
        name = f"{words[direction]} · {word(words, what, direction)}"
        hover = f"{name}<br>{words[unit]}: {label}"
        length = 0 if pd.isna(value) else value
        made.append(Bar(direction, what, group, length, label, hover))
    return tuple(made)


def word(words: Mapping[str, str], what: str, direction: str) -> str:
    """Return the word for something, in the wording of a direction where it has one.

    ``words["out.missed"]`` goes before ``words["missed"]``: outbound, Missed reads *Not reached*.
    """
    return words.get(f"{direction}.{what}", words[what])


def both_words(words: Mapping[str, str], what: str) -> str:
    """Return what a legend calls something: all its words, where the directions differ."""
    return " / ".join(dict.fromkeys(word(words, what, direction) for direction in Direction))
