"""200 made-up accounts, each with its zone, its menu, and calls that are counted by hand."""

import random
from collections import Counter
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from components.ledger.desk import Desk
from components.ledger.queueing.turns import Turns
from components.ledger.store.lease import NoLease
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.outcomes import MenuCountsAs
from components.periods.window import Window, midnight
from components.ringme.client import Client, Credentials
from components.ringme.hosts import Host
from components.simulator import PEOPLE, Account, Habits, Office, Simulator, calls
from components.simulator.calls import LEG_ONLY, Call, Ending, Leg

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
ACCOUNTS = 200
ZONES = (
    *("Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Asia/Kolkata"),
    *("Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati", "UTC"),
)
ENDINGS = [ending for ending in Ending if ending not in LEG_ONLY]
MISSED = {Ending.NOT_ANSWERED, Ending.BUSY, Ending.REJECTED}


class Customer:
    """One made-up account: its zone, its menu, two or three days, and what happened in them."""

    def __init__(self, seed):
        self.lots = random.Random(seed)
        self.zone = ZoneInfo(self.lots.choice(ZONES))
        self.menu = self.lots.choice(list(MenuCountsAs))
        first = date(2026, 10, 23) + timedelta(days=self.lots.randrange(22))
        last = first + timedelta(days=self.lots.randint(1, 2))
        self.window = Window(midnight(first, self.zone), midnight(last, self.zone))
        self.extensions = self.lots.sample([one.id for one in PEOPLE], self.lots.randint(1, 4))
        self.asked = frozenset(self.extensions[: self.lots.choice((0, 0, 1, 2))])
        seconds = int(self.window.length.total_seconds())
        crowd = self.lots.choice((0, 1, 5, 25, 60))
        # Some before and after, which must not count.
        self.calls = [self.call(self.lots.randrange(-3600, seconds + 3600)) for _ in range(crowd)]
        self.account = Account(
            office=Office.of(self.calls),
            app_id=f"app{seed}",
            app_secret="secret",
            client_id=100 + seed,
            timezone=self.zone.key,
        )

    def call(self, second):
        ending = self.lots.choice(ENDINGS)
        talk = self.lots.randint(1, 900) if ending is Ending.BRIDGED else 0
        heard = talk or (self.lots.randint(1, 90) if ending is Ending.ANSWERED else 0)
        return Call(
            start=self.window.start + timedelta(seconds=second),
            direction=self.lots.choice(list(calls.Direction)),
            ending=ending,
            legs=tuple(
                Leg(one, ending, heard, talk)
                for one in self.lots.sample(
                    self.extensions, self.lots.randint(1, len(self.extensions))
                )
            ),
            duration=heard,
            bridged_duration=talk,
        )

    def by_hand(self, direction):
        """Count calls and missed ones, of whom it is asked, in each local hour of the week."""
        found, missed = Counter(), Counter()
        for call in self.calls:
            if self.asked and not any(leg.extension_id in self.asked for leg in call.legs):
                continue
            if not self.window.start <= call.start < self.window.end:
                continue
            if call.direction.value != direction.value:
                continue
            local = call.start.astimezone(self.zone)
            place = (local.weekday(), local.hour)
            found[place] += 1
            is_in_menu = call.ending is Ending.ANSWERED and self.menu is MenuCountsAs.MISSED
            missed[place] += call.ending in MISSED or is_in_menu
        return found, +missed


CUSTOMERS = [Customer(seed) for seed in range(ACCOUNTS)]


def simulator():
    """Return a PBX of all the accounts, not yet started."""
    accounts = [customer.account for customer in CUSTOMERS]
    habits = Habits(quota=1_000_000, calls_cap=20)
    return Simulator(accounts=accounts, clock=lambda: NOW, habits=habits)


@contextmanager
def sitting(pbx, customer):
    """Lend a desk of the customer's that knows nothing yet, and waits for all answers."""
    credentials = Credentials(Host(pbx.url), customer.account.app_id, "secret")
    with (
        closing(Client(credentials, clock=lambda: NOW)) as client,
        closing(Shelf(MEMORY, clock=lambda: NOW)) as shelf,
        closing(Turns(b"x", clock=lambda: NOW, lines=NoLease(), wait=lambda _: None)) as turns,
    ):
        yield Desk(
            client,
            client.user(),
            account=b"x",
            turns=turns,
            shelf=shelf,
            clock=lambda: NOW,
            patience=60,
        )
