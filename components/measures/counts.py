"""What the PBX counts: additive totals of one direction, and both directions together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from operator import add, attrgetter, sub
from typing import Final


class Direction(StrEnum):
    """Which way a call went, seen from the company; the values are the PBX's own keys."""

    INBOUND = "in"
    OUTBOUND = "out"


@dataclass(frozen=True, slots=True)
class Counts:
    """Additive totals of one direction over one window.

    Source: "Call Statistics", resources call_stat and cdr_stat. All fields count calls (for
    ``cdr/stats``: legs), except ``duration`` and ``bridged_duration``, which are whole seconds.

    ``answered`` is the PBX's word for *picked up by a menu or queue*; people spoke only in
    ``bridged``, and the two exclude each other. ``answered_elsewhere`` and ``diverted`` exist for
    legs only and stay 0 for calls.
    """

    total: int = 0
    bridged: int = 0
    answered: int = 0
    not_answered: int = 0
    busy: int = 0
    rejected: int = 0
    failed: int = 0
    duration: int = 0
    bridged_duration: int = 0
    answered_elsewhere: int = 0
    diverted: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the totals of two disjoint windows, or of two disjoint sets of calls."""
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*map(add, _values(self), _values(other)))

    def __sub__(self, other: Counts) -> Counts:
        """Return what is left of a window's totals without those of a part of it."""
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*map(sub, _values(self), _values(other)))


_values: Final = attrgetter(*(field.name for field in fields(Counts)))

NO_CALLS: Final = Counts()
"""A side on which nothing happened; also where a sum of counts starts."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both directions of one window; a side that the PBX left out is a side without calls."""

    inbound: Counts = NO_CALLS
    outbound: Counts = NO_CALLS

    def __getitem__(self, direction: Direction) -> Counts:
        """Return the totals of one direction."""
        return self.inbound if direction is Direction.INBOUND else self.outbound

    def __add__(self, other: Sides) -> Sides:
        """Return the totals of two disjoint windows, each direction for itself."""
        if not isinstance(other, Sides):
            return NotImplemented
        return Sides(self.inbound + other.inbound, self.outbound + other.outbound)

    def __sub__(self, other: Sides) -> Sides:
        """Return what is left of a window's totals without those of a part of it."""
        if not isinstance(other, Sides):
            return NotImplemented
        return Sides(self.inbound - other.inbound, self.outbound - other.outbound)
