"""What was counted along time: one value for each bucket, or for several not yet told apart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from components.measures.counts import Sides


class Standing(StrEnum):
    """How firm a number is.

    Calls show up late, so what ended lately is ``PROVISIONAL`` (contract, section 6). ``OPEN``
    has not ended yet, and cannot be compared with what has.
    """

    FINAL = "final"
    PROVISIONAL = "provisional"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The totals of ``buckets`` consecutive buckets together, from number ``first`` on.

    ``read_at`` (aware, UTC) is the moment at which the oldest part of it was true.
    """

    first: int
    buckets: int
    sides: Sides
    standing: Standing
    read_at: datetime

    @property
    def end(self) -> int:
        """The number of the bucket after the last."""
        return self.first + self.buckets
