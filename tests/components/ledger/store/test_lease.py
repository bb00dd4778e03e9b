"""One process at a time asks a customer's PBX, and one that died is replaced."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Event, Lock

import psycopg
import pytest
from sqlalchemy import text

from components.ledger.store import lease, places
from components.ledger.store.lease import Lease, LineTaken, NoLease
from components.ledger.store.shelf import Shelf
from components.ledger.store.trouble import StoreTrouble
from tests.kept import behind_the_back

CUSTOMER = b"C" * 32
OTHER = b"D" * 32

SHORT = timedelta(seconds=1)
"""A lease that ends within a test; renewed three times as often."""

HOLDER = """
import sys
from datetime import UTC, datetime, timedelta
from threading import Event
from components.ledger.store.lease import Lease
from components.ledger.store.shelf import Shelf

url, seconds = sys.argv[1:]
shelf = Shelf(url, clock=lambda: datetime.now(UTC))
line = Lease(shelf, pause=Event().wait, lasts=timedelta(seconds=float(seconds)))
shelf.size(b"A" * 32)
with line.hold(b"C" * 32, patience=0):
    print("held", flush=True)
    Event().wait()
"""
"""A process that holds the line until it is ended."""


@pytest.fixture
def join(database, clock):
    """Return a maker of leases, each as a process of its own has it."""
    shelves = []

    def make(lasts=lease.LASTS, pause=None):
        shelves.append(Shelf(database, clock=clock))
        shelves[-1].size(CUSTOMER)  # the tables are made when the store is first used
        return Lease(shelves[-1], pause=pause or Event().wait, lasts=lasts)

    yield make
    for shelf in shelves:
        shelf.close()


@pytest.fixture
def holder(database):
    """Start another process that holds the line for so long at a time."""
    started = []

    def start(seconds):
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", HOLDER, database, str(seconds)], stdout=subprocess.PIPE
        )
        started.append(process)
        assert process.stdout.readline() == b"held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(10)
        process.stdout.close()


@pytest.fixture
def take_away(database):
    """Give the line to somebody else, as after a pause longer than the lease."""

    def act():
        with behind_the_back(places.read(database)) as connection:
            connection.execute(text("UPDATE callboard_lines SET holder = 'somebody else'"))

    return act


@pytest.fixture
def shut_out(postgres, database):
    """End the connections of this test's user, and let it make no new ones."""

    def act():
        name = places.read(database).url.username
        with psycopg.connect(postgres, autocommit=True) as operator:
            operator.execute(f"ALTER ROLE {name} CONNECTION LIMIT 0")
            operator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [name]
            )

    return act


def impatient(_seconds):
    """Wait for no time at all."""


# Whose turn it is


def test_a_free_line_is_held_at_once(join):
    with join().hold(CUSTOMER, patience=0) as hold:
        assert (hold.notes, hold.lost) == ({}, False)


def test_a_line_that_another_process_holds_is_waited_for_and_no_longer(join):
    waited = []
    first, second = join(), join(pause=waited.append)

    with (
        first.hold(CUSTOMER, patience=0),
        pytest.raises(LineTaken),
        second.hold(CUSTOMER, patience=3),
    ):
        pass

    assert 3 <= sum(waited) < 3.25
    assert all(0.1 <= seconds <= 0.25 for seconds in waited)


def test_who_has_no_patience_looks_once(join):
    looked = []
    first, second = join(), join(pause=looked.append)

    with first.hold(CUSTOMER, patience=0), pytest.raises(LineTaken):
        second.hold(CUSTOMER, patience=0).__enter__()

    assert looked == []


def test_waiting_ends_when_the_program_does(join):
    over = Event()
    over.set()
    first, second = join(), join(pause=over.wait)

    with first.hold(CUSTOMER, patience=0), pytest.raises(LineTaken):
        second.hold(CUSTOMER, patience=3600).__enter__()


def test_one_process_does_not_take_its_own_line_twice(join):
    line = join(pause=impatient)

    with line.hold(CUSTOMER, patience=0), pytest.raises(LineTaken):
        line.hold(CUSTOMER, patience=1).__enter__()


