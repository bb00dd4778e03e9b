"""A shelf goes on from memory whatever happens to its store, says so, and finds back by itself."""

import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.pool import Pool

from components.ledger.store import places
from components.ledger.store.database import Store
from components.ledger.store.places import StoreKind
from components.ledger.store.shelf import Shelf
from components.ledger.store.trouble import StoreTrouble
from tests.kept import ACCOUNT, CALLS, STRANGER, behind_the_back, correction, hour

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
"""A server that does not listen: port 1 is reserved."""


@pytest.fixture
def make(place, clock):
    """Return a maker of shelves on one store, as processes have them that share it."""
    made = []

    def another():
        made.append(Shelf(place.url.render_as_string(hide_password=False), clock=clock))
        return made[-1]

    yield another
    for shelf in made:
        shelf.close()


@pytest.fixture
def shelf(make):
    return make()


@pytest.fixture
def on_file(path, clock):
    """Return a shelf on a file, and close it at the end."""
    with closing(Shelf(f"sqlite:///{path}", clock=clock)) as made:
        yield made


def break_down(place):
    """Take a table away: whatever is asked fails at once."""
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_facts RENAME TO gone"))


def repair(place):
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO callboard_facts"))


def damage(path):
    path.write_bytes(b"\xa5" * 20_000)


def set_aside(path):
    return sorted(entry.name for entry in path.parent.glob("*.damaged-*[0-9Z]"))


def kept(place):
    with closing(Store.open(place)) as store:
        return store.facts(ACCOUNT, CALLS)[0]


# All is well


def test_what_is_kept_is_found_by_another_process(shelf, make):
    shelf.keep(ACCOUNT, [hour(0)])

    found, mark = make().facts(ACCOUNT, CALLS)

    assert (found, mark) == ([hour(0)], 1)


def test_corrections_are_kept_too(shelf):
    shelf.correct(ACCOUNT, [correction(0)], [hour(0, calls=2)])

    assert shelf.corrections(ACCOUNT, 9) == [correction(0)]
    assert shelf.size(ACCOUNT) == 1


def test_more_is_kept_at_once_than_may_wait(on_file):
    on_file.keep(ACCOUNT, [hour(number) for number in range(10_001)])

    assert on_file.size(ACCOUNT) == 10_001


def test_a_shelf_in_good_condition_says_so(shelf, place):
    shelf.keep(ACCOUNT, [hour(0)])

    condition = shelf.condition

    assert (condition.kind, condition.place) == (place.kind, place.label)
    assert (condition.trouble, condition.since, condition.waiting) == (None, None, 0)
    assert condition.set_aside is None


def test_no_file_is_made_before_it_is_needed(on_file, path):
    assert on_file.kind is StoreKind.SQLITE
    assert not path.exists()


def test_programs_that_make_the_same_file_together_all_keep_in_it(path, clock, at_once):
    shelves = [Shelf(f"sqlite:///{path}", clock=clock) for _ in range(6)]

    at_once(6, lambda position: shelves[position].keep(ACCOUNT, [hour(position)]))

    assert [shelf.condition.trouble for shelf in shelves] == [None] * 6
    assert shelves[0].size(ACCOUNT) == 6
    for shelf in shelves:
        shelf.close()


def test_a_shelf_in_memory_keeps_facts_as_long_as_it_is_there(clock):
    with closing(Shelf(places.MEMORY, clock=clock)) as shelf:
        shelf.keep(ACCOUNT, [hour(0)])

        assert shelf.facts(ACCOUNT, CALLS)[0] == [hour(0)]


# Trouble, whatever it is


def test_in_trouble_nothing_is_found_and_the_mark_stays(shelf, place):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)

    assert shelf.facts(ACCOUNT, CALLS, after=7) == ([], 7)
    assert shelf.corrections(ACCOUNT, 9) == []
    assert shelf.size(ACCOUNT) is None


def test_in_trouble_what_is_kept_waits(shelf, place, clock):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)

    shelf.keep(ACCOUNT, [hour(1), hour(2)])

    condition = shelf.condition
    assert condition.waiting == 2
    assert (condition.trouble, condition.since) == (StoreTrouble.OTHER, clock.now)


def test_trouble_is_told_once(shelf, place, caplog):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)

    for _ in range(3):
        shelf.keep(ACCOUNT, [hour(1)])

    assert caplog.text.count("going on from memory") == 1


