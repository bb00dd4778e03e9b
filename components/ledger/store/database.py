"""Facts on disk: an SQLite file, or PostgreSQL where several processes share what is known.

It holds counts, the windows they belong to, what people saved as views and displays (``views.py``,
``displays.py``), and digests of whose all that is; no caller's number, nobody's name and no secret.
"""

import errno
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import RLock
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    QueuePool,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from components.ledger.facts import Correction, Fact, Series
from components.ledger.store import files, rows, schema
from components.ledger.store.places import Place, StoreKind
from components.ledger.store.schema import CORRECTIONS, FACTS
from components.ledger.store.trouble import StoreFailed, StoreTrouble, trouble_of

_log: Final = logging.getLogger(__name__)

_T = TypeVar("_T")

_PATIENCE: Final = 2.0
"""Seconds to wait for another writer; longer, and a page would seem to hang."""

_POSTGRESQL: Final = {
    # Seconds, then milliseconds, after which a silent server counts as unreachable.
    "connect_timeout": "3",
    "tcp_user_timeout": "5000",
    "options": f"-c statement_timeout=5000 -c lock_timeout={_PATIENCE * 1000:.0f}",
    "application_name": "callboard",
}
"""What holds unless the operator's URL says otherwise (libpq's connection parameters)."""

_FAILURES: Final = (SQLAlchemyError, OSError)
_KEY: Final = ("account", "source", "extensions", "starts_at", "ends_at")
_FACT: Final = [column for column in FACTS.c if column.name != "seq"]
_CORRECTION: Final = [column for column in CORRECTIONS.c if column.name != "seq"]

_OUTDATED: Final = delete(FACTS).where(
    *(FACTS.c[name] == bindparam(f"new_{name}") for name in _KEY),
    FACTS.c.read_at <= bindparam("new_read_at"),
)
# What is still there was read later than ours, by another process.
_NEW: Final = {
    "sqlite": sqlite.insert(FACTS).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(FACTS).on_conflict_do_nothing(),
}


class Store:
    """An open store. Every method raises ``StoreFailed``, and has then changed nothing."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose tables are up to date; see ``open``."""
        self._engine = engine
        self._connecting = RLock()
        self._is_closed = False
        event.listen(engine, "do_connect", self._admit)

    @classmethod
    def open(cls, place: Place) -> "Store":
        """Open a store, making it where there is none, and bring its tables up to date.

        Raises ``StoreFailed``; one with ``NEWER`` where a later version of the program made it.
        """
        # The options of an operator's URL may make no sense to the driver.
        with _told((*_FAILURES, ValueError)):
            if place.path is not None:
                files.prepare(place.path)
            engine = _engine(place)
            try:
                _begin(engine, place.kind)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine)

    def facts(self, account: bytes, series: Series, *, after: int = 0) -> tuple[list[Fact], int]:
        """Return the facts that were kept after a mark, and the mark for the next time.

        A fact that took the place of another counts as kept later. A row that is somebody else's or
        makes no fact is left out and logged.
        """
        whose = rows.series(account, series).items()
        query = (
            select(FACTS.c.seq, *_FACT)
            .where(*(FACTS.c[name] == value for name, value in whose), FACTS.c.seq > after)
            .order_by(FACTS.c.seq)
        )
        with self.transaction() as connection:
            found = connection.execute(query).all()
        mark = found[-1].seq if found else after
        read = rows.facts_of(account, series)
        return _made(found, lambda row: read(row[1:])), mark

    def keep(self, account: bytes, facts: Iterable[Fact]) -> None:
        """Keep facts, each in the place of one of the same window that was read no later."""
        self.correct(account, (), facts)

    def correct(
        self, account: bytes, corrections: Iterable[Correction], facts: Iterable[Fact]
    ) -> None:
        """Keep corrections together with the facts that showed them: all, or none."""
        noted = [rows.correction(account, one) for one in corrections]
        kept = [rows.fact(account, one) for one in _latest(facts)]
        if not noted and not kept:
            return
        with self.transaction() as connection:
            schema.alone(connection, account)
            if noted:
                connection.execute(insert(CORRECTIONS), noted)
            if kept:
                names = (*_KEY, "read_at")
                outdated = [{f"new_{name}": row[name] for name in names} for row in kept]
                connection.execute(_OUTDATED, outdated)
                connection.execute(_NEW[connection.dialect.name], kept)

    def forget(self, account: bytes, *, after: datetime) -> None:
        """Delete the facts of an account that were read after a moment (aware, UTC)."""
        wrong = FACTS.c.account == account, FACTS.c.read_at > rows.stamp(after)
        with self.transaction() as connection:
            schema.alone(connection, account)
            connection.execute(delete(FACTS).where(*wrong))

    def corrections(self, account: bytes, limit: int) -> list[Correction]:
        """Return the latest corrections of an account, newest first."""
        query = select(*_CORRECTION).where(CORRECTIONS.c.account == account)
        with self.transaction() as connection:
            found = connection.execute(query.order_by(CORRECTIONS.c.seq.desc()).limit(limit)).all()
        return _made(found, lambda row: rows.read_correction(row, account))

    def size(self, account: bytes) -> int:
        """Return how many facts are kept of an account."""
        query = select(func.count()).select_from(FACTS).where(FACTS.c.account == account)
        with self.transaction() as connection:
            return connection.scalar(query) or 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody connect meanwhile: where a file was moved, that would begin a new one."""
        with self._connecting:
            yield

    def close(self) -> None:
        """Let go of the database, for good."""
        with self._connecting:
            self._is_closed = True
            self._engine.dispose()

    def _admit(
        self, dialect: Dialect, _record: object, args: list[Any], settings: dict[str, Any]
    ) -> DBAPIConnection:
        with self._connecting:
            if self._is_closed:
                raise OSError(errno.EBADF, "the store was closed")
            connection = dialect.connect(*args, **settings)
            if dialect.name == "sqlite":
                _begin_to_read(connection)
            return connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection whose work counts as a whole, or not at all.

        Raises ``StoreFailed`` where the database fails.
        """
        with _told(), self._engine.begin() as connection:
            yield connection


