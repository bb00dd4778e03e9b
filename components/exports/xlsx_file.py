"""Sheets as a workbook: numbers that can be reckoned with, shown as on screen, and no formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]  # it has types, and does not say so
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from components.exports.sheet import Cell, Sheet, Unit, shown
from components.exports.spelling import MINUS, Spelling, duration

_DAY: Final = 24 * 60 * 60

_NARROW: Final = 8
_WIDE: Final = 70
"""The narrowest and the widest column, in characters."""

_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767
"""Characters that a spreadsheet takes for the name of a sheet, and in one cell."""

_A4: Final = 9
"""What a workbook calls this paper."""

_FORMATS: Final[Mapping[Unit, str]] = {
    Unit.TEXT: "General",
    Unit.COUNT: "#,##0",
    Unit.PER_DAY: "#,##0.0",
    Unit.SHARE: "#,##0.0\\ %",
    Unit.POINTS: "#,##0.0",
    Unit.TALK: "[m]:ss",
    Unit.TIME: "[h]:mm:ss",
    Unit.MOMENT: "yyyy\\-mm\\-dd\\ hh:mm",
}

_SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""A text stays a text, whatever it looks like; nothing is written to the server's disk."""


def encode(sheets: Sequence[Sheet], spelling: Spelling, *, made_at: datetime) -> bytes:
    """Return a workbook with these sheets in this order.

    Numbers are rounded as on screen, so that what is reckoned from them is what a reader of the
    screen would reckon. ``made_at`` (aware) is what the file says about its own age.
    """
    into = BytesIO()
    with xlsxwriter.Workbook(into, dict(_SAFE)) as book:
        book.set_properties({"created": made_at, "comments": "Callboard"})
        looks = _Looks(book, spelling.points)
        for sheet in sheets:
            _fill(book.add_worksheet(_name(sheet.title)), sheet, looks)
    return into.getvalue()


@dataclass(slots=True)
class _Looks:
    """The formats of a book, each made once: a book has room for some 60,000."""

    book: xlsxwriter.Workbook
    points: str
    made: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def header(self) -> Format:
        """Return the look of the first line."""
        return self._look(bold=True, bottom=1, text_wrap=True, valign="top")

    def of(self, cell: Cell, *, is_total: bool) -> Format:
        """Return the look of a cell: its number's, its indent, and a line above the totals."""
        look: dict[str, Any] = {"num_format": self._number(cell)}
        if cell.unit is Unit.TEXT:
            look |= {"indent": cell.level, "text_wrap": True, "valign": "top"}
        elif cell.is_change and cell.unit in (Unit.TALK, Unit.TIME):
            look |= {"align": "right"}  # text among numbers
        if is_total:
            look |= {"bold": True, "top": 1}
        return self._look(**look)

    def _number(self, cell: Cell) -> str:
        plain = _FORMATS[cell.unit]
        if cell.unit is Unit.POINTS:
            plain += ' "{}"'.format(self.points.replace('"', ""))
        more = "+" if cell.is_change else ""
        return plain if cell.unit in _SIGNLESS else f'{more}{plain};"{MINUS}"{plain};{plain}'

    def _look(self, **look: Any) -> Format:  # noqa: ANN401 (XlsxWriter's own words)
        key = tuple(look.items())
        if key not in self.made:
            self.made[key] = self.book.add_format(look)
        return self.made[key]


_SIGNLESS: Final = frozenset({Unit.TEXT, Unit.TALK, Unit.TIME, Unit.MOMENT})


def _fill(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    """Write a header that stays in sight, all rows, and columns wide enough for both."""
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, _cut(name), looks.header())
    for line, row in enumerate(sheet.rows, start=1):
        is_total = line > len(sheet.rows) - sheet.totals
        for column, cell in enumerate(row):
            _write(page, (line, column), cell, looks.of(cell, is_total=is_total))
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, place: tuple[int, int], cell: Cell, look: Format) -> None:
    value = shown(cell)
    if isinstance(cell.value, datetime):
        page.write_datetime(*place, cell.value, look)
    elif isinstance(cell.value, str) and cell.value:
        page.write_string(*place, _cut(cell.value), look)
    elif value is None:
        page.write_blank(*place, None, look)
    elif cell.is_change and cell.unit in (Unit.TALK, Unit.TIME):
        # A spreadsheet has no lengths of time below zero: it would show "#####".
        page.write_string(*place, _signed_time(int(value), cell.unit), look)
    else:
        page.write_number(*place, _stored(float(value), cell.unit), look)


def _stored(value: float, unit: Unit) -> float:
    """Return a number as a spreadsheet keeps it: times in days, points by the hundred."""
    if unit in (Unit.TALK, Unit.TIME):
        return value / _DAY
    return round(value * 100, 1) if unit is Unit.POINTS else value


def _signed_time(seconds: int, unit: Unit) -> str:
    """Return a change of a length of time as on screen: m:ss for talk, else h:mm:ss."""
    minutes, rest = divmod(abs(seconds), 60)
    spelled = f"{minutes}:{rest:02}" if unit is Unit.TALK else duration(abs(seconds))
    sign = MINUS if seconds < 0 else "+" if seconds else ""
    return sign + spelled


def _widths(sheet: Sheet) -> list[int]:
    """Return the width of each column by what is longest in it; long prose is broken instead."""
    columns = zip(*sheet.rows, strict=True) if sheet.rows else [()] * len(sheet.columns)
    return [
        min(max(_NARROW, _word(name), *map(_length, cells)) + 2, _WIDE)
        for name, cells in zip(sheet.columns, columns, strict=True)
    ]


def _word(name: str) -> int:
    return max(map(len, name.split()), default=0)


def _length(cell: Cell) -> int:
    if isinstance(cell.value, datetime):
        return len("2026-11-01 00:00")
    return len(cell.value) + 2 * cell.level if isinstance(cell.value, str) else _NARROW + 2


def _cut(text: str) -> str:
    """Return as much of a text as a cell takes; half a sign (a lone surrogate) becomes a "?"."""
    return text[:_LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")


def _name(title: str) -> str:
    """Return a title as the name of a sheet, which may not hold some signs."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:_LONGEST_NAME].strip()
