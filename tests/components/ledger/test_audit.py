"""A larger total finds what has changed in settled ones, by halves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.audit import Audit
from components.ledger.facts import Fact, Series
from components.ledger.known import Known
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

CALLS = Series(Source.CALLS)
MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)
NOW = MIDNIGHT + timedelta(days=60)


def at(day):
    return MIDNIGHT + timedelta(days=day)


def window(start, end):
    return Window(at(start), at(end))


def sides(number):
    return Sides(Counts(number, number))


def fact(start, end, number, read_at=NOW):
    return Fact(CALLS, window(start, end), sides(number), read_at)


def days_known(numbers):
    known = Known()
    for day, number in enumerate(numbers):
        known.learn(window(day, day + 1), sides(number), NOW)
    return known


def settle(audit, held, numbers):
    """Answer what is doubted until nothing is; return the days that changed, and the requests."""
    changed, asked = [], 0
    held = [held]
    while held or audit.asks:
        each = held.pop() if held else None
        if each is None:
            doubted = audit.asks[0]
            first, last = ((moment - MIDNIGHT).days for moment in (doubted.start, doubted.end))
            each, asked = fact(first, last, sum(numbers[first:last])), asked + 1
        changed += [
            ((where.start - MIDNIGHT).days, before.inbound.total, after.inbound.total)
            for where, before, after in audit.answered(each)
        ]
    return sorted(changed), asked


def test_nothing_is_doubted_at_first():
    assert Audit(Known()).asks == ()


def test_a_request_is_made_as_large_as_the_settled_days_before_it():
    audit = Audit(days_known([1] * 7))

    assert audit.widen(window(7, 8), NOW) == window(0, 8)


def test_a_request_is_never_made_longer_than_the_longest_window():
    audit = Audit(days_known([1] * 40))

    assert audit.widen(window(40, 41), NOW) == window(11, 41)


def test_where_nothing_before_it_is_settled_a_request_stays_as_it_is():
    audit = Audit(days_known([1] * 7))

    assert audit.widen(window(9, 10), NOW) == window(9, 10)


def test_the_settled_is_looked_over_every_20_hours_at_most():
    audit = Audit(days_known([1] * 7))
    audit.covers(fact(0, 8, 12), sides(5), window(7, 8))

    soon = audit.widen(window(7, 8), NOW + timedelta(hours=19, minutes=59))
    later = audit.widen(window(7, 8), NOW + timedelta(hours=20))

    assert (soon, later) == (window(7, 8), window(0, 8))


def test_a_sum_that_is_as_it_should_be_raises_no_doubt():
    audit = Audit(days_known([1] * 7))

    assert audit.covers(fact(0, 8, 12), sides(5), window(7, 8))
    assert audit.asks == ()


@pytest.mark.parametrize("young", [None, sides(4), sides(6)])
def test_another_sum_is_held_in_doubt_and_nothing_is_widened_meanwhile(young):
    audit = Audit(days_known([1] * 7))

    assert not audit.covers(fact(0, 8, 12), young, window(7, 8))
    assert audit.widen(window(7, 8), NOW + timedelta(days=2)) == window(7, 8)


def test_where_only_the_rest_had_grown_nothing_else_is_asked():
    known = days_known([1] * 7)
    audit = Audit(known)
    audit.covers(fact(0, 8, 13), sides(5), window(7, 8))
    known.learn(window(7, 8), sides(6), NOW)

    assert list(audit.answered(fact(7, 8, 6))) == []
    assert audit.asks == ()


def test_where_the_settled_had_grown_it_is_halved():
    known = days_known([1] * 8)
    audit = Audit(known)
    audit.covers(fact(0, 9, 14), sides(5), window(8, 9))
    known.learn(window(8, 9), sides(5), NOW)

    assert list(audit.answered(fact(8, 9, 5))) == []
    assert audit.asks == (window(0, 5),)


def test_a_changed_day_is_found_and_corrected_by_halves():
    now = [1, 1, 1, 4, 1, 1, 1, 1]
    known = days_known([1] * 8)
    audit = Audit(known)

    changed, asked = settle(audit, fact(0, 8, sum(now)), now)

    assert changed == [(3, 1, 4)]
    assert asked <= 3
    assert known.total(window(3, 4)) == sides(4)
    assert known.total(window(0, 8)) == sides(11)


@given(
    before=st.lists(st.integers(0, 9), min_size=1, max_size=30),
    grown=st.dictionaries(st.integers(0, 29), st.integers(1, 9), max_size=4),
)
def test_every_day_that_has_grown_is_found_and_no_other(before, grown):
    after = [number + grown.get(day, 0) for day, number in enumerate(before)]
    expected = [
        (day, old, new)
        for day, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]
    known = days_known(before)

    changed, asked = settle(Audit(known), fact(0, len(after), sum(after)), after)

    assert changed == expected
    assert asked <= 5 * len(expected)
    assert [known.total(window(day, day + 1)) for day in range(len(after))] == list(
        map(sides, after)
    )


def test_a_suspect_is_asked_once_however_often_it_is_suspected():
    audit = Audit(days_known([1, 1]))

    audit.suspect(window(0, 1))
    audit.suspect(window(0, 1))

    assert audit.asks == (window(0, 1),)


def test_a_suspect_that_is_as_it_was_is_trusted_again():
    audit = Audit(days_known([1, 1]))
    audit.suspect(window(0, 1))

    assert list(audit.answered(fact(0, 1, 1))) == []
    assert audit.asks == ()


def test_a_useless_answer_ends_the_doubt():
    audit = Audit(days_known([1, 1]))
    audit.suspect(window(0, 1))
    list(audit.answered(fact(0, 2, 5)))

    audit.forget(window(0, 1))

    assert audit.asks == ()
