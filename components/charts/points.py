"""What a comparison along time shows, before anything is drawn: one small value for each place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from components.charts.bars import ABSENT, Number, word
from components.measures.counts import Direction
from components.measures.stretches import Standing

Labels = Mapping[str, Mapping[int, str]]
"""The names of the buckets of each side, ``a`` and ``b``, by their position on the common axis."""

GLYPHS: Final = {"a": "●", "b": "○"}
"""What a line's points look like, beside its number: A's are full, B's are hollow."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is known at one place of the axis: A, B or both, of one direction and measure."""

    first: int
    calls: Mapping[str, int]
    standings: Mapping[str, str]
    hover: str

    @property
    def end(self) -> int:
        """The number of the place after it."""
        return self.first + 1

    @property
    def is_final(self) -> bool:
        """Whether neither number will change any more."""
        return all(standing == Standing.FINAL for standing in self.standings.values())

    def is_open(self, side: str) -> bool:
        """Whether the bucket of a side has not ended yet."""
        return self.standings.get(side) == Standing.OPEN


def points(
    frame: pd.DataFrame,
    direction: Direction,
    measure: str,
    *,
    labels: Labels,
    words: Mapping[str, str],
    number: Number,
) -> list[Point]:
    """Return the points of one direction, by place; where neither side is known there is none.

    ``frame`` has the columns of ``measures.frames.COMPARED``; the rest is as ``compare.figure``
    takes it.
    """
    rows = frame[(frame["direction"] == direction) & (frame["measure"] == measure)]
    places: dict[int, dict[str, tuple[int, str]]] = {}
    columns = (rows[name].tolist() for name in ("position", "side", "calls", "standing"))
    for place, side, calls, standing in zip(*columns, strict=True):
        places.setdefault(place, {})[side] = (calls, standing)
    head = f"<b>{words[direction]} · {word(words, measure, direction)}</b>"
    made = []
    for place, known in sorted(places.items()):
        lines = [
            f"{GLYPHS[side]} {labels[side][place]}: {_told(known.get(side), words, number)}"
            for side in GLYPHS
            if place in labels[side]
        ]
        calls = {side: value for side, (value, _) in known.items()}
        standings = {side: standing for side, (_, standing) in known.items()}
        made.append(Point(place, calls, standings, "<br>".join([head, *lines])))
    return made


def _told(known: tuple[int, str] | None, words: Mapping[str, str], number: Number) -> str:
    if known is None:
        return ABSENT
    calls, standing = known
    told = number(calls)
    return told if standing == Standing.FINAL else f"{told} <i>({words[standing]})</i>"
