"""Totals that can still change: served with their age, and read again when they are due."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final

from components.ledger.facts import OPEN_LASTS, SETTLING, Fact, Series
from components.ledger.known import Island, Known
from components.measures.counts import Sides
from components.measures.stretches import Standing
from components.periods.window import Window

NEVER: Final = datetime.max.replace(tzinfo=UTC)
"""When a settled total is due again."""

_BEST: Final = NEVER.timestamp()
"""What a row of no facts is worth."""

_start: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a window for now: the moment it was true, and when it is due again.

    ``is_cut`` tells that some of it was read before its time was over.
    """

    sides: Sides
    read_at: datetime
    due_at: datetime
    is_cut: bool = False


class Young:
    """The facts of one series that are not settled: the latest of each window."""

    def __init__(self, series: Series, known: Known) -> None:
        """Start with none; ``known`` holds the settled totals, which fill the gaps between them."""
        self._series = series
        self._known = known
        self._facts: dict[Window, Fact] = {}
        self._windows: list[Window] = []
        self._again: set[Window] = set()
        self._odd: set[Window] = set()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._facts)

    def keep(self, fact: Fact) -> None:
        """Remember a fact in the place of an older one."""
        former = self._facts.get(fact.window)
        if former is not None and former.read_at > fact.read_at:
            return
        self.drop(fact.window)
        insort(self._windows, fact.window)
        self._facts[fact.window] = fact
        if not fact.adds_up:
            if former is not None and not former.adds_up:
                self._again.add(fact.window)
            if fact.age >= SETTLING:
                self._odd.add(fact.window)

    def drop(self, window: Window) -> None:
        """Forget what was read of exactly this window."""
        if self._facts.pop(window, None) is not None:
            del self._windows[bisect_left(self._windows, window)]
        self._again.discard(window)
        self._odd.discard(window)

    def is_odd(self, window: Window) -> bool:
        """Tell whether something in a window would be settled, but does not add up."""
        return any(each.start < window.end and each.end > window.start for each in self._odd)

    def find(
        self, window: Window, now: datetime, *, refresh: timedelta | None = None
    ) -> Reading | None:
        """Return what is known of a window: from the fact of just this window, or from a row.

        A row of fresher facts goes first where that one is due, but never on a wall, which has a
        ``refresh`` of its own: of late calls the one may know more, and a figure that is watched
        must not go back. Nothing needs to be known of what lies after ``now``.
        """

        def due_at(fact: Fact) -> datetime:
            again = fact.window in self._again
            return fact.due_at(refresh=refresh or OPEN_LASTS, again=again) or NEVER

        whole = self._facts.get(window)
        row = [] if whole is None else [whole]
        if whole is None or (due_at(whole) <= now and refresh is None):
            parts = self._row(
                window,
                self._inside(window),
                until=min(now, window.end),
                worth=lambda so_far, fact: min(so_far, due_at(fact).timestamp()),
            )
            if parts and (whole is None or min(map(due_at, parts)) > now):
                row = parts
        if not row:
            return None
        still_open = [fact for fact in row if fact.age < timedelta(0)]
        changing = [fact for fact in row if not fact.is_settled]
        return Reading(
            sum((fact.sides for fact in row), Sides()),
            min(fact.read_at for fact in still_open or changing or row),
            min(map(due_at, row)),
            is_cut=bool(still_open),
        )

    def wholes(self, start: datetime) -> list[Window]:
        """Return the windows from an instant on that were read as a whole, the longest first."""
        first = bisect_left(self._windows, start, key=_start)
        last = bisect_right(self._windows, start, key=_start)
        return self._windows[first:last][::-1]

    def ended(self, window: Window) -> list[Fact] | None:
        """Return facts that make up a window and were all read after their ends.

        What is settled is left to those that are not, wherever these make it up, too.
        """

        def worth(so_far: float, fact: Fact) -> float:
            return so_far - fact.window.length.total_seconds() * fact.is_settled

        facts = [fact for fact in self._inside(window) if fact.age >= timedelta(0)]
        return self._row(window, facts, until=window.end, worth=worth) or None

    def _inside(self, window: Window) -> list[Fact]:
        first = bisect_left(self._windows, window.start, key=_start)
        last = bisect_left(self._windows, window.end, key=_start)
        within = (each for each in self._windows[first:last] if each.end <= window.end)
        return [self._facts[each] for each in within]

    def _row(
        self,
        window: Window,
        facts: Iterable[Fact],
        *,
        until: datetime,
        worth: Callable[[float, Fact], float],
    ) -> list[Fact]:
        """Return facts that follow each other from a window's start until a moment or later.

        Settled stretches between them count as facts of their own. Of several rows it is the one
        that is worth most, where ``worth`` tells what is left of a row's worth after one more
        fact; of equals, the one with the fewest. Nothing is returned where there is none.
        """
        ways: dict[datetime, _Way] = {window.start: _Way(_BEST, 0)}
        onward: dict[datetime, list[Fact]] = {}
        for fact in facts:
            onward.setdefault(fact.window.start, []).append(fact)
        ends = {fact.window.end for each in onward.values() for fact in each}
        instants = sorted({window.start, window.end, *onward, *ends})
        landed: dict[Island, datetime] = {}
        # Facts lead forward only: who comes to an instant knows all ways there.
        for at, place in zip(instants, self._known.places(instants), strict=True):
            if place is not None and place.island in landed:
                _extend(ways, self._settled(Window(landed[place.island], at)), worth)
            if at not in ways:
                continue
            if place is not None:
                landed[place.island] = at
            for fact in onward.get(at, ()):
                _extend(ways, fact, worth)
        there = max((at for at in ways if at >= until), key=ways.__getitem__, default=None)
        return _walked(ways, there)

    def _settled(self, window: Window) -> Fact:
        """Return a total that follows from settled ones, as a fact."""
        total = self._known.total(window)
        assert total is not None  # noqa: S101 - both ends stand on one island
        return Fact(self._series, window, total, window.end + SETTLING)


@dataclass(frozen=True, slots=True, order=True)
class _Way:
    """How an instant is reached: what the row is worth, how few facts it has, and the last one."""

    worth: float
    fewer: int
    fact: Fact | None = field(default=None, compare=False)


def _extend(ways: dict[datetime, _Way], fact: Fact, worth: Callable[[float, Fact], float]) -> None:
    """Go on by a fact, unless there is as good a way to its end already."""
    so_far = ways[fact.window.start]
    way = _Way(worth(so_far.worth, fact), so_far.fewer - 1, fact)
    ways[fact.window.end] = max(way, ways.get(fact.window.end, way))


def _walked(ways: dict[datetime, _Way], at: datetime | None) -> list[Fact]:
    facts: list[Fact] = []
    while at is not None and (fact := ways[at].fact) is not None:
        facts.append(fact)
        at = fact.window.start
    return facts[::-1]


def standing(reading: Reading, window: Window, now: datetime) -> Standing:
    """Return how firm a reading is, seen from ``now``."""
    if reading.due_at == NEVER:
        return Standing.FINAL
    return Standing.OPEN if reading.is_cut or now < window.end else Standing.PROVISIONAL
