"""Counts add up, direction by direction, and forget nothing."""

from dataclasses import FrozenInstanceError, asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.counts import NO_CALLS, Counts, Direction, Sides

COUNT = st.integers(min_value=0, max_value=2**63 - 1)
COUNTS = st.builds(Counts, **dict.fromkeys((field.name for field in fields(Counts)), COUNT))
SIDES = st.builds(Sides, COUNTS, COUNTS)


@given(one=COUNTS, other=COUNTS)
def test_every_field_of_a_sum_is_the_sum_of_the_fields(one, other):
    total = asdict(one + other)

    assert total == {name: value + asdict(other)[name] for name, value in asdict(one).items()}


@given(one=COUNTS, two=COUNTS, three=COUNTS)
def test_it_does_not_matter_in_which_order_windows_are_added(one, two, three):
    assert (one + two) + three == three + (two + one)


@given(counts=COUNTS)
def test_no_calls_change_no_sum(counts):
    assert counts + NO_CALLS == counts


@given(parts=st.lists(COUNTS, max_size=5))
def test_any_number_of_windows_is_added_from_no_calls(parts):
    assert sum(parts, NO_CALLS).total == sum(part.total for part in parts)


@given(one=SIDES, other=SIDES)
def test_inbound_is_added_to_inbound(one, other):
    assert (one + other).inbound == one.inbound + other.inbound


@given(one=SIDES, other=SIDES)
def test_outbound_is_added_to_outbound(one, other):
    assert (one + other).outbound == one.outbound + other.outbound


@given(sides=SIDES)
def test_sides_are_looked_up_by_direction(sides):
    assert (sides[Direction.INBOUND], sides[Direction.OUTBOUND]) == (sides.inbound, sides.outbound)


@given(one=SIDES, other=SIDES)
def test_what_is_left_without_a_part_is_what_the_part_was_added_to(one, other):
    assert (one + other) - other == one


@given(one=COUNTS, other=COUNTS)
def test_every_field_of_a_difference_is_the_difference_of_the_fields(one, other):
    left = asdict(one - other)

    assert left == {name: value - asdict(other)[name] for name, value in asdict(one).items()}


def test_a_side_that_was_left_out_has_no_calls():
    assert Sides(inbound=Counts(total=1)).outbound == NO_CALLS


def test_directions_have_the_keys_of_the_pbx():
    assert [direction.value for direction in Direction] == ["in", "out"]


@pytest.mark.parametrize("value", [NO_CALLS, Sides()], ids=["counts", "sides"])
@pytest.mark.parametrize("stranger", [0, None, "1"])
def test_nothing_else_can_be_added(value, stranger):
    with pytest.raises(TypeError):
        value + stranger


@pytest.mark.parametrize("value", [NO_CALLS, Sides()], ids=["counts", "sides"])
@pytest.mark.parametrize("stranger", [0, None, "1"])
def test_nothing_else_can_be_taken_away(value, stranger):
    with pytest.raises(TypeError):
        value - stranger


def test_counts_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        NO_CALLS.total = 1
