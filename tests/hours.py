"""Simulated hours of one account: walls, pages and people here, another program over there.

The budget is asked as the queue asks it: one request at a time, the most urgent
first. The PBX is whatever ``Pbx`` describes, so that the same hours can be lived
in pure time and against a server.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from components.ledger.queueing.budget import Budget
from components.ledger.queueing.urgency import Urgency
from components.ringme.quota import Quota

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

_GLANCE = 5 * SECOND
"""How soon the budget is asked again after it held everything back."""


class Pbx(Protocol):
    """A PBX that counts requests."""

    limit: int

    def ask(self, now: datetime) -> Quota | None:
        """Take a request of ours; None is a 429."""

    def ask_elsewhere(self, now: datetime) -> bool:
        """Take a request of the other program; False is a 429."""

    def remaining(self, now: datetime) -> int:
        """Return what is really left of the hour."""


@dataclass
class CountingPbx:
    """Counts by clock hours, or by hours that begin ``shift`` after them; it can be silent."""

    limit: int = 1000
    shift: timedelta = timedelta(0)
    tells: bool = True
    """Whether its answers have the headers."""
    _hour: datetime | None = None
    _used: int = 0

    def ask(self, now):
        if not self.ask_elsewhere(now):
            return None
        reset = -(-(self._hour + HOUR - now) // SECOND)
        told = Quota(self.limit, self.limit - self._used, now + reset * SECOND)
        return told if self.tells else Quota(None, None, None)

    def ask_elsewhere(self, now):
        if self.remaining(now) == 0:
            return False
        self._used += 1
        return True

    def remaining(self, now):
        hour = (now - self.shift).replace(minute=0, second=0, microsecond=0) + self.shift
        if hour != self._hour:
            self._hour, self._used = hour, 0
        return self.limit - self._used


@dataclass
class View:
    """Something on a screen that wants to be younger than ``lasts``."""

    urgency: Urgency
    lasts: timedelta
    read_at: datetime


@dataclass
class Lived:
    """What came of the hours."""

    asked: int = 0
    refused: int = 0
    refused_elsewhere: int = 0
    below_floor: int = 0
    longest_wait: timedelta = timedelta(0)
    oldest: dict[Urgency, timedelta] = field(default_factory=dict)


def views(now, *, walls, pages):
    """Return views read just now: walls last a minute, pages two."""
    return [
        *(View(Urgency.WALL, MINUTE, now) for _ in range(walls)),
        *(View(Urgency.REST, 2 * MINUTE, now) for _ in range(pages)),
    ]


# What another program does, as moments at which it asks


def evenly(begin, hours, count) -> Iterator[datetime]:
    """Ask ``count`` times an hour, at equal distances."""
    return (begin + HOUR * number / count for number in range(hours * count))


def at_the_start(begin, hours, count) -> Iterator[datetime]:
    """Ask ``count`` times in the first two minutes of each hour."""
    pause = 2 * MINUTE / count
    return (begin + hour * HOUR + each * pause for hour in range(hours) for each in range(count))


def in_bursts(begin, hours, count, *, seed=0) -> Iterator[datetime]:
    """Ask ``count`` times an hour, in five bursts of half a minute at random moments."""
    dice = random.Random(seed)
    for hour in range(hours):
        starts = sorted(dice.uniform(0, 3500) for _ in range(5))
        yield from sorted(
            begin + hour * HOUR + (start + 30 * each / (count / 5)) * SECOND
            for start in starts
            for each in range(count // 5)
        )


def at_random(begin, hours, count, *, seed=0) -> Iterator[datetime]:
    """Ask about ``count`` times an hour, whenever it likes."""
    dice = random.Random(seed)
    now = begin
    while (now := now + dice.expovariate(count / 3600) * SECOND) < begin + hours * HOUR:
        yield now


@dataclass
class Scene:
    """Who wants what: another program at moments, views again and again, people at moments.

    Each of the people comes once, wants so many answers and waits for them.
    ``takes`` is how long an answer takes; nothing else is asked meanwhile.
    """

    elsewhere: Iterable[datetime] = ()
    views: list[View] = field(default_factory=list)
    people: Iterable[tuple[datetime, int]] = ()
    takes: timedelta = SECOND


def live(budget: Budget, pbx: Pbx, begin: datetime, scene: Scene, *, hours: int) -> Lived:
    """Live so many hours in front of a PBX, second by second."""
    life = _Life(budget, pbx, scene)
    now, free_at = begin, begin
    while now < begin + hours * HOUR:
        life.let_others_ask(now)
        life.let_people_come(now)
        if now >= free_at:
            free_at = now + (scene.takes if life.ask(now) else _GLANCE)
        now += SECOND
    return life.end(now)


class _Life:
    def __init__(self, budget, pbx, scene):
        self._budget = budget
        self._pbx = pbx
        self._views = scene.views
        self._walls = sum(view.urgency is Urgency.WALL for view in scene.views)
        self._floor = max(5, -(-pbx.limit // 10))
        self._elsewhere = iter(scene.elsewhere)
        self._next_elsewhere = next(self._elsewhere, None)
        self._coming = sorted(scene.people, reverse=True)
        self._waiting = []
        self._lived = Lived()

    def let_others_ask(self, now):
        while self._next_elsewhere is not None and self._next_elsewhere <= now:
            self._lived.refused_elsewhere += not self._pbx.ask_elsewhere(now)
            self._next_elsewhere = next(self._elsewhere, None)

    def let_people_come(self, now):
        while self._coming and self._coming[-1][0] <= now:
            came, wants = self._coming.pop()
            self._waiting.extend([came] * wants)

    def ask(self, now):
        """Ask for what is most urgent, if the budget lets it; tell whether anything was asked."""
        due = [view for view in self._views if now - view.read_at >= view.lasts]
        due.sort(key=lambda view: (view.urgency, view.read_at))
        oldest = {view.urgency: view for view in reversed(due)}
        for urgency in Urgency:
            wanted = self._waiting if urgency is Urgency.PERSON else urgency in oldest
            if wanted and self._budget.verdict(urgency, now, walls=self._walls) is None:
                if self._send(urgency, now):
                    self._serve(urgency, now, oldest)
                return True
        return False

    def _send(self, urgency, now):
        # The floor cannot be kept before anything is known of the hour.
        is_known = self._budget.shares(now) is not None
        self._budget.spent(now, urgency)
        self._lived.asked += 1
        quota = self._pbx.ask(now)
        if quota is None:
            self._lived.refused += 1
            self._budget.exhausted(None, now)
            return False
        self._budget.heard(quota, now)
        self._lived.below_floor += is_known and self._pbx.remaining(now) < self._floor
        return True

    def _serve(self, urgency, now, oldest):
        if urgency is Urgency.PERSON:
            waited = now - self._waiting.pop(0)
            self._lived.longest_wait = max(self._lived.longest_wait, waited)
        else:
            self._age(oldest[urgency], now)
            oldest[urgency].read_at = now

    def _age(self, view, now):
        known = self._lived.oldest.get(view.urgency, timedelta(0))
        self._lived.oldest[view.urgency] = max(known, now - view.read_at)

    def end(self, now):
        for view in self._views:
            self._age(view, now)
        return self._lived
