"""What a chart along time shows, before anything is drawn: one small value for each stretch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from components.charts.bars import Number, word
from components.charts.theme import GROUPS
from components.measures.counts import Direction
from components.measures.stretches import Standing

_TIME: Final = ["first", "buckets", "standing"]


@dataclass(frozen=True, slots=True)
class Column:
    """The calls of one direction over one stretch of buckets, from number ``first`` on.

    ``calls`` has a number for each group of the chart, in their order.
    """

    first: int
    buckets: int
    standing: str
    calls: tuple[int, ...]
    hover: str

    @property
    def end(self) -> int:
        """The number of the bucket after the last."""
        return self.first + self.buckets

    @property
    def is_final(self) -> bool:
        """Whether the numbers will not change any more."""
        return self.standing == Standing.FINAL

    @property
    def is_open(self) -> bool:
        """Whether the stretch has not ended yet."""
        return self.standing == Standing.OPEN

    @property
    def height(self) -> float:
        """The calls of one of its buckets: all that is known of several is their average."""
        return sum(self.calls) / self.buckets


def groups(frame: pd.DataFrame) -> list[str]:
    """Return the colour groups of a frame (columns: ``measures.frames.TREND``) in display order."""
    present = set(frame["outcome"].unique())
    return [group for group in GROUPS if group in present]


def columns(
    frame: pd.DataFrame,
    direction: Direction,
    *,
    labels: Sequence[str],
    words: Mapping[str, str],
    number: Number,
) -> list[Column]:
    """Return the columns of one direction, by time; what is unknown has none, and a zero has one.

    ``frame`` has the columns of ``measures.frames.TREND``; the rest is as ``trend.figure`` takes
    it.
    """
    rows = frame[frame["direction"] == direction].sort_values(["outcome", "first"])
    present = groups(frame)
    parts = [rows[rows["outcome"] == group] for group in present]
    if not parts:
        return []
    calls = zip(*(part["calls"].tolist() for part in parts), strict=True)
    times = zip(*(parts[0][name].tolist() for name in _TIME), strict=True)
    # A quarter by hour writes 17,000 numbers, and few different ones.
    texts = _Texts(_template(direction, present, words), labels, words, cache(number))
    return [
        Column(first, buckets, standing, numbers, texts.of(first, buckets, standing, numbers))
        for (first, buckets, standing), numbers in zip(times, calls, strict=True)
    ]


def _template(direction: Direction, present: Sequence[str], words: Mapping[str, str]) -> str:
    """Return the lines of a direction's texts: when, how many together, and of each group."""
    names = [words[direction], *(word(words, group, direction) for group in present)]
    return "<br>".join(["<b>{}</b>", *(f"{name}: {{}}" for name in names)])


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the columns of one direction say when the pointer is on them."""

    template: str
    labels: Sequence[str]
    words: Mapping[str, str]
    number: Number

    def of(self, first: int, buckets: int, standing: str, calls: Sequence[int]) -> str:
        name, total = self.labels[first], self.number(sum(calls))
        if buckets > 1:
            last = self.labels[first + buckets - 1]
            name = self.words["together"].format(first=name, last=last)
            average = self.number(sum(calls) / buckets)
            total = f"{total}, {self.words['average'].format(number=average)}"
        text = self.template.format(name, total, *map(self.number, calls))
        return text if standing == Standing.FINAL else f"{text}<br><i>{self.words[standing]}</i>"
