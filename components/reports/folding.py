"""Buckets of working time: what is known of their pieces, put together."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from components.measures.stretches import Standing, Stretch
from components.reports.question import Pieces

_LOOSEST_FIRST: Final = (Standing.OPEN, Standing.PROVISIONAL, Standing.FINAL)


def fold(stretches: Sequence[Stretch], pieces: Pieces, now: datetime) -> tuple[Stretch, ...]:
    """Return stretches of buckets, from stretches of their pieces; only whole buckets are told.

    A bucket is known as soon as all of it is that has begun at ``now`` (aware, UTC). It is open
    while more working time is to come, though nobody works at the moment. Buckets that are told
    only together stay so; one without working time is left out.
    """
    begun = _begun(pieces, now)
    folded = []
    for group in _groups(stretches, pieces.buckets):
        first, last = _span(group[0], pieces.buckets)[0], _span(group[-1], pieces.buckets)[1]
        wanted = [piece for bucket in range(first, last + 1) for piece in begun.get(bucket, ())]
        if sum(one.buckets for one in group) >= sum(wanted):
            folded.append(_together(group, first, last, is_over=all(wanted)))
    return tuple(folded)


def _begun(pieces: Pieces, now: datetime) -> dict[int, list[bool]]:
    """Return for each bucket which pieces of its working time have begun."""
    found: dict[int, list[bool]] = {}
    for number, (bucket, mark) in enumerate(zip(pieces.buckets, pieces.marks, strict=False)):
        if number not in pieces.closed:
            found.setdefault(bucket, []).append(mark < now)
    return found


def _groups(stretches: Sequence[Stretch], buckets: Sequence[int]) -> Iterator[list[Stretch]]:
    """Yield stretches that have something in the same buckets together."""
    group: list[Stretch] = []
    for one in stretches:
        if group and _span(one, buckets)[0] > _span(group[-1], buckets)[1]:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _span(stretch: Stretch, buckets: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last bucket of a stretch of pieces."""
    return buckets[stretch.first], buckets[stretch.end - 1]


def _together(group: Sequence[Stretch], first: int, last: int, *, is_over: bool) -> Stretch:
    standings = {one.standing for one in group}
    loosest = next(each for each in _LOOSEST_FIRST if each in standings)
    head, *rest = group
    return Stretch(
        first,
        last - first + 1,
        sum((one.sides for one in rest), head.sides),
        loosest if is_over else Standing.OPEN,
        min(one.read_at for one in group if one.standing is loosest),
    )
