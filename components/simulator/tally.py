"""Counting calls and legs the way the two statistics resources do."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from components.simulator.calls import LEG_ONLY, Call, Direction, Ending


class Kind(StrEnum):
    """The two statistics resources; the values are their place in the path."""

    CALLS = "calls"
    LEGS = "cdr"


Counts = dict[str, int]
"""The counts of one direction under the wire's own keys (calls; seconds for durations)."""

Sides = dict[str, Counts]
"""Both directions, under ``in`` and ``out``; every key present, zero where nothing was counted."""

_SECONDS: Final = ("duration", "bridged_duration")

KEYS: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.CALLS: ("total", *(end.value for end in Ending if end not in LEG_ONLY), *_SECONDS),
    Kind.LEGS: ("total", *(end.value for end in Ending), *_SECONDS),
}
"""The keys of each resource's answer."""


def nothing(kind: Kind) -> Sides:
    """Return the counts of no calls at all."""
    return {side.value: dict.fromkeys(KEYS[kind], 0) for side in Direction}


def add(sides: Sides, more: Sides) -> None:
    """Add ``more`` to ``sides`` in place."""
    for side, counts in more.items():
        sums = sides[side]
        for key, count in counts.items():
            sums[key] += count


def tally(kind: Kind, calls: Iterable[Call], extensions: Collection[int]) -> Sides:
    """Count these calls, or their legs.

    With ``extensions``, a call counts once when any of them took part in it, whatever the
    outcome of that part; a leg counts when it belongs to one of them. Empty means everything.
    """
    wanted = frozenset(extensions)
    sides = nothing(kind)
    if kind is Kind.CALLS:
        _count_calls(sides, calls, wanted)
    else:
        _count_legs(sides, calls, wanted)
    return sides


def _count_calls(sides: Sides, calls: Iterable[Call], wanted: frozenset[int]) -> None:
    for call in calls:
        if wanted and not any(leg.extension_id in wanted for leg in call.legs):
            continue
        counts = sides[call.direction]
        counts["total"] += 1
        counts[call.ending] += 1
        counts["duration"] += call.duration
        counts["bridged_duration"] += call.bridged_duration


def _count_legs(sides: Sides, calls: Iterable[Call], wanted: frozenset[int]) -> None:
    for call in calls:
        counts = sides[call.direction]
        for leg in call.legs:
            if wanted and leg.extension_id not in wanted:
                continue
            counts["total"] += 1
            counts[leg.ending] += 1
            counts["duration"] += leg.duration
            counts["bridged_duration"] += leg.bridged_duration
