"""The views of an account are read seldom, and a change is seen at once by all who share them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from components.ledger.store import places, views
from components.ledger.store.database import Store
from components.ledger.store.named import Saving
from components.ledger.store.shelf import Shelf
from components.ledger.store.trouble import StoreTrouble
from components.ledger.store.views import MOST_VIEWS, SavedView
from components.ledger.views import Views
from tests.kept import ACCOUNT, STRANGER, behind_the_back, hour

WEEK = SavedView("The week", "", "period=last-7-days")
YEAR = SavedView("Against last year", "compare", "period=last-month&against=year")


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
def saved(shelf, clock):
    return Views(ACCOUNT, shelf, clock=clock)


@pytest.fixture
def elsewhere(make, clock):
    """The same account's views in another process."""
    return Views(ACCOUNT, make(), clock=clock)


@contextmanager
def out_of_order(place) -> Iterator[None]:
    """Take the table away for a while: whatever is asked of it fails at once."""
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_views RENAME TO gone"))
    yield
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO callboard_views"))


@pytest.fixture
def questions():
    """Return how often the store has been asked for views."""
    asked = []

    def listen(_connection, _cursor, statement, *_more):
        if statement.startswith("SELECT callboard_views.name"):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    yield lambda: len(asked)
    event.remove(Engine, "before_cursor_execute", listen)


# All is well


def test_an_account_has_no_views_at_first(saved):
    assert saved.read() == ()


def test_a_change_is_seen_at_once(saved):
    outcomes = [saved.save(WEEK), saved.read()]
    outcomes += [saved.rename(WEEK, "Weeks"), saved.read()]
    weeks = SavedView("Weeks", WEEK.page, WEEK.query)
    outcomes += [saved.remove(weeks), saved.read()]

    assert outcomes == [Saving.DONE, (WEEK,), Saving.DONE, (weeks,), Saving.DONE, ()]


def test_pages_that_are_drawn_often_do_not_ask_the_store(saved, questions, clock):
    saved.save(WEEK)
    for _ in range(50):
        saved.read()
        clock.move(seconds=1)

    assert questions() == 1


def test_a_change_by_another_process_is_seen_within_a_minute(saved, elsewhere, clock):
    saved.read()
    elsewhere.save(WEEK)
    clock.move(seconds=59)
    before = saved.read()
    clock.move(seconds=1)

    assert (before, saved.read()) == ((), (WEEK,))


def test_a_name_that_another_process_has_just_taken_is_taken(saved, elsewhere):
    saved.read()
    elsewhere.save(WEEK)

    outcome = saved.save(SavedView(WEEK.name, "compare", ""))

    assert (outcome, saved.read()) == (Saving.TAKEN, (WEEK,))


def test_a_view_that_another_process_has_removed_is_gone(saved, elsewhere):
    saved.save(WEEK)
    saved.read()
    elsewhere.remove(WEEK)

    assert (saved.rename(WEEK, "Weeks"), saved.read()) == (Saving.GONE, ())


def test_other_accounts_see_nothing_of_it(saved, shelf, clock):
    saved.save(WEEK)

    assert Views(STRANGER, shelf, clock=clock).read() == ()


def test_what_is_no_name_is_refused_before_the_store_is_asked(saved, place):
    saved.save(WEEK)

    with out_of_order(place), pytest.raises(ValueError, match="not a name"):
        saved.rename(WEEK, " ")


def test_no_more_than_so_many_are_kept(saved):
    outcomes = [saved.save(SavedView(f"{place}", "", "")) for place in range(MOST_VIEWS + 1)]

    assert outcomes == [Saving.DONE] * MOST_VIEWS + [Saving.FULL]


def test_threads_that_come_together_ask_once(saved, questions, at_once):
    lists = at_once(12, lambda _position: saved.read())

    assert (lists, questions()) == ([()] * 12, 1)


def test_threads_that_save_together_lose_nothing(saved, at_once):
    at_once(8, lambda position: saved.save(SavedView(f"{position}", "", "")))

    assert [view.name for view in saved.read()] == [str(place) for place in range(8)]


# Trouble


def test_in_trouble_what_was_read_stays(saved, place, clock):
    saved.save(WEEK)
    saved.read()
    with out_of_order(place):
        clock.move(minutes=2)

        assert saved.read() == (WEEK,)


def test_in_trouble_nobody_knows_whether_there_are_views(saved, shelf, place):
    shelf.size(ACCOUNT)
    with out_of_order(place):
        assert saved.read() is None


@pytest.mark.parametrize("change", ["save", "rename", "remove"])
def test_in_trouble_nothing_is_changed_and_it_is_said(saved, place, change):
    saved.save(WEEK)
    with out_of_order(place):
        outcome = {
            "save": lambda: saved.save(YEAR),
            "rename": lambda: saved.rename(WEEK, "Weeks"),
            "remove": lambda: saved.remove(WEEK),
        }[change]()

    with closing(Store.open(place)) as store:
        assert (outcome, views.read(store, ACCOUNT)) == (Saving.TROUBLE, (WEEK,))


def test_after_trouble_the_views_are_there_again(saved, shelf, place, clock):
    saved.save(WEEK)
    with out_of_order(place):
        saved.read()
        saved.remove(WEEK)
    clock.move(minutes=1)

    assert (saved.read(), saved.save(YEAR)) == ((WEEK,), Saving.DONE)
    assert shelf.condition.trouble is None
    assert set(saved.read()) == {WEEK, YEAR}


@pytest.mark.usefixtures("_small")
def test_a_store_that_is_full_still_shows_its_views(file, clock):
    with closing(Shelf(str(file.url), clock=clock)) as shelf:
        Views(ACCOUNT, shelf, clock=clock).save(WEEK)
        shelf.keep(ACCOUNT, [hour(number) for number in range(2000)])
        saved = Views(ACCOUNT, shelf, clock=clock)

        assert saved.read() == (WEEK,)
        assert shelf.condition.trouble is StoreTrouble.FULL


def test_views_do_not_hinder_facts_nor_the_other_way_round(saved, shelf):
    saved.save(WEEK)
    shelf.keep(ACCOUNT, [hour(0)])

    assert (saved.read(), shelf.size(ACCOUNT)) == ((WEEK,), 1)


def test_who_has_an_older_list_does_not_wait_for_a_new_one(database, clock, at_once):
    asking, answered = Event(), Event()
    with closing(Shelf(database, clock=clock)) as shelf:
        saved = Views(ACCOUNT, shelf, clock=clock)
        saved.save(WEEK)
        saved.read()
        clock.move(minutes=1)

        def hold(_connection, _cursor, statement, *_more):
            if statement.startswith("SELECT callboard_views.name"):
                asking.set()
                assert answered.wait(10)

        def act(position):
            if position == 0:
                return saved.read()
            assert asking.wait(10)
            found = saved.read()
            answered.set()
            return found

        event.listen(Engine, "before_cursor_execute", hold)
        try:
            lists = at_once(2, act)
        finally:
            event.remove(Engine, "before_cursor_execute", hold)

    assert lists == [(WEEK,)] * 2


def test_views_in_memory_are_gone_with_the_memory(clock):
    with closing(Shelf(places.MEMORY, clock=clock)) as shelf:
        Views(ACCOUNT, shelf, clock=clock).save(WEEK)

        assert Views(ACCOUNT, shelf, clock=clock).read() == (WEEK,)

    with closing(Shelf(places.MEMORY, clock=clock)) as another:
        assert Views(ACCOUNT, another, clock=clock).read() == ()
