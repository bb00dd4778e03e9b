"""Which hours to tell apart next, so that few requests are spent on those without calls.

A window without calls is empty all through, so a lull takes one request as long as nobody asks for
a part of it. A request is wasted where it ends at a mark *inside* a lull. When an office rests is
not known before, but it shows: most days are like the day before, and like that weekday. So hours
are told apart day after day, the first by halves, later ones at the marks that are the least likely
to lie inside a lull. The price stays what it was: no order takes more than one request for each
mark, and the less likely marks only decide how many of them come for nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from components.ledger.known import Place

_DAY: Final = timedelta(days=1)
_SECONDS: Final = 24 * 60 * 60

_ALIKE: Final = 20.0
"""How many days of any name one day of the same name outweighs."""

_GUESS: Final = 0.1
"""How many days the guess outweighs that all hours are alike: the first day refutes it."""

_SURE: Final = 0.02
"""A mark that lies inside a lull no more often than this is as good as any other such mark."""

_GRADES: Final = 3
"""How finely less sure marks are told apart: among equals, halves find a stray call soonest."""


def next_split(
    stops: Sequence[datetime],
    places: Sequence[Place | None],
    legs: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    """Return the next two stops, by number, of which to ask what lies between; None where none are.

    ``legs`` are pairs of stops between which the whole is known. The first of the two has been
    told, the second is one of those after it that have not. Pieces of a day or longer have no time
    of day, so there is nothing to say about them.
    """
    for start, end in _untold(places, legs):
        if stops[start + 1] - stops[start] < _DAY:
            return start, _split(stops, places, start, end)
    return None


def _untold(
    places: Sequence[Place | None], legs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the stops that have been told with the whole, where others lie between them."""
    for first, last in legs:
        home = places[first]
        told = [
            number
            for number in range(first, last + 1)
            if home is not None and (place := places[number]) and place.island is home.island
        ]
        yield from (pair for pair in pairwise(told) if pair[1] - pair[0] > 1)


def _split(stops: Sequence[datetime], places: Sequence[Place | None], start: int, end: int) -> int:
    """Return the stop between two others that is the least likely to lie inside a lull.

    The calls between the two are known, and fall on each piece as likely as on its like on other
    days. A stop lies inside a lull if none falls on the pieces beside it.
    """
    # A total that counts nothing, or less where it is in doubt, is no reason to divide by it.
    calls = max(1, _calls(places[start], places[end]))
    usual = _usual(stops, places, start, end, calls / (end - start))
    whole = sum(usual)

    def rank(stop: int) -> tuple[int, int]:
        beside = usual[stop - start - 1] + usual[stop - start]
        chance = max(0.0, 1 - beside / whole) ** calls
        grade = 0 if chance <= _SURE else 1 + round(chance * _GRADES)
        return grade, abs(2 * stop - start - end)

    return min(range(start + 1, end), key=rank)


def _usual(
    stops: Sequence[datetime],
    places: Sequence[Place | None],
    start: int,
    end: int,
    guess: float,
) -> list[float]:
    """Return the calls of each piece between two stops as its like on other days have them."""
    times = [int(stop.timestamp()) for stop in stops]
    by_day, by_week = defaultdict[int, _Mean](_Mean), defaultdict[int, _Mean](_Mean)
    for number, (one, other) in enumerate(pairwise(places)):
        if one is not None and other is not None and one.island is other.island:
            calls = max(0, _calls(one, other))
            by_day[times[number] % _SECONDS].add(calls)
            by_week[times[number] % (7 * _SECONDS)].add(calls)
    return [
        by_week[at % (7 * _SECONDS)].beside(by_day[at % _SECONDS].beside(guess, _GUESS), 1 / _ALIKE)
        for at in times[start:end]
    ]


class _Mean:
    """The mean of what was added, and of another mean that has a weight of its own."""

    def __init__(self) -> None:
        self._sum = 0
        self._number = 0

    def add(self, calls: int) -> None:
        self._sum += calls
        self._number += 1

    def beside(self, other: float, weight: float) -> float:
        return (self._sum + other * weight) / (self._number + weight)


def _calls(one: Place | None, other: Place | None) -> int:
    return 0 if one is None or other is None else one.calls_until(other)
