"""What is kept comes back, from a file and from a server; what goes wrong has a name."""

import os
import sqlite3
import stat
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from components.ledger.facts import Series
from components.ledger.store import places
from components.ledger.store.database import Store
from components.ledger.store.trouble import StoreFailed, StoreTrouble
from components.measures.outcomes import Source
from tests.kept import (
    ACCOUNT,
    BIGGEST,
    CALLS,
    STRANGER,
    all_series,
    behind_the_back,
    correction,
    facts_of,
    hour,
    windows,
)

LEGS = Series(Source.LEGS)
SALES = Series(Source.CALLS, frozenset({101, 205}))

NOBODY = "postgresql://nobody@127.0.0.1:1/nothing"
"""A server that does not listen: port 1 is reserved."""

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@contextmanager
def trouble(expected):
    with pytest.raises(StoreFailed) as failed:
        yield
    assert failed.value.trouble is expected


def filled(place, hours=200):
    """Make a store with so many facts, and close it again."""
    with closing(Store.open(place)) as opened:
        opened.keep(ACCOUNT, [hour(number) for number in range(hours)])
    return place


def overwrite(path, start, stop):
    """Put noise over a part of a file, given in shares of its length."""
    size = path.stat().st_size
    with path.open("r+b") as raw:
        raw.seek(int(size * start))
        raw.write(b"\xa5" * int(size * (stop - start)))


# What is kept comes back


@shared
@given(data=st.data(), series=all_series)
def test_what_is_kept_comes_back(store, data, series):
    account = uuid4().bytes * 2
    facts = data.draw(facts_of(series))

    store.keep(account, facts)

    found, _mark = store.facts(account, series)
    assert set(found) == set(facts)


def test_what_is_kept_is_there_when_the_store_is_opened_again(place):
    facts = [hour(number) for number in range(30)]
    with closing(Store.open(place)) as first:
        first.keep(ACCOUNT, facts)

    with closing(Store.open(place)) as second:
        assert second.facts(ACCOUNT, CALLS)[0] == facts


def test_where_nothing_was_kept_nothing_is_found(store):
    assert store.facts(ACCOUNT, CALLS) == ([], 0)
    assert store.facts(ACCOUNT, CALLS, after=7) == ([], 7)


def test_to_keep_nothing_is_no_trouble(store):
    store.keep(ACCOUNT, [])

    assert store.size(ACCOUNT) == 0


@pytest.mark.parametrize("series", [LEGS, SALES, Series(Source.CALLS, frozenset({101}))])
def test_other_series_share_no_facts(store, series):
    store.keep(ACCOUNT, [hour(0), hour(1, series=series)])

    assert store.facts(ACCOUNT, CALLS)[0] == [hour(0)]


@pytest.mark.parametrize("stranger", [STRANGER, b"A" * 31 + b"a", b"\0" * 32, b"A" * 31])
def test_other_accounts_share_no_facts(store, stranger):
    store.keep(ACCOUNT, [hour(0)])
    store.keep(stranger, [hour(1)])

    assert store.facts(ACCOUNT, CALLS)[0] == [hour(0)]
    assert store.facts(stranger, CALLS)[0] == [hour(1)]


def test_the_size_is_that_of_one_account(store):
    store.keep(ACCOUNT, [hour(0), hour(1), hour(1, series=LEGS)])
    store.keep(STRANGER, [hour(0)])

    assert store.size(ACCOUNT) == 3


def test_a_number_that_no_database_holds_is_not_kept(store):
    store.keep(ACCOUNT, [hour(0, calls=BIGGEST), hour(1, calls=BIGGEST + 1)])

    assert store.facts(ACCOUNT, CALLS)[0] == [hour(0, calls=BIGGEST)]


# What was read by a wrong clock


def test_what_was_read_after_a_moment_can_be_forgotten(store):
    store.keep(ACCOUNT, [hour(0), hour(1), hour(0, series=LEGS), hour(3, series=LEGS)])
    store.keep(STRANGER, [hour(3)])

    store.forget(ACCOUNT, after=hour(0).read_at)

    assert windows(store.facts(ACCOUNT, CALLS)[0]) == {hour(0).window}
    assert windows(store.facts(ACCOUNT, LEGS)[0]) == {hour(0).window}
    assert store.size(STRANGER) == 1


# Newer takes the place of older


def test_a_later_reading_takes_the_place_of_an_earlier_one(store):
    store.keep(ACCOUNT, [hour(0, calls=1)])
    later = hour(0, calls=2, read_after=timedelta(days=3))

    store.keep(ACCOUNT, [later])

    assert store.facts(ACCOUNT, CALLS)[0] == [later]


def test_an_earlier_reading_that_comes_late_changes_nothing(store):
    later = hour(0, calls=2, read_after=timedelta(days=3))
    store.keep(ACCOUNT, [later])

    store.keep(ACCOUNT, [hour(0, calls=1), hour(1)])

    assert store.facts(ACCOUNT, CALLS)[0] == [later, hour(1)]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_readings_kept_at_once_the_later_stays(store, turned):
    both = [hour(0, calls=1), hour(0, calls=2, read_after=timedelta(days=3))]

    store.keep(ACCOUNT, reversed(both) if turned else both)

    assert store.facts(ACCOUNT, CALLS)[0] == both[1:]


