"""Displays of boards in front of a simulated PBX, in simulated hours."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from components.ledger.desk import Desk
from components.ledger.queueing.turns import Turns
from components.ledger.store.lease import NoLease
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.reports import wall
from components.reports.wall import Figures, Freshness, Watched
from components.ringme.client import Client, Credentials
from components.ringme.hosts import Host

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

_PATIENCE = 30
"""Seconds that a test waits for answers that take milliseconds."""


@dataclass(frozen=True)
class Seen:
    """What a display showed of a board, and when."""

    at: datetime
    figures: Figures

    @property
    def freshness(self):
        return wall.freshness(self.figures, self.at)


@dataclass
class Room:
    """Displays around one desk; ``every`` is the time between two looks of each."""

    desk: Desk
    turns: Turns
    pbx: object
    clock: object
    displays: int = 1
    every: timedelta = 10 * SECOND
    seen: list[Seen] = field(default_factory=list)

    def look(self, *boards: Watched) -> Figures:
        """Let all displays look at once, wait for what they ask, and tell what they show now.

        A display shows what was there when it looked: what is asked for then comes with the next.
        """
        for board in boards:
            for _ in range(self.displays):
                figures = wall.look(self.desk, board)
            self.seen.append(Seen(self.clock.now, figures))
        self.turns.wait_for(lambda: False, _PATIENCE)
        return figures

    def live(self, time: timedelta, *boards: Watched) -> list[Seen]:
        """Let so much time pass, looking; return what was seen."""
        begun, first = self.clock.now, len(self.seen)
        while self.clock.now < begun + time:
            self.look(*boards)
            self.clock.now += self.every
        return self.seen[first:]

    def settle(self, *boards: Watched) -> Figures:
        """Look until what the first look asked for is on the displays."""
        self.look(*boards)
        self.clock.now += SECOND
        return self.look(*boards)

    @property
    def sent(self) -> list[datetime]:
        """When statistics were asked for, answered or not."""
        return [entry.at for entry in self.desk.entries]


@contextmanager
def room(pbx, clock, *, shelf=None, refresh=MINUTE, account=b"account", **more) -> Iterator[Room]:
    """Open a program of its own in front of a PBX, on a shelf of its own unless given one."""
    with (
        closing(Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)) as client,
        closing(
            Turns(b"customer", clock=clock, lines=NoLease(), wait=lambda _: None, refresh=refresh)
        ) as turns,
    ):
        shelf = shelf or Shelf(MEMORY, clock=clock)
        desk = Desk(client, client.user(), account=account, turns=turns, shelf=shelf, clock=clock)
        yield Room(desk, turns, pbx, clock, **more)


def states(seen: list[Seen]) -> set[Freshness]:
    """Return how fresh the figures were."""
    return {one.freshness for one in seen}
