"""One line of the table that ``make bench`` prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_HEAD: Final = ("measured", "here", "beside", "there", "ratio", "at most", "")


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, beside what, and how much it may be.

    ``here`` and ``there`` were measured in the same run and have the same ``unit``; ``beside``
    says what ``there`` is. ``most`` is a limit for ``here``, None where none was agreed on.
    """

    what: str
    here: float
    beside: str
    there: float
    unit: str = ""
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """How much of what stands beside it this is; None beside nothing."""
        return self.here / self.there if self.there else None

    @property
    def holds(self) -> bool:
        """Whether it stays within its limit."""
        return self.most is None or self.here <= self.most


def table(rows: Iterable[Row]) -> str:
    """Return rows as plain text, one a line, columns in line."""
    cells: list[Sequence[str]] = [_HEAD]
    cells += [_cells(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
    most = "" if row.most is None else _spelled(row.most, row.unit)
    return (
        row.what,
        _spelled(row.here, row.unit),
        row.beside,
        _spelled(row.there, row.unit),
        ratio,
        most,
        "" if row.holds else "MISSED",
    )


def _spelled(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return f"{number} {unit}".rstrip()