# What is new since the last time


def test_only_what_is_new_is_found_after_a_mark(store):
    store.keep(ACCOUNT, [hour(0)])
    _old, mark = store.facts(ACCOUNT, CALLS)
    store.keep(ACCOUNT, [hour(1), hour(2)])

    found, later = store.facts(ACCOUNT, CALLS, after=mark)

    assert found == [hour(1), hour(2)]
    assert later > mark


def test_what_another_process_keeps_is_new(store, place):
    _nothing, mark = store.facts(ACCOUNT, CALLS)
    with closing(Store.open(place)) as other:
        other.keep(ACCOUNT, [hour(5)])

    assert store.facts(ACCOUNT, CALLS, after=mark)[0] == [hour(5)]


def test_what_takes_the_place_of_the_latest_fact_is_new(store):
    store.keep(ACCOUNT, [hour(0, calls=1)])
    _old, mark = store.facts(ACCOUNT, CALLS)
    later = hour(0, calls=2, read_after=timedelta(days=3))

    store.keep(ACCOUNT, [later])

    assert store.facts(ACCOUNT, CALLS, after=mark)[0] == [later]


def test_nothing_is_missed_by_who_reads_while_others_write(store, place, at_once):
    written = Event()
    seen = set()

    def read():
        mark, is_over = 0, False
        while not is_over:
            is_over = written.is_set()
            found, mark = store.facts(ACCOUNT, CALLS, after=mark)
            seen.update(windows(found))

    def write(writer):
        with closing(Store.open(place)) as own:
            for number in range(20):
                own.keep(ACCOUNT, [hour(writer * 20 + number)])

    def act(position):
        if position == 0:
            read()
        else:
            write(position)
            finished.append(position)
            if len(finished) == 4:
                written.set()

    finished = []
    at_once(5, act)

    assert len(seen) == 80


# Rows that are not what they should be


