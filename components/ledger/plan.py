"""Which totals to ask for, so that the fewest requests tell everything between some instants.

Each answer joins two islands of what is known (``known.py``), so marks on ``k`` islands take
``k - 1`` requests, whichever they are. That leaves the order free: the widest windows come first,
then their halves, so that a page shows the whole at once and its parts as they come. Hours are told
apart day by day instead, because an order that knows the lulls spends next to nothing on them
(``rhythm.py``); what is listed after the first of them only says how many are left. Only where the
PBX's longest window does not reach from one mark to the next are requests spent on the way.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import inf
from typing import Final

from components.ledger import rhythm
from components.ledger.known import Island, Known, Place
from components.periods.window import LONGEST, Window, cut


@dataclass(frozen=True, slots=True)
class Route:
    """What to ask, in order: ``wide`` tells the whole, ``fine`` then tells its parts apart."""

    wide: tuple[Window, ...] = ()
    fine: tuple[Window, ...] = ()


def coarse_first(marks: Sequence[datetime], known: Known) -> Route:
    """Return the fewest windows that, once told, make every total between two marks follow.

    ``marks`` are increasing instants, all long enough ago to be settled.
    """
    stops = _stops(marks, known)
    places = known.places(stops)
    joined = _Joined(places)
    wide, legs = [], []
    here = 0
    while here < len(stops) - 1:
        there = max(bisect_right(stops, stops[here] + LONGEST) - 1, here + 1)
        legs.append((here, there))
        # A longer hop has its way round, over stops of its own.
        if stops[there] - stops[here] <= LONGEST and joined.join(here, there):
            wide.append(known.gap(Window(stops[here], stops[there])))
        here = there
    first = None if wide else rhythm.next_split(stops, places, legs)
    pairs = [*_first(first, joined), *_halves(legs, joined)]
    fine = [known.gap(Window(stops[one], stops[other])) for one, other in pairs]
    return Route(tuple(wide), tuple(fine))


def are_joined(places: Sequence[Place | None]) -> bool:
    """Tell whether everything between all these places is known."""
    first = places[0]
    return first is not None and all(
        place is not None and place.island is first.island for place in places
    )


def singly(marks: Sequence[datetime], known: Known) -> tuple[Window, ...]:
    """Return the windows between neighbouring marks that are not known, each for itself.

    It costs one request more than ``coarse_first`` where nothing is known, and needs no difference.
    """
    stops = _stops(marks, known)
    return tuple(
        Window(start, end)
        for (start, end), (one, other) in zip(
            pairwise(stops), pairwise(known.places(stops)), strict=True
        )
        if not are_joined((one, other))
    )


class _Joined:
    """Which stops will be on one island once what was planned so far is told."""

    def __init__(self, places: Sequence[Place | None]) -> None:
        first: dict[Island, int] = {}
        self._leader = [
            position if place is None else first.setdefault(place.island, position)
            for position, place in enumerate(places)
        ]

    def join(self, one: int, other: int) -> bool:
        """Join the islands of two stops; return whether they were two."""
        ours, theirs = self._find(one), self._find(other)
        self._leader[theirs] = ours
        return ours != theirs

    def _find(self, stop: int) -> int:
        while (leader := self._leader[stop]) != stop:
            self._leader[stop] = self._leader[leader]
            stop = leader
        return stop


def _first(pair: tuple[int, int] | None, joined: _Joined) -> Iterator[tuple[int, int]]:
    if pair is not None and joined.join(*pair):
        yield pair


def _halves(legs: Sequence[tuple[int, int]], joined: _Joined) -> Iterator[tuple[int, int]]:
    """Yield what tells the stops inside the legs apart, halving everything once before twice."""
    waiting = deque(legs)
    while waiting:
        first, last = waiting.popleft()
        if last - first < 2:  # noqa: PLR2004 - neighbours
            continue
        middle = (first + last) // 2
        if joined.join(first, middle):
            yield first, middle
        waiting += ((first, middle), (middle, last))


def _stops(marks: Sequence[datetime], known: Known) -> list[datetime]:
    """Return the marks, with stops on the way where two of them are too far from each other."""
    stops = list(marks[:1])
    for start, end in pairwise(marks):
        if end - start > LONGEST and known.total(Window(start, end)) is None:
            stops += _way(start, end, known)
        stops.append(end)
    return sorted(set(stops))


def _way(start: datetime, end: datetime, known: Known) -> list[datetime]:
    """Return the stops on the cheapest way between two far instants, over islands where they help.

    Dijkstra's algorithm over instants that are known nearby. A hop on one island is free, any
    other costs a request for each 30 days, forward or back.
    """
    near = known.shores(start - LONGEST, end + LONGEST)
    nodes = [start, end, *(at for at in near if at not in {start, end})]
    places = known.places(nodes)
    costs: list[float] = [0, *([inf] * (len(nodes) - 1))]
    before = [0] * len(nodes)
    open_nodes = set(range(len(nodes)))
    here = 0
    while here != 1:
        open_nodes.discard(here)
        for there in open_nodes:
            cost = costs[here] + _cost(nodes[here], nodes[there], places[here], places[there])
            if cost < costs[there]:
                costs[there], before[there] = cost, here
        here = min(open_nodes, key=lambda node: (costs[node], nodes[node]))
    return _walked(nodes, places, before)


_STOP: Final = 1 / 1024
"""What a stop of one's own costs: it only tells ways apart that take as many requests."""


def _walked(
    nodes: Sequence[datetime], places: Sequence[Place | None], before: Sequence[int]
) -> list[datetime]:
    """Return the nodes on the way to node 1, and the cuts of its longer hops."""
    walked = []
    here = 1
    while here:
        came_from = before[here]
        walked.append(nodes[came_from])
        if not are_joined((places[came_from], places[here])):
            hop = Window(*sorted((nodes[came_from], nodes[here])))
            walked += [piece.start for piece in cut(hop)]
        here = came_from
    return walked


def _cost(one: datetime, other: datetime, here: Place | None, there: Place | None) -> float:
    """Return the requests that it takes to know the total between two instants.

    A little more where it takes stops of its own, which join nothing else.
    """
    if are_joined((here, there)):
        return 0
    requests = -(-abs(other - one) // LONGEST)
    return requests + (requests - 1) * _STOP