def test_a_store_in_trouble_is_left_alone_for_a_minute(shelf, place, clock):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)
    shelf.keep(ACCOUNT, [hour(1)])
    repair(place)
    clock.move(seconds=59)

    assert shelf.facts(ACCOUNT, CALLS) == ([], 0)
    assert kept(place) == [hour(0)]


def test_after_a_minute_the_next_who_keeps_writes_what_waited(shelf, place, clock):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)
    shelf.keep(ACCOUNT, [hour(1)])
    repair(place)
    clock.move(seconds=60)

    shelf.keep(ACCOUNT, [hour(2)])

    assert kept(place) == [hour(0), hour(1), hour(2)]
    assert shelf.condition.trouble is None


def test_after_a_minute_the_next_who_reads_writes_what_waited(shelf, place, clock):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)
    shelf.keep(ACCOUNT, [hour(1)])
    repair(place)
    clock.move(seconds=60)

    shelf.facts(ACCOUNT, CALLS)

    assert kept(place) == [hour(0), hour(1)]
    assert (shelf.condition.trouble, shelf.condition.waiting) == (None, 0)


def test_trouble_that_lasts_is_told_from_its_beginning(shelf, place, clock):
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)
    began = clock.now
    for _ in range(3):
        shelf.keep(ACCOUNT, [hour(1)])
        clock.move(minutes=2)

    assert shelf.condition.since == began


def test_of_too_much_that_waits_the_oldest_is_lost(clock):
    shelf = Shelf(NOWHERE, clock=clock)
    shelf.keep(ACCOUNT, [hour(number) for number in range(10_001)])
    shelf.keep(ACCOUNT, [hour(10_001)])

    waiting = [one for _account, one in shelf._waiting]

    assert len(waiting) == shelf.condition.waiting == 10_000
    assert (waiting[0], waiting[-1]) == (hour(2), hour(10_001))


