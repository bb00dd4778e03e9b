"""What a team wants a figure to be, and whether it is so: on target, to be watched, off target."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from components.measures.changes import Change, Kind, Meaning, Measure, change, more_is
from components.measures.counts import NO_CALLS, Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source


class Figure(StrEnum):
    """One number of one direction; the values stand in links and end the wall's element keys."""

    IN_CALLS = "in_calls"
    IN_ANSWERED = "in_answered"
    IN_MISSED = "in_missed"
    IN_FAILED = "in_failed"
    IN_ANSWER_RATE = "in_answer_rate"
    IN_AVERAGE_TALK = "in_average_talk"
    OUT_CALLS = "out_calls"
    OUT_ANSWERED = "out_answered"
    OUT_MISSED = "out_missed"
    OUT_FAILED = "out_failed"
    OUT_ANSWER_RATE = "out_answer_rate"
    OUT_AVERAGE_TALK = "out_average_talk"

    @property
    def direction(self) -> Direction:
        """Which way the calls went."""
        return Direction(self.value.split("_", maxsplit=1)[0])

    @property
    def measure(self) -> Measure:
        """What is told of them."""
        return Measure(self.value.split("_", maxsplit=1)[1])


class Mark(StrEnum):
    """How a figure stands against its target; ``NONE`` where either is missing."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """Two thresholds: what is good, and beyond which it is bad; between them it is to be watched.

    Calls, seconds or, for rates, shares of 1, exact. Where ``good`` is the smaller one, lower is
    better; where both are the same, the figure's nature decides (few missed calls are good).
    """

    good: Fraction
    bad: Fraction


_STEPS: Final[Mapping[Measure, Fraction]] = MappingProxyType(
    {Measure.ANSWER_RATE: Fraction(1, 1000), Measure.AVERAGE_TALK: Fraction(1)}
)
"""To what a ratio is rounded on screen: a tenth of a per cent, a second."""


def compared(figure: Figure, now: Sides, then: Sides, menu: MenuCountsAs) -> Change:
    """Return a figure of *calls* beside what it was."""
    direction = figure.direction
    return change(figure.measure, now[direction], then[direction], Source.CALLS, menu)


def value(figure: Figure, sides: Sides, menu: MenuCountsAs) -> Fraction | int | None:
    """Return a figure of *calls*: a count, a share of 1 or seconds; None where there is none."""
    return compared(figure, sides, Sides(NO_CALLS, NO_CALLS), menu).a


def is_lower_better(figure: Figure, target: Target) -> bool:
    """Tell which way a target looks."""
    if target.good == target.bad:
        return more_is(figure.measure) is Meaning.WORSE
    return target.good < target.bad


def mark(figure: Figure, found: Fraction | int | None, target: Target | None) -> Mark:
    """Return how a figure stands against its target.

    What is judged is what is shown: 79.96 % is read as 80.0 %, and meets a target of 80 %.
    """
    if found is None or target is None:
        return Mark.NONE
    shown = _rounded(figure, found)
    sign = -1 if is_lower_better(figure, target) else 1
    if sign * shown >= sign * target.good:
        return Mark.GOOD
    if sign * shown >= sign * target.bad:
        return Mark.WATCH
    return Mark.BAD


def is_rate(figure: Figure) -> bool:
    """Tell whether a figure is a share of 1, which people read in per cent."""
    return figure.measure is Measure.ANSWER_RATE


def kind(figure: Figure) -> Kind:
    """Return what a figure's number is."""
    ratios = {Measure.ANSWER_RATE: Kind.RATE, Measure.AVERAGE_TALK: Kind.AVERAGE}
    return ratios.get(figure.measure, Kind.COUNT)


def _rounded(figure: Figure, found: Fraction | int) -> Fraction:
    """Round as numbers on screen are: halves to the even digit."""
    step = _STEPS.get(figure.measure, Fraction(1))
    return round(Fraction(found) / step) * step
