"""Who called, was missed, and still waits for a call back: one entry a caller."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Final

from components.measures.counts import Direction
from components.measures.outcomes import Ending, MenuCountsAs, Outcome, outcome_of

_TAIL: Final = 9
"""Digits by which a caller is known again: what stands before them is spelled in many ways.

``+7 916 …``, ``8 916 …`` and ``916 …`` are one person, and so are ``0049 30 …`` and ``030 …``.
"""

_SHORTEST: Final = 7
"""Digits that a number outside of the office has at least; what is shorter rings within."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One call as far as it matters here; ``number`` is the one outside, as the PBX spells it.

    Moments are aware, UTC. ``extension`` (the PBX's own id) is who took part last.
    """

    uuid: str = field(repr=False)
    direction: Direction
    ending: Ending
    begins_at: datetime
    ends_at: datetime
    extension: int | None
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who waits: how often, from when to when, and whom it was tried with.

    ``number`` is empty where it was withheld: nobody can call back, so each such call is an entry
    of its own. ``tried_at`` is when somebody last called back in vain.
    """

    number: str = field(repr=False)
    attempts: int
    first_at: datetime
    last_at: datetime
    extensions: frozenset[int]
    tried_at: datetime | None = None


def waiting(contacts: Iterable[Contact], menu: MenuCountsAs) -> list[Caller]:
    """Return who was missed and has been spoken with by nobody since, the latest first.

    A call that rings several extensions may be several contacts: of one caller, what overlaps or
    has one uuid is one attempt. What failed is often technical, and nobody's attempt.
    """
    outside = sorted(
        (one for one in contacts if _is_outside(one.number)), key=lambda one: one.begins_at
    )
    found: list[Caller] = []
    by_key = sorted(outside, key=lambda one: known_as(one.number))
    for key, group in groupby(by_key, key=lambda one: known_as(one.number)):
        if key:
            found += _waiting_one(list(group), menu)
        else:
            found += _withheld(list(group), menu)
    return sorted(found, key=lambda caller: caller.last_at, reverse=True)


def known_as(number: str) -> str:
    """Return the digits by which a number is known again; empty where it is withheld."""
    return _digits(number)[-_TAIL:]


def masked(number: str) -> str:
    """Return a number of which only the last two digits can be read."""
    digits = _digits(number)
    return "•" * max(0, len(digits) - 2) + digits[-2:]


def _digits(number: str) -> str:
    """Return the digits of a number; what follows it in an address (``…@host``) is none of it."""
    told = number.partition("@")[0].partition(";")[0]
    return "".join(sign for sign in told if sign.isascii() and sign.isdigit())


def _is_outside(number: str) -> bool:
    """Tell whether a number is that of somebody outside, or withheld."""
    return "*" not in number and (not _digits(number) or len(_digits(number)) >= _SHORTEST)


def _waiting_one(contacts: Sequence[Contact], menu: MenuCountsAs) -> list[Caller]:
    """Return the caller of these contacts, in the order of their beginnings, if still waiting."""
    spoken = [one.ends_at for one in contacts if _is_spoken(one, menu)]
    until = max(spoken, default=None)
    left = [one for one in contacts if until is None or one.begins_at > until]
    missed = [one for one in left if _is_missed(one, menu)]
    if not missed:
        return []
    attempts = _attempts(missed)
    tried = [
        one.begins_at
        for one in left
        if one.direction is Direction.OUTBOUND and one.begins_at > missed[0].begins_at
    ]
    return [
        Caller(
            number=missed[-1].number,
            attempts=len(attempts),
            first_at=missed[0].begins_at,
            last_at=missed[-1].begins_at,
            extensions=_extensions(missed),
            tried_at=max(tried, default=None),
        )
    ]


def _withheld(contacts: Sequence[Contact], menu: MenuCountsAs) -> list[Caller]:
    """Return an entry for each missed call of which nobody knows who it was."""
    by_call = sorted(
        (one for one in contacts if one.direction is Direction.INBOUND), key=lambda one: one.uuid
    )
    found = []
    for _uuid, group in groupby(by_call, key=lambda one: one.uuid):
        legs = list(group)
        if any(_is_spoken(one, menu) for one in legs):
            continue
        missed = [one for one in legs if _is_missed(one, menu)]
        if missed:
            at = min(one.begins_at for one in missed)
            found.append(Caller("", 1, at, at, _extensions(missed)))
    return found


def _attempts(missed: Sequence[Contact]) -> list[datetime]:
    """Return when each attempt began; nobody makes two calls at once."""
    begins: list[datetime] = []
    busy_until: datetime | None = None
    seen: set[str] = set()
    for one in missed:
        is_same = one.uuid in seen or (busy_until is not None and one.begins_at <= busy_until)
        if not is_same:
            begins.append(one.begins_at)
        seen.add(one.uuid)
        busy_until = one.ends_at if busy_until is None else max(busy_until, one.ends_at)
    return begins


def _extensions(contacts: Collection[Contact]) -> frozenset[int]:
    return frozenset(one.extension for one in contacts if one.extension is not None)


def _is_spoken(one: Contact, menu: MenuCountsAs) -> bool:
    if one.direction is Direction.OUTBOUND:
        return one.ending is Ending.BRIDGED
    return outcome_of(one.ending, menu) is Outcome.ANSWERED


def _is_missed(one: Contact, menu: MenuCountsAs) -> bool:
    is_inbound = one.direction is Direction.INBOUND
    return is_inbound and outcome_of(one.ending, menu) is Outcome.MISSED
