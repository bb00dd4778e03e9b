"""How calls end: the endings that the PBX tells apart, and the three outcomes shown.

A call counts in exactly one ending, so the six endings of calls partition ``total``. That rests on
the vendor's one example; therefore ``unexplained`` checks it on every answer. Legs have two more
endings and no established partition: they have no Missed, and nothing here computes one.
"""

from collections.abc import Mapping
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from components.measures.counts import Counts, Direction, Sides


class Source(StrEnum):
    """What is counted: whole calls (``calls/stats``) or their legs (``cdr/stats``)."""

    CALLS = "calls"
    LEGS = "legs"


class Outcome(StrEnum):
    """The three outcomes of a call that every screen shows, in the order in which it shows them."""

    ANSWERED = "answered"
    MISSED = "missed"
    FAILED = "failed"


class Ending(StrEnum):
    """How a call or leg ended; each value is the name of its field in :class:`Counts`.

    ``ANSWERED`` is the PBX's word: a menu or queue picked up and nobody was connected.
    """

    BRIDGED = "bridged"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    BUSY = "busy"
    REJECTED = "rejected"
    FAILED = "failed"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    DIVERTED = "diverted"


class MenuCountsAs(StrEnum):
    """How an account counts a call that ended in its queue or menu (``menu_counts_as``)."""

    MISSED = "missed"
    ANSWERED = "answered"


_CALL_OUTCOMES: Final[Mapping[Ending, Outcome]] = MappingProxyType(
    {
        Ending.BRIDGED: Outcome.ANSWERED,
        Ending.ANSWERED: Outcome.MISSED,
        Ending.NOT_ANSWERED: Outcome.MISSED,
        Ending.BUSY: Outcome.MISSED,
        Ending.REJECTED: Outcome.MISSED,
        Ending.FAILED: Outcome.FAILED,
    }
)
"""The endings of a call in display order, each with its outcome where the menu answers nobody."""

_ended_calls: Final = attrgetter(*(ending.value for ending in _CALL_OUTCOMES))

_ENDINGS: Final[Mapping[Source, tuple[Ending, ...]]] = MappingProxyType(
    {
        Source.CALLS: tuple(_CALL_OUTCOMES),
        Source.LEGS: tuple(Ending),
    }
)


def endings(source: Source) -> tuple[Ending, ...]:
    """Return the endings of a source in display order: six for calls, eight for legs."""
    return _ENDINGS[source]


def ended(counts: Counts, ending: Ending) -> int:
    """Return how many calls (or legs) ended in this way."""
    number: int = getattr(counts, ending.value)
    return number


def outcome_of(ending: Ending, menu: MenuCountsAs) -> Outcome:
    """Return the outcome that an ending of a *call* belongs to.

    Raises ``ValueError`` for *answered elsewhere* and *diverted*: they happen to legs, and
    legs have no outcome.
    """
    if ending is Ending.ANSWERED and menu is MenuCountsAs.ANSWERED:
        return Outcome.ANSWERED
    if ending not in _CALL_OUTCOMES:
        raise ValueError(f"{ending.value} is an ending of legs, which have no outcome")
    return _CALL_OUTCOMES[ending]


def outcomes(counts: Counts, menu: MenuCountsAs) -> Mapping[Outcome, int]:
    """Return the number of *calls* of each outcome; all three are present, in display order."""
    numbers = dict.fromkeys(Outcome, 0)
    for ending in endings(Source.CALLS):
        numbers[outcome_of(ending, menu)] += ended(counts, ending)
    return numbers


def unexplained(counts: Counts) -> int:
    """Return ``total`` minus the six endings of *calls*: 0 where the PBX's answer adds up.

    Negative where the endings hold more calls than ``total``. It says nothing about legs.
    """
    explained: int = sum(_ended_calls(counts))
    return counts.total - explained


def adds_up(sides: Sides, source: Source) -> bool:
    """Tell whether the endings make the total, which nobody promised of legs (contract, 3)."""
    if source is Source.LEGS:
        return True
    return not any(unexplained(sides[direction]) for direction in Direction)
