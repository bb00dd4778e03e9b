"""A clock that is set, a simulated PBX on a loopback socket, and our parts in front of it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Barrier, Lock

import pytest

from components import bootstrap, settings
from components.ledger.desk import Desk
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.ringme.client import Client, Credentials
from components.ringme.hosts import Host
from components.simulator import Habits, Kind, Office, Simulator

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
"""A Wednesday at work: 15:15 in Moscow."""

PLENTY = Habits(quota=1_000_000)
KINDS = {Source.CALLS: Kind.CALLS, Source.LEGS: Kind.LEGS}


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def move(self, **amount):
        self.now += timedelta(**amount)


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(scope="session")
def office():
    """Shared, because an office never changes and remembers its days."""
    return Office.typical()


@pytest.fixture
def pbx(clock, office):
    """A typical office's PBX."""
    with Simulator(office=office, clock=clock, habits=PLENTY) as simulator:
        yield simulator


@pytest.fixture
def client(pbx, clock):
    """A client that the PBX accepts."""
    with closing(Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)) as made:
        yield made


@pytest.fixture
def sit(client, clock):
    """Make desks on which nothing lies yet."""
    user = client.user()
    return lambda: Desk(client, user, line=Lock(), clock=clock)


@pytest.fixture
def desk(sit):
    return sit()


@pytest.fixture
def installation():
    """The settings of an installation without accounts, which may ask this machine."""
    return settings.read({"CALLBOARD_ALLOW_HTTP": "1"}, {})


@pytest.fixture
def callboard(installation, clock):
    with closing(bootstrap.Callboard(installation, clock=clock)) as made:
        yield made


@pytest.fixture
def witness(pbx):
    """Return what the simulator itself counts for a question, in our words."""

    def count(source, window, extensions=()):
        counted = pbx.count(KINDS[source], window.start, window.end, extensions)
        return Sides(*(_counts(counted[side]) for side in ("in", "out")))

    return count


def _counts(raw):
    return Counts(**{key.replace(" ", "_"): count for key, count in raw.items()})


@pytest.fixture
def at_once():
    """Let so many threads begin together, and return what each of them got."""

    def run(number, act):
        barrier = Barrier(number)

        def begin(position):
            barrier.wait(10)
            return act(position)

        with ThreadPoolExecutor(number) as pool:
            return list(pool.map(begin, range(number)))

    return run
