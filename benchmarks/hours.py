"""A day beside another program that eats half of the quota: nobody hears a 429, all stay fresh."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

from benchmarks import scene
from benchmarks.row import Row
from components.ledger.books import Wish
from components.ledger.facts import Series
from components.ledger.store.places import MEMORY
from components.measures.outcomes import Source
from components.ringme.client import Client, Credentials
from components.ringme.errors import QuotaUsedUp
from components.ringme.hosts import Host
from components.simulator import Habits, Simulator, Where
from components.simulator.journal import Record

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_LIMIT = 1000
_FLOOR = _LIMIT // 10
_HOURS = 24


@dataclass
class _Hours:
    """Counts each hour's requests as they come, and ours that went below the floor."""

    clock: scene.SetClock
    used: Counter[datetime] = field(default_factory=Counter)
    statuses: Counter[int | None] = field(default_factory=Counter)
    ours: int = 0
    below_floor: int = 0

    def heard(self, record: Record) -> None:
        if record.place is Where.TOKEN:
            return
        hour = self.clock.now.replace(minute=0, second=0)
        self.used[hour] += 1
        self.statuses[record.status] += 1
        if record.place is Where.STATISTICS:
            self.ours += 1
            self.below_floor += _LIMIT - self.used[hour] < _FLOOR


def measure() -> Iterator[Row]:
    """Live a day, minute by minute, with a wall and three pages open."""
    clock = scene.SetClock(scene.NOW.replace(hour=0))
    hours = _Hours(clock)
    oldest = timedelta(0)
    habits = Habits(quota=_LIMIT, token_life=10**7)
    with (
        Simulator(clock=clock, habits=habits, on_request=hours.heard) as pbx,
        scene.program(MEMORY, clock) as callboard,
        closing(Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)) as other,
    ):
        desk = scene.sit(callboard, pbx.url)
        for minute in range(_HOURS * 60):
            for _ in range(8 + minute % 3 % 2):
                _ask(other)
            for wish in _open_views(clock.now):
                seen = desk.wait(wish).survey
                if minute and seen.as_of is not None and wish.is_watched:
                    oldest = max(oldest, clock.now - seen.as_of)
            clock.now += _MINUTE
    refused = hours.statuses[HTTPStatus.TOO_MANY_REQUESTS]
    others = sum(hours.used.values()) - hours.ours
    yield Row(f"{_HOURS} hours: our requests", hours.ours, "another program's", others, "requests")
    yield Row(f"{_HOURS} hours: 429 for anybody", refused, "requests", hours.ours + others, "", 0)
    yield Row(
        f"{_HOURS} hours: below the floor", hours.below_floor, "our requests", hours.ours, "", 0
    )
    yield Row("the oldest figure on a wall", oldest / _MINUTE, "asked for", 1, "min", 5)


def _ask(other: Client) -> None:
    try:
        other.user()
    except QuotaUsedUp:
        return


def _open_views(now: datetime) -> list[Wish]:
    """Return a wall's day, and pages of today by hour, the week by day and the month at once."""
    day = now.replace(hour=0, minute=0)
    series = Series(Source.CALLS)
    hours = tuple(day + number * _HOUR for number in range(25))
    return [
        Wish(series, (day, day + scene.DAY), is_watched=True),
        Wish(series, hours),
        scene.days(day - 6 * scene.DAY, 7),
        Wish(series, (day.replace(day=1), day + scene.DAY)),
    ]
