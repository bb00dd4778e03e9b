"""Ranges as people name them: whole local days, and local minutes. Neither knows its zone yet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

OLDEST: Final = date(2000, 1, 1)
NEWEST: Final = date(2099, 12, 31)
"""The days that can be asked for: a browser may send anything, and far years overflow."""


@dataclass(frozen=True, slots=True)
class Days:
    """Whole local days from ``first`` to ``last``, both included.

    Raises ``ValueError`` where ``last`` comes before ``first``, or a day lies outside 2000 to 2099.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse what is not a range of days."""
        if self.last < self.first:
            raise ValueError("a range of days must not end before it begins")
        refuse_far(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Local wall-clock time from ``start`` up to, but not including, ``end``: naive, whole minutes.

    Raises ``ValueError`` where an end carries a zone, seconds or less, where the range is empty, or
    where an end lies outside 2000 to 2099.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse what is not a range of minutes."""
        for moment in (self.start, self.end):
            if moment.tzinfo is not None:
                raise ValueError("a range of minutes carries no zone: it is read off a wall clock")
            if moment.second or moment.microsecond:
                raise ValueError("a range of minutes has no seconds")
        if self.start >= self.end:
            raise ValueError("a range of minutes must end after it starts")
        refuse_far(self.start.date(), self.end.date())


def refuse_far(first: date, last: date) -> None:
    """Raise ``ValueError`` where one of the two days lies outside 2000 to 2099."""
    if first < OLDEST or last > NEWEST:
        raise ValueError(f"dates must lie between {OLDEST} and {NEWEST}")
