"""Places for facts, empty: a file, or a database on a real server."""

from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from components.ledger.store import places
from components.ledger.store.database import Store


@pytest.fixture
def path(tmp_path):
    """Where the file of a store is to be made."""
    return tmp_path / "data" / "callboard.db"


@pytest.fixture
def file(path):
    """Return the place of a file that does not exist yet."""
    return places.read(f"sqlite:///{path}")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request):
    """Return a place of either kind, with nothing in it."""
    if request.param == "sqlite":
        return request.getfixturevalue("file")
    return places.read(request.getfixturevalue("database"))


@pytest.fixture
def store(place):
    with closing(Store.open(place)) as opened:
        yield opened


@pytest.fixture
def _small():
    """Let no database file grow beyond 20 pages, which is 80 kB."""

    def limit(connection, _record):
        connection.execute("PRAGMA max_page_count = 20")

    event.listen(Pool, "connect", limit)
    yield
    event.remove(Pool, "connect", limit)
