"""The frames that travel from reports to charts: columns, dtypes, and who builds the rows.

A report and a chart know only this module of each other. Labels are the values of the enums, never
words for people; a chart translates nothing.
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final, Literal, TypeAlias

import pandas as pd

from components.measures.counts import Direction, Sides
from components.measures.outcomes import (
    Ending,
    MenuCountsAs,
    Outcome,
    Source,
    ended,
    endings,
    outcome_of,
    outcomes,
)
from components.measures.rates import share
from components.measures.stretches import Standing, Stretch

Columns: TypeAlias = Mapping[str, pd.CategoricalDtype | Literal["int64", "float64"]]
"""The columns of a frame, in order, each with its dtype."""

OTHER: Final = "other"
"""Colour group of a leg that neither connected nor failed: legs have no Missed."""

_DIRECTION: Final = pd.CategoricalDtype([direction.value for direction in Direction])
_OUTCOME: Final = pd.CategoricalDtype([outcome.value for outcome in Outcome])
_ENDING: Final = pd.CategoricalDtype([ending.value for ending in Ending])
_GROUP: Final = pd.CategoricalDtype([*(outcome.value for outcome in Outcome), OTHER])
_STANDING: Final = pd.CategoricalDtype([standing.value for standing in Standing])

_LEG_GROUPS: Final[Mapping[Ending, str]] = {
    Ending.BRIDGED: Outcome.ANSWERED.value,
    Ending.FAILED: Outcome.FAILED.value,
}

OUTCOMES: Final[Columns] = {
    "direction": _DIRECTION,
    "outcome": _OUTCOME,
    "calls": "int64",
    "share": "float64",
}
"""One row for each direction and outcome, every pair present, 0 calls where none.

``share`` is ``calls`` by the direction's ``total``, 0 to 1; NaN in a direction without calls.
"""

ENDINGS: Final[Columns] = {
    "direction": _DIRECTION,
    "ending": _ENDING,
    "outcome": _GROUP,
    "calls": "int64",
    "share": "float64",
}
"""One row for each direction and ending: 12 for calls, 16 for legs, every pair present.

``calls`` counts legs where the source is legs; ``share`` as in ``OUTCOMES``. ``outcome`` is the
colour group: what the ending counts as or, for legs, *answered*, *failed* or *other*.
"""

TREND: Final[Columns] = {
    "first": "int64",
    "buckets": "int64",
    "direction": _DIRECTION,
    "outcome": _GROUP,
    "calls": "int64",
    "standing": _STANDING,
}
"""One row for each stretch of time, direction and colour group; zero is a row, unknown is none.

A stretch is ``buckets`` consecutive buckets from number ``first`` on, of which only the sum is
known. The groups are the three outcomes of calls or, for legs, *answered*, *failed* and *other*.
"""


def outcome_frame(sides: Sides, menu: MenuCountsAs) -> pd.DataFrame:
    """Return the three outcomes of the calls of both directions (columns: ``OUTCOMES``; 6 rows).

    Raises ``OverflowError`` where a number does not fit 64 bits.
    """
    rows = []
    for direction in Direction:
        counts = sides[direction]
        for outcome, calls in outcomes(counts, menu).items():
            rows.append((direction.value, outcome.value, calls, share(calls, counts.total)))
    return _frame(OUTCOMES, rows)


def ending_frame(sides: Sides, source: Source, menu: MenuCountsAs) -> pd.DataFrame:
    """Return how the calls or legs of both directions ended (columns: ``ENDINGS``; 12 or 16 rows).

    For legs ``menu`` changes nothing. Raises ``OverflowError`` where a number does not fit 64 bits.
    """
    rows = []
    for direction in Direction:
        counts = sides[direction]
        for ending in endings(source):
            calls = ended(counts, ending)
            group = _group(ending, source, menu)
            rows.append((direction.value, ending.value, group, calls, share(calls, counts.total)))
    return _frame(ENDINGS, rows)


def trend_frame(stretches: Sequence[Stretch], source: Source, menu: MenuCountsAs) -> pd.DataFrame:
    """Return the calls or legs of both directions along time (columns: ``TREND``).

    Built column by column, because a quarter by hour has 13,000 rows. Raises ``OverflowError``
    where a number does not fit 64 bits.
    """
    groups = _endings_of_groups(source, menu)
    blocks = [(direction, group) for direction in Direction for group in groups]
    calls: list[int] = []
    for direction in Direction:
        sides = [stretch.sides[direction] for stretch in stretches]
        for parts in groups.values():
            columns = [map(attrgetter(part.value), sides) for part in parts]
            calls += map(sum, zip(*columns, strict=True))
    each = len(stretches)
    return pd.DataFrame(
        {
            "first": _whole([stretch.first for stretch in stretches] * len(blocks)),
            "buckets": _whole([stretch.buckets for stretch in stretches] * len(blocks)),
            "direction": _labels([side for side, _ in blocks for _ in range(each)], _DIRECTION),
            "outcome": _labels([group for _, group in blocks for _ in range(each)], _GROUP),
            "calls": _whole(calls),
            "standing": _labels(
                [stretch.standing for stretch in stretches] * len(blocks), _STANDING
            ),
        }
    )


def _whole(numbers: Sequence[int]) -> "pd.Series[int]":
    return pd.Series(numbers, dtype="int64")


def _labels(values: Sequence[str], dtype: pd.CategoricalDtype) -> pd.Categorical:
    """Return a column of labels by their codes: pandas takes long to sort words into categories."""
    codes = {label: code for code, label in enumerate(dtype.categories)}
    return pd.Categorical.from_codes([codes[value] for value in values], dtype=dtype)


def _endings_of_groups(source: Source, menu: MenuCountsAs) -> Mapping[str, Sequence[Ending]]:
    """Return the colour groups of a source in display order, each with what counts as it."""
    parts: dict[str, list[Ending]] = {group: [] for group in _GROUP.categories}
    for ending in endings(source):
        parts[_group(ending, source, menu)].append(ending)
    return {group: found for group, found in parts.items() if found}


def _group(ending: Ending, source: Source, menu: MenuCountsAs) -> str:
    if source is Source.LEGS:
        return _LEG_GROUPS.get(ending, OTHER)
    return outcome_of(ending, menu).value


def _frame(columns: Columns, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Return the rows under these columns; None becomes NaN.

    Each column is made in its own dtype: a guess first, then ``astype``, would turn a number beyond
    64 bits silently into a negative one.
    """
    cells = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=dtype)
            for (name, dtype), values in zip(columns.items(), cells, strict=True)
        }
    )
