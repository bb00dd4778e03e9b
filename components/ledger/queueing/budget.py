"""What an account may still ask this hour, so that nobody ever hears a 429.

The PBX's hourly quota is shared with the customer's other programs (contract,
section 5). What is left of it is shared out anew before each request::

    left      what the PBX said was left, less what was asked since
    - floor   a tenth of the limit, at least 5, which is never touched
    - others  what other programs are expected to need until the reset
    = free    what walls may ask
    - reserve for walls: a request a minute for each of their windows until the
              reset; of a whole hour at most a third of the limit and half of our share
    = what may be asked because it grows old (``REST``)
    + guess   of what others need, where that was never seen: a quarter of the limit at most
    = what people may ask

While there is less than one refresh in five seconds to be had, refreshes are
spread evenly over the time that is left, those of walls and of the rest apart.
Where nothing is to be had, one request in ten minutes passes all the same if
the floor is safe: others may need less than expected, and only an answer tells.

Nothing of that can be done for a PBX that sends no headers: there only its 429
ends the asking. After a 429 for quota nothing is asked before the reset.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from random import SystemRandom
from typing import Any, Final

from components.ledger.queueing import handover
from components.ledger.queueing.counter import HOUR, LATE, Counter
from components.ledger.queueing.handover import Handover, Notes
from components.ledger.queueing.urgency import Urgency
from components.ringme.quota import Quota, next_hour

_MINUTE: Final = timedelta(minutes=1)
_NONE: Final = timedelta(0)

_LEAST_FLOOR: Final = 5
_JITTER: Final = 10.0
"""Seconds within which the programs of many customers come back after a 429."""

_BRISK: Final = timedelta(seconds=5)
_LOOK: Final = timedelta(minutes=10)
_ASSUMED_LIMIT: Final = 1000
"""The hour's limit where the headers do not tell it (contract, section 5)."""

_UNIFORM: Final = SystemRandom().uniform


class Why(StrEnum):
    """Why a request has to wait."""

    USED_UP = "used-up"
    """The PBX answered 429: the hour's quota is used up."""

    SHORT = "short"
    """What is left belongs to other programs, or to walls."""

    PACED = "paced"
    """Refreshes are spread evenly over the hour."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now. ``until`` (aware, UTC) is when it can be asked at the latest; look again sooner."""

    until: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Shares:
    """How many requests of the hour belong to whom (the table at the head of this module)."""

    limit: int
    left: int
    floor: int
    others: int
    reserve: int
    resets_at: datetime
    guess: int = 0

    def of(self, urgency: Urgency) -> int:
        """Return how many such requests may still be made."""
        free = max(0, self.left - self.floor - self.others)
        pool = max(0, self.left - self.floor - self.others + self.guess)
        match urgency:
            case Urgency.PERSON:
                return pool - self.reserve
            case Urgency.WALL:
                return max(free, self.reserve)
            case Urgency.REST:
                return max(0, free - self.reserve)


