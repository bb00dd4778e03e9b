"""A table of numbers that is shown, printed and taken away: cells with units, and one rounding.

The screen, a CSV file and a workbook are made from the same sheet and round by :func:`shown`, so
they cannot tell different things. Texts come in the reader's language already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias


class Unit(StrEnum):
    """What a cell holds, and thereby how it is rounded and spelled.

    ``COUNT`` calls, or legs; ``PER_DAY`` the same by the day; ``SHARE`` a share of 1, shown in per
    cent; ``POINTS`` a difference of two shares, in percentage points; ``TALK`` seconds as m:ss;
    ``TIME`` seconds as h:mm:ss; ``MOMENT`` a wall-clock time without a zone, to the minute.
    """

    TEXT = "text"
    COUNT = "count"
    PER_DAY = "per_day"
    SHARE = "share"
    POINTS = "points"
    TALK = "talk"
    TIME = "time"
    MOMENT = "moment"


Number: TypeAlias = int | float | Fraction
Value: TypeAlias = str | Number | datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. None is absent, which is not zero.

    ``is_change`` shows the sign of what is more, too; ``level`` is how deep the cell is indented:
    a part stands one level below its whole.
    """

    value: Value
    unit: Unit
    is_change: bool = False
    level: int = 0


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its title: as many cells in each row as there are columns.

    ``totals`` is how many of the last rows sum up those above. Raises ``ValueError`` where a row
    is not as long as the header.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: int = 0

    def __post_init__(self) -> None:
        """Refuse what is not a table."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a sheet has a cell for each column")


_PLACES: Final[Mapping[Unit, int]] = {
    Unit.COUNT: 0,
    Unit.PER_DAY: 1,
    Unit.SHARE: 3,
    Unit.POINTS: 3,
    Unit.TALK: 0,
    Unit.TIME: 0,
}
"""Decimal places of each unit's own value: 67.8 % is the share 0.678."""


def shown(cell: Cell) -> Decimal | None:
    """Return a cell's number as it is shown everywhere; None where it is absent, or no number.

    Rounded half to even from the exact value, as Babel does; shares and points stay shares of 1
    (0.678 for 67.8 %), times stay seconds. What rounds to zero has no sign.
    """
    if cell.value is None or isinstance(cell.value, str | datetime):
        return None
    places = _PLACES[cell.unit]
    # A float means the shortest decimal that it is read from: 0.0625, not what lies next to it.
    exact = Fraction(repr(cell.value)) if isinstance(cell.value, float) else Fraction(cell.value)
    return Decimal(round(exact * 10**places)).scaleb(-places)


def text(value: str, *, level: int = 0) -> Cell:
    """Return a cell of text."""
    return Cell(value, Unit.TEXT, level=level)


def count(value: int | None) -> Cell:
    """Return a cell of calls, or of legs."""
    return Cell(value, Unit.COUNT)


def share(value: Number | None) -> Cell:
    """Return a cell of a share of 1."""
    return Cell(value, Unit.SHARE)
