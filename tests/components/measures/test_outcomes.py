"""Endings partition calls, outcomes gather endings, and legs have no outcome."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.counts import NO_CALLS, Counts, Direction, Sides
from components.measures.outcomes import (
    Ending,
    MenuCountsAs,
    Outcome,
    Source,
    adds_up,
    ended,
    endings,
    outcome_of,
    outcomes,
    unexplained,
)

IN, OUT = Direction
MISSED, ANSWERED = MenuCountsAs
SECONDS = {"duration", "bridged_duration"}

NAMES = [field.name for field in fields(Counts)]
NUMBERS = st.fixed_dictionaries({name: st.integers(0, 10**12) for name in NAMES})
"""The numbers of any answer, whether it adds up or not."""

MENUS = st.sampled_from(MenuCountsAs)


@pytest.mark.parametrize(
    ("direction", "outcome", "expected"),
    [
        (IN, Outcome.ANSWERED, 59),
        (IN, Outcome.MISSED, 20),
        (IN, Outcome.FAILED, 8),
        (OUT, Outcome.ANSWERED, 87),
        (OUT, Outcome.MISSED, 37),
        (OUT, Outcome.FAILED, 22),
    ],
)
def test_the_documented_example_has_these_outcomes(documented, direction, outcome, expected):
    assert outcomes(documented[direction], MISSED)[outcome] == expected


@pytest.mark.parametrize("direction", Direction)
def test_the_documented_example_adds_up(documented, direction):
    assert unexplained(documented[direction]) == 0


def test_a_menu_that_answers_moves_its_calls_from_missed_to_answered(documented):
    found = outcomes(documented[IN], ANSWERED)

    assert list(found.values()) == [59 + 15, 20 - 15, 8]


@given(numbers=NUMBERS)
def test_answered_excludes_calls_that_only_reached_the_menu(numbers):
    assert outcomes(Counts(**numbers), MISSED)[Outcome.ANSWERED] == numbers["bridged"]


@given(numbers=NUMBERS)
def test_missed_is_made_of_menu_rang_out_busy_and_declined(numbers):
    made_of = ("answered", "not_answered", "busy", "rejected")

    assert outcomes(Counts(**numbers), MISSED)[Outcome.MISSED] == sum(map(numbers.get, made_of))


@given(numbers=NUMBERS, menu=MENUS)
def test_failed_is_never_mixed_into_missed(numbers, menu):
    assert outcomes(Counts(**numbers), menu)[Outcome.FAILED] == numbers["failed"]


@given(numbers=NUMBERS, menu=MENUS)
def test_outcomes_and_the_unexplained_make_up_the_total(numbers, menu):
    counts = Counts(**numbers)

    assert sum(outcomes(counts, menu).values()) + unexplained(counts) == counts.total


@given(one=NUMBERS, other=NUMBERS, menu=MENUS)
def test_outcomes_of_a_sum_are_the_sums_of_the_outcomes(one, other, menu):
    parts = [outcomes(Counts(**numbers), menu) for numbers in (one, other)]

    found = outcomes(Counts(**one) + Counts(**other), menu)

    assert found == {outcome: sum(part[outcome] for part in parts) for outcome in Outcome}


def test_no_calls_still_have_all_three_outcomes_in_display_order():
    assert list(outcomes(NO_CALLS, MISSED).items()) == [(outcome, 0) for outcome in Outcome]


def test_calls_that_the_answer_does_not_explain_are_counted():
    assert unexplained(Counts(total=10, bridged=7, failed=1)) == 2


def test_more_endings_than_calls_are_a_negative_rest():
    assert unexplained(Counts(total=1, bridged=2)) == -1


def test_what_only_legs_have_explains_no_call():
    assert unexplained(Counts(total=3, answered_elsewhere=2, diverted=1)) == 3


def test_the_documented_example_adds_up_on_both_sides(documented):
    assert adds_up(Sides(documented[IN], documented[OUT]), Source.CALLS)


@given(numbers=NUMBERS)
@pytest.mark.parametrize("direction", Direction)
def test_both_sides_must_add_up(numbers, direction):
    counts = Counts(**numbers)
    sides = Sides(counts) if direction is IN else Sides(outbound=counts)

    assert adds_up(sides, Source.CALLS) == (unexplained(counts) == 0)


@given(numbers=NUMBERS)
def test_legs_are_not_asked_to_add_up(numbers):
    assert adds_up(Sides(Counts(**numbers)), Source.LEGS)


def test_every_ending_is_a_count_and_every_count_but_the_total_an_ending():
    assert {ending.value for ending in Ending} == set(NAMES) - SECONDS - {"total"}


@given(numbers=NUMBERS, ending=st.sampled_from(Ending))
def test_an_ending_is_read_from_the_count_of_its_name(numbers, ending):
    assert ended(Counts(**numbers), ending) == numbers[ending.value]


def test_calls_end_in_six_ways_in_this_order():
    names = ["bridged", "answered", "not_answered", "busy", "rejected", "failed"]

    assert [ending.value for ending in endings(Source.CALLS)] == names


def test_legs_end_in_the_ways_of_calls_and_two_more():
    more = (Ending.ANSWERED_ELSEWHERE, Ending.DIVERTED)

    assert endings(Source.LEGS) == endings(Source.CALLS) + more


@pytest.mark.parametrize("menu", MenuCountsAs)
@pytest.mark.parametrize("ending", [Ending.ANSWERED_ELSEWHERE, Ending.DIVERTED])
def test_an_ending_of_legs_has_no_outcome(ending, menu):
    with pytest.raises(ValueError, match="legs"):
        outcome_of(ending, menu)


@pytest.mark.parametrize("ending", sorted(set(endings(Source.CALLS)) - {Ending.ANSWERED}))
def test_the_menu_decides_only_about_calls_that_ended_in_it(ending):
    assert outcome_of(ending, MISSED) is outcome_of(ending, ANSWERED)


@pytest.mark.parametrize("menu", MenuCountsAs)
def test_a_call_that_ended_in_the_menu_counts_as_the_account_says(menu):
    assert outcome_of(Ending.ANSWERED, menu).value == menu.value