def _engine(place: Place) -> Engine:
    """Return an engine that waits for nothing longer than a person would."""
    if place.kind is StoreKind.POSTGRESQL:
        usual = {key: value for key, value in _POSTGRESQL.items() if key not in place.url.query}
        return create_engine(
            place.url,
            connect_args=usual,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=_PATIENCE,
        )
    # Memory is lost with its connection, so there is one, which everybody takes in turn.
    is_alone = place.kind is StoreKind.MEMORY
    engine = create_engine(
        place.url,
        connect_args={"timeout": _PATIENCE, "check_same_thread": False},
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1 if is_alone else 5,
        max_overflow=0 if is_alone else 10,
    )
    event.listen(engine, "connect", _keep_through_crashes)
    return engine


def _begin_to_read(connection: DBAPIConnection) -> None:
    # SQLite looks for the log by its name, and only now: later it could be that of another file.
    try:
        connection.cursor().execute("PRAGMA schema_version")
    except BaseException:
        connection.close()
        raise


def _keep_through_crashes(connection: DBAPIConnection, _record: object) -> None:
    # With a write-ahead log this survives a crash of the program; a power cut may cost the last
    # facts, never the file (sqlite.org/pragma.html#pragma_synchronous).
    connection.cursor().execute("PRAGMA synchronous = NORMAL")


def _begin(engine: Engine, kind: StoreKind) -> None:
    if kind is StoreKind.SQLITE:
        _check(engine)
    schema.bring_up(engine)
    if kind is StoreKind.SQLITE:
        # Once set, it stays with the file. Refused where another process sets it at this moment.
        with engine.connect() as connection, suppress(OperationalError):
            if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _check(engine: Engine) -> None:
    """Look through the file for damage: cheap, and better found now than by a wrong number."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise StoreFailed(StoreTrouble.DAMAGED)


@contextmanager
def _told(failures: tuple[type[Exception], ...] = _FAILURES) -> Iterator[None]:
    """Turn what databases and file systems raise into ``StoreFailed``."""
    try:
        yield
    except failures as error:
        trouble = trouble_of(error)
        _log.info("the store failed: %s, %s", trouble.value, type(error).__name__)
        raise StoreFailed(trouble) from None


def _latest(facts: Iterable[Fact]) -> list[Fact]:
    """Return one fact for each window, the one that was read last; without what no table holds."""
    in_order = sorted(filter(rows.fits, facts), key=lambda fact: fact.read_at)
    return list({(fact.series, fact.window): fact for fact in in_order}.values())


def _made(found: Sequence[Any], read: Callable[[Any], _T]) -> list[_T]:
    """Return what the rows hold, without those that make nothing."""
    made = []
    for row in found:
        try:
            made.append(read(row))
        except (ValueError, OverflowError) as error:
            _log.warning("a row of the store is left out: %s", error)
    return made
