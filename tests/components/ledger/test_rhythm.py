"""Hours are told apart exactly, whatever the office, and at nearly the price of a good guesser.

What it should take is counted here a second time: one request for each hour with calls and for
each lull between them, which is what somebody would need who knew beforehand when the phone rings.
"""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate, groupby, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.ledger import plan, rhythm
from components.ledger.known import Known
from components.measures.counts import Counts, Sides
from components.periods.window import LONGEST, Window

START = datetime(2026, 10, 18, 21, tzinfo=UTC)
"""A Monday's midnight in Moscow."""

HOUR = timedelta(hours=1)
LATER = START + timedelta(days=400)
WEEKS = 4 * 7 * 24


class Account:
    """So many calls in each hour; tells totals, and what was asked."""

    def __init__(self, calls, told=()):
        self.calls = calls
        self.inbound = [0, *accumulate(count // 2 for count in calls)]
        self.outbound = [0, *accumulate(count - count // 2 for count in calls)]
        self.marks = [START + number * HOUR for number in range(len(calls) + 1)]
        self.known = Known()
        self.asked = 0
        for start, end in told:
            self.tell(Window(self.marks[start], self.marks[end]))

    def tell(self, window):
        first, last = ((at - START) // HOUR for at in (window.start, window.end))
        both = (side[last] - side[first] for side in (self.inbound, self.outbound))
        self.known.learn(window, Sides(*map(Counts, both)), LATER)

    def left(self):
        route = plan.coarse_first(self.marks, self.known)
        return [*route.wide, *route.fine]

    def tell_all(self):
        """Answer the first of what is left until nothing is; return what each step left."""
        left = [self.left()]
        while left[-1]:
            window = left[-1][0]
            assert window.length <= LONGEST
            assert self.known.total(window) is None
            self.tell(window)
            self.asked += 1
            left.append(self.left())
        return [len(each) for each in left]

    def hours(self):
        totals = [self.known.total(Window(*pair)) for pair in pairwise(self.marks)]
        return [each and each.inbound.total + each.outbound.total for each in totals]


def pieces(calls):
    """Return the hours with calls, and the lulls."""
    return sum(1 if not busy else len([*run]) for busy, run in groupby(calls, key=bool))


def spans(hours):
    return st.tuples(st.integers(0, hours - 1), st.integers(1, hours)).map(
        lambda drawn: (drawn[0], min(sum(drawn), hours))
    )


@st.composite
def accounts(draw):
    """Draw hours of which whole stretches have no calls, and what is known of them already."""
    stretches = st.tuples(st.integers(1, 30), st.booleans(), st.integers(1, 50))
    calls = [
        count if is_busy else 0
        for length, is_busy, count in draw(st.lists(stretches, min_size=1, max_size=12))
        for _ in range(length)
    ]
    return Account(calls, draw(st.lists(spans(len(calls)), max_size=4)))


@given(account=accounts())
@example(account=Account([0]))
@example(account=Account([0, 0, 1, 0, 0, 0, 0]))
@example(account=Account([3] * (31 * 24)))
def test_each_answer_brings_nearer_and_the_hours_come_out_exactly(account):
    left = account.tell_all()

    assert all(after < before for before, after in pairwise(left))
    assert account.asked <= left[0] <= len(account.calls) + 1
    assert account.hours() == account.calls


@given(account=accounts())
def test_nobody_who_knew_the_office_would_need_more_than_one_for_each_hour_and_lull(account):
    nothing_known = Account(account.calls)

    nothing_known.tell_all()

    assert nothing_known.asked >= pieces(account.calls) - 1


def week(*days):
    """Make four weeks of an office from the hours at which each day from Monday on is open."""
    lots = random.Random(6)
    return [
        0 if hour not in days[number % 7] else lots.randint(12, 30)
        for number in range(28)
        for hour in range(24)
    ]


CLOSED = range(0)
DAY = range(8, 20)
OFFICES = {
    "weekdays": week(DAY, DAY, DAY, DAY, DAY, CLOSED, CLOSED),
    "every day": week(*[DAY] * 7),
    "mornings of saturdays": week(*[range(9, 18)] * 5, range(9, 13), CLOSED),
    "lulls of two hours": week(*[(0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21)] * 6, CLOSED),
    "at night": week(*[(22, 23, 0, 1, 2, 3, 4, 5)] * 7),
}


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_with_a_rhythm_takes_a_twentieth_more_than_it_must_at_most(name):
    account = Account(OFFICES[name])

    account.tell_all()

    assert account.asked <= 1.05 * pieces(OFFICES[name])
    assert account.hours() == OFFICES[name]


def test_an_office_without_a_rhythm_takes_no_more_than_by_halves():
    lots = random.Random(7)
    calls = [lots.choice((0, 0, 3)) for _ in range(WEEKS)]
    account = Account(calls)

    account.tell_all()

    assert account.asked <= WEEKS


def test_one_stray_call_in_four_weeks_is_found_by_halves():
    account = Account([*[0] * 400, 1, *[0] * (WEEKS - 401)])

    account.tell_all()

    assert account.asked <= 12


def test_the_first_day_is_halved_and_the_next_is_cut_where_the_first_was_quiet():
    day = [0] * 8 + [9] * 12 + [0] * 4
    account = Account(day * 2, told=[(0, 48)] + [(number, number + 1) for number in range(24)])

    windows = []
    while left := account.left():
        windows.append(left[0])
        account.tell(left[0])

    ends = {(window.end - START) // HOUR % 24 for window in windows}
    assert ends == set(range(8, 21))


def test_days_have_no_time_of_day():
    marks = [START + number * 24 * HOUR for number in range(8)]
    known = Known()
    known.learn(Window(marks[0], marks[-1]), Sides(Counts(total=9)), LATER)

    assert rhythm.next_split(marks, known.places(marks), [(0, 7)]) is None


def test_totals_that_cannot_be_are_no_reason_to_stop():
    account = Account([1, 1, 1, 1])
    silent = Sides(Counts(duration=1))
    account.known.learn(Window(account.marks[0], account.marks[-1]), silent, LATER)
    less = Sides(Counts(total=5))
    account.known.learn(Window(account.marks[0], account.marks[2]), less, LATER)

    assert account.left()
