"""Changes: absolute and in per cent, of rates in points; per day in tenths; good by meaning."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.measures.changes import (
    COUNTED,
    TENTH,
    Change,
    Kind,
    Lengths,
    Meaning,
    Measure,
    change,
    counted,
    meaning,
    measures,
    tenths,
)
from components.measures.counts import NO_CALLS, Counts
from components.measures.outcomes import MenuCountsAs, Source

MISSED, ANSWERED = MenuCountsAs
CALLS, LEGS = Source
BETTER, WORSE, NEITHER = Meaning
NUMBERS = st.integers(0, 10**9)
DAYS = st.fractions(Fraction(1, 86_400), 400)
WEEK_AND_FORTNIGHT = Lengths(Fraction(7), Fraction(14))


@pytest.fixture
def sides(documented):
    """The documented example: inbound as A, outbound as B."""
    return documented.inbound, documented.outbound


def test_a_count_changes_absolute_and_in_per_cent():
    found = Change.counts(59, 87)

    assert (found.kind, found.a, found.b) == (Kind.COUNT, 59, 87)
    assert found.absolute == -28
    assert found.share == Fraction(-28, 87)


def test_from_zero_the_change_is_absolute_only():
    found = Change.counts(5, 0)

    assert (found.absolute, found.share) == (5, None)


def test_to_zero_the_change_is_all_of_it():
    assert Change.counts(0, 5).share == -1


def test_no_change_from_zero_has_no_share():
    assert Change.counts(0, 0).share is None


def test_the_change_of_a_count_is_a_whole_number():
    assert isinstance(Change.counts(3, 1).absolute, int)


def test_a_rate_changes_in_percentage_points():
    found = Change.rates(59, 87, 87, 146)

    assert round(float(found.points), 1) == 8.2
    assert found.share is None


def test_only_a_rate_has_points():
    assert Change.counts(3, 1).points is None


@pytest.mark.parametrize("numbers", [(0, 0, 3, 4), (3, 4, 0, 0), (0, 0, 0, 0)])
def test_a_rate_of_no_calls_has_no_change(numbers):
    found = Change.rates(*numbers)

    assert (found.absolute, found.points, found.share) == (None, None, None)


def test_a_rate_of_zero_is_a_rate():
    assert Change.rates(0, 3, 3, 3).points == -100


def test_an_average_changes_in_seconds_and_in_per_cent():
    found = Change.averages(6142, 59, 958, 87)

    assert round(float(found.absolute), 1) == 93.1
    assert round(float(found.share), 2) == 8.45


def test_an_average_of_nothing_has_no_change():
    assert Change.averages(0, 0, 958, 87).absolute is None


def test_per_day_the_numbers_are_tenths_and_their_share_is_exact():
    found = Change.per_day(100, 150, WEEK_AND_FORTNIGHT)

    assert (found.a, found.b) == (Fraction("14.3"), Fraction("10.7"))
    assert found.absolute == Fraction("3.6")
    assert found.share == Fraction(1, 3)


@given(a=NUMBERS, b=NUMBERS, days_a=DAYS, days_b=DAYS)
def test_per_day_what_is_shown_adds_up_and_is_less_than_a_tenth_off(a, b, days_a, days_b):
    found = Change.per_day(a, b, Lengths(days_a, days_b))

    assert found.b + found.absolute == found.a
    assert abs(found.absolute - (a / days_a - b / days_b)) < TENTH


@pytest.mark.parametrize("lengths", [Lengths(Fraction(0), Fraction(1)), Lengths(Fraction(), 0)])
def test_without_a_day_there_is_no_number_per_day(lengths):
    found = Change.per_day(0, 0, lengths)

    assert found.a is None
    assert (found.absolute, found.share) == (None, None)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("0.25", "0.3"), ("0.35", "0.4"), ("0.24", "0.2"), ("12", "12"), ("-0.25", "-0.2")],
)
def test_tenths_are_rounded_with_halves_up(exact, shown):
    assert tenths(Fraction(exact)) == Fraction(shown)


@given(a=st.fractions(0, 1000), b=st.fractions(0, 1000))
@example(a=Fraction("0.25"), b=Fraction("0.15"))
def test_the_difference_of_two_tenths_is_the_exact_one_up_or_down(a, b):
    assert abs((tenths(a) - tenths(b)) - (a - b)) < TENTH


# Of the calls of a period


@pytest.mark.parametrize(
    ("measure", "a", "b"),
    [
        (Measure.CALLS, 87, 146),
        (Measure.ANSWERED, 59, 87),
        (Measure.MISSED, 20, 37),
        (Measure.FAILED, 8, 22),
        (Measure.ANSWER_RATE, Fraction(59, 87), Fraction(87, 146)),
        (Measure.AVERAGE_TALK, Fraction(6142, 59), Fraction(958, 87)),
    ],
)
def test_the_documented_example_gives_these_numbers(sides, measure, a, b):
    found = change(measure, *sides, CALLS, MISSED)

    assert (found.a, found.b) == (a, b)


def test_an_answering_menu_counts_into_answered_and_its_rate(sides):
    assert change(Measure.ANSWERED, *sides, CALLS, ANSWERED).a == 74
    assert change(Measure.ANSWER_RATE, *sides, CALLS, ANSWERED).a == Fraction(74, 87)


def test_the_menu_does_not_concern_legs(sides):
    assert change(Measure.ANSWERED, *sides, LEGS, ANSWERED).a == 59


def test_counts_are_told_per_day_where_lengths_are_given(sides):
    found = change(Measure.CALLS, *sides, CALLS, MISSED, WEEK_AND_FORTNIGHT)

    assert (found.kind, found.a, found.b) == (Kind.PER_DAY, Fraction("12.4"), Fraction("10.4"))


@pytest.mark.parametrize("measure", [Measure.ANSWER_RATE, Measure.AVERAGE_TALK])
def test_a_ratio_is_the_same_per_day(sides, measure):
    whole = change(measure, *sides, CALLS, MISSED)

    assert change(measure, *sides, CALLS, MISSED, WEEK_AND_FORTNIGHT) == whole


def test_calls_have_every_measure():
    assert measures(CALLS) == tuple(Measure)


@pytest.mark.parametrize("measure", [Measure.MISSED, Measure.ANSWER_RATE])
def test_legs_have_neither_missed_nor_an_answer_rate(measure):
    assert measure not in measures(LEGS)
    with pytest.raises(ValueError):
        change(measure, NO_CALLS, NO_CALLS, LEGS, MISSED)


def test_legs_are_counted_as_connected_and_failed(documented):
    numbers = [counted(measure, documented.inbound, LEGS, MISSED) for measure in COUNTED[:2]]

    assert numbers == [87, 59]
    assert counted(Measure.FAILED, documented.inbound, LEGS, MISSED) == 8


@pytest.mark.parametrize(
    ("measure", "source"),
    [(Measure.ANSWER_RATE, CALLS), (Measure.AVERAGE_TALK, CALLS), (Measure.MISSED, LEGS)],
)
def test_what_is_not_counted_is_refused(measure, source):
    with pytest.raises(ValueError):
        counted(measure, Counts(total=1), source, MISSED)


# What a change means


@pytest.mark.parametrize(
    ("measure", "more", "fewer"),
    [
        (Measure.CALLS, NEITHER, NEITHER),
        (Measure.ANSWERED, BETTER, WORSE),
        (Measure.MISSED, WORSE, BETTER),
        (Measure.FAILED, WORSE, BETTER),
        (Measure.ANSWER_RATE, BETTER, WORSE),
        (Measure.AVERAGE_TALK, NEITHER, NEITHER),
    ],
)
def test_a_change_is_good_or_bad_by_what_it_means(measure, more, fewer):
    assert meaning(measure, Change.counts(2, 1)) is more
    assert meaning(measure, Change.counts(1, 2)) is fewer


@pytest.mark.parametrize("measure", Measure)
def test_no_change_is_neither_good_nor_bad(measure):
    assert meaning(measure, Change.counts(7, 7)) is NEITHER


def test_an_absent_change_is_neither_good_nor_bad():
    assert meaning(Measure.ANSWER_RATE, Change.rates(0, 0, 1, 2)) is NEITHER


def test_a_change_that_is_shown_as_zero_is_neither_good_nor_bad():
    found = Change.per_day(34, 26, Lengths(Fraction(100), Fraction(100)))

    assert found.absolute == 0
    assert meaning(Measure.ANSWERED, found) is NEITHER
