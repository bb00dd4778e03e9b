"""The frames that travel from reports to charts: columns, dtypes, and who builds the rows.

A report and a chart know only this module of each other. Labels are the values of the enums, never
words for people; a chart translates nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, Literal, TypeAlias

import pandas as pd

from components.measures.causes import Causes
from components.measures.changes import COUNTED, Measure
from components.measures.counts import Counts, Direction, Sides
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

Columns: TypeAlias = Mapping[str, pd.CategoricalDtype | Literal["int64", "float64", "str"]]
"""The columns of a frame, in order, each with its dtype."""

OTHER: Final = "other"
"""Colour group of a leg that neither connected nor failed: legs have no Missed."""

_DIRECTION: Final = pd.CategoricalDtype([direction.value for direction in Direction])
_OUTCOME: Final = pd.CategoricalDtype([outcome.value for outcome in Outcome])
_ENDING: Final = pd.CategoricalDtype([ending.value for ending in Ending])
_GROUP: Final = pd.CategoricalDtype([*(outcome.value for outcome in Outcome), OTHER])
_STANDING: Final = pd.CategoricalDtype([standing.value for standing in Standing])

_SIDE: Final = pd.CategoricalDtype(["a", "b"])
_MEASURE: Final = pd.CategoricalDtype([measure.value for measure in COUNTED])
_KIND: Final = pd.CategoricalDtype(["total", "effect"])

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

COMPARED: Final[Columns] = {
    "side": _SIDE,
    "direction": _DIRECTION,
    "position": "int64",
    "measure": _MEASURE,
    "calls": "int64",
    "standing": _STANDING,
}
"""One row for each bucket of A and of B, direction and measure; zero is a row, unknown is none.

``position`` is the bucket's place on the common axis; A's first is 0. Legs have no *missed*.
"""

CAUSES: Final[Columns] = {
    "direction": _DIRECTION,
    "part": "str",
    "kind": _KIND,
    "calls": "float64",
    "order": "int64",
}
"""One row for each bar of a waterfall: the *total* ``b``, each *effect*, and the *total* ``a``.

``part`` is as in ``measures.causes``; ``order`` counts from 0 in each direction. ``calls`` may be
calls a day, in tenths. A direction without causes has no rows.
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
            calls += _sums(sides, parts)
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


def compared_frame(
    a: Sequence[Stretch],
    b: Sequence[Stretch],
    source: Source,
    menu: MenuCountsAs,
    *,
    shift: int = 0,
) -> pd.DataFrame:
    """Return both periods along one axis, bucket by bucket (columns: ``COMPARED``).

    B's bucket 0 stands at position ``shift``. What is known only of several buckets together is
    left out. Raises ``OverflowError`` where a number does not fit 64 bits.
    """
    known = [
        (side, stretch.first + places, stretch)
        for side, stretches, places in (("a", a, 0), ("b", b, shift))
        for stretch in stretches
        if stretch.buckets == 1
    ]
    sides, positions, stretches = zip(*known, strict=True) if known else ((), (), ())
    fields = _fields_of_measures(source, menu)
    blocks = [(direction, measure) for direction in Direction for measure in fields]
    calls: list[int] = []
    for direction in Direction:
        counts = [stretch.sides[direction] for stretch in stretches]
        for names in fields.values():
            calls += _sums(counts, names)
    return pd.DataFrame(
        {
            "side": _labels(sides * len(blocks), _SIDE),
            "direction": _labels([way for way, _ in blocks for _ in known], _DIRECTION),
            "position": _whole(positions * len(blocks)),
            "measure": _labels([measure for _, measure in blocks for _ in known], _MEASURE),
            "calls": _whole(calls),
            "standing": _labels([one.standing for one in stretches] * len(blocks), _STANDING),
        }
    )


def cause_frame(found: Mapping[Direction, Causes | None]) -> pd.DataFrame:
    """Return why the answered calls of each direction changed (columns: ``CAUSES``)."""
    rows = []
    for direction, causes in found.items():
        if causes is None:
            continue
        bars = [("b", "total", causes.b)]
        bars += [(effect.part, "effect", effect.calls) for effect in causes.effects]
        bars.append(("a", "total", causes.a))
        rows += [
            (direction.value, part, kind, float(calls), order)
            for order, (part, kind, calls) in enumerate(bars)
        ]
    return _frame(CAUSES, rows)


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


def _fields_of_measures(source: Source, menu: MenuCountsAs) -> Mapping[str, Sequence[str]]:
    """Return what a source counts, each with the fields of ``Counts`` that it is the sum of."""
    groups = _endings_of_groups(source, menu)
    return {Measure.CALLS: ["total"], **{name: groups[name] for name in groups if name != OTHER}}


def _sums(counts: Sequence[Counts], fields: Sequence[str]) -> Iterable[int]:
    """Return the sum of some fields for each of the counts, column by column."""
    return map(sum, zip(*(map(attrgetter(name), counts) for name in fields), strict=True))


def _group(ending: Ending, source: Source, menu: MenuCountsAs) -> str:
    if source is Source.LEGS:
        return _LEG_GROUPS.get(ending, OTHER)
    return outcome_of(ending, menu).value


def _frame(columns: Columns, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Return the rows under these columns; None becomes NaN.

    Each column is made in its own dtype: a guess first, then ``astype``, would turn a number beyond
    64 bits silently into a negative one.
    """
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=dtype)
            for (name, dtype), values in zip(columns.items(), cells, strict=True)
        }
    )
