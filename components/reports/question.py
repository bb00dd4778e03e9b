"""What can be asked of an account."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from components.ledger.facts import Series
from components.measures.outcomes import Source
from components.periods import buckets
from components.periods.buckets import Step
from components.periods.window import Window

UNASKED: Final = 20
"""Requests that a view may cost without anybody's word (the hour has some 1000, for all)."""


@dataclass(frozen=True, slots=True)
class Question:
    """How many calls, of what kind, when, and whose; and into which buckets time is cut.

    ``extensions`` holds the PBX's own ids; none stands for the whole account.
    """

    source: Source
    window: Window
    step: Step
    zone: ZoneInfo
    extensions: frozenset[int] = frozenset()

    @property
    def series(self) -> Series:
        """What is counted, and whose."""
        return Series(self.source, self.extensions)

    @property
    def marks(self) -> tuple[datetime, ...]:
        """The instants between which the buckets lie (UTC, increasing)."""
        return _marks(self.window, self.step, self.zone)


@lru_cache(maxsize=256)
def _marks(window: Window, step: Step, zone: ZoneInfo) -> tuple[datetime, ...]:
    return buckets.boundaries(window, step, zone)
