"""The trend as a sheet: each stretch of time with its local times, its calls and how firm they are.

It holds more than the chart shows of it: every number, not only those that are pointed at.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from components.exports.sheet import Cell, Row, Sheet, Unit, count, text
from components.measures import changes
from components.measures.changes import COUNTED, Measure
from components.measures.counts import Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing, Stretch
from components.reports import compare
from components.reports.answer import Compared, Overview
from components.reports.compare import Align
from components.ui import words
from components.ui.language import _

_NOTHING: Final = text("")


def overview(shown: Overview, menu: MenuCountsAs) -> Sheet:
    """Return the calls along time: a row for each stretch that is known, and their sum."""
    source = shown.question.source
    columns = (_("From"), _("Until"), *_measures(source), _("Standing"))
    rows = [_row(shown, one, menu) for one in shown.stretches]
    rows.append((text(_("Total")), _NOTHING, *_sum(shown, menu)))
    return Sheet(_("Trend"), columns, tuple(rows), totals=1)


def compared(found: Compared, menu: MenuCountsAs, align: Align) -> Sheet:
    """Return the calls of both periods along time: A's stretches, then B's, and the sum of each.

    *Place* is the number of the first bucket on the chart's common axis, from 1 on.
    """
    source = found.comparison.source
    columns = (
        _("Period"),
        _("Place"),
        _("From"),
        _("Until"),
        *_measures(source),
        _("Standing"),
    )
    shift = compare.shift(found.comparison, align)
    sides = ((text(_("A")), found.a, 0), (text(_("B")), found.b, shift))
    rows: list[Row] = [
        (name, count(one.first + moved + 1), *_row(side, one, menu))
        for name, side, moved in sides
        for one in side.stretches
    ]
    rows += [
        (name, _NOTHING, text(_("Total")), _NOTHING, *_sum(side, menu))
        for name, side, _move in sides
    ]
    return Sheet(_("Trend"), columns, tuple(rows), totals=len(sides))


def standings() -> Mapping[Standing, str]:
    """Return the words for how firm a number is."""
    return {
        Standing.FINAL: _("Final"),
        Standing.PROVISIONAL: _("Provisional"),
        Standing.OPEN: _("So far"),
    }


def _row(shown: Overview, one: Stretch, menu: MenuCountsAs) -> Row:
    marks, zone = shown.question.marks, shown.question.zone
    when = (_moment(marks[one.first], zone), _moment(marks[one.end], zone))
    numbers = _numbers(one.sides, shown.question.source, menu)
    return (*when, *numbers, text(standings()[one.standing]))


def _sum(shown: Overview, menu: MenuCountsAs) -> Iterator[Cell]:
    yield from _numbers(shown.sides, shown.question.source, menu)
    yield text(standings()[_least_firm(shown)])


def _least_firm(shown: Overview) -> Standing:
    found = {one.standing for one in shown.stretches}
    return next(one for one in reversed(Standing) if one in found or one is Standing.FINAL)


def _numbers(sides: Sides, source: Source, menu: MenuCountsAs) -> Iterator[Cell]:
    for direction in Direction:
        for measure in _counted(source):
            yield count(changes.counted(measure, sides[direction], source, menu))


def _counted(source: Source) -> list[Measure]:
    return [measure for measure in changes.measures(source) if measure in COUNTED]


def _measures(source: Source) -> Iterator[str]:
    """Yield the name of each column of numbers: the direction, and what is counted."""
    for direction, way in words.directions().items():
        named = words.measures(source, direction)
        yield from (f"{way}: {named[measure]}" for measure in _counted(source))


def _moment(instant: datetime, zone: ZoneInfo) -> Cell:
    """Return a local time without its zone, which spreadsheets do not know."""
    return Cell(instant.astimezone(zone).replace(tzinfo=None), Unit.MOMENT)