def test_the_lines_of_two_customers_have_nothing_to_do_with_each_other(join):
    line = join()

    with line.hold(CUSTOMER, patience=0), line.hold(OTHER, patience=0) as hold:
        assert not hold.lost


def test_a_line_is_free_again_afterwards(join):
    first, second = join(), join()
    with first.hold(CUSTOMER, patience=0):
        pass

    with second.hold(CUSTOMER, patience=0) as hold:
        assert not hold.lost


def test_a_line_is_free_again_after_a_failure(join):
    first, second = join(), join()
    with pytest.raises(LookupError), first.hold(CUSTOMER, patience=0):
        raise LookupError

    with second.hold(CUSTOMER, patience=0) as hold:
        assert not hold.lost


def test_of_many_one_at_a_time_holds_the_line(join, at_once):
    leases = [join() for _ in range(4)]
    inside, most = [], []

    def act(position):
        for _ in range(5):
            with leases[position].hold(CUSTOMER, patience=60):
                inside.append(position)
                most.append(len(inside))
                inside.remove(position)

    at_once(4, act)

    assert (len(most), max(most)) == (20, 1)


def test_who_waits_comes_before_who_has_just_had_the_line(join):
    greedy, modest = join(), join()
    waiting, had = Event(), Lock()
    looks = []

    def pause(seconds):
        looks.append(seconds)
        waiting.set()
        return Event().wait(seconds)

    modest = join(pause=pause)
    with ThreadPoolExecutor(1) as pool:
        with greedy.hold(CUSTOMER, patience=0):
            turn = pool.submit(_once, modest, had)
            assert waiting.wait(10)

        with greedy.hold(CUSTOMER, patience=60):
            assert turn.done() or had.locked()
        turn.result(10)


def _once(line, had):
    with line.hold(CUSTOMER, patience=60):
        had.acquire()


def test_who_has_waited_longer_than_a_lease_lasts_has_a_whole_one_ahead(join):
    first, second = join(SHORT), join(SHORT)
    with ThreadPoolExecutor(1) as pool:
        with first.hold(CUSTOMER, patience=0):
            turn = pool.submit(_is_lost, second)
            Event().wait(1.5 * SHORT.total_seconds())

        assert not turn.result(10)


def _is_lost(line):
    with line.hold(CUSTOMER, patience=60) as hold:
        return hold.lost


def test_a_claim_that_nobody_comes_for_lapses(join, database):
    first, second = join(), join(pause=impatient)
    with first.hold(CUSTOMER, patience=0), pytest.raises(LineTaken):
        second.hold(CUSTOMER, patience=1).__enter__()
    with behind_the_back(places.read(database)) as connection:
        connection.execute(
            text("UPDATE callboard_lines SET claimed_until = claimed_until - interval '2 s'")
        )

    with first.hold(CUSTOMER, patience=0) as hold:
        assert not hold.lost


# Who dies, and who is too slow


def test_the_lease_of_a_dead_process_ends(join, holder):
    process = holder(seconds=1)
    process.kill()
    process.wait(10)

    with join().hold(CUSTOMER, patience=10) as hold:
        assert not hold.lost


def test_a_dead_holder_is_replaced_within_thirty_seconds():
    longest_look = lease._LOOKS[1]

    assert lease.LASTS.total_seconds() + lease._CLAIM_LASTS.total_seconds() + longest_look < 30


def test_the_lease_of_a_living_process_is_renewed(join, holder):
    holder(seconds=1)

    with pytest.raises(LineTaken):
        join().hold(CUSTOMER, patience=2).__enter__()


def test_a_renewed_line_is_not_lost(join):
    with join(SHORT).hold(CUSTOMER, patience=0) as hold:
        Event().wait(2 * SHORT.total_seconds())

        assert not hold.lost


def test_a_line_that_was_taken_away_is_lost(join, take_away):
    with join(SHORT).hold(CUSTOMER, patience=0) as hold:
        take_away()
        Event().wait(SHORT.total_seconds())

        assert hold.lost