def test_an_account_that_cannot_be_written_does_not_hold_up_nor_repeat_another(
    on_file, file, clock
):
    on_file.keep(ACCOUNT, [])
    on_file.facts(ACCOUNT, CALLS)
    with behind_the_back(file) as connection:
        connection.execute(
            text(
                "CREATE TRIGGER no BEFORE INSERT ON callboard_corrections"
                f" WHEN NEW.account = x'{STRANGER.hex()}' BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        )
    on_file.correct(STRANGER, [correction(1)], [])
    clock.move(seconds=60)
    on_file.correct(ACCOUNT, [correction(0)], [])
    with behind_the_back(file) as connection:
        connection.execute(text("DROP TRIGGER no"))
    clock.move(seconds=60)

    on_file.facts(ACCOUNT, CALLS)

    assert on_file.corrections(ACCOUNT, 9) == [correction(0)]
    assert on_file.corrections(STRANGER, 9) == [correction(1)]


def test_what_waits_is_written_at_the_end(make, place):
    shelf = make()
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)
    shelf.keep(ACCOUNT, [hour(1)])
    repair(place)

    shelf.close()

    assert kept(place) == [hour(0), hour(1)]


def test_the_end_comes_in_trouble_too(make, place):
    shelf = make()
    shelf.keep(ACCOUNT, [hour(0)])
    break_down(place)
    shelf.keep(ACCOUNT, [hour(1)])

    shelf.close()

    assert shelf.condition.waiting == 1


def test_what_waits_is_forgotten_too(shelf, place, clock):
    shelf.keep(STRANGER, [hour(0)])
    break_down(place)
    shelf.correct(ACCOUNT, [correction(1)], [hour(0), hour(1)])
    shelf.keep(STRANGER, [hour(1)])

    shelf.forget(ACCOUNT, after=hour(0).read_at)

    repair(place)
    clock.move(minutes=2)
    shelf.keep(STRANGER, [])
    assert (shelf.size(ACCOUNT), shelf.size(STRANGER)) == (1, 2)
    assert shelf.corrections(ACCOUNT, 9) == [correction(1)]


# Troubles, one by one


def test_a_locked_file_does_not_stop_who_keeps(on_file, path):
    on_file.keep(ACCOUNT, [hour(0)])
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")

        on_file.keep(ACCOUNT, [hour(1)])

    assert (on_file.condition.trouble, on_file.condition.waiting) == (StoreTrouble.LOCKED, 1)


@pytest.mark.usefixtures("_small")
def test_a_full_store_is_still_read(on_file):
    on_file.keep(ACCOUNT, [hour(0)])

    on_file.keep(ACCOUNT, [hour(number) for number in range(1, 2000)])

    assert (on_file.condition.trouble, on_file.condition.waiting) == (StoreTrouble.FULL, 1999)
    assert on_file.facts(ACCOUNT, CALLS)[0] == [hour(0)]
    assert on_file.condition.trouble is StoreTrouble.FULL


def test_a_store_for_reading_only_is_still_read(on_file, path, clock):
    on_file.keep(ACCOUNT, [hour(0)])
    only = f"sqlite:///file:{path}?mode=ro&uri=true"
    with closing(Shelf(only, clock=clock)) as reader:
        reader.keep(ACCOUNT, [hour(1)])
        clock.move(minutes=5)

        assert reader.facts(ACCOUNT, CALLS)[0] == [hour(0)]
        assert reader.condition.trouble is StoreTrouble.READ_ONLY
        assert reader.condition.waiting == 1


def test_a_server_that_is_not_there_is_unreachable(clock):
    shelf = Shelf(NOWHERE, clock=clock)

    shelf.keep(ACCOUNT, [hour(0)])

    assert (shelf.condition.trouble, shelf.condition.waiting) == (StoreTrouble.UNREACHABLE, 1)


def test_a_server_that_comes_back_is_found(database, postgres, clock):
    name = places.read(database).url.username
    place = places.read(database)
    with closing(Shelf(database, clock=clock)) as shelf:
        with psycopg.connect(postgres, autocommit=True) as operator:
            operator.execute(f"ALTER ROLE {name} CONNECTION LIMIT 0")
            shelf.keep(ACCOUNT, [hour(0)])
            trouble = shelf.condition.trouble
            operator.execute(f"ALTER ROLE {name} CONNECTION LIMIT -1")
        clock.move(seconds=60)

        shelf.facts(ACCOUNT, CALLS)

        assert trouble is StoreTrouble.UNREACHABLE
        assert kept(place) == [hour(0)]


def test_nobody_waits_for_who_tries_again(clock):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        ThreadPoolExecutor(2) as pool,
        closing(
            Shelf(f"postgresql://u@127.0.0.1:{server.getsockname()[1]}/d", clock=clock)
        ) as shelf,
    ):
        first = pool.submit(shelf.facts, ACCOUNT, CALLS)
        server.accept()[0].close()
        first.result(10)
        clock.move(seconds=60)
        second = pool.submit(shelf.facts, ACCOUNT, CALLS)
        connection, _address = server.accept()

        third = pool.submit(shelf.facts, ACCOUNT, CALLS, after=5).result(10)

        assert (third, second.done()) == (([], 5), False)
        connection.close()


def test_a_store_of_a_later_version_is_left_as_it_is(on_file, file, path, clock):
    with closing(Store.open(file)) as store:
        store.keep(ACCOUNT, [hour(0)])
    with behind_the_back(file) as connection:
        connection.execute(text("UPDATE callboard_version SET number = 99"))
    before = path.read_bytes()

    on_file.keep(ACCOUNT, [hour(1)])
    clock.move(minutes=2)
    on_file.keep(ACCOUNT, [hour(2)])

    assert path.read_bytes() == before
    assert (on_file.condition.trouble, on_file.condition.waiting) == (StoreTrouble.NEWER, 2)


def test_an_option_that_makes_no_sense_is_trouble_and_no_more(path, clock):
    shelf = Shelf(f"sqlite:///{path}?timeout=soon", clock=clock)

    shelf.keep(ACCOUNT, [hour(0)])

    assert shelf.condition.trouble is StoreTrouble.OTHER


# Damage


def test_a_damaged_file_is_set_aside_and_a_new_one_begun(on_file, path):
    path.parent.mkdir()
    damage(path)

    on_file.keep(ACCOUNT, [hour(0)])

    assert on_file.facts(ACCOUNT, CALLS)[0] == [hour(0)]
    assert set_aside(path) == ["callboard.db.damaged-20261118T121500Z"]
    assert path.with_name(set_aside(path)[0]).read_bytes() == b"\xa5" * 20_000


def test_that_a_file_was_set_aside_is_told(on_file, path):
    path.parent.mkdir()
    damage(path)

    on_file.facts(ACCOUNT, CALLS)

    assert on_file.condition.trouble is None
    assert on_file.condition.set_aside == str(path.with_name(set_aside(path)[0]))


