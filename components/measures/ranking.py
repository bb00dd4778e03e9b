"""Extensions side by side: their sum, what of the account it leaves out, and whether it can be."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.measures.counts import Direction, Sides


@dataclass(frozen=True, slots=True)
class Difference:
    """By how many calls the rows together differ from the account, in each direction.

    Above 0: several extensions took part in the same call, which each of them counts. Below 0:
    calls in which no extension of the list took part. Sums cannot tell how many there are of
    either, only by how many the one outweighs the other.
    """

    inbound: int
    outbound: int

    def __getitem__(self, direction: Direction) -> int:
        """Return the difference of one direction."""
        return self.inbound if direction is Direction.INBOUND else self.outbound


def total(rows: Sequence[Sides | None]) -> Sides | None:
    """Return the sum of all rows; None while one of them is not known.

    Rates and averages are made from this sum: numerators over denominators.
    """
    known = [sides for sides in rows if sides is not None]
    return sum(known, Sides()) if len(known) == len(rows) else None


def difference(rows: Sequence[Sides | None], account: Sides) -> Difference | None:
    """Return how the rows differ from the account; None while one of them is not known."""
    whole = total(rows)
    if whole is None:
        return None
    return Difference(
        whole.inbound.total - account.inbound.total, whole.outbound.total - account.outbound.total
    )


def is_filter_ignored(
    rows: Sequence[Sides | None], account: Sides, *, may_grow: bool = False
) -> bool:
    """Tell whether the PBX seems to answer for the whole account whichever extension is asked for.

    So it is where an extension has more calls than the account, or where each of several has as
    many (contract, section 9). An account without calls tells nothing. Where totals ``may_grow``,
    one extension may have more because it was read a moment later: every call goes through a menu.
    """
    known = [sides for sides in rows if sides is not None]
    is_above = any(
        sides[direction].total > account[direction].total
        for sides in known
        for direction in Direction
    )
    has_all = len(known) > 1 and all(
        sides[direction].total >= account[direction].total
        for sides in known
        for direction in Direction
    )
    return (is_above and not may_grow) or (has_all and account != Sides())
