"""Why the answered calls changed: parts that sum exactly to the shown difference, to the last call.

Of calls only: legs have no answer rate. The parts are exact fractions first, and then shared out in
whole calls (or tenths of a call a day) by the largest remainder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Final

from components.measures.changes import TENTH, Lengths, tenths
from components.measures.counts import Counts
from components.measures.outcomes import (
    Ending,
    MenuCountsAs,
    Outcome,
    Source,
    ended,
    endings,
    outcome_of,
    outcomes,
    unexplained,
)

VOLUME: Final = "volume"
"""More or fewer calls, answered as often as in B."""

RATE: Final = "rate"
"""A higher or lower answer rate, on as many calls as in A."""

UNEXPLAINED: Final = "unexplained"
"""What the PBX's endings do not add up to."""

REST: Final = "rest"
"""Calls of no extension that was told apart; below 0 too, as one call may ring at several."""


class Why(StrEnum):
    """What a difference is broken down by; the values stand in links."""

    RATE = "rate"
    OUTCOME = "outcome"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Effect:
    """One part of a difference, as it is shown: whole calls, or tenths of a call a day.

    ``part`` is ``VOLUME``, ``RATE``, the value of an ``Ending``, ``UNEXPLAINED``, ``REST``, or the
    id of an extension in digits.
    """

    part: str
    calls: Fraction


@dataclass(frozen=True, slots=True)
class Causes:
    """The answered calls of A and B as they are shown, and what leads from B to A.

    The effects sum exactly to ``difference``.
    """

    a: Fraction
    b: Fraction
    effects: tuple[Effect, ...]

    @property
    def difference(self) -> Fraction:
        """A minus B, as it is shown."""
        return self.a - self.b


@dataclass(frozen=True, slots=True)
class Extension:
    """The calls of one extension in A and in B, in the direction looked at."""

    id: int
    a: Counts
    b: Counts


@dataclass(frozen=True, slots=True)
class _Pair:
    """The calls of A and B with their days, which are 1 where nothing is told per day."""

    a: Counts
    b: Counts
    menu: MenuCountsAs
    days: Lengths
    unit: Fraction

    def change(self, of_a: int, of_b: int) -> Fraction:
        """Return how much more of something A had than B, exactly."""
        return of_a / self.days.a - of_b / self.days.b

    def beyond_volume(self, of_a: int, of_b: int) -> Fraction:
        """Return how much more of something A had than the same share of its calls as in B."""
        if not self.b.total:
            return Fraction(0)
        return (of_a - Fraction(of_b, self.b.total) * self.a.total) / self.days.a

    @property
    def answered(self) -> tuple[int, int]:
        """The answered calls of A and of B."""
        return answered(self.a, self.menu), answered(self.b, self.menu)

    def causes(self, effects: Mapping[str, Fraction]) -> Causes:
        """Return exact effects, which sum to the exact change, as they are shown."""
        of_a, of_b = self.answered
        a, b = of_a / self.days.a, of_b / self.days.b
        if self.unit == TENTH:
            a, b = tenths(a), tenths(b)
        shown = apportion(list(effects.values()), a - b, self.unit)
        return Causes(a, b, tuple(map(Effect, effects, shown)))


def by_rate(
    a: Counts, b: Counts, menu: MenuCountsAs, lengths: Lengths | None = None
) -> Causes | None:
    """Split the change into ``VOLUME`` and ``RATE``; per day where ``lengths`` are given.

    Volume = (calls of A − calls of B) · rate of B; rate = calls of A · (rate of A − rate of B).
    Without a call in B all is volume. None where a side has no day.
    """
    pair = _pair(a, b, menu, lengths)
    if pair is None:
        return None
    rate = pair.beyond_volume(*pair.answered)
    return pair.causes({VOLUME: pair.change(*pair.answered) - rate, RATE: rate})


def by_outcome(
    a: Counts, b: Counts, menu: MenuCountsAs, lengths: Lengths | None = None
) -> Causes | None:
    """Split the change into ``VOLUME`` and the ending that each call had instead of an answer.

    An ending's part of the rate effect = −(its share in A − its share in B) · calls of A.
    ``UNEXPLAINED`` is there only where endings do not add up. None where a side has no day.
    """
    pair = _pair(a, b, menu, lengths)
    if pair is None:
        return None
    rate = pair.beyond_volume(*pair.answered)
    effects = {VOLUME: pair.change(*pair.answered) - rate}
    for ending in lost(menu):
        effects[ending.value] = -pair.beyond_volume(ended(a, ending), ended(b, ending))
    if unexplained(a) or unexplained(b):
        effects[UNEXPLAINED] = -pair.beyond_volume(unexplained(a), unexplained(b))
    return pair.causes(effects)


def by_extension(
    a: Counts,
    b: Counts,
    extensions: Sequence[Extension],
    menu: MenuCountsAs,
    lengths: Lengths | None = None,
) -> Causes | None:
    """Split the change into that of each extension, the largest first, and the ``REST``.

    None where a side has no day.
    """
    pair = _pair(a, b, menu, lengths)
    if pair is None:
        return None
    changes = {
        str(one.id): pair.change(answered(one.a, menu), answered(one.b, menu)) for one in extensions
    }
    largest_first = sorted(changes.items(), key=lambda change: -abs(change[1]))
    rest = pair.change(*pair.answered) - sum(changes.values())
    return pair.causes({**dict(largest_first), REST: rest})


def lost(menu: MenuCountsAs) -> tuple[Ending, ...]:
    """Return the endings of a call that was not answered, in display order."""
    return tuple(
        ending
        for ending in endings(Source.CALLS)
        if outcome_of(ending, menu) is not Outcome.ANSWERED
    )


def answered(counts: Counts, menu: MenuCountsAs) -> int:
    """Return how many calls were answered."""
    return outcomes(counts, menu)[Outcome.ANSWERED]


def apportion(parts: Sequence[Fraction], total: Fraction, unit: Fraction) -> tuple[Fraction, ...]:
    """Round parts up or down to whole units so that they sum to ``total``.

    The units that are missing after rounding down go to the largest remainders; of equal ones to
    the first. A part of whole units stays as it is. Raises ``ValueError`` where ``total`` is not
    the sum of the parts rounded up or down to a whole unit.
    """
    exact = [part / unit for part in parts]
    whole = [floor(part) for part in exact]
    missing = total / unit - sum(whole)
    if missing.denominator != 1 or abs(total / unit - sum(exact)) >= 1:
        raise ValueError(f"parts do not make {total} in units of {unit}")
    by_remainder = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    raised = set(by_remainder[: int(missing)])
    return tuple((number + (place in raised)) * unit for place, number in enumerate(whole))


def _pair(a: Counts, b: Counts, menu: MenuCountsAs, lengths: Lengths | None) -> _Pair | None:
    if lengths is None:
        return _Pair(a, b, menu, Lengths(Fraction(1), Fraction(1)), Fraction(1))
    return _Pair(a, b, menu, lengths, TENTH) if lengths.a and lengths.b else None
