"""The tables are made, brought up to date step by step, and never touched by an older program."""

from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from hashlib import blake2b

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from components.ledger.store import displays, identities, schema, views
from components.ledger.store.database import Store
from components.ledger.store.identities import Identity
from components.ledger.store.named import Saving
from components.ledger.store.schema import (
    CORRECTIONS,
    COUNTED,
    DISPLAYS,
    FACTS,
    IDENTITIES,
    LINES,
    STEPS,
    TEAMS,
    VIEWS,
)
from components.ledger.store.trouble import StoreFailed, StoreTrouble
from components.ledger.store.views import SavedView
from components.measures.counts import Counts
from tests.kept import ACCOUNT, CALLS, correction, hour

RELEASED = [
    ((schema._VERSION, FACTS, CORRECTIONS, LINES), "133fbfc1eb08a0a3"),
    ((VIEWS,), "f6cfd757f43fae12"),
    ((DISPLAYS, IDENTITIES), "de88458237ee59ab"),
    ((TEAMS,), "c0cb272047573e0f"),
]
"""The tables that each step makes, in order, and their digest."""


@pytest.fixture
def engine(place):
    """Return an engine on a database in which there is nothing yet."""
    if place.path is not None:
        place.path.parent.mkdir()
    made = create_engine(place.url)
    yield made
    made.dispose()


