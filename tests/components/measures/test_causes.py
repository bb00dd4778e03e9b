"""Why answered changed: parts that sum to the shown difference, to the last call."""

from fractions import Fraction
from math import ceil, floor
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.measures import causes
from components.measures.causes import (
    RATE,
    REST,
    UNEXPLAINED,
    VOLUME,
    Causes,
    Effect,
    Extension,
    Why,
    apportion,
)
from components.measures.changes import TENTH, Change, Lengths
from components.measures.counts import NO_CALLS, Counts
from components.measures.outcomes import MenuCountsAs

MISSED, ANSWERED = MenuCountsAs
MENUS = st.sampled_from(MenuCountsAs)
FIELDS = ("bridged", "answered", "not_answered", "busy", "rejected", "failed")
LOST = {MISSED: FIELDS[1:], ANSWERED: FIELDS[2:]}

SIZES = st.integers(0, 3000) | st.integers(0, 3)
PERIODS = st.tuples(*[SIZES] * len(FIELDS))
"""The endings of the calls of a period; often none of a kind, now and then no call at all."""

LENGTHS = st.none() | st.builds(
    Lengths, st.fractions(Fraction(1, 24), 400), st.fractions(Fraction(1, 24), 400)
)
WEEK_AND_FORTNIGHT = Lengths(Fraction(7), Fraction(14))


def period(endings, beside=0):
    """Return the counts of a period, with so many calls beside those that ended in a known way."""
    return Counts(total=sum(endings) + beside, **dict(zip(FIELDS, endings, strict=True)))


def parts(found):
    return {effect.part: effect.calls for effect in found.effects}


def exact(a, b, menu, lengths):
    """Return every effect without rounding, written down once more from the definition."""
    days_a, days_b = (lengths.a, lengths.b) if lengths else (1, 1)
    answered_a, answered_b = (
        counts.total - sum(getattr(counts, field) for field in LOST[menu]) for counts in (a, b)
    )
    calls_a, calls_b = Fraction(a.total) / days_a, Fraction(b.total) / days_b
    if not b.total:
        effects = dict.fromkeys((*LOST[menu], RATE), Fraction(0))
        return {**effects, VOLUME: Fraction(answered_a) / days_a}
    effects = {VOLUME: (calls_a - calls_b) * Fraction(answered_b, b.total)}
    shares = {field: Fraction(getattr(b, field), b.total) for field in LOST[menu]}
    for field, share in shares.items():
        share_a = Fraction(getattr(a, field), a.total) if a.total else 0
        effects[field] = -(share_a - share) * calls_a
    rate_a = Fraction(answered_a, a.total) if a.total else 0
    effects[RATE] = calls_a * (rate_a - Fraction(answered_b, b.total))
    return effects


def shown(count, days):
    """Return a count as it is shown, or a count a day rounded to tenths with halves up."""
    return floor(10 * count / days + Fraction(1, 2)) / Fraction(10) if days else Fraction(count)


def any_pair(random):
    """Return the endings of two periods, a menu and perhaps lengths, all from one generator.

    Drawn one by one by Hypothesis, ten thousand pairs would take a minute.
    """
    one, other = ([random.randrange(random.choice((1, 4, 3000))) for _ in FIELDS] for _ in "ab")
    days = [Fraction(random.randint(1, 9000), 24) for _ in "ab"]
    return one, other, random.choice(list(MenuCountsAs)), random.choice([None, Lengths(*days)])


