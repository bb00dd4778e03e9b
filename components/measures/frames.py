"""The frames that travel from reports to charts: columns, dtypes, and who builds the rows.

A report and a chart know only this module of each other. Labels are the values of the enums, never
words for people; a chart translates nothing.
"""

from collections.abc import Mapping, Sequence
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

Columns: TypeAlias = Mapping[str, pd.CategoricalDtype | Literal["int64", "float64"]]
"""The columns of a frame, in order, each with its dtype."""

OTHER: Final = "other"
"""Colour group of a leg that neither connected nor failed: legs have no Missed."""

_DIRECTION: Final = pd.CategoricalDtype([direction.value for direction in Direction])
_OUTCOME: Final = pd.CategoricalDtype([outcome.value for outcome in Outcome])
_ENDING: Final = pd.CategoricalDtype([ending.value for ending in Ending])
_GROUP: Final = pd.CategoricalDtype([*(outcome.value for outcome in Outcome), OTHER])

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
