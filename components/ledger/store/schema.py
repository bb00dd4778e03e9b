"""The tables of the store, and how an older store is brought up to date, step by step."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    inspect,
    select,
)

from components.ledger.store.trouble import StoreFailed, StoreTrouble

Step: TypeAlias = Callable[[Connection], None]
"""Brings the tables from one number of the schema to the next."""

COUNTED: Final = (
    "total",
    "bridged",
    "answered",
    "not_answered",
    "busy",
    "rejected",
    "failed",
    "duration",
    "bridged_duration",
    "answered_elsewhere",
    "diverted",
)
"""The fields of ``measures.counts.Counts``, in order. One more of them is one more step."""

_METADATA: Final = MetaData()
# SQLite numbers rows by itself in a column of exactly this type only.
_Serial: Final = BigInteger().with_variant(Integer(), "sqlite")


def _series() -> tuple[Column[bytes], Column[str], Column[str]]:
    """Return the columns that say whose totals a row holds."""
    return (
        Column("account", LargeBinary(32), nullable=False),
        Column("source", Text, nullable=False),
        Column("extensions", Text, nullable=False),
    )


def _moment(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


# The names begin with the program's, because a PostgreSQL database may serve others too.
_VERSION: Final = Table("callboard_version", _METADATA, Column("number", Integer, nullable=False))

FACTS: Final = Table(
    "callboard_facts",
    _METADATA,
    Column("seq", _Serial, primary_key=True),
    *_series(),
    _moment("starts_at"),
    _moment("ends_at"),
    _moment("read_at"),
    *(
        Column(f"{side}_{name}", BigInteger, nullable=False)
        for side in ("in", "out")
        for name in COUNTED
    ),
    UniqueConstraint("account", "source", "extensions", "starts_at", "ends_at"),
    # A number is never given twice, so a reader may ask for what is new since the last it saw.
    sqlite_autoincrement=True,
)
"""One row a fact. Moments are Unix time: windows in seconds, ``read_at`` in microseconds."""

CORRECTIONS: Final = Table(
    "callboard_corrections",
    _METADATA,
    Column("seq", _Serial, primary_key=True),
    *_series(),
    _moment("starts_at"),
    _moment("ends_at"),
    _moment("noticed_at"),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("callboard_corrections_account", "account", "seq"),
    sqlite_autoincrement=True,
)
"""One row a correction; both totals are JSON lists, in the order of the columns of facts."""

LINES: Final = Table(
    "callboard_lines",
    _METADATA,
    Column("customer", LargeBinary(32), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("held_until", DateTime(timezone=True), nullable=False),
    Column("claimant", Text, nullable=False),
    Column("claimed_until", DateTime(timezone=True), nullable=False),
    Column("notes", Text, nullable=False),
)
"""One row a customer: which process may ask its PBX now, and who is next (``lease.py``)."""


VIEWS: Final = Table(
    "callboard_views",
    _METADATA,
    Column("account", LargeBinary(32), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("page", Text, nullable=False),
    Column("query", Text, nullable=False),
)
"""One row a saved view (``views.py``). Names are JSON, which is ASCII in any database."""

TEAMS: Final = Table(
    "callboard_teams",
    _METADATA,
    Column("account", LargeBinary(32), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("members", Text, nullable=False),
)
"""One row a team (``teams.py``). Names are JSON, and so are the ids of the extensions."""

DISPLAYS: Final = Table(
    "callboard_displays",
    _METADATA,
    Column("id", _Serial, primary_key=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True),
    Column("account", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("board", Text, nullable=False),
    _moment("made_at"),
    Column("expires_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("is_paused", Boolean, nullable=False),
    # The id of a display that was revoked must not become another's.
    sqlite_autoincrement=True,
)
"""One row a television (``displays.py``): of its key only the SHA-256, moments in microseconds."""

IDENTITIES: Final = Table(
    "callboard_identities",
    _METADATA,
    Column("application", LargeBinary(32), primary_key=True),
    Column("client_id", BigInteger),
    Column("timezone", Text),
)
"""One row an application of the operator's (``identities.py``): what the PBX said whose it is."""


def _first(connection: Connection) -> None:
    _METADATA.create_all(connection, tables=(_VERSION, FACTS, CORRECTIONS, LINES))


def _second(connection: Connection) -> None:
    VIEWS.create(connection)


def _third(connection: Connection) -> None:
    _METADATA.create_all(connection, tables=(DISPLAYS, IDENTITIES))


def _fourth(connection: Connection) -> None:
    TEAMS.create(connection)


STEPS: Final[Sequence[Step]] = (_first, _second, _third, _fourth)
"""Step *n* leads to the schema of number *n*; what was released once is never edited."""

_BUILDING: Final = b"building"


def bring_up(engine: Engine, steps: Sequence[Step] = STEPS) -> None:
    """Make the tables, or bring them up to date; all steps in one transaction, or none.

    Raises ``StoreFailed`` with ``NEWER``, and touches nothing, where a later version of the program
    made them. Raises SQLAlchemy's own errors.
    """
    with engine.connect() as connection:
        if _number(connection, most=len(steps)) == len(steps):
            return
    with engine.begin() as connection:
        alone(connection, _BUILDING)
        for step in steps[_number(connection, most=len(steps)) :]:
            step(connection)
        connection.execute(delete(_VERSION))
        connection.execute(insert(_VERSION).values(number=len(steps)))


def alone(connection: Connection, key: bytes) -> None:
    """Let nobody else write under this key until the transaction ends.

    ``key`` has at least 8 bytes. SQLite knows one writer at a time only, whatever the key.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        number = int.from_bytes(key[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def _number(connection: Connection, *, most: int) -> int:
    """Return the number of the schema that is there, 0 where there is none."""
    if not inspect(connection).has_table(_VERSION.name):
        return 0
    number: int = connection.scalar(select(func.max(_VERSION.c.number))) or 0
    if number > most:
        raise StoreFailed(StoreTrouble.NEWER)
    return number
