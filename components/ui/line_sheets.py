"""Lines of totals as a sheet: a column for each measure and direction, of one period or of two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from components.exports.sheet import Cell, Row, Sheet, text
from components.measures import changes
from components.measures.changes import Lengths, Measure
from components.measures.counts import NO_CALLS, Counts, Direction
from components.measures.outcomes import MenuCountsAs, Source
from components.reports.answer import Compared, Overview
from components.ui import verdicts, words
from components.ui.language import _
from components.ui.lines import Line

NAMES: Final = 3
"""Columns before the numbers."""


@dataclass(frozen=True, slots=True)
class Form:
    """How lines become rows. ``lengths`` is there where two periods are compared per day."""

    source: Source
    menu: MenuCountsAs
    is_of_two: bool = False
    lengths: Lengths | None = None

    @property
    def width(self) -> int:
        """How many cells a measure takes: its number, or both numbers and the change."""
        return 3 if self.is_of_two else 1


def form(shown: Overview | Compared, menu: MenuCountsAs) -> Form:
    """Return the form of what is shown."""
    if isinstance(shown, Overview):
        return Form(shown.question.source, menu)
    lengths = Lengths(shown.days_a, shown.days_b) if shown.is_per_day else None
    return Form(shown.comparison.source, menu, is_of_two=True, lengths=lengths)


def sheet(
    title: str, names: Sequence[str], lines: Sequence[Line], form: Form, totals: int
) -> Sheet:
    """Return a row for each line; ``names`` stand over the columns before the numbers.

    The last ``totals`` lines sum up those above. What is not known is absent.
    """
    columns = [*names, *(name for _measure, *told in _columns(form) for name in told)]
    rows = ((*map(text, line.names), *_cells(line, form)) for line in lines)
    return Sheet(title, tuple(columns), tuple(rows), totals=totals)


def measures(form: Form) -> list[str]:
    """Return what is measured, in the order of the columns: the direction with each."""
    return [measure for measure, *_told in _columns(form)]


def _columns(form: Form) -> Iterator[tuple[str, ...]]:
    """Yield each measure of each direction, and the names of its columns."""
    for direction, word in words.directions().items():
        named = words.measures(form.source, direction)
        for measure in _measures(form.source):
            name = f"{word} · {named[measure]}"
            if form.is_of_two:
                parts = _parts(measure, form)
                yield name, *(f"{name} · {part}" for part in parts)
            else:
                yield name, name


def _parts(measure: Measure, form: Form) -> tuple[str, str, str]:
    if form.lengths is not None and measure in changes.COUNTED:
        return _("A per day"), _("B per day"), _("Change")
    return _("A"), _("B"), _("Change")


def _measures(source: Source) -> tuple[Measure, ...]:
    """Return the measures of a line; how legs failed says little of an extension."""
    found = changes.measures(source)
    return tuple(one for one in found if source is Source.CALLS or one is not Measure.FAILED)


def _cells(line: Line, form: Form) -> Iterator[Cell]:
    for direction in Direction:
        a = None if line.a is None else line.a[direction]
        b = None if line.b is None else line.b[direction]
        for measure in _measures(form.source):
            yield from _told(measure, a, b, form)[: form.width]


def _told(measure: Measure, a: Counts | None, b: Counts | None, form: Form) -> Row:
    """Return both numbers of a measure and the change, which needs both."""
    found = changes.change(
        measure, a or NO_CALLS, b or NO_CALLS, form.source, form.menu, form.lengths
    )
    unit, unit_of_change = verdicts.UNITS[found.kind]
    absolute = None if a is None or b is None else found.absolute
    return (
        Cell(None if a is None else found.a, unit),
        Cell(None if b is None else found.b, unit),
        Cell(absolute, unit_of_change, is_change=True),
    )
