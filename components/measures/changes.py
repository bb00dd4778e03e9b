"""What changed between two periods: by how much, in what share, and whether that is good.

A is the period looked at, B what it is compared against. Periods of different lengths are compared
per day, in tenths: A day's number, B's and their difference then add up on the screen, and so do
the parts of the difference (``causes``). Shares, points and averages are differences of the exact
values, as a change of them has no parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Final, Self

from components.measures.counts import Counts
from components.measures.outcomes import MenuCountsAs, Outcome, Source, outcomes

TENTH: Final = Fraction(1, 10)
"""The unit of everything that is told per day: a tenth of a call (or of a second)."""


class Measure(StrEnum):
    """What two periods are compared by; the values end the keys of the cards."""

    CALLS = "calls"
    ANSWERED = "answered"
    MISSED = "missed"
    FAILED = "failed"
    ANSWER_RATE = "answer_rate"
    AVERAGE_TALK = "average_talk"


COUNTED: Final = (Measure.CALLS, Measure.ANSWERED, Measure.MISSED, Measure.FAILED)
"""The measures that count calls; the other two are ratios, and of no use per day."""

_OUTCOMES: Final[Mapping[Measure, Outcome]] = {
    Measure.ANSWERED: Outcome.ANSWERED,
    Measure.MISSED: Outcome.MISSED,
    Measure.FAILED: Outcome.FAILED,
}


class Meaning(StrEnum):
    """Whether a change is good; more is not always better."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


_MORE_IS: Final[Mapping[Measure, Meaning]] = {
    Measure.CALLS: Meaning.NEITHER,
    Measure.ANSWERED: Meaning.BETTER,
    Measure.MISSED: Meaning.WORSE,
    Measure.FAILED: Meaning.WORSE,
    Measure.ANSWER_RATE: Meaning.BETTER,
    Measure.AVERAGE_TALK: Meaning.NEITHER,
}

_OPPOSITE: Final[Mapping[Meaning, Meaning]] = {
    Meaning.BETTER: Meaning.WORSE,
    Meaning.WORSE: Meaning.BETTER,
    Meaning.NEITHER: Meaning.NEITHER,
}


class Kind(StrEnum):
    """What the two numbers of a change are, and so how a change of them is told."""

    COUNT = "count"
    """Whole calls, or whole seconds in sum: told absolute and in per cent."""

    PER_DAY = "per-day"
    """The same a day, in tenths: told absolute and in per cent."""

    RATE = "rate"
    """Shares of 0 to 1: told in percentage points."""

    AVERAGE = "average"
    """Seconds a conversation: told absolute and in per cent."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many days A and B have, not always whole ones, for a comparison per day.

    A period without any (such as a Sunday by working hours) has no number per day.
    """

    a: Fraction
    b: Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """A number of A beside that of B, each None where there is none.

    ``share`` is the exact change as a share of B (0.2 is 20 % more); None for rates, where B is 0
    ("from 0: absolute only", design, section 2) and where a number is absent.
    """

    kind: Kind
    a: Fraction | int | None
    b: Fraction | int | None
    share: Fraction | None

    @classmethod
    def counts(cls, a: int, b: int) -> Self:
        """Compare two counts of calls, or sums of whole seconds, as they are."""
        return cls(Kind.COUNT, a, b, _relative(Fraction(a), Fraction(b)))

    @classmethod
    def per_day(cls, a: int, b: int, lengths: Lengths) -> Self:
        """Compare two counts a day; both are rounded to tenths, their ``share`` is exact."""
        exact = _ratio(a, lengths.a), _ratio(b, lengths.b)
        shown_a, shown_b = (None if number is None else tenths(number) for number in exact)
        return cls(Kind.PER_DAY, shown_a, shown_b, _relative(*exact))

    @classmethod
    def rates(cls, part_a: int, whole_a: int, part_b: int, whole_b: int) -> Self:
        """Compare two shares of all calls."""
        return cls(Kind.RATE, _ratio(part_a, whole_a), _ratio(part_b, whole_b), None)

    @classmethod
    def averages(cls, seconds_a: int, calls_a: int, seconds_b: int, calls_b: int) -> Self:
        """Compare two average lengths in seconds."""
        exact = _ratio(seconds_a, calls_a), _ratio(seconds_b, calls_b)
        return cls(Kind.AVERAGE, *exact, _relative(*exact))

    @property
    def absolute(self) -> Fraction | int | None:
        """A minus B in calls, seconds or, for rates, shares of 1; None where one is absent."""
        return None if self.a is None or self.b is None else self.a - self.b

    @property
    def points(self) -> Fraction | None:
        """The change of a rate in percentage points; None for everything else."""
        if self.kind is not Kind.RATE or self.absolute is None:
            return None
        return 100 * Fraction(self.absolute)


def measures(source: Source) -> tuple[Measure, ...]:
    """Return what a source can be compared by: legs have neither Missed nor an answer rate."""
    if source is Source.CALLS:
        return tuple(Measure)
    return (Measure.CALLS, Measure.ANSWERED, Measure.FAILED, Measure.AVERAGE_TALK)


def counted(measure: Measure, counts: Counts, source: Source, menu: MenuCountsAs) -> int:
    """Return a measure of ``COUNTED`` in one direction; *answered* legs are the connected ones.

    Raises ``ValueError`` for a ratio, and for the Missed of legs.
    """
    if measure is Measure.CALLS:
        return counts.total
    if measure not in _OUTCOMES or measure not in measures(source):
        raise ValueError(f"{source.value} are not counted by {measure.value}")
    if source is Source.LEGS:
        return counts.bridged if measure is Measure.ANSWERED else counts.failed
    return outcomes(counts, menu)[_OUTCOMES[measure]]


def change(  # the two periods, what of them, and how they are counted
    measure: Measure,
    a: Counts,
    b: Counts,
    source: Source,
    menu: MenuCountsAs,
    lengths: Lengths | None = None,
) -> Change:
    """Return how a measure of one direction changed; counts per day where ``lengths`` are given.

    Raises ``ValueError`` where the source has no such measure (see ``measures``).
    """
    if measure not in measures(source):
        raise ValueError(f"{source.value} have no {measure.value}")
    if measure is Measure.AVERAGE_TALK:
        return Change.averages(a.bridged_duration, a.bridged, b.bridged_duration, b.bridged)
    of = Measure.ANSWERED if measure is Measure.ANSWER_RATE else measure
    number_a, number_b = (counted(of, counts, source, menu) for counts in (a, b))
    if measure is Measure.ANSWER_RATE:
        return Change.rates(number_a, a.total, number_b, b.total)
    if lengths is None:
        return Change.counts(number_a, number_b)
    return Change.per_day(number_a, number_b, lengths)


def meaning(measure: Measure, found: Change) -> Meaning:
    """Return whether a change is good: by what the measure means, not by up and down.

    Whether it is more than chance is told apart (``chance``).
    """
    if not found.absolute:
        return Meaning.NEITHER
    more = _MORE_IS[measure]
    return more if found.absolute > 0 else _OPPOSITE[more]


def more_is(measure: Measure) -> Meaning:
    """Return whether more of a measure is good."""
    return _MORE_IS[measure]


def tenths(exact: Fraction) -> Fraction:
    """Round to tenths, halves up.

    Halves go up on both sides alike: a difference of rounded numbers then is the exact difference
    rounded up or down, by less than a tenth.
    """
    return floor(exact / TENTH + Fraction(1, 2)) * TENTH


def _ratio(part: int, whole: Fraction | int) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def _relative(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or not b else (a - b) / b
