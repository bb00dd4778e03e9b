"""What comes of a question: the numbers, how firm they are, and what it takes to know the rest."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from components.ledger.setbacks import Trouble
from components.measures.counts import Direction, Sides
from components.measures.outcomes import Source, unexplained
from components.measures.stretches import Standing, Stretch
from components.periods.window import Window
from components.reports.comparison import Comparison
from components.reports.question import Question


@dataclass(frozen=True, slots=True)
class Row:
    """The totals of one extension (the PBX's own id) in a period; None while not known.

    ``as_of`` (aware, UTC) is the moment of the oldest part of it that can still change. ``trend``
    is what each bucket came to, None for those that are not known; None where nothing was cut.
    """

    extension: int
    sides: Sides | None
    as_of: datetime | None
    trend: tuple[Sides | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Totals of one question, and of its buckets as far as they are told apart.

    ``rows`` are the members that the question tells apart, in its order.

    ``as_of`` is aware, UTC: the moment of the oldest part that can still change, or of the oldest
    where nothing can. ``settled`` means that all of it is final.
    """

    question: Question
    sides: Sides
    stretches: tuple[Stretch, ...]
    as_of: datetime
    settled: bool
    rows: tuple[Row, ...] = ()

    @property
    def window(self) -> Window:
        """The period looked at."""
        return self.question.window

    @property
    def is_empty(self) -> bool:
        """Whether there was no call at all, which is not the same as no answer."""
        return self.sides == Sides()

    @property
    def unexplained(self) -> dict[Direction, int]:
        """Calls by which the six outcomes miss the total, where they do (design, section 2).

        Counted in each stretch by itself, so that opposite gaps do not hide each other. Legs have
        no established partition, so nothing is expected of them.
        """
        if self.question.source is Source.LEGS:
            return {}
        gaps = {
            direction: sum(abs(unexplained(one.sides[direction])) for one in self._odd)
            for direction in Direction
        }
        return {direction: gap for direction, gap in gaps.items() if gap}

    @property
    def _odd(self) -> list[Stretch]:
        """Return what might not add up: what does not is never final."""
        return [one for one in self.stretches if one.standing is not Standing.FINAL]


@dataclass(frozen=True, slots=True)
class Part:
    """The totals of one extension (the PBX's own id) in both periods, until the edge if any."""

    extension: int
    a: Sides
    b: Sides


@dataclass(frozen=True, slots=True)
class RowOfTwo:
    """The totals of one extension (the PBX's own id) in both periods; None while not known."""

    extension: int
    a: Sides | None
    b: Sides | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The numbers of two periods that belong together.

    Where one of them is still running, it was read at ``edge`` (aware, UTC) and the other is cut
    there; None where neither runs. ``days_a`` and ``days_b`` are their lengths in local days until
    the edge, counted in working time where hours are set. ``rows`` tells the extensions of the
    comparison's ``split`` apart, in its order, as far as they are known.
    """

    comparison: Comparison
    a: Overview
    b: Overview
    edge: datetime | None
    days_a: Fraction
    days_b: Fraction
    rows: tuple[RowOfTwo, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...] | None:
        """The extensions that are told apart; None until all of them are known, or without any."""
        found = [
            Part(row.extension, row.a, row.b)
            for row in self.rows
            if row.a is not None and row.b is not None
        ]
        return tuple(found) if found and len(found) == len(self.rows) else None

    @property
    def is_per_day(self) -> bool:
        """Whether the periods are of different lengths, so that only counts a day compare.

        The same number of days can hold more or less working time: a public holiday, a weekend.
        """
        is_worked = self.comparison.hours is not None
        return not self.comparison.pair.is_alike or (is_worked and self.days_a != self.days_b)

    @property
    def as_of(self) -> datetime:
        """The moment of the less firm side (aware, UTC)."""
        changing = [side.as_of for side in (self.a, self.b) if not side.settled]
        return min(changing or (self.a.as_of, self.b.as_of))

    @property
    def settled(self) -> bool:
        """Whether nothing of it can change any more."""
        return self.edge is None and self.a.settled and self.b.settled

    @property
    def window(self) -> Window:
        """The period looked at."""
        return self.comparison.window

    @property
    def is_empty(self) -> bool:
        """Whether there was no call at all in either period."""
        return self.a.is_empty and self.b.is_empty

    @property
    def unexplained(self) -> dict[Direction, int]:
        """Calls by which the six outcomes miss the totals of both periods, where they do."""
        gaps = (self.a.unexplained, self.b.unexplained)
        both = {way: sum(gap.get(way, 0) for gap in gaps) for way in Direction}
        return {direction: gap for direction, gap in both.items() if gap}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a question now, and what it takes to know the rest.

    ``shown`` is None until the totals are known; ``stretches`` is what is known so far (of a
    comparison: of A). ``missing`` is how many requests somebody waits for: to know all of it, or to
    have it new where that was asked for. ``due`` is how many will come by themselves. ``trouble``
    says why nothing is asked now. ``is_closed`` tells that there is nothing to count, because no
    working time lies in the period (of a comparison: in one of them, as far as they are compared).
    """

    question: Question | Comparison
    shown: Overview | Compared | None
    missing: int
    due: int
    trouble: Trouble | None
    has_begun: bool = True
    is_closed: bool = False
    stretches: tuple[Stretch, ...] = ()