class Budget:
    """The requests of one customer's hour.

    Ask ``verdict`` before each request, tell ``spent`` when it is sent, ``unspent`` if
    it turns out not to have been counted, and ``heard`` what its answer said.
    All moments are aware, UTC. ``walls`` is how many different windows are open
    on walls. Not for several threads at once: who shares it holds a lock.
    """

    def __init__(
        self,
        now: datetime,
        *,
        draw: Callable[[float, float], float] = _UNIFORM,
    ) -> None:
        """Begin without knowledge; ``draw`` returns a random number between two."""
        self._draw = draw
        self._counter = Counter(next_hour(now))
        self._heard: Quota | None = None
        self._closed_until: datetime | None = None
        self._spent_at: datetime | None = None
        self._refreshed: dict[Urgency, datetime] = {}

    def verdict(self, urgency: Urgency, now: datetime, *, walls: int = 0) -> Wait | None:
        """Return why a request must not be sent at this moment, or None where it may."""
        if self._closed_until is not None and now < self._closed_until:
            return Wait(self._closed_until, Why.USED_UP)
        shares = self.shares(now, walls=walls)
        if shares is None:
            return None
        if shares.of(urgency) < 1:
            return self._short(shares, now)
        if urgency is Urgency.PERSON or urgency not in self._refreshed:
            return None
        due = self._refreshed[urgency] + _pace(shares, urgency, now)
        return Wait(due, Why.PACED) if now < due else None

    def spent(self, now: datetime, urgency: Urgency = Urgency.PERSON) -> None:
        """Count a request that is being sent."""
        self._counter.turn(now)
        self._counter.spent()
        self._spent_at = now
        if urgency is not Urgency.PERSON:
            self._refreshed[urgency] = now

    def unspent(self, now: datetime) -> None:
        """Take back a request that the PBX has not counted (``retry.row(error).charged``)."""
        self._counter.turn(now)
        self._counter.unspent()

    def heard(self, quota: Quota | None, now: datetime) -> None:
        """Take what the headers said; None, the same again or an hour that is over change nothing.

        It is told after ``spent`` for the same request.
        """
        self._counter.turn(now)
        is_over = quota is not None and quota.resets_at is not None and quota.resets_at < now
        if quota is not None and not is_over and quota != self._heard:
            self._heard = quota
            self._counter.heard(quota, now)

    def exhausted(self, resets_at: datetime | None, now: datetime) -> None:
        """Close until an hour's end, after a 429 for quota; None is the next full hour."""
        self._counter.turn(now)
        self._counter.take(0, now)
        self._counter.resets_at = max(resets_at or next_hour(now), now)
        late = timedelta(seconds=self._draw(0, _JITTER))
        self._closed_until = self._counter.resets_at + LATE + late

    def may_retry(self, now: datetime) -> bool:
        """Take one out of the hour's allowance for retries: always under 10 % of the limit."""
        self._counter.turn(now)
        if self._counter.retries >= max(1, ((self._counter.limit or _ASSUMED_LIMIT) - 1) // 10):
            return False
        self._counter.retries += 1
        return True

    def shares(self, now: datetime, *, walls: int = 0) -> Shares | None:
        """Return how what is left of the hour is shared out; None before the first header."""
        counter = self._counter
        counter.turn(now)
        if counter.left is None or counter.limit is None:
            return None
        floor = max(_LEAST_FLOOR, ceil(counter.limit / 10))
        seen_at = counter.heard_at or now
        others = counter.others.need(seen_at, counter.resets_at, limit=counter.limit)
        guess = counter.others.guess(seen_at, counter.resets_at, limit=counter.limit)
        pool = max(0, counter.left - floor - others + guess)
        most = min(counter.limit // 3, (pool + counter.own) // 2)
        time_left = max(_NONE, counter.resets_at - now)
        wanted = min(walls * (time_left / _MINUTE), most * (time_left / HOUR))
        return Shares(
            limit=counter.limit,
            left=counter.left,
            floor=floor,
            others=others,
            reserve=min(pool, ceil(wanted)),
            resets_at=counter.resets_at,
            guess=guess,
        )

    def left(self, now: datetime, *, walls: int = 0) -> int | None:
        """Return how many requests a person may have before the reset; None where unknown."""
        if self._closed_until is not None and now < self._closed_until:
            return 0
        shares = self.shares(now, walls=walls)
        return None if shares is None else shares.of(Urgency.PERSON)

    def pace(self, urgency: Urgency, now: datetime, *, walls: int = 0) -> timedelta:
        """Return the time to leave between two refreshes; nothing while there are enough."""
        shares = self.shares(now, walls=walls)
        return _NONE if shares is None else _pace(shares, urgency, now)

    def notes(self) -> Notes:
        """Return what another process needs to go on from here, as plain JSON."""
        state = Handover(self._counter, self._closed_until, self._spent_at, self._refreshed)
        return handover.write(state)

    def recall(self, notes: Mapping[str, Any], now: datetime) -> None:
        """Go on from what the process that asked last has left; unreadable notes change nothing.

        Of one hour, the smaller figure of the two is believed.
        """
        state = handover.read(notes)
        if state is None:
            return
        mine = self._counter
        mine.turn(now)
        state.counter.turn(now)
        if state.counter.knows_more_than(mine):
            self._counter = state.counter
            self._counter.join(mine)
        self._closed_until = _later(self._closed_until, state.closed_until)
        self._spent_at = _later(self._spent_at, state.spent_at)
        self._refreshed |= state.refreshed

    def _short(self, shares: Shares, now: datetime) -> Wait | None:
        """Say when there is something to be had again; now and then a look is."""
        counter = self._counter
        unseen = counter.others.unseen(counter.heard_at or now, now)
        reset = shares.resets_at + LATE
        if shares.left - unseen <= shares.floor:
            return Wait(reset, Why.SHORT)
        look = now if self._spent_at is None else self._spent_at + _LOOK
        return Wait(min(look, reset), Why.SHORT) if now < look else None


def _pace(shares: Shares, urgency: Urgency, now: datetime) -> timedelta:
    even = max(_NONE, shares.resets_at - now) / max(1, shares.of(urgency))
    return even if even > _BRISK else _NONE


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((each for each in (one, other) if each is not None), default=None)
