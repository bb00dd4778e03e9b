"""The same numbers as a table: what an analyst reads, and what a screen reader gets."""

from collections.abc import Callable, Hashable, Sequence
from itertools import starmap
from typing import Final

import pandas as pd
import streamlit as st

from components.exports.sheet import Cell, Sheet
from components.measures.counts import Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.reports.answer import Compared
from components.ui import once, sheets, text
from components.ui.language import _, locale, speech

_INDENT: Final = "\N{NO-BREAK SPACE}" * 3
"""Before a part of a whole; it stays with the first word where a phone breaks the line."""


def numbers(sides: Sides, source: Source, menu: MenuCountsAs) -> None:
    """Draw every number of the answer, inbound beside outbound (key ``table_outcomes``)."""
    _draw(
        "table_outcomes",
        (sides, source, menu),
        lambda: _paired(sheets.overview(sides, source, menu)),
        _("All numbers of the period"),
    )


def compared(found: Compared, menu: MenuCountsAs) -> None:
    """Draw every number of both periods and its change (key ``table_compare``)."""
    _draw(
        "table_compare",
        (found, menu),
        lambda: _compared(sheets.compared(found, menu), is_per_day=found.is_per_day),
        _("All numbers of both periods"),
    )


def points() -> str:
    """Return the word for percentage points behind a number."""
    return _("pp")


def _draw(
    key: str, made_of: tuple[Hashable, ...], make: Callable[[], pd.DataFrame], alt: str
) -> None:
    frame = once.drawn(key, (*made_of, speech()), make)
    with st.container(key=key):
        st.table(frame, hide_index=True, border="horizontal", alt=alt)


def _compared(sheet: Sheet, *, is_per_day: bool) -> pd.DataFrame:
    """Return the sheet of two periods in words, what goes with a number in one cell with it.

    That is its number per day, or the change in per cent. A phone breaks such a cell into two
    lines: for more columns it has no room.
    """
    name, a, b, *_daily, change, _relative = sheet.columns
    if is_per_day:
        a, b = (_("{period} (per day)").format(period=period) for period in (a, b))
    rows = []
    for spelled in ([_spelled(cell) for cell in row] for row in sheet.rows):
        measure, of_a, of_b, *daily, more, relative = spelled
        per_day = daily or ("", "")
        sides = starmap(_with, zip((of_a, of_b), per_day, strict=True))
        rows.append([measure, *sides, _with(more, relative)])
    return _named((name, a, b, change), rows)


def _with(number: str, other: str) -> str:
    """Return two numbers in one cell; from 0, a change has no per cent."""
    return number if other in ("", text.ABSENT) else f"{number} ({other})"


def _paired(sheet: Sheet) -> pd.DataFrame:
    """Return a sheet in words, each number with its share in one cell: a phone has room for three.

    After the first column, numbers and shares take turns.
    """
    columns = (sheet.columns[0], *sheet.columns[1::2])
    rows = []
    for name, *cells in sheet.rows:
        numbers, shares = map(_spelled, cells[::2]), map(_spelled, cells[1::2])
        rows.append([_spelled(name), *starmap(_with_share, zip(numbers, shares, strict=True))])
    return _named(columns, rows)


def _with_share(number: str, share: str) -> str:
    return f"{number}\N{NO-BREAK SPACE}({share})" if share else number


def _named(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(columns, zip(*rows, strict=True), strict=True)))


def _spelled(cell: Cell) -> str:
    """Return a cell as it is read; a number stays on one line of a phone."""
    spelled = text.cell(cell, locale(), points())
    if not isinstance(cell.value, str):
        spelled = spelled.replace(" ", "\N{NO-BREAK SPACE}")
    return _INDENT * cell.level + spelled
