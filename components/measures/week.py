"""The week as a map: what was counted in each hour of each weekday, over several weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from components.measures.counts import NO_CALLS, Counts, Direction
from components.measures.outcomes import MenuCountsAs, Outcome, outcomes
from components.measures.rates import wilson
from components.measures.stretches import Stretch

DAYS: Final = 7
HOURS: Final = 24

FEW: Final = 10
"""Calls below which a share says next to nothing: its interval is some 60 points wide."""


class Heat(StrEnum):
    """What the map shows; the values stand in links."""

    CALLS = "calls"
    MISSED = "missed"
    RATE = "answer-rate"


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of one weekday (0 is Monday), in all weeks together."""

    weekday: int
    hour: int
    hours: int = 0
    counts: Counts = NO_CALLS


def cells(
    stretches: Iterable[Stretch], marks: Sequence[datetime], direction: Direction, zone: ZoneInfo
) -> tuple[Cell, ...]:
    """Return the 168 cells of a week, from what was counted between hourly marks.

    Several hours that are told only together are empty ones, or left out: nobody knows which of
    them a call belongs to. An hour that the clocks show twice counts twice.
    """
    hours = [0] * (DAYS * HOURS)
    sums = [NO_CALLS] * (DAYS * HOURS)
    for stretch in stretches:
        counts = stretch.sides[direction]
        if stretch.buckets > 1 and counts != NO_CALLS:
            continue
        for number in range(stretch.first, stretch.end):
            local = marks[number].astimezone(zone)
            place = local.weekday() * HOURS + local.hour
            hours[place] += 1
            sums[place] += counts
    return tuple(
        Cell(*divmod(place, HOURS), hours[place], sums[place]) for place in range(DAYS * HOURS)
    )


def worst(week: Iterable[Cell], menu: MenuCountsAs) -> Cell | None:
    """Return the cell in which most calls were missed, by share; None where none were.

    By the lower end of the share's 95 % interval, so that one missed call of one is not the worst.
    """
    found = [(low, cell) for cell in week if (low := _missed_at_least(cell, menu)) > 0]
    return max(found, key=lambda each: each[0])[1] if found else None


def quietest(week: Iterable[Cell]) -> Cell | None:
    """Return the cell with the fewest calls an hour, where there is at least one; None without."""
    lively = [cell for cell in week if cell.hours and cell.counts.total >= cell.hours]
    return min(lively, key=lambda cell: cell.counts.total / cell.hours, default=None)


def missed(cell: Cell, menu: MenuCountsAs) -> int:
    """Return how many calls of a cell were missed."""
    return outcomes(cell.counts, menu)[Outcome.MISSED]


def _missed_at_least(cell: Cell, menu: MenuCountsAs) -> float:
    interval = wilson(missed(cell, menu), cell.counts.total)
    is_enough = interval is not None and cell.counts.total >= FEW and missed(cell, menu)
    return interval.low if interval is not None and is_enough else 0.0
