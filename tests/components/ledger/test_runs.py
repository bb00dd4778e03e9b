"""A wish with gaps is known, and costs, what its runs are known and cost."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from components.ledger import runs
from components.ledger.book import Book
from components.ledger.facts import SETTLING, Fact, Series
from components.ledger.young import NEVER
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.window import LONGEST, Window
from tests import questions

CALLS = Series(Source.CALLS)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
LATER = MONDAY + 30 * DAY
HOURS = [MONDAY + hour * HOUR for hour in range(25)]
NIGHT = frozenset({*range(9), *range(18, 24)})
"""The pieces of a day's hours at which nobody works."""


def sides(number):
    return Sides(Counts(number, number))


def length(window):
    """Return a total that is different for windows of different lengths, and adds up."""
    return sides(window.length // timedelta(minutes=1))


@pytest.fixture
def book():
    return Book(CALLS)


@pytest.fixture
def tell(book):
    """Have the book learn the total of a window, read long after or at a moment."""

    def tell(start, end, read_at=LATER):
        window = Window(start, end)
        book.learn(Fact(CALLS, window, length(window), read_at))

    return tell


def ask(book, marks, gaps, now=LATER):
    """Have everything that is to be asked answered; return the windows."""
    asked = []
    while True:
        survey = runs.survey(book, marks, gaps, now)
        window = next(iter((*survey.missing, *survey.due)), None)
        if window is None:
            return asked
        assert len(asked) < 100
        asked.append(window)
        book.learn(Fact(CALLS, window, length(window), now))


# Any questions


@settings(deadline=None, max_examples=120)
@given(life=questions.lives(gaps=True))
def test_any_questions_with_gaps_are_answered_truly_and_asked_once(life):
    questions.live(*life)


@settings(deadline=None, max_examples=60)
@given(life=questions.lives(most_late=26 * HOUR, gaps=True))
def test_where_no_call_is_too_late_every_settled_answer_with_gaps_is_exact(life):
    questions.live(*life)


@settings(deadline=None, max_examples=30)
@given(life=questions.lives(most_late=72 * HOUR, gaps=True))
def test_calls_that_are_much_too_late_lead_nobody_with_gaps_astray(life):
    questions.live(*life)


# What it is put together from


def test_without_gaps_it_is_the_survey_of_the_book(book, tell):
    tell(HOURS[3], HOURS[7])

    survey = runs.survey(book, HOURS, frozenset(), LATER)

    assert survey == book.survey(HOURS, LATER)


def test_stretches_keep_the_numbers_of_their_pieces(book):
    ask(book, HOURS, NIGHT)

    stretches = runs.survey(book, HOURS, NIGHT, LATER).stretches

    assert [one.first for one in stretches] == list(range(9, 18))
    assert all(one.sides == sides(60) for one in stretches)


def test_pieces_that_are_not_told_apart_are_one_stretch_within_their_run(book, tell):
    tell(HOURS[9], HOURS[18])

    (stretch,) = runs.survey(book, HOURS, NIGHT, LATER).stretches

    assert (stretch.first, stretch.buckets, stretch.sides) == (9, 9, sides(9 * 60))


def test_the_total_is_that_of_the_runs_alone(book):
    lunch = frozenset({12})
    ask(book, HOURS, NIGHT | lunch)

    assert runs.survey(book, HOURS, NIGHT | lunch, LATER).total == sides(8 * 60)


def test_a_total_over_a_gap_tells_nothing_of_the_runs_beside_it(book, tell):
    tell(HOURS[9], HOURS[18])

    survey = runs.survey(book, HOURS, NIGHT | {12}, LATER)

    assert (survey.total, survey.stretches) == (None, ())


def test_no_total_is_known_before_that_of_each_run_is(book, tell):
    tell(HOURS[9], HOURS[12])

    survey = runs.survey(book, HOURS, NIGHT | {12}, LATER)

    assert survey.total is None
    assert [one.first for one in survey.stretches] == [9]


def test_the_widest_is_asked_for_first(book):
    missing = runs.survey(book, HOURS, NIGHT | {12}, LATER).missing

    lengths = [window.length for window in missing]
    assert missing[0] == Window(HOURS[13], HOURS[18])
    assert lengths == sorted(lengths, reverse=True)


def test_what_is_doubted_is_asked_for_once_however_many_runs_there_are(book, tell):
    tell(HOURS[9], HOURS[12])
    tell(HOURS[9], HOURS[11])
    book.learn(Fact(CALLS, Window(HOURS[10], HOURS[12]), sides(999), LATER))

    due = runs.survey(book, HOURS, NIGHT | {12}, LATER).due

    assert due
    assert len(set(due)) == len(due)


def test_it_holds_until_the_first_of_the_runs_does_not(book, tell):
    now = HOURS[13] + HOUR / 2
    tell(HOURS[9], HOURS[12], read_at=HOURS[12])

    survey = runs.survey(book, HOURS, NIGHT | {12}, now)

    until = [
        book.survey(HOURS[first : last + 1], now).good_until for first, last in ((9, 12), (13, 18))
    ]
    assert survey.good_until == min(until)


def test_a_run_that_has_not_begun_is_nothing_yet(book, tell):
    now = HOURS[12] + HOUR / 2
    marks = (HOURS[9], HOURS[12], HOURS[13], HOURS[18])
    tell(HOURS[9], HOURS[12], read_at=now)

    survey = runs.survey(book, marks, {1}, now)

    assert (survey.total, survey.missing) == (sides(3 * 60), ())
    assert [one.first for one in survey.stretches] == [0]
    assert survey.good_until <= HOURS[13]


def test_runs_that_can_change_no_more_make_a_settled_whole(book):
    ask(book, HOURS, NIGHT)

    survey = runs.survey(book, HOURS, NIGHT, LATER)

    assert survey.is_settled
    assert {one.standing for one in survey.stretches} == {Standing.FINAL}


@pytest.mark.parametrize(("marks", "gaps"), [((), frozenset()), (HOURS, frozenset(range(24)))])
def test_where_nothing_is_wanted_nothing_is_asked(book, marks, gaps):
    survey = runs.survey(book, marks, gaps, LATER)

    assert (survey.total, survey.stretches, survey.missing, survey.due) == (Sides(), (), (), ())
    assert (survey.as_of, survey.good_until) == (None, NEVER)


# What it costs


def week(first, last):
    """Return the marks of a week's working time, with gaps between the days."""
    days = range(first, last)
    marks = tuple(MONDAY + day * DAY + hour * HOUR for day in days for hour in (9, 18))
    return marks, frozenset(range(1, len(marks), 2))


def test_each_run_of_which_nothing_is_known_costs_one_request(book):
    marks, gaps = week(0, 5)

    asked = ask(book, marks, gaps)

    assert sorted(asked) == [Window(*marks[run : run + 2]) for run in range(0, 10, 2)]


def test_a_run_that_follows_from_what_is_known_costs_nothing(book, tell):
    marks, gaps = week(0, 5)
    tell(MONDAY, MONDAY + DAY)
    tell(MONDAY, marks[0])
    tell(marks[1], MONDAY + DAY)

    assert len(ask(book, marks, gaps)) == 4


def test_a_working_day_known_by_hour_costs_nothing(book):
    marks, gaps = week(0, 1)
    ask(book, HOURS, NIGHT)

    assert ask(book, marks, gaps) == []


def test_the_pieces_of_a_run_cost_one_request_each(book):
    asked = ask(book, HOURS, NIGHT)

    assert len(asked) == 9
    assert asked[0] == Window(HOURS[9], HOURS[18])


def test_a_run_longer_than_the_pbx_answers_is_asked_in_parts(book):
    marks = (MONDAY - 40 * DAY, MONDAY, MONDAY + DAY, MONDAY + 2 * DAY)

    asked = ask(book, marks, {1})

    assert len(asked) == 3
    assert max(window.length for window in asked) <= LONGEST


def test_a_settled_run_is_not_asked_again_and_a_young_one_is(book):
    marks, gaps = week(0, 2)
    now = marks[1] + SETTLING
    ask(book, marks, gaps, now)

    again = ask(book, marks, gaps, now + 12 * HOUR)

    assert again == [Window(*pair) for pair in list(pairwise(marks))[2:]]
