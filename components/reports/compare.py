"""Two periods side by side: both answers together, as far as they are known.

A running period is read first. The moment at which its open bucket was read is the edge, where the
other one is cut: so both numbers are of equally much time, however long the reading takes.
"""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

import pandas as pd

from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.measures import causes as reasons
from components.measures import frames
from components.measures.causes import Causes, Why
from components.measures.changes import Lengths
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Source
from components.periods import hours
from components.periods.against import Side
from components.periods.buckets import Step
from components.reports import overview, sight
from components.reports.answer import Answer, Compared, Part
from components.reports.comparison import Comparison
from components.reports.sight import Sight

__all__ = [
    "Align",
    "Compared",
    "Comparison",
    "Part",
    "Why",
    "causes",
    "compared",
    "look",
    "shift",
    "stop",
    "wait",
]

_WEEK: Final = 7


class Align(StrEnum):
    """How the trends of two periods are laid over each other; the values stand in links."""

    POSITION = "position"
    WEEKDAY = "weekday"


def look(
    desk: Desk, comparison: Comparison, *, asking: bool, newer_than: datetime | None = None
) -> Answer:
    """Answer a comparison from what is known; with ``asking``, have the rest asked for meanwhile.

    ``newer_than`` refuses what was read earlier (a person pressed *Update*). Numbers that have
    grown old are asked for before anything is compared, so nothing of it comes by itself.
    """
    seen = sight.see(desk, comparison, newer_than)
    if asking:
        for wish in seen.wishes:
            desk.look(wish)
    return _answer(comparison, seen)


def wait(desk: Desk, comparison: Comparison, *, newer_than: datetime | None = None) -> Answer:
    """Answer a comparison, waiting a moment for what has to be asked."""
    waited_for: tuple[Wish, ...] = ()
    # First for the running side, then for what belongs to its edge.
    for _ in Side:
        wishes = sight.see(desk, comparison, newer_than).wishes
        if wishes and wishes != waited_for:
            desk.wait(*wishes)
        waited_for = wishes
    return look(desk, comparison, asking=True, newer_than=newer_than)


def stop(desk: Desk, comparison: Comparison, *, newer_than: datetime | None = None) -> None:
    """Ask nothing more for a comparison; what came is kept."""
    for wish in sight.see(desk, comparison, newer_than).wishes:
        desk.stop(wish)


def compared(found: Compared, menu: MenuCountsAs, align: Align = Align.POSITION) -> pd.DataFrame:
    """Return both trends on one axis (columns: ``measures.frames.COMPARED``)."""
    return frames.compared_frame(
        found.a.stretches,
        found.b.stretches,
        found.comparison.source,
        menu,
        shift=shift(found.comparison, align),
    )


def shift(comparison: Comparison, align: Align) -> int:
    """Return the place of B's first bucket on the axis of A's; A's first is at 0.

    By weekday, days stand over the nearest day of their name, so B may begin before A. Other steps
    have no weekdays to go by.
    """
    if align is Align.POSITION or comparison.step is not Step.DAY:
        return 0
    a, b = (
        window.start.astimezone(comparison.zone).weekday()
        for window in (comparison.pair.a, comparison.pair.b)
    )
    return (b - a + _WEEK // 2) % _WEEK - _WEEK // 2


def causes(found: Compared, menu: MenuCountsAs, why: Why) -> pd.DataFrame:
    """Return why the answered calls changed (columns: ``measures.frames.CAUSES``).

    ``Why.EXTENSION`` needs ``parts``; without them there are no rows, nor of legs.
    """
    return frames.cause_frame({way: _causes(found, way, menu, why) for way in Direction})


def _causes(found: Compared, direction: Direction, menu: MenuCountsAs, why: Why) -> Causes | None:
    if found.comparison.source is Source.LEGS:
        return None
    a, b = found.a.sides[direction], found.b.sides[direction]
    lengths = Lengths(found.days_a, found.days_b) if found.is_per_day else None
    match why:
        case Why.RATE:
            return reasons.by_rate(a, b, menu, lengths)
        case Why.OUTCOME:
            return reasons.by_outcome(a, b, menu, lengths)
        case Why.EXTENSION:
            if found.parts is None:
                return None
            parts = [
                reasons.Extension(part.extension, part.a[direction], part.b[direction])
                for part in found.parts
            ]
            return reasons.by_extension(a, b, parts, menu, lengths)


def _answer(comparison: Comparison, seen: Sight) -> Answer:
    first = seen.sides[Side.A]
    a, b = (
        overview.read(one.question, one.seen.survey, seen.now)
        for one in (first, seen.sides[Side.B])
    )
    shown = None
    if seen.is_together and a is not None and b is not None:
        days_a, days_b = (_days(comparison, side, seen.edge) for side in Side)
        shown = Compared(comparison, a, b, seen.edge, days_a, days_b, seen.rows)
    return Answer(
        comparison,
        shown,
        missing=seen.missing,
        due=0,
        trouble=seen.trouble,
        has_begun=seen.has_begun,
        is_closed=seen.is_closed,
        stretches=overview.told(first.question, first.seen.survey, seen.now)
        if a is None
        else a.stretches,
    )


def _days(comparison: Comparison, side: Side, edge: datetime | None) -> Fraction:
    window = comparison.closed(side, edge).window
    return hours.days_in(window, comparison.zone, comparison.hours)