BROKEN = {
    "a negative count": "in_total = -1",
    "an end before its start": "ends_at = starts_at - 1",
    "a moment that no calendar has": "read_at = 9223372036854775807",
}
LOOSE = {
    "a word for a number": "in_total = 'many'",
    "a broken number": "in_total = 1.5",
    "a number as text": "starts_at = 'x' || starts_at",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_row_that_makes_no_fact_is_left_out_and_told(store, place, caplog, case):
    store.keep(ACCOUNT, [hour(0), hour(1), hour(2)])
    with behind_the_back(place) as connection:
        connection.execute(text(f"UPDATE callboard_facts SET {BROKEN[case]} WHERE seq = 3"))  # noqa: S608

    found, mark = store.facts(ACCOUNT, CALLS)

    assert (found, mark) == ([hour(0), hour(1)], 3)
    assert "left out" in caplog.text


@pytest.mark.parametrize("case", LOOSE)
def test_a_value_that_only_sqlite_would_keep_is_left_out(file, case):
    filled(file, hours=2)
    with behind_the_back(file) as connection:
        connection.execute(text(f"UPDATE callboard_facts SET {LOOSE[case]} WHERE seq = 1"))  # noqa: S608

    with closing(Store.open(file)) as store:
        assert store.facts(ACCOUNT, CALLS)[0] == [hour(1)]


def test_a_correction_that_makes_none_is_left_out(store, place):
    store.correct(ACCOUNT, [correction(0), correction(1)], [])
    with behind_the_back(place) as connection:
        connection.execute(text("UPDATE callboard_corrections SET before = '[' WHERE seq = 1"))

    assert store.corrections(ACCOUNT, 9) == [correction(1)]


# Corrections


def test_corrections_are_kept_with_their_facts(store):
    store.correct(ACCOUNT, [correction(0)], [hour(0, calls=2)])

    assert store.corrections(ACCOUNT, 9) == [correction(0)]
    assert store.facts(ACCOUNT, CALLS)[0] == [hour(0, calls=2)]


def test_the_latest_corrections_come_first(store):
    for number in range(5):
        store.correct(ACCOUNT, [correction(number)], [])

    assert store.corrections(ACCOUNT, 2) == [correction(4), correction(3)]


def test_corrections_are_told_to_their_account_only(store):
    store.correct(STRANGER, [correction(0)], [])

    assert store.corrections(ACCOUNT, 9) == []


def test_a_correction_without_its_facts_is_not_kept(store, place):
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_facts RENAME TO gone"))

    with pytest.raises(StoreFailed):
        store.correct(ACCOUNT, [correction(0)], [hour(0)])

    assert store.corrections(ACCOUNT, 9) == []


# The file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_all_files_of_a_store_are_for_their_owner_only(file):
    with closing(Store.open(file)) as store:
        store.keep(ACCOUNT, [hour(0)])

        modes = {
            entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in file.path.parent.iterdir()
        }

    names = ("callboard.db", "callboard.db-wal", "callboard.db-shm")
    assert modes == dict.fromkeys(names, 0o600)


def test_a_file_has_a_write_ahead_log(file):
    filled(file)

    with closing(sqlite3.connect(file.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_is_in_memory_is_there_for_all_threads(at_once):
    with closing(Store.open(places.read("sqlite://"))) as store:
        at_once(8, lambda position: store.keep(ACCOUNT, [hour(position)]))

        assert len(store.facts(ACCOUNT, CALLS)[0]) == 8


# Trouble


def test_a_file_that_another_locks_is_locked(file):
    with closing(Store.open(file)) as store, closing(sqlite3.connect(file.path)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with trouble(StoreTrouble.LOCKED):
            store.keep(ACCOUNT, [hour(0)])


def test_a_table_that_another_locks_is_locked(database):
    place = places.read(database)
    with closing(Store.open(place)) as store, behind_the_back(place) as other:
        other.execute(text("LOCK TABLE callboard_facts"))

        with trouble(StoreTrouble.LOCKED):
            store.facts(ACCOUNT, CALLS)


@pytest.mark.usefixtures("_small")
def test_a_full_store_keeps_all_of_it_or_none(file):
    with closing(Store.open(file)) as store:
        store.keep(ACCOUNT, [hour(number) for number in range(50)])

        with trouble(StoreTrouble.FULL):
            store.keep(ACCOUNT, [hour(number) for number in range(50, 2000)])

        assert store.size(ACCOUNT) == 50


def test_a_file_for_reading_only_is_read(file):
    with closing(Store.open(file)) as other:
        other.keep(ACCOUNT, [hour(0)])
        with closing(
            Store.open(places.read(f"sqlite:///file:{file.path}?mode=ro&uri=true"))
        ) as store:
            assert store.facts(ACCOUNT, CALLS)[0] == [hour(0)]

            with trouble(StoreTrouble.READ_ONLY):
                store.keep(ACCOUNT, [hour(1)])


def test_a_server_for_reading_only_is_read(database):
    filled(places.read(database), hours=1)
    standby = f"{database}&options=-c default_transaction_read_only=on"

    with closing(Store.open(places.read(standby))) as store:
        assert store.facts(ACCOUNT, CALLS)[0] == [hour(0)]

        with trouble(StoreTrouble.READ_ONLY):
            store.keep(ACCOUNT, [hour(1)])


def test_a_server_that_does_not_answer_is_unreachable():
    with trouble(StoreTrouble.UNREACHABLE):
        Store.open(places.read(NOBODY))


def test_a_database_that_is_not_there_is_unreachable(database):
    with trouble(StoreTrouble.UNREACHABLE):
        Store.open(places.read(database.replace("/postgres?", "/nothing?")))


def test_a_server_that_ends_our_connections_is_reached_again(database):
    place = places.read(database)
    with closing(Store.open(place)) as store:
        with behind_the_back(place) as other:
            other.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'callboard' AND usename = current_user"
                )
            )

        store.keep(ACCOUNT, [hour(0)])

        assert store.size(ACCOUNT) == 1


def test_a_folder_in_the_place_of_the_file_is_trouble(file):
    file.path.mkdir(parents=True)

    with trouble(StoreTrouble.OTHER):
        Store.open(file)


def test_a_store_of_a_later_version_is_not_opened(place):
    filled(place)
    with behind_the_back(place) as connection:
        connection.execute(text("UPDATE callboard_version SET number = 99"))

    with trouble(StoreTrouble.NEWER):
        Store.open(place)


@pytest.mark.parametrize("part", [(0, 0.01), (0.3, 0.6), (0.9, 1)], ids=["head", "middle", "end"])
def test_a_damaged_file_is_found_out_when_it_is_opened(file, part):
    overwrite(filled(file).path, *part)

    with trouble(StoreTrouble.DAMAGED):
        Store.open(file)


def test_a_file_of_something_else_counts_as_damaged(file):
    file.path.parent.mkdir()
    file.path.write_text("a letter, not a database\n" * 100)

    with trouble(StoreTrouble.DAMAGED):
        Store.open(file)


def test_a_file_that_is_damaged_later_is_found_out_when_it_is_read(file):
    with closing(Store.open(filled(file))) as store:
        overwrite(file.path, 0.1, 1)
        # What was read before is remembered by the connections.
        store._engine.dispose()

        with trouble(StoreTrouble.DAMAGED):
            store.facts(ACCOUNT, CALLS)


def test_what_failed_does_not_tell_what_was_to_be_kept(store, place):
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_facts RENAME TO gone"))

    with pytest.raises(StoreFailed) as failed:
        store.keep(ACCOUNT, [hour(0, calls=424242)])

    assert "424242" not in f"{failed.value!r} {failed.value.__context__!r}"


def test_who_comes_late_to_a_closed_store_makes_no_file_anew(file):
    store = Store.open(file)
    store.close()
    file.path.rename(file.path.with_suffix(".aside"))

    with trouble(StoreTrouble.OTHER):
        store.facts(ACCOUNT, CALLS)

    assert not file.path.exists()