def test_a_file_that_is_damaged_later_loses_nothing_that_is_kept_then(on_file, path):
    on_file.keep(ACCOUNT, [hour(0)])
    damage(path)
    on_file._store._engine.dispose()

    on_file.keep(ACCOUNT, [hour(1)])

    assert on_file.facts(ACCOUNT, CALLS)[0] == [hour(1)]
    assert len(set_aside(path)) == 1


def test_a_file_that_is_damaged_again_at_once_is_left_for_a_minute(on_file, path, clock):
    for _ in range(2):
        on_file.keep(ACCOUNT, [hour(0)])
        damage(path)
        on_file._store._engine.dispose()

    on_file.keep(ACCOUNT, [hour(1)])
    on_file.keep(ACCOUNT, [hour(2)])

    assert on_file.condition.trouble is StoreTrouble.DAMAGED
    assert (len(set_aside(path)), on_file.condition.waiting) == (1, 2)
    clock.move(seconds=60)
    assert on_file.facts(ACCOUNT, CALLS)[0] == []
    assert on_file.condition.waiting == 0
    assert len(set_aside(path)) == 2


def test_a_damaged_file_that_sqlite_alone_can_find_stays_where_it_is(path, clock):
    path.parent.mkdir()
    damage(path)
    with closing(Shelf(f"sqlite:///file:{path}?mode=rw&uri=true", clock=clock)) as shelf:
        shelf.keep(ACCOUNT, [hour(0)])

        assert shelf.condition.trouble is StoreTrouble.DAMAGED
        assert set_aside(path) == []


def test_threads_that_meet_the_same_damage_set_it_aside_once(on_file, path, at_once):
    on_file.keep(ACCOUNT, [hour(0)])
    damage(path)
    on_file._store._engine.dispose()

    at_once(8, lambda position: on_file.keep(ACCOUNT, [hour(position)]))

    assert len(set_aside(path)) == 1
    assert len(on_file.facts(ACCOUNT, CALLS)[0]) == 8


def test_threads_that_read_the_same_damage_set_it_aside_once(on_file, path, at_once):
    on_file.keep(ACCOUNT, [hour(0)])
    damage(path)
    on_file._store._engine.dispose()

    at_once(8, lambda _: on_file.facts(ACCOUNT, CALLS))

    assert len(set_aside(path)) == 1
    assert on_file.condition.trouble is None


@pytest.fixture
def _forgetful():
    """Let connections remember next to nothing of a file, so that they meet what happens to it."""

    def forget(connection, _record):
        connection.execute("PRAGMA cache_size = 1")

    event.listen(Pool, "connect", forget)
    yield
    event.remove(Pool, "connect", forget)


@pytest.mark.usefixtures("_forgetful")
def test_who_comes_second_to_the_damage_takes_the_new_file(on_file, path, clock):
    with closing(Shelf(f"sqlite:///{path}", clock=clock)) as other:
        on_file.keep(ACCOUNT, [hour(number) for number in range(300)])
        other.facts(ACCOUNT, CALLS)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damage(path)
        on_file.facts(ACCOUNT, CALLS)
        on_file.keep(ACCOUNT, [hour(1)])

        other.keep(ACCOUNT, [hour(2)])

        assert other.facts(ACCOUNT, CALLS)[0] == [hour(1), hour(2)]
        assert other.condition.set_aside is None
        assert len(set_aside(path)) == 1


def test_a_damaged_file_that_cannot_be_renamed_is_trouble_and_no_more(tmp_path, clock):
    path = tmp_path / ("n" * 245)  # no system takes names of more than 255 characters
    damage(path)
    with closing(Shelf(f"sqlite:///{path}", clock=clock)) as shelf:
        shelf.keep(ACCOUNT, [hour(0)])

        assert (shelf.condition.trouble, shelf.condition.waiting) == (StoreTrouble.DAMAGED, 1)
    assert path.exists()


def test_who_still_has_the_damaged_file_open_does_not_take_the_new_ones_log(on_file, path):
    on_file.keep(ACCOUNT, [hour(0)])
    late = on_file._store._engine.connect()
    late.execute(text("SELECT * FROM callboard_facts")).all()
    damage(path)
    on_file._store._engine.dispose()
    on_file.keep(ACCOUNT, [hour(1)])

    late.close()

    assert path.with_name("callboard.db-wal").exists()
    assert on_file.facts(ACCOUNT, CALLS)[0] == [hour(1)]
