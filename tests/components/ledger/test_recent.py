"""What is remembered, and for how long it is good enough."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from components.ledger.recent import Fact, Query, Recent
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

START = datetime(2026, 11, 17, 21, tzinfo=UTC)
END = START + timedelta(days=1)
DAY = Window(START, END)
SECOND = timedelta(seconds=1)
MINUTES = timedelta(minutes=1)

moments = st.timedeltas(timedelta(days=-3), timedelta(days=5)).map(lambda away: END + away)
ages = st.timedeltas(timedelta(0), timedelta(days=400))


def query(number=0, **changes):
    day = timedelta(days=number)
    return Query(**{"source": Source.CALLS, "window": Window(START - day, END - day), **changes})


def fact(number=0, *, calls=1, read_at=END):
    sides = Sides(Counts(total=calls, bridged=calls))
    return Fact(query(number), sides, read_at)


def test_a_window_read_26_hours_after_its_end_is_settled():
    assert fact(read_at=END + timedelta(hours=26)).is_settled


def test_a_window_read_a_second_earlier_is_not_settled():
    assert not fact(read_at=END + timedelta(hours=26) - SECOND).is_settled


def test_a_settled_total_is_good_for_years():
    read_at = END + timedelta(hours=26)

    assert fact(read_at=read_at).is_good(read_at + timedelta(days=3650))


def test_a_total_of_an_open_window_is_good_for_two_minutes():
    read_at = END - 30 * MINUTES

    assert fact(read_at=read_at).is_good(read_at + 2 * MINUTES - SECOND)
    assert not fact(read_at=read_at).is_good(read_at + 2 * MINUTES)


def test_a_total_of_a_window_that_ended_lately_is_good_for_a_quarter_of_an_hour():
    assert fact(read_at=END).is_good(END + 15 * MINUTES - SECOND)
    assert not fact(read_at=END).is_good(END + 15 * MINUTES)


def test_an_open_total_does_not_last_longer_because_its_window_ended_meanwhile():
    read_at = END - SECOND

    assert not fact(read_at=read_at).is_good(read_at + 2 * MINUTES)


def test_a_total_from_the_future_is_not_trusted_after_the_clock_was_set_back():
    assert not fact(read_at=END).is_good(END - SECOND)


@given(read_at=moments, age=ages, more=ages)
def test_a_total_that_has_grown_too_old_does_not_become_good_again(read_at, age, more):
    if not fact(read_at=read_at).is_good(read_at + age):
        assert not fact(read_at=read_at).is_good(read_at + age + more)


@given(read_at=moments, later=ages)
def test_what_was_settled_once_is_settled_ever_after(read_at, later):
    if fact(read_at=read_at).is_settled:
        assert fact(read_at=read_at + later).is_settled


def test_what_was_kept_is_found():
    recent = Recent()

    recent.keep(fact())

    assert recent.find(query()) == fact()


def test_what_was_never_kept_is_unknown():
    assert Recent().find(query()) is None


def test_a_newer_fact_takes_the_place_of_the_older_one():
    recent = Recent()
    recent.keep(fact(calls=1))

    recent.keep(fact(calls=2))

    assert recent.find(query()) == fact(calls=2)


def test_calls_and_legs_of_one_window_are_different_facts():
    recent = Recent()
    recent.keep(fact())

    assert recent.find(query(source=Source.LEGS)) is None


def test_an_extension_and_the_whole_account_are_different_facts():
    recent = Recent()
    recent.keep(fact())

    assert recent.find(query(extensions=frozenset({40104}))) is None


def test_the_fact_that_was_used_longest_ago_makes_room():
    recent = Recent(most=2)
    recent.keep(fact(1))
    recent.keep(fact(2))
    recent.find(query(1))

    recent.keep(fact(3))

    assert [recent.find(query(number)) is not None for number in (1, 2, 3)] == [True, False, True]


def test_keeping_a_fact_again_counts_as_use():
    recent = Recent(most=2)
    recent.keep(fact(1))
    recent.keep(fact(2))
    recent.keep(fact(1, calls=5))

    recent.keep(fact(3))

    assert recent.find(query(2)) is None


@given(
    most=st.integers(1, 5),
    numbers=st.lists(st.integers(0, 9), max_size=40),
)
def test_there_are_never_more_facts_than_allowed_and_always_the_newest(most, numbers):
    recent = Recent(most=most)
    for number in numbers:
        recent.keep(fact(number))

    kept = {number for number in range(10) if recent.find(query(number)) is not None}

    newest_first = list(dict.fromkeys(reversed(numbers)))
    assert kept == set(newest_first[:most])
