"""The numbers of an answer as sheets, in the visitor's words: what is shown is what is taken away.

A table on screen, a CSV file and a workbook are made from these. A cell of text that is empty says
that nothing belongs there; an absent number ("–" on screen) says that there is none.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from components.exports.sheet import Cell, Row, Sheet, Unit, count, share, text
from components.measures import changes, rates
from components.measures.changes import Change, Kind, Lengths, Measure
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
from components.reports.answer import Compared
from components.ui import words
from components.ui.language import _

_NOTHING: Final = text("")

_UNITS: Final = {
    Kind.COUNT: (Unit.COUNT, Unit.COUNT),
    Kind.PER_DAY: (Unit.PER_DAY, Unit.PER_DAY),
    Kind.RATE: (Unit.SHARE, Unit.POINTS),
    Kind.AVERAGE: (Unit.TALK, Unit.TALK),
}
"""The unit of the two numbers of a change, and that of their difference."""


def overview(sides: Sides, source: Source, menu: MenuCountsAs) -> Sheet:
    """Return every number of a period: a row for each measure, two columns for each direction."""
    ways = words.directions()
    columns = [_("Measure")]
    for way in ways.values():
        columns += [way, _("Share of {direction}").format(direction=way.lower())]
    blocks = [_measured(sides[direction], source, menu) for direction in ways]
    rows = (
        (name, *(cell for _name, *cells in found for cell in cells))
        for found in zip(*blocks, strict=True)
        for name in (found[0][0],)
    )
    return Sheet(_("Overview"), tuple(columns), tuple(rows))


def compared(found: Compared, menu: MenuCountsAs) -> Sheet:
    """Return every number of two periods and how it changed: a row for each direction and measure.

    Where the periods are of different lengths, counts have their numbers a day beside them, and
    the changes are those.
    """
    lengths = Lengths(found.days_a, found.days_b) if found.is_per_day else None
    columns = [_("Measure"), _("A"), _("B")]
    if lengths is not None:
        columns += [_("A per day"), _("B per day")]
    columns += [_("Change"), _("In %")]
    source = found.comparison.source
    rows: list[Row] = []
    for direction, word in words.directions().items():
        pair = _Pair(found.a.sides[direction], found.b.sides[direction], lengths)
        for name, *numbers in _changed(pair, direction, source, menu):
            # A column of directions would not fit a phone.
            rows.append((text(f"{word}: {name.value}", level=name.level), *numbers))
    return Sheet(_("Comparison"), tuple(columns), tuple(rows))


def _measured(counts: Counts, source: Source, menu: MenuCountsAs) -> Iterator[Row]:
    """Yield each measure of one direction: its name, its number, and its share of all."""
    yield text(total(source)), count(counts.total), _NOTHING
    for name, number in _parts(counts, source, menu, None):
        yield name, count(number), share(rates.share(number, counts.total))
    if source is Source.CALLS:
        yield text(_("Answer rate")), share(rates.answer_rate(counts, menu)), _NOTHING
    yield text(_("Average talk")), Cell(rates.average_talk(counts), Unit.TALK), _NOTHING
    yield text(_("Talk time")), Cell(counts.bridged_duration, Unit.TIME), _NOTHING
    yield text(_("Line time")), Cell(counts.duration, Unit.TIME), _NOTHING


def total(source: Source) -> str:
    """Return what a source counts."""
    return _("Legs") if source is Source.LEGS else _("Calls")


def _parts(
    counts: Counts, source: Source, menu: MenuCountsAs, direction: Direction | None
) -> Iterator[tuple[Cell, int]]:
    """Yield how the calls ended: each outcome with its parts one level below, or legs by ending."""
    spoken = words.endings(source, menu)
    if source is Source.LEGS:
        for ending in endings(source):
            yield text(spoken[ending]), ended(counts, ending)
        return
    totals = outcomes(counts, menu)
    for outcome, word in words.outcomes(direction).items():
        yield text(word), totals[outcome]
        parts = _endings_of(outcome, menu)
        for ending in parts if len(parts) > 1 else ():
            yield text(spoken[ending], level=1), ended(counts, ending)


def _endings_of(outcome: Outcome, menu: MenuCountsAs) -> list[Ending]:
    return [one for one in endings(Source.CALLS) if outcome_of(one, menu) is outcome]


class _Pair:
    """One direction in both periods; ``lengths`` where they are compared per day."""

    def __init__(self, a: Counts, b: Counts, lengths: Lengths | None) -> None:
        self.a, self.b, self.lengths = a, b, lengths

    def counted(self, a: int, b: int) -> Row:
        """Return the cells of two counts of calls."""
        whole = (count(a), count(b))
        if self.lengths is None:
            return (*whole, *_change(Change.counts(a, b)))
        change = Change.per_day(a, b, self.lengths)
        return (*whole, *_both(change), *_change(change))

    def timed(self, a: int, b: int) -> Row:
        """Return the cells of two totals of seconds; a day has whole ones, so that they add up."""
        whole = (Cell(a, Unit.TIME), Cell(b, Unit.TIME))
        if self.lengths is None:
            return (*whole, *_change(Change.counts(a, b), Unit.TIME))
        exact = Change.per_day(a, b, self.lengths)
        daily = Change(Kind.PER_DAY, _whole(exact.a), _whole(exact.b), exact.share)
        return (*whole, *_both(daily, Unit.TIME), *_change(daily, Unit.TIME))

    def divided(self, change: Change) -> Row:
        """Return the cells of two ratios, which are the same per day."""
        daily = () if self.lengths is None else (_NOTHING, _NOTHING)
        return (*_both(change), *daily, *_change(change))


def _whole(seconds: Fraction | int | None) -> int | None:
    return None if seconds is None else round(seconds)


def _both(change: Change, unit: Unit | None = None) -> tuple[Cell, Cell]:
    unit = unit or _UNITS[change.kind][0]
    return Cell(change.a, unit), Cell(change.b, unit)


def _change(change: Change, unit: Unit | None = None) -> tuple[Cell, Cell]:
    """Return a change absolute and in per cent; that of a rate has points alone."""
    unit = unit or _UNITS[change.kind][1]
    relative = Cell(change.share, Unit.SHARE, is_change=True)
    return (
        Cell(change.absolute, unit, is_change=True),
        _NOTHING if change.kind is Kind.RATE else relative,
    )


def _changed(
    pair: _Pair, direction: Direction, source: Source, menu: MenuCountsAs
) -> Iterator[Row]:
    """Yield each measure of one direction: its name, both numbers, and the change."""
    a, b = pair.a, pair.b
    yield text(total(source)), *pair.counted(a.total, b.total)
    both = zip(_parts(a, source, menu, direction), _parts(b, source, menu, direction), strict=True)
    for (name, in_a), (_name, in_b) in both:
        yield name, *pair.counted(in_a, in_b)
    if source is Source.CALLS:
        rate = changes.change(Measure.ANSWER_RATE, a, b, source, menu)
        yield text(_("Answer rate")), *pair.divided(rate)
    talk = changes.change(Measure.AVERAGE_TALK, a, b, source, menu)
    yield text(_("Average talk")), *pair.divided(talk)
    yield text(_("Talk time")), *pair.timed(a.bridged_duration, b.bridged_duration)
    yield text(_("Line time")), *pair.timed(a.duration, b.duration)
