"""What happened on the phones: calls, and the legs of which each is made."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Direction(StrEnum):
    """Which way a call went, as the wire spells it."""

    INBOUND = "in"
    OUTBOUND = "out"


class Ending(StrEnum):
    """How a call or a leg ended; the values are the wire's own keys, spaces included."""

    BRIDGED = "bridged"
    ANSWERED = "answered"
    NOT_ANSWERED = "not answered"
    BUSY = "busy"
    REJECTED = "rejected"
    FAILED = "failed"
    ANSWERED_ELSEWHERE = "answered elsewhere"
    DIVERTED = "diverted"


LEG_ONLY: Final = frozenset({Ending.ANSWERED_ELSEWHERE, Ending.DIVERTED})
"""Endings that only a leg can have: the call itself went on somewhere else."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One extension's part in a call; seconds count from its own pick-up."""

    extension_id: int
    ending: Ending
    duration: int = 0
    bridged_duration: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, placed in time by its start (aware, any zone).

    ``ringing`` seconds pass before the PBX or a person picks up, ``duration`` seconds from then
    to the end, of which people spoke for ``bridged_duration``. The PBX shows the call
    ``late_by`` seconds after it ended. Its legs belong to the same moment as the call.
    ``outsider`` is the telephone number outside of the office, empty where it is withheld;
    ``uuid`` is the call's name in the list, which an office gives to calls that have none.
    """

    start: datetime
    direction: Direction
    ending: Ending
    legs: tuple[Leg, ...]
    ringing: int = 0
    duration: int = 0
    bridged_duration: int = 0
    late_by: int = 0
    outsider: str = field(default="", repr=False)
    uuid: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse what no PBX could have seen."""
        if self.start.tzinfo is None:
            message = "a call needs an aware start"
            raise ValueError(message)
        if self.ending in LEG_ONLY:
            message = f"a call cannot end as {self.ending.value!r}, only a leg can"
            raise ValueError(message)

    @classmethod
    def direct(
        cls,
        start: datetime,
        direction: Direction,
        ending: Ending,
        extension_id: int,
        *,
        duration: int = 0,
        bridged_duration: int = 0,
        late_by: int = 0,
    ) -> "Call":
        """Make a call with a single leg that shares its ending and its seconds."""
        leg = Leg(extension_id, ending, duration, bridged_duration)
        return cls(
            start=start,
            direction=direction,
            ending=ending,
            legs=(leg,),
            duration=duration,
            bridged_duration=bridged_duration,
            late_by=late_by,
        )

    @property
    def known_at(self) -> datetime:
        """The moment from which the PBX counts this call: its end, or later if it shows up late."""
        return self.start + timedelta(seconds=self.ringing + self.duration + self.late_by)


@lru_cache(maxsize=1024)
def silent_leg(extension_id: int, ending: Ending) -> Leg:
    """Return the one shared leg of this extension that took no seconds."""
    return Leg(extension_id, ending)
