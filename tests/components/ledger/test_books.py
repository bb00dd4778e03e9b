"""The books of an account are kept, shared and surveyed once, also for many threads."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from components.ledger import books
from components.ledger.books import Books, Wish
from components.ledger.facts import Fact, Series
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from tests.conftest import NOW
from tests.kept import ACCOUNT, STRANGER, behind_the_back

CALLS = Series(Source.CALLS)
SALES = Series(Source.CALLS, frozenset({101, 102}))
DAY = timedelta(days=1)

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
"""A store that does not answer: port 1 is reserved."""


def sides(number):
    return Sides(Counts(number, number))


@pytest.fixture
def shelf(clock):
    with closing(Shelf(MEMORY, clock=clock)) as shelf:
        yield shelf


@pytest.fixture
def open_books(clock, shelf):
    return lambda account=ACCOUNT, shelf=shelf: Books(account, shelf, clock=clock)


@pytest.fixture
def midnight(clock):
    return datetime(clock.now.year, clock.now.month, clock.now.day, tzinfo=UTC)


@pytest.fixture
def week(midnight):
    """The week that ended five days ago, by day."""
    return Wish(CALLS, tuple(midnight + day * DAY for day in range(-12, -4)))


@pytest.fixture
def today(midnight):
    return Wish(CALLS, (midnight, midnight + DAY))


def answer(read, clock, wish, total=None):
    """Have everything that is to be asked answered; return how many requests that took."""
    total = total or sides(3)
    asked = 0
    while window := next(iter((*(survey := read.survey(wish)).missing, *survey.due)), None):
        read.learn(Fact(wish.series, window, total, clock.now))
        asked += 1
    return asked


def test_what_was_learnt_is_known(open_books, clock, today):
    read = open_books()

    assert answer(read, clock, today) == 1
    assert read.survey(today).total == sides(3)
    assert read.size == 1


def test_a_survey_is_made_once_while_nothing_changes(open_books, clock, week):
    read = open_books()
    answer(read, clock, week, Sides())

    assert read.survey(week) is read.survey(week)


def test_a_survey_is_made_anew_when_something_was_learnt(open_books, clock, today):
    read = open_books()
    before = read.survey(today)

    answer(read, clock, today)

    assert before.total is None
    assert read.survey(today).total == sides(3)


def test_a_survey_is_made_anew_when_it_holds_no_longer(open_books, clock, today):
    read = open_books()
    answer(read, clock, today)
    assert read.survey(today).due == ()

    clock.move(minutes=2)

    assert read.survey(today).due == (Window(*today.marks),)


def test_a_wall_has_surveys_of_its_own(open_books, clock, today):
    read = open_books()
    answer(read, clock, today)

    clock.move(minutes=1)

    assert read.survey(today).due == ()
    assert read.survey(Wish(CALLS, today.marks, is_watched=True)).due != ()


def test_newer_is_asked_where_newer_is_wanted(open_books, clock, today):
    read = open_books()
    answer(read, clock, today)
    clock.move(seconds=1)
    newer = Wish(CALLS, today.marks, newer_than=clock.now)

    assert answer(read, clock, newer) == 1
    assert answer(read, clock, newer) == 0


def test_what_nobody_wants_of_a_wish_is_not_asked_for(open_books, clock, week):
    read = open_books()
    weekend = Wish(CALLS, week.marks, gaps=frozenset(range(5)))

    assert answer(read, clock, weekend) == 2
    assert read.survey(weekend).total == sides(3)
    assert read.survey(week).total is None


@pytest.mark.parametrize(
    ("more", "awaited"), [({}, 0), ({"is_awaited": True}, 1), ({"newer_than": NOW}, 1)]
)
def test_somebody_may_wait_for_what_is_only_due(open_books, clock, today, more, awaited):
    read = open_books()
    answer(read, clock, today)
    clock.move(minutes=2)
    wish = Wish(CALLS, today.marks, **more)

    survey = read.survey(wish)

    assert (len(survey.missing), len(survey.due)) == (0, 1)
    assert wish.awaited(survey) == awaited


def test_what_is_missing_is_always_waited_for(open_books, week):
    assert week.awaited(open_books().survey(week)) == 7


def test_each_series_is_a_book_of_its_own(open_books, clock, today):
    read = open_books()
    answer(read, clock, today)

    assert read.survey(Wish(SALES, today.marks)).missing != ()


def test_nothing_is_asked_again_after_a_restart(open_books, clock, week, today):
    for wish in (week, today):
        answer(open_books(), clock, wish, Sides())

    assert [answer(open_books(), clock, wish) for wish in (week, today)] == [0, 0]


def test_other_accounts_have_other_books(open_books, clock, today):
    answer(open_books(), clock, today)

    assert open_books(STRANGER).survey(today).missing != ()


def test_a_correction_is_told_and_lasts(open_books, clock, week):
    read = open_books()
    window = Window(*week.marks[:2])
    read.learn(Fact(CALLS, window, sides(3), clock.now))
    read.learn(Fact(CALLS, window, sides(4), clock.now + DAY))

    told = [(one.window, one.before, one.after) for one in read.corrections()]

    assert told == [(window, sides(3), sides(4))]
    again = open_books()
    assert again.survey(Wish(CALLS, week.marks[:2])).total == sides(4)
    assert len(again.corrections()) == 1


@pytest.fixture
def noticed(clock, week):
    """Let books learn that settled totals of a week have grown; return the first of the days."""

    def act(read, days=1):
        windows = [Window(*pair) for pair in pairwise(week.marks)][:days]
        for number, total in ((0, 3), (1, 4)):
            for window in windows:
                read.learn(Fact(CALLS, window, sides(total), clock.now + number * DAY))
        return windows

    return act


def test_a_correction_is_told_also_where_no_store_can_keep_it(open_books, clock, noticed):
    with closing(Shelf(NOWHERE, clock=clock)) as lost:
        read = open_books(shelf=lost)
        (window,) = noticed(read)

        assert [one.window for one in read.corrections()] == [window]


def test_a_correction_that_the_store_keeps_later_is_told_once(open_books, clock, place, noticed):
    with closing(Shelf(place.url.render_as_string(hide_password=False), clock=clock)) as shelf:
        read = open_books(shelf=shelf)
        read.corrections()
        with behind_the_back(place) as connection:
            connection.execute(text("ALTER TABLE callboard_corrections RENAME TO gone"))
        noticed(read)
        in_trouble = shelf.condition.waiting, read.corrections()
        with behind_the_back(place) as connection:
            connection.execute(text("ALTER TABLE gone RENAME TO callboard_corrections"))
        clock.move(minutes=1)
        shelf.size(ACCOUNT)

        assert (in_trouble[0] > 0, len(in_trouble[1])) == (True, 1)
        assert shelf.condition.waiting == 0
        assert read.corrections() == open_books(shelf=shelf).corrections() == in_trouble[1]


def test_of_corrections_in_trouble_the_latest_come_first(open_books, clock, week, noticed):
    with closing(Shelf(NOWHERE, clock=clock)) as lost:
        read = open_books(shelf=lost)
        noticed(read, days=2)
        window = Window(*week.marks[2:4])
        for number, total in ((2, 5), (3, 6)):
            read.learn(Fact(CALLS, window, sides(total), clock.now + number * DAY))

        told = [one.noticed_at for one in read.corrections()]

    assert told == [clock.now + 3 * DAY, clock.now + DAY, clock.now + DAY]


def test_no_more_corrections_are_told_than_people_read(open_books, clock, noticed, monkeypatch):
    monkeypatch.setattr(books, "_MOST_CORRECTIONS", 2)
    with closing(Shelf(NOWHERE, clock=clock)) as lost:
        read = open_books(shelf=lost)
        noticed(read, days=4)

        assert len(read.corrections()) == 2


def test_a_book_that_was_put_away_is_taken_from_the_shelf_again(
    open_books, clock, today, monkeypatch
):
    monkeypatch.setattr(books, "_MOST_BOOKS", 1)
    read = open_books()
    answer(read, clock, today)
    read.survey(Wish(SALES, today.marks))

    assert answer(read, clock, today) == 0
    assert read.size == 1


def test_a_survey_of_a_book_that_was_put_away_is_not_believed(
    open_books, clock, today, monkeypatch
):
    monkeypatch.setattr(books, "_MOST_BOOKS", 1)
    read = open_books()
    answer(read, clock, today)
    read.survey(today)
    read.survey(Wish(SALES, today.marks))
    # Another process reads the same window: it is the first fact of both books.
    open_books().learn(Fact(CALLS, Window(*today.marks), sides(5), clock.now))

    assert read.survey(today).total == sides(5)


def test_no_more_surveys_are_kept_than_are_looked_at(open_books, midnight, monkeypatch):
    monkeypatch.setattr(books, "_MOST_SURVEYS", 2)
    read = open_books()
    wishes = [Wish(CALLS, (midnight - day * DAY, midnight)) for day in (1, 2, 3)]
    first = read.survey(wishes[0])

    for wish in wishes:
        read.survey(wish)

    assert read.survey(wishes[0]) is not first
    assert read.survey(wishes[0]) == first


def test_where_nobody_shares_the_store_nothing_is_taken_over(open_books, clock, today):
    read = open_books()
    read.survey(today)
    open_books().learn(Fact(CALLS, Window(*today.marks), sides(5), clock.now))

    read.refresh(CALLS)

    assert read.survey(today).total is None


def test_what_another_process_learnt_is_taken_over(open_books, clock, today, database):
    with (
        closing(Shelf(database, clock=clock)) as here,
        closing(Shelf(database, clock=clock)) as there,
    ):
        read = open_books(shelf=here)
        read.survey(today)
        open_books(shelf=there).learn(Fact(CALLS, Window(*today.marks), sides(5), clock.now))

        read.refresh(CALLS)

        assert read.survey(today).total == sides(5)


def test_many_threads_may_read_and_learn(open_books, clock, midnight, at_once):
    read = open_books()
    marks = tuple(midnight - hour * DAY / 24 for hour in range(100, 50, -1))

    def work(number):
        start, end = marks[number : number + 2]
        read.learn(Fact(CALLS, Window(start, end), sides(1), clock.now))
        return read.survey(Wish(CALLS, marks)).stretches

    at_once(len(marks) - 1, work)

    assert read.survey(Wish(CALLS, marks)).total == sides(len(marks) - 1)
