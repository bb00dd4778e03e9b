"""What of a reader's language matters in a file: the decimal sign, and a word for points."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
"""Begins what is less than zero and no number to a spreadsheet: a hyphen would be a formula."""

_SIGNS: Final = "=+\\-@\t\r\n＝＋－﹣﹢﹦＠﹫"
_BEFORE: Final = "\\s\"'`\u2018-\u201f\u00ab\u00bb\u200b-\u200f\u2060\ufeff\uff02\uff07"
_RUNS: Final = re.compile(rf"(\A|[,;|\t\r\n])(?=[{_BEFORE}]*[{_SIGNS}])")
"""Where a spreadsheet could take what follows for a formula.

That is the beginning of a cell, also behind blanks and quotes, and behind each sign that could
part cells in another country than the one that the file was written for.
"""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How numbers are written: ``decimal`` is a dot or a comma, ``points`` the word for points."""

    decimal: str
    points: str

    @property
    def separator(self) -> str:
        """What parts the cells of a CSV file: spreadsheets expect it to go with the decimal."""
        return ";" if self.decimal == "," else ","

    def number(self, value: Decimal) -> str:
        """Return a number as a program reads it: no grouping, no plus, a hyphen for a minus."""
        return f"{value:f}".replace(".", self.decimal)


def duration(seconds: int) -> str:
    """Return seconds as h:mm:ss, with a true minus sign where they are less than none."""
    minutes, rest = divmod(abs(seconds), 60)
    sign = MINUS if seconds < 0 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def harmless(text: str) -> str:
    """Return a text with an apostrophe before all that a spreadsheet would run as a formula.

    Spreadsheets show the rest of such a cell as it stands. A text without such a place is returned
    as it is.
    """
    return _RUNS.sub(r"\1'", text)