def number(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT number FROM callboard_version")).scalars().all()


def adding(name):
    return lambda connection: connection.execute(text(f"CREATE TABLE {name} (amount INTEGER)"))


def broken(_connection):
    raise LookupError


def tables(engine):
    return set(inspect(engine).get_table_names())


def test_an_empty_database_gets_all_tables(engine):
    schema.bring_up(engine)

    assert tables(engine) == {
        "callboard_version",
        "callboard_facts",
        "callboard_corrections",
        "callboard_lines",
        "callboard_views",
        "callboard_displays",
        "callboard_identities",
        "callboard_teams",
    }
    assert number(engine) == [len(STEPS)]


@pytest.mark.parametrize("older", range(len(STEPS)))
def test_every_older_store_is_brought_up_to_date(engine, older):
    schema.bring_up(engine, STEPS[:older])

    schema.bring_up(engine)

    assert number(engine) == [len(STEPS)]


@pytest.mark.parametrize("older", range(len(STEPS) + 3))
def test_only_the_steps_that_are_missing_are_taken(engine, older):
    steps = [*STEPS, adding("last_but_one"), adding("last")]
    schema.bring_up(engine, steps[:older])

    schema.bring_up(engine, steps)

    assert number(engine) == [len(STEPS) + 2]
    assert {"last_but_one", "last"} < tables(engine)


def test_what_is_up_to_date_is_left_alone(engine):
    schema.bring_up(engine)

    schema.bring_up(engine)

    assert number(engine) == [len(STEPS)]


def test_a_step_that_fails_takes_the_others_back(engine):
    schema.bring_up(engine)

    with pytest.raises(LookupError):
        schema.bring_up(engine, [*STEPS, adding("second"), broken])

    assert number(engine) == [len(STEPS)]
    assert "second" not in tables(engine)


def test_what_a_later_version_made_is_refused(engine):
    schema.bring_up(engine, [*STEPS, adding("second")])

    with pytest.raises(StoreFailed) as refused:
        schema.bring_up(engine)

    assert refused.value.trouble is StoreTrouble.NEWER


def test_what_a_later_version_made_is_not_touched(file):
    file.path.parent.mkdir()
    with closing(create_engine(file.url).raw_connection()) as connection:
        connection.execute("CREATE TABLE callboard_version (number INTEGER)")
        connection.execute("INSERT INTO callboard_version VALUES (99)")
        connection.commit()
    before = file.path.read_bytes()

    with pytest.raises(StoreFailed):
        schema.bring_up(create_engine(file.url))

    assert file.path.read_bytes() == before


def test_programs_that_start_together_make_the_tables_once(engine, at_once):
    at_once(6, lambda _: schema.bring_up(engine))

    assert number(engine) == [len(STEPS)]


def test_who_writes_alone_makes_others_wait(engine):
    schema.bring_up(engine)
    with engine.begin() as first, engine.connect() as second:
        schema.alone(first, b"12345678")
        impatient = "SET lock_timeout = 50" if second.dialect.name == "postgresql" else "SELECT 1"
        second.execute(text(impatient))
        if second.dialect.name == "sqlite":
            second.connection.execute("PRAGMA busy_timeout = 50")

        with pytest.raises(DBAPIError):
            schema.alone(second, b"12345678")


def test_another_account_does_not_wait_on_a_server(database):
    engine = create_engine(database)
    with engine.begin() as first, engine.begin() as second:
        schema.alone(first, b"12345678")

        schema.alone(second, b"87654321")

        assert second.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")) == 2
    engine.dispose()


def test_every_field_of_the_counts_has_its_columns_in_order():
    assert tuple(field.name for field in fields(Counts)) == COUNTED


def test_the_first_schema_is_still_made_as_it_was(engine):
    schema.bring_up(engine, STEPS[:1])

    assert tables(engine) == {table.name for table in RELEASED[0][0]}
    assert number(engine) == [1]


def test_what_an_older_version_kept_is_there_after_the_move(engine, place):
    schema.bring_up(engine, STEPS[:1])
    older = Store(engine)
    older.correct(ACCOUNT, [correction(0)], [hour(0), hour(1)])

    with closing(Store.open(place)) as newer:
        assert newer.facts(ACCOUNT, CALLS)[0] == [hour(0), hour(1)]
        assert newer.corrections(ACCOUNT, 9) == [correction(0)]
        assert views.read(newer, ACCOUNT) == ()


def test_after_the_move_views_are_kept_beside_the_facts(engine, place):
    schema.bring_up(engine, STEPS[:1])
    Store(engine).keep(ACCOUNT, [hour(0)])
    view = SavedView("Monday", "", "period=yesterday")

    with closing(Store.open(place)) as newer:
        assert views.save(newer, ACCOUNT, view) is Saving.DONE
        assert views.read(newer, ACCOUNT) == (view,)
        assert newer.size(ACCOUNT) == 1


def test_after_the_next_move_displays_are_kept_beside_views_and_facts(engine, place):
    view = SavedView("Monday", "", "period=yesterday")
    now = datetime(2026, 11, 18, 12, tzinfo=UTC)
    hall = displays.Display(1, "Hall", "sales", "period=today", now, None, None, is_paused=False)
    schema.bring_up(engine, STEPS[:2])
    older = Store(engine)
    older.correct(ACCOUNT, [correction(0)], [hour(0), hour(1)])
    views.save(older, ACCOUNT, view)

    with closing(Store.open(place)) as newer:
        before = displays.read(newer), identities.read(newer, ACCOUNT)
        displays.make(newer, b"D" * 32, hall)
        identities.keep(newer, ACCOUNT, Identity(7001, "Europe/Moscow"))

        assert before == ({}, None)
        assert displays.read(newer) == {b"D" * 32: hall}
        assert identities.read(newer, ACCOUNT) == Identity(7001, "Europe/Moscow")
        assert newer.facts(ACCOUNT, CALLS)[0] == [hour(0), hour(1)]
        assert newer.corrections(ACCOUNT, 9) == [correction(0)]
        assert views.read(newer, ACCOUNT) == (view,)


def test_an_older_version_leaves_the_newer_store_alone(engine):
    schema.bring_up(engine)

    with pytest.raises(StoreFailed) as refused:
        schema.bring_up(engine, STEPS[:1])

    assert refused.value.trouble is StoreTrouble.NEWER
    assert number(engine) == [len(STEPS)]


def test_programs_that_move_the_same_store_together_move_it_once(engine, at_once):
    schema.bring_up(engine, STEPS[:1])

    at_once(6, lambda _: schema.bring_up(engine))

    assert number(engine) == [len(STEPS)]


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_released_table_changes_only_by_a_further_step(step):
    released, expected = RELEASED[step]
    made = "".join(
        str(CreateTable(table).compile(dialect=dialect))
        for dialect in (sqlite.dialect(), postgresql.dialect())
        for table in schema._METADATA.sorted_tables
        if table in released
    )

    digest = blake2b(" ".join(made.split()).encode(), digest_size=8).hexdigest()

    assert digest == expected


def test_every_table_belongs_to_a_step():
    made = {table.name for tables, _digest in RELEASED for table in tables}

    assert made == set(schema._METADATA.tables)
    assert len(RELEASED) == len(STEPS)
