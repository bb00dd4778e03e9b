"""What is known of both sides of a comparison, and what of the rest may be asked for by now.

A running period comes first. The moment at which its open bucket was read is the *edge*: there the
other one is cut. So nothing is asked of that before nothing of the running one is missing or due.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from components.ledger.books import Wish
from components.ledger.desk import Desk, Look
from components.ledger.facts import Series
from components.ledger.setbacks import Trouble
from components.measures.stretches import Standing
from components.periods.against import Side
from components.reports import overview
from components.reports.answer import RowOfTwo
from components.reports.comparison import Comparison
from components.reports.question import Question

_QUIET: Final = timedelta(minutes=15)
"""How exactly the edge is told while nobody works: else it would move with every look."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_AT_ONCE: Final = 20
"""Wishes for single extensions that are in the queue together."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of one question, and the wish that asks for the rest."""

    question: Question
    wish: Wish
    seen: Look

    @property
    def missing(self) -> int:
        """How many requests somebody waits for."""
        return self.wish.awaited(self.seen.survey)

    @property
    def has_begun(self) -> bool:
        """Whether there can be a number by now."""
        survey = self.seen.survey
        return self.question.is_closed or survey.total is None or bool(survey.stretches)


Both: TypeAlias = Mapping[Side, Glance]


@dataclass(frozen=True, slots=True)
class Sight:
    """Both sides, and for each extension that is to be told apart both of its own.

    ``edge`` (aware, UTC) is None where nothing is ``running``, and until it is known. Until then
    only the running side may be asked for, and the other one is cut near the edge, which tells what
    it will cost. ``now`` is the moment of the sight.
    """

    now: datetime
    running: Side | None
    edge: datetime | None
    sides: Both
    split: Mapping[int, Both]

    @property
    def is_together(self) -> bool:
        """Whether both sides are of equally much time."""
        return self.running is None or self.edge is not None

    @property
    def has_begun(self) -> bool:
        """Whether there can be numbers of both sides by now."""
        return all(one.has_begun for one in self.sides.values())

    @property
    def is_closed(self) -> bool:
        """Whether one of the sides has no working time, as far as they are compared."""
        return self.has_begun and any(one.question.is_closed for one in self.sides.values())

    @property
    def missing(self) -> int:
        """How many requests somebody waits for."""
        return sum(one.missing for one in self._wanted())

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What may be asked for by now."""
        if self.running is not None and self.edge is None:
            first = self.sides[self.running]
            return (first.wish,) if first.missing and not self.is_closed else ()
        wanted = [one.wish for one in self._wanted() if one.missing]
        return tuple(wanted[: _AT_ONCE + len(Side)])

    @property
    def trouble(self) -> Trouble | None:
        """Why something of it cannot be asked for now."""
        troubles = (one.seen.trouble for one in self._all())
        return next((trouble for trouble in troubles if trouble is not None), None)

    @property
    def rows(self) -> tuple[RowOfTwo, ...]:
        """The extensions that are told apart, as far as they are known."""
        return tuple(
            RowOfTwo(extension, *(both[side].seen.survey.total for side in Side))
            for extension, both in self.split.items()
        )

    def _wanted(self) -> Iterator[Glance]:
        """Yield all glances, if something can come of them."""
        if self.has_begun and not self.is_closed:
            yield from self._all()

    def _all(self) -> Iterator[Glance]:
        for both in (self.sides, *self.split.values()):
            yield from both.values()


def see(desk: Desk, comparison: Comparison, newer_than: datetime | None) -> Sight:
    """Look at both sides without asking; refuse what was read before ``newer_than``."""
    looking = _Looking(desk, comparison, newer_than)
    running = comparison.pair.running
    if running is None:
        sides = {side: looking.at(comparison.question(side)) for side in Side}
        return Sight(desk.now, None, None, sides, looking.split(None))
    now = desk.now
    first, edge = looking.at_the_running(running, now)
    near = edge or now.replace(second=0, microsecond=0)
    sides = {
        side: first if side is running else looking.at(comparison.question(side, near))
        for side in Side
    }
    return Sight(now, running, edge, sides, looking.split(near))


@dataclass(frozen=True, slots=True)
class _Looking:
    """How to look: at whose desk, for which comparison, and how old the numbers may be.

    Numbers that a comparison is fixed to may be as old as they are.
    """

    desk: Desk
    comparison: Comparison
    newer_than: datetime | None

    def at(self, question: Question) -> Glance:
        is_awaited = self.comparison.edge is None
        wish = overview.wish(question, self.newer_than, is_awaited=is_awaited)
        return Glance(question, wish, self.desk.look(wish, asking=False))

    def at_the_running(self, side: Side, now: datetime) -> tuple[Glance, datetime | None]:
        """Return the running side, and the edge once that is known."""
        whole = self.at(self.comparison.question(side))
        read_at, fixed = _read_at(whole, now), self.comparison.edge
        if fixed is not None and fixed != read_at:
            return self.at(self.comparison.closed(side, fixed)), fixed
        is_told = fixed is not None or whole.seen.is_done or whole.seen.trouble is not None
        return whole, read_at if is_told else None

    def split(self, edge: datetime | None) -> Mapping[int, Both]:
        """Look at each extension by itself, in one piece on either side."""
        return {
            extension: {side: self._part(extension, side, edge) for side in Side}
            for extension in self.comparison.split
        }

    def _part(self, extension: int, side: Side, edge: datetime | None) -> Glance:
        question = self.comparison.closed(side, edge)
        pieces = question.whole
        series = Series(question.source, frozenset({extension}))
        wish = Wish(series, pieces.marks, newer_than=self.newer_than, gaps=pieces.closed)
        return Glance(question, wish, self.desk.look(wish, asking=False))


def _read_at(glance: Glance, now: datetime) -> datetime | None:
    """Return the moment at which the numbers of a running period were true; None without any.

    While nobody works, they stay true until somebody does.
    """
    survey = glance.seen.survey
    if survey.total is None:
        return None
    still_open = [one.read_at for one in survey.stretches if one.standing is Standing.OPEN]
    if still_open:
        return min(still_open)
    ends = [end for end in glance.question.pieces.ends if end <= now]
    return max(ends[-1], now - (now - _EPOCH) % _QUIET) if ends else None
