"""A wish on its way: what it asks next, how urgent that is, and when it gives up."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from components.ledger.books import Books, Wish
from components.ledger.errand import Errand
from components.ledger.facts import Fact, Series
from components.ledger.queueing.urgency import Urgency
from components.ledger.setbacks import Setbacks
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme.errors import PbxFault, UnexpectedAnswer
from components.ringme.quota import Quota
from tests.conftest import NOW

CALLS = Series(Source.CALLS)
MIDNIGHT = NOW.replace(hour=0, minute=0)


def days(first, last):
    """Return the midnights from so many days ago to so many days ago."""
    return tuple(MIDNIGHT - timedelta(days=each) for each in range(first, last - 1, -1))


PAST = Wish(CALLS, days(9, 3))
TODAY = Wish(CALLS, days(0, -1))


def some(window):
    """Return the counts of a window: one call an hour, all answered."""
    calls = int(window.length / timedelta(hours=1))
    return Sides(Counts(total=calls, bridged=calls), Counts())


class Account:
    """What is known of an account, and what was asked for it."""

    def __init__(self, clock, url=MEMORY):
        self.clock = clock
        self.shelf = Shelf(url, clock=clock)
        self.books = Books(b"account", self.shelf, clock=clock)
        self.setbacks = Setbacks(clock=clock)
        self.asked = []
        self.quota = None

    def errand(self, wish, *, account=b"account", ask=None):
        return Errand(
            wish,
            account=account,
            books=self.books,
            setbacks=self.setbacks,
            ask=ask or self.ask,
            quota=lambda: self.quota,
        )

    def ask(self, series, window):
        self.asked.append(window)
        self.books.learn(Fact(series, window, some(window), self.clock()))


@pytest.fixture
def account(clock):
    made = Account(clock)
    with closing(made.shelf):
        yield made


def finish(errand):
    """Let an errand ask until it wants nothing more; return how often it did."""
    asked = 0
    while errand.urgency() is not None:
        errand.ask()
        asked += 1
        assert asked < 100
    return asked


# What makes two the same


def test_the_same_wish_of_the_same_account_is_the_same_errand(account):
    again = replace(PAST, marks=tuple(PAST.marks))

    assert account.errand(PAST).key == account.errand(again).key


@pytest.mark.parametrize(
    "other",
    [
        TODAY,
        replace(PAST, series=Series(Source.LEGS)),
        replace(PAST, is_watched=True),
        replace(PAST, newer_than=NOW),
    ],
    ids=["marks", "series", "watched", "newer"],
)
def test_another_wish_is_another_errand(account, other):
    assert account.errand(PAST).key != account.errand(other).key


def test_the_wish_of_another_account_is_another_errand(account):
    assert account.errand(PAST).key != account.errand(PAST, account=b"another").key


# How urgent


def test_a_person_waits_for_what_is_missing(account):
    assert account.errand(PAST).urgency() is Urgency.PERSON


def test_nobody_waits_for_what_is_known(account):
    finish(account.errand(PAST))

    assert account.errand(PAST).urgency() is None


def test_nobody_in_particular_waits_for_what_grows_old(account, clock):
    finish(account.errand(TODAY))
    clock.move(minutes=2)

    assert account.errand(TODAY).urgency() is Urgency.REST


def test_a_person_waits_for_what_was_not_new_enough(account, clock):
    finish(account.errand(TODAY))
    clock.move(seconds=5)

    assert account.errand(replace(TODAY, newer_than=clock.now)).urgency() is Urgency.PERSON


def test_what_has_grown_old_is_urgent_where_somebody_waits_for_it(account, clock):
    finish(account.errand(TODAY))
    clock.move(minutes=3)

    assert account.errand(replace(TODAY, is_awaited=True)).urgency() is Urgency.PERSON


@pytest.mark.parametrize("is_known", [False, True])
def test_a_wall_is_a_wall(account, clock, is_known):
    wall = replace(TODAY, is_watched=True)
    if is_known:
        finish(account.errand(wall))
        clock.move(minutes=1)

    errand = account.errand(wall)

    assert (errand.is_watched, errand.urgency()) == (True, Urgency.WALL)


# What is asked


def test_an_errand_asks_until_all_is_told_apart(account):
    assert finish(account.errand(PAST)) == 6

    survey = account.books.survey(PAST)
    assert [one.sides for one in survey.stretches] == [
        some(Window(*pair)) for pair in pairwise(PAST.marks)
    ]


def test_the_whole_is_asked_first(account):
    errand = account.errand(PAST)

    errand.ask()

    assert account.asked == [Window(PAST.marks[0], PAST.marks[-1])]


def test_what_another_errand_learnt_is_not_asked_again(account):
    mine, other = account.errand(PAST), account.errand(PAST)
    mine.ask()
    finish(other)

    mine.ask()

    assert len(account.asked) == 6


def test_nothing_is_asked_where_nothing_is_left_to_ask(account):
    errand = account.errand(PAST)
    finish(errand)

    errand.ask()

    assert len(account.asked) == 6


def test_what_is_missing_is_asked_before_what_is_due(account, clock):
    finish(account.errand(TODAY))
    clock.move(minutes=2)
    longer = Wish(CALLS, days(9, -1))
    survey = account.books.survey(longer)

    account.errand(longer).ask()

    assert (account.asked[-1], survey.due) == (survey.missing[0], (Window(*TODAY.marks),))


def test_it_takes_over_what_other_processes_have_learnt(clock, database):
    url = database.replace("postgresql://", "postgresql+psycopg://")
    here, there = Account(clock, url), Account(clock, url)
    with closing(here.shelf), closing(there.shelf):
        errand = here.errand(PAST)
        before = errand.urgency()
        finish(there.errand(PAST))

        errand.refresh()

        assert (before, errand.urgency()) == (Urgency.PERSON, None)


# When it fails


def test_after_a_failure_nothing_more_is_wanted_for_a_while(account, clock):
    errand = account.errand(PAST)
    errand.fail(PbxFault(500))
    at_first = errand.urgency()

    clock.move(seconds=30)

    assert (at_first, errand.urgency()) == (None, Urgency.PERSON)


def test_a_failure_is_known_to_all_who_wish_the_same(account):
    account.errand(PAST).fail(PbxFault(500))

    assert account.errand(PAST).urgency() is None
    assert account.errand(TODAY).urgency() is not None


def test_an_error_of_the_client_is_passed_on(account):
    def ask(_series, _window):
        raise PbxFault(502)

    with pytest.raises(PbxFault):
        account.errand(PAST, ask=ask).ask()


def test_answers_that_change_nothing_end_the_asking(account, clock, caplog):
    errand = account.errand(PAST, ask=lambda *_: None)

    assert finish(errand) == 2
    assert isinstance(account.setbacks.of(PAST).error, UnexpectedAnswer)
    assert "learnt nothing" in caplog.text
    assert account.setbacks.of(PAST).again_at > clock.now


def test_numbers_that_cannot_be_new_enough_end_the_asking(account, clock):
    ahead = replace(TODAY, newer_than=clock.now + timedelta(minutes=1))

    assert finish(account.errand(ahead)) == 2


def test_the_same_may_be_asked_every_minute_all_day(account, clock):
    errand = account.errand(replace(TODAY, is_watched=True))
    for _ in range(9 * 60):
        clock.move(minutes=1)

        assert finish(errand) == 1


# The quota


def test_the_quota_is_what_was_heard_last(account, clock):
    errand = account.errand(PAST)
    account.quota = Quota(1000, 900, clock.now + timedelta(minutes=45))

    assert errand.quota == account.quota