@settings(max_examples=10_000, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_the_parts_sum_to_the_difference_to_the_last_call(seed):
    one, other, menu, lengths = any_pair(Random(seed))
    a, b = period(one), period(other)
    answered = [sum(endings) - sum(endings[-len(LOST[menu]) :]) for endings in (one, other)]
    of_a, of_b = map(shown, answered, (lengths.a, lengths.b) if lengths else (None, None))
    expected = exact(a, b, menu, lengths)
    unit = TENTH if lengths else 1

    for found in (causes.by_rate(a, b, menu, lengths), causes.by_outcome(a, b, menu, lengths)):
        assert (found.a, found.b) == (of_a, of_b)
        assert sum(effect.calls for effect in found.effects) == of_a - of_b == found.difference
        for part, calls in parts(found).items():
            assert abs(calls - expected[part]) < unit
            assert (calls / unit).denominator == 1


# By rate


def test_the_documented_example_splits_like_this(documented):
    found = causes.by_rate(documented.inbound, documented.outbound, MISSED)

    # (87 − 146) · 87/146 = −35.16; 87 · (59/87 − 87/146) = 7.16.
    assert found == Causes(59, 87, (Effect(VOLUME, -35), Effect(RATE, 7)))
    assert found.difference == -28


def test_more_calls_answered_as_often_are_all_volume():
    a, b = Counts(total=200, bridged=120, busy=80), Counts(total=100, bridged=60, busy=40)

    assert parts(causes.by_rate(a, b, MISSED)) == {VOLUME: 60, RATE: 0}


def test_as_many_calls_answered_more_often_are_all_rate():
    a, b = Counts(total=100, bridged=70, busy=30), Counts(total=100, bridged=60, busy=40)

    assert parts(causes.by_rate(a, b, MISSED)) == {VOLUME: 0, RATE: 10}


def test_without_a_call_in_b_all_is_volume():
    found = causes.by_rate(Counts(total=9, bridged=5, busy=4), NO_CALLS, MISSED)

    assert parts(found) == {VOLUME: 5, RATE: 0}


def test_without_a_call_in_a_all_is_volume():
    found = causes.by_rate(NO_CALLS, Counts(total=9, bridged=5, busy=4), MISSED)

    assert parts(found) == {VOLUME: -5, RATE: 0}


def test_without_any_call_nothing_changed():
    found = causes.by_rate(NO_CALLS, NO_CALLS, MISSED)

    assert (found.a, found.b, parts(found)) == (0, 0, {VOLUME: 0, RATE: 0})


def test_an_answering_menu_answers(documented):
    found = causes.by_rate(documented.inbound, documented.outbound, ANSWERED)

    assert (found.a, found.b) == (74, 87)


def test_periods_of_different_lengths_are_split_by_the_day():
    a, b = Counts(total=70, bridged=35, busy=35), Counts(total=280, bridged=70, busy=210)

    found = causes.by_rate(a, b, MISSED, WEEK_AND_FORTNIGHT)

    assert (found.a, found.b) == (5, 5)
    assert parts(found) == {VOLUME: Fraction("-2.5"), RATE: Fraction("2.5")}


def test_by_the_day_the_difference_is_that_of_the_card():
    a, b = Counts(total=100, bridged=86), Counts(total=150, bridged=141)

    found = causes.by_rate(a, b, MISSED, WEEK_AND_FORTNIGHT)

    assert found.difference == Change.per_day(86, 141, WEEK_AND_FORTNIGHT).absolute


@pytest.mark.parametrize("lengths", [Lengths(Fraction(0), Fraction(1)), Lengths(Fraction(1), 0)])
def test_without_a_day_there_are_no_causes(documented, lengths):
    both = documented.inbound, documented.outbound

    assert causes.by_rate(*both, MISSED, lengths) is None
    assert causes.by_outcome(*both, MISSED, lengths) is None
    assert causes.by_extension(*both, [], MISSED, lengths) is None


# By outcome


def test_the_documented_example_has_these_outcomes_behind_it(documented):
    found = causes.by_outcome(documented.inbound, documented.outbound, MISSED)

    assert parts(found) == {
        VOLUME: -35,
        "answered": -15,
        "not_answered": 17,
        "busy": 0,
        "rejected": 0,
        "failed": 5,
    }


def test_the_outcomes_of_an_answering_menu_have_no_menu_among_them(documented):
    found = causes.by_outcome(documented.inbound, documented.outbound, ANSWERED)

    assert list(parts(found)) == [VOLUME, "not_answered", "busy", "rejected", "failed"]


def test_what_does_not_add_up_is_a_part_of_its_own():
    a, b = Counts(total=100, bridged=60, busy=30), Counts(total=100, bridged=60, busy=40)

    found = causes.by_outcome(a, b, MISSED)

    assert parts(found)["busy"] == 10
    assert parts(found)[UNEXPLAINED] == -10


@given(one=PERIODS, other=PERIODS, beside=st.tuples(*[st.integers(-50, 50)] * 2), lengths=LENGTHS)
@example(one=(5, 0, 0, 0, 0, 0), other=(3, 0, 0, 0, 0, 0), beside=(-5, -3), lengths=None)
def test_the_parts_sum_to_it_also_where_the_endings_do_not_add_up(one, other, beside, lengths):
    a, b = period(one, beside[0]), period(other, beside[1])

    for found in (causes.by_rate(a, b, MISSED, lengths), causes.by_outcome(a, b, MISSED, lengths)):
        assert sum(effect.calls for effect in found.effects) == found.a - found.b


# By extension


def test_each_extension_has_its_own_change_and_the_rest_is_what_is_left():
    extensions = [
        Extension(101, Counts(total=9, bridged=5), Counts(total=9, bridged=4)),
        Extension(102, Counts(total=9, bridged=1), Counts(total=9, bridged=8)),
    ]

    found = causes.by_extension(
        Counts(total=99, bridged=20), Counts(total=99, bridged=25), extensions, MISSED
    )

    assert list(parts(found).items()) == [("102", -7), ("101", 1), (REST, 1)]


def test_extensions_that_changed_alike_stay_in_their_order():
    one = Counts(total=1, bridged=1)
    extensions = [Extension(3, one, NO_CALLS), Extension(2, NO_CALLS, one), Extension(1, one, one)]

    found = causes.by_extension(one, one, extensions, MISSED)

    assert list(parts(found)) == ["3", "2", "1", REST]


def test_without_extensions_all_is_the_rest():
    found = causes.by_extension(Counts(total=3, bridged=3), NO_CALLS, [], MISSED)

    assert parts(found) == {REST: 3}


@given(
    whole=st.tuples(PERIODS, PERIODS),
    extensions=st.lists(st.tuples(PERIODS, PERIODS), max_size=6),
    menu=MENUS,
    lengths=LENGTHS,
)
def test_extensions_and_the_rest_sum_to_the_difference(whole, extensions, menu, lengths):
    apart = [
        Extension(number, period(one), period(other))
        for number, (one, other) in enumerate(extensions)
    ]

    found = causes.by_extension(*map(period, whole), apart, menu, lengths)

    assert sum(effect.calls for effect in found.effects) == found.a - found.b
    assert sorted(parts(found)) == sorted([*(str(one.id) for one in apart), REST])


def test_the_names_in_links_are_these():
    assert [why.value for why in Why] == ["rate", "outcome", "extension"]


# Sharing out


@given(
    whole=st.lists(st.fractions(-100, 100), max_size=9),
    unit=st.sampled_from([Fraction(1), TENTH]),
    rounding=st.sampled_from([floor, ceil]),
)
def test_shares_sum_to_the_total_and_are_less_than_a_unit_off(whole, unit, rounding):
    total = rounding(sum(whole) / unit) * unit

    shares = apportion(whole, total, unit)

    assert sum(shares) == total
    assert all(abs(share - part) < unit for share, part in zip(shares, whole, strict=True))


def test_the_largest_remainders_get_what_is_missing():
    found = apportion(
        [Fraction("1.4"), Fraction("2.5"), Fraction("-0.9")], Fraction(3), Fraction(1)
    )

    assert found == (1, 3, -1)


def test_of_equal_remainders_the_first_gets_it():
    assert apportion([Fraction("0.5"), Fraction("0.5")], Fraction(1), Fraction(1)) == (1, 0)


def test_nothing_is_shared_out_among_nobody():
    assert apportion([], Fraction(0), Fraction(1)) == ()


@pytest.mark.parametrize("total", [Fraction(5), Fraction(1, 2), Fraction(1)])
def test_a_total_that_is_not_the_sum_is_refused(total):
    with pytest.raises(ValueError):
        apportion([Fraction(1), Fraction(2)], total, Fraction(1))
