"""What follows from totals that are known: sums, differences, and nothing where nothing was.

Every call belongs to the window of its start, so totals add up over time. Think of a counter that
never turns back: a total of ``[a, b)`` says how far it moved from ``a`` to ``b``. Instants between
which its movement is known form an *island*; a window is known when both its ends stand on one
island, whether it was ever asked or not.

Each answer bridges two islands, and nothing else does. So ``n`` instants on ``k`` islands take
``k - 1`` answers, and no plan can do with fewer.

Where the counter stood still, it stood still all the while: an instant within a window without
calls stands on the island of the window's ends.

Nothing here asks, and nothing here doubts: only settled totals may be told.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from operator import add, attrgetter, sub
from typing import Final, NamedTuple, TypeAlias

from components.measures.counts import Counts, Sides
from components.periods.window import Window

Reading: TypeAlias = tuple[int, ...]
"""Where the counter stands, reckoned from any common start; may be negative, as differences are."""

_Bridge: TypeAlias = tuple[datetime, datetime, Reading]
"""Two instants and how far the counter moved from the first to the second."""

_FIELDS: Final = Counts.__slots__
_reading: Final = attrgetter(
    *(f"{side}.{name}" for side in Sides.__slots__ for name in _FIELDS),
)
_TOTALS: Final = (_FIELDS.index("total"), len(_FIELDS) + _FIELDS.index("total"))
_STILL: Final[Reading] = _reading(Sides())


class Contradiction(ValueError):
    """A total does not agree with those that were known before."""

    def __init__(self, window: Window, known: Sides, told: Sides) -> None:
        super().__init__(f"{window.start} to {window.end} was known otherwise")
        self.window = window
        self.known = known
        self.told = told


class Island:
    """Instants, in order, between which every movement of the counter is known.

    ``read_at`` is the moment of the oldest total that made it; the far future where there is none.
    """

    def __init__(self, at: datetime) -> None:
        """Begin with one instant, and nothing known of any movement."""
        self.times = [at]
        self.readings: dict[datetime, Reading] = {at: _STILL}
        self.read_at = datetime.max.replace(tzinfo=UTC)

    def fall(self) -> Window | None:
        """Return where the counter seems to turn back; None where it does not.

        Totals only grow, so somewhere among those that were told one has changed since.
        """
        for before, after in pairwise(self.times):
            if min(_minus(self.readings[after], self.readings[before])) < 0:
                return Window(before, after)
        return None


class Place(NamedTuple):
    """Where an instant stands: on which island, and at which reading of it."""

    island: Island
    reading: Reading

    def until(self, later: "Place") -> Sides:
        """Return the movement from here to a later place on the same island."""
        return _sides(_minus(later.reading, self.reading))

    def calls_until(self, later: "Place") -> int:
        """Return how many calls that are, in both directions."""
        return sum(later.reading[total] - self.reading[total] for total in _TOTALS)


class Known:
    """The settled totals of one series, and all that follows from them."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._times: list[datetime] = []
        self._islands: dict[datetime, Island] = {}

    def total(self, window: Window) -> Sides | None:
        """Return the total of a window, if it follows from what is known."""
        start, end = self.places((window.start, window.end))
        if start is None or end is None or start.island is not end.island:
            return None
        return start.until(end)

    def places(self, instants: Sequence[datetime]) -> list[Place | None]:
        """Return where each instant stands; None in open water."""
        return [self._place(at) for at in instants]

    def shores(self, start: datetime, end: datetime) -> list[datetime]:
        """Return the instants from ``start`` to ``end`` at which islands begin and end."""
        first, last = bisect_left(self._times, start), bisect_right(self._times, end)
        times = self._times[max(first - 1, 0) : last + 1]
        edges = [
            at
            for one, other in pairwise(times)
            if self._islands[one] is not self._islands[other]
            for at in (one, other)
        ]
        ends = self._times[first:last][:1] + self._times[first:last][-1:]
        return sorted({at for at in (*edges, *ends) if start <= at <= end})

    def within(self, window: Window) -> Sequence[datetime]:
        """Return the instants strictly inside a window to which the way from its start is known."""
        place = self._place(window.start)
        if place is None:
            return ()
        times = place.island.times
        return times[bisect_right(times, window.start) : bisect_left(times, window.end)]

    def gap(self, window: Window) -> Window:
        """Return what of a window lies between the island of its start and that of its end.

        Where the window is unknown, both tell the same; but a late call on the islands cannot
        be taken for one of the gap.
        """
        start, end = window.start, window.end
        first, last = self.places((start, end))
        if first is not None:
            times = first.island.times
            start = max(start, times[bisect_left(times, end) - 1])
        if last is not None:
            times = last.island.times
            end = min(end, times[bisect_right(times, start)])
        return Window(start, end)

    def earliest(self, at: datetime, not_before: datetime) -> datetime:
        """Return the earliest instant, from ``not_before`` on, from which ``at`` is known."""
        place = self._place(at)
        if place is None:
            return at
        times = place.island.times
        return min(at, times[min(bisect_left(times, not_before), len(times) - 1)])

    def learn(self, window: Window, sides: Sides, read_at: datetime) -> None:
        """Take in a settled total that was read at a moment (aware, UTC).

        Raises ``Contradiction``, and learns nothing, where another total of this window follows
        from what is known already.
        """
        known = self.total(window)
        if known is not None:
            if known != sides:
                raise Contradiction(window, known, sides)
            return
        self._land(window.start)
        self._land(window.end)
        bridges = [(window.start, window.end, _reading(sides))]
        while bridges:
            bridges += self._build(*bridges.pop())
        island = self._islands[window.start]
        island.read_at = min(island.read_at, read_at)

    def clear(self) -> None:
        """Forget everything."""
        self._times.clear()
        self._islands.clear()

    def correct(self, window: Window, sides: Sides) -> None:
        """Replace the total of a window inside which no other instant is known; all later shifts.

        Raises ``KeyError`` where the total of the window does not follow from what is known.
        """
        self._land(window.start)
        self._land(window.end)
        island = self._islands[window.end]
        moved = _minus(island.readings[window.end], island.readings[window.start])
        shift = _minus(_reading(sides), moved)
        for at in island.times[bisect_left(island.times, window.end) :]:
            island.readings[at] = _plus(island.readings[at], shift)

    def _place(self, at: datetime) -> Place | None:
        island = self._islands.get(at)
        if island is not None:
            return Place(island, island.readings[at])
        index = bisect_left(self._times, at)
        if index in {0, len(self._times)}:
            return None
        before, after = self._times[index - 1], self._times[index]
        island = self._islands[before]
        reading = island.readings[before]
        if self._islands[after] is not island or island.readings[after] != reading:
            return None
        return Place(island, reading)

    def _land(self, at: datetime) -> None:
        """Give an instant ground to stand on: where it belongs, or an island of its own."""
        if at in self._islands:
            return
        place = self._place(at)
        insort(self._times, at)
        if place is None:
            self._islands[at] = Island(at)
            return
        self._islands[at] = place.island
        insort(place.island.times, at)
        place.island.readings[at] = place.reading

    def _build(self, near: datetime, far: datetime, movement: Reading) -> list[_Bridge]:
        """Make one island of the two that these instants stand on; return what it brings about."""
        stays, moves = self._islands[near], self._islands[far]
        if stays is moves:
            return []
        shift = _minus(_plus(stays.readings[near], movement), moves.readings[far])
        if len(stays.times) < len(moves.times):
            stays, moves, shift = moves, stays, _minus(_STILL, shift)
        for at in moves.times:
            stays.readings[at] = _plus(moves.readings[at], shift)
            self._islands[at] = stays
        stays.times = sorted(stays.times + moves.times)
        stays.read_at = min(stays.read_at, moves.read_at)
        return [bridge for at in moves.times for bridge in self._stillness(stays, at)]

    def _stillness(self, island: Island, at: datetime) -> Iterator[_Bridge]:
        """Find other islands' instants beside this one where the counter did not move."""
        index = bisect_left(island.times, at)
        for before, after in pairwise(island.times[max(index - 1, 0) : index + 2]):
            if island.readings[before] == island.readings[after]:
                between = slice(bisect_right(self._times, before), bisect_left(self._times, after))
                yield from ((before, inner, _STILL) for inner in self._times[between])


def _plus(one: Reading, other: Reading) -> Reading:
    return tuple(map(add, one, other))


def _minus(one: Reading, other: Reading) -> Reading:
    return tuple(map(sub, one, other))


def _sides(movement: Reading) -> Sides:
    half = len(_FIELDS)
    return Sides(Counts(*movement[:half]), Counts(*movement[half:]))
