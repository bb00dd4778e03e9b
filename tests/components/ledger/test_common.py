"""What an account keeps for all is read seldom, and read anew after each change."""

from contextlib import closing

import pytest

from components.ledger.common import Common
from components.ledger.store import places
from components.ledger.store.named import Saving
from components.ledger.store.shelf import Shelf
from components.ledger.store.trouble import StoreFailed, StoreTrouble


class Notes:
    """Something that is kept; it says how often it was read, and fails when told to."""

    def __init__(self):
        self.found = ("one",)
        self.readings = 0
        self.trouble = None

    def read(self, _store):
        self.readings += 1
        if self.trouble is not None:
            raise StoreFailed(self.trouble)
        return self.found


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def common(notes, clock):
    with closing(Shelf(places.MEMORY, clock=clock)) as shelf:
        yield Common(notes.read, shelf, clock=clock)


def test_it_is_read_once_a_minute_however_many_look(common, notes, clock):
    seen = set()
    for _ in range(59):
        seen.add(common.read())
        clock.move(seconds=1)

    assert (seen, notes.readings) == ({("one",)}, 1)
    clock.move(seconds=60)
    common.read()
    assert notes.readings == 2


def test_after_a_change_it_is_read_anew(common, notes):
    common.read()
    notes.found = ("one", "two")

    outcome = common.change(lambda _store: Saving.DONE)

    assert (outcome, common.read()) == (Saving.DONE, ("one", "two"))


def test_what_was_read_stays_while_the_store_is_in_trouble(common, notes, clock):
    common.read()
    notes.trouble = StoreTrouble.FULL
    clock.move(seconds=60)

    assert common.read() == ("one",)


def test_nobody_knows_what_could_never_be_read(common, notes):
    notes.trouble = StoreTrouble.FULL

    assert common.read() is None


def test_threads_that_come_together_read_once(common, notes, at_once):
    assert at_once(8, lambda _position: common.read()) == [("one",)] * 8
    assert notes.readings == 1
