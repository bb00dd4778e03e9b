"""What can be asked of an account."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from components.ledger.facts import Series
from components.ledger.listed import Way
from components.measures.outcomes import Source
from components.periods import buckets, hours
from components.periods.buckets import Step
from components.periods.hours import WorkingHours
from components.periods.window import Window

UNASKED: Final = 20
"""Requests that a view may cost without anybody's word (the hour has some 1000, for all)."""


class Pieces(NamedTuple):
    """The buckets of a question, cut where working time begins and ends.

    ``marks`` lie between the pieces (UTC, increasing), ``closed`` holds the numbers of those that
    are not working time, and ``buckets`` the number of the bucket in which each piece lies. All are
    empty where there is no working time.
    """

    marks: tuple[datetime, ...]
    closed: frozenset[int]
    buckets: Sequence[int]

    @property
    def ends(self) -> tuple[datetime, ...]:
        """When the pieces of working time end (UTC, increasing)."""
        return tuple(end for number, end in enumerate(self.marks[1:]) if number not in self.closed)


@dataclass(frozen=True, slots=True)
class Question:
    """How many calls, of what kind, when, and whose; and into which buckets time is cut.

    ``extensions`` holds the PBX's own ids; none stands for the whole account. Only calls within
    ``hours`` count, where they are set. With ``is_whole`` nothing is cut: one total is wanted.
    ``way`` is how what is missing may be learnt. ``members`` (the PBX's own ids) are extensions
    that are told apart beside: each of them whole, or cut by ``member_step``.
    """

    source: Source
    window: Window
    step: Step
    zone: ZoneInfo
    extensions: frozenset[int] = frozenset()
    hours: WorkingHours | None = None
    is_whole: bool = False
    way: Way = Way.STATISTICS
    members: tuple[int, ...] = ()
    member_step: Step | None = None

    def member(self, extension: int) -> "Question":
        """Return the question about one of the members by itself."""
        return replace(
            self,
            extensions=frozenset({extension}),
            members=(),
            is_whole=self.member_step is None,
            step=self.member_step or self.step,
            member_step=None,
        )

    @property
    def series(self) -> Series:
        """What is counted, and whose."""
        return Series(self.source, self.extensions)

    @property
    def marks(self) -> tuple[datetime, ...]:
        """The instants between which the buckets lie (UTC, increasing)."""
        if self.is_whole:
            return self.window.start, self.window.end
        return _marks(self.window, self.step, self.zone)

    @property
    def pieces(self) -> Pieces:
        """What the buckets consist of: without working hours, each of one piece."""
        return pieces(self.marks, self.hours, self.zone)

    @property
    def whole(self) -> Pieces:
        """The same without buckets, for who wants one total only."""
        return pieces((self.window.start, self.window.end), self.hours, self.zone)

    @property
    def is_closed(self) -> bool:
        """Whether no working time lies in the window, so that there is nothing to count."""
        return len(self.pieces.closed) == len(self.pieces.buckets)


@lru_cache(maxsize=256)
def _marks(window: Window, step: Step, zone: ZoneInfo) -> tuple[datetime, ...]:
    return buckets.boundaries(window, step, zone)


@lru_cache(maxsize=256)
def pieces(marks: tuple[datetime, ...], opened: WorkingHours | None, zone: ZoneInfo) -> Pieces:
    """Cut the buckets between some marks where working time begins and ends."""
    if opened is None:
        return Pieces(marks, frozenset(), range(len(marks) - 1))
    window = Window(marks[0], marks[-1])
    return Pieces(*hours.pieces(marks, hours.open_windows(window, opened, zone)))