def test_who_has_lost_the_line_leaves_it_to_the_other(join, take_away):
    with join(SHORT).hold(CUSTOMER, patience=0):
        take_away()

    with pytest.raises(LineTaken):
        join(pause=impatient).hold(CUSTOMER, patience=1).__enter__()


def test_a_line_that_cannot_be_renewed_is_lost_in_time(join, shut_out):
    with join(SHORT).hold(CUSTOMER, patience=0) as hold:
        shut_out()
        Event().wait(2 * SHORT.total_seconds())

        assert hold.lost


# Notes


def test_what_a_holder_leaves_is_read_by_the_next(join):
    first, second = join(), join()
    with first.hold(CUSTOMER, patience=0) as hold:
        hold.notes["left"] = 42

    with second.hold(CUSTOMER, patience=0) as hold:
        assert hold.notes == {"left": 42}


def test_notes_are_left_even_where_asking_failed(join):
    first, second = join(), join()

    def fail():
        with first.hold(CUSTOMER, patience=0) as hold:
            hold.notes["closed until"] = "noon"
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    with second.hold(CUSTOMER, patience=0) as hold:
        assert hold.notes == {"closed until": "noon"}


def test_each_customer_has_notes_of_its_own(join):
    line = join()
    with line.hold(CUSTOMER, patience=0) as hold:
        hold.notes["left"] = 42

    with line.hold(OTHER, patience=0) as hold:
        assert hold.notes == {}


@pytest.mark.parametrize("written", ["", "[", "[1]", "null", "7"])
def test_notes_that_make_no_sense_are_no_notes(join, database, written):
    line = join()
    with line.hold(CUSTOMER, patience=0) as hold:
        hold.notes["left"] = 42
    with behind_the_back(places.read(database)) as connection:
        connection.execute(text("UPDATE callboard_lines SET notes = :notes"), {"notes": written})

    with line.hold(CUSTOMER, patience=0) as hold:
        assert hold.notes == {}


# Without a store that can be shared


def test_in_trouble_everybody_asks_and_the_pbx_decides(clock):
    shelf = Shelf("postgresql://nobody@127.0.0.1:1/nothing", clock=clock)
    line = Lease(shelf, pause=impatient)

    with line.hold(CUSTOMER, patience=0), line.hold(CUSTOMER, patience=0) as hold:
        assert not hold.lost

    assert shelf.condition.trouble is StoreTrouble.UNREACHABLE


def test_in_trouble_notes_are_remembered_in_the_process(clock):
    line = Lease(Shelf("postgresql://nobody@127.0.0.1:1/nothing", clock=clock), pause=impatient)
    with line.hold(CUSTOMER, patience=0) as hold:
        hold.notes["left"] = 42

    with line.hold(CUSTOMER, patience=0) as hold:
        assert hold.notes == {"left": 42}


def test_notes_outlast_the_store(join, shut_out):
    line = join()
    with line.hold(CUSTOMER, patience=0) as hold:
        hold.notes["left"] = 42
    shut_out()

    with line.hold(CUSTOMER, patience=0) as hold:
        assert hold.notes == {"left": 42}


def test_a_process_that_is_alone_needs_no_lease(clock, path):
    with closing(Shelf(f"sqlite:///{path}", clock=clock)) as shelf:
        assert isinstance(lease.lines(shelf, pause=impatient), NoLease)
        assert not path.exists()


def test_processes_that_share_a_server_need_one(clock, database):
    with closing(Shelf(database, clock=clock)) as shelf:
        assert isinstance(lease.lines(shelf, pause=impatient), Lease)


def test_alone_the_line_is_always_free_and_the_notes_stay():
    line = NoLease()
    with line.hold(CUSTOMER) as first, line.hold(OTHER, patience=5) as other:
        first.notes["left"] = 42
        other.notes["left"] = 7

    with line.hold(CUSTOMER, patience=0) as hold:
        assert (hold.notes, hold.lost) == ({"left": 42}, False)
