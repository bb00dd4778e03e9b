"""The week as a map: every call in the cell of its local hour, and none lost."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures import week
from components.measures.counts import NO_CALLS, Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs
from components.measures.stretches import Standing, Stretch
from components.measures.week import Cell

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 10, 18, 22, tzinfo=UTC)
"""Midnight in Berlin, a week before its clocks are set back."""

TWO_WEEKS = tuple(MONDAY + number * HOUR for number in range(14 * 24 + 2))


def calls(total, missed=0):
    return Counts(total=total, bridged=total - missed, not_answered=missed)


def counted(hours):
    """Return the stretches of hours with so many calls each."""
    return [
        Stretch(number, 1, Sides(inbound=calls(total)), Standing.FINAL, MONDAY)
        for number, total in enumerate(hours)
    ]


def cells(stretches, direction=Direction.INBOUND):
    return week.cells(stretches, TWO_WEEKS, direction, BERLIN)


@given(st.lists(st.integers(0, 30), min_size=len(TWO_WEEKS) - 1, max_size=len(TWO_WEEKS) - 1))
def test_the_map_sums_to_the_total_and_each_cell_is_its_local_hours(hours):
    found = cells(counted(hours))

    assert sum(cell.counts.total for cell in found) == sum(hours)
    by_hand = dict.fromkeys(((day, hour) for day in range(7) for hour in range(24)), 0)
    for mark, total in zip(TWO_WEEKS, hours, strict=False):
        local = mark.astimezone(BERLIN)
        by_hand[local.weekday(), local.hour] += total
    assert {(cell.weekday, cell.hour): cell.counts.total for cell in found} == by_hand


def test_an_hour_that_the_clocks_show_twice_counts_twice():
    found = cells(counted([1] * (len(TWO_WEEKS) - 1)))

    twice = [(cell.weekday, cell.hour) for cell in found if cell.hours == 3]
    assert twice == [(6, 2)]
    assert {cell.hours for cell in found} == {2, 3}


def test_empty_hours_may_be_told_together_and_full_ones_may_not():
    empty = Stretch(0, 5, Sides(), Standing.FINAL, MONDAY)
    full = Stretch(5, 2, Sides(inbound=calls(3)), Standing.FINAL, MONDAY)

    found = cells([empty, full])

    assert [cell.hours for cell in found[:8]] == [1, 1, 1, 1, 1, 0, 0, 0]
    assert sum(cell.counts.total for cell in found) == 0


def test_the_other_direction_has_its_own_map():
    assert all(cell.counts == NO_CALLS for cell in cells(counted([5, 6]), Direction.OUTBOUND))


def test_the_worst_hour_has_most_missed_of_many_not_one_of_one():
    one = Cell(0, 3, 4, calls(1, missed=1))
    many = Cell(1, 12, 4, calls(160, missed=61))
    more = Cell(2, 12, 4, calls(160, missed=20))

    assert week.worst([one, many, more], MenuCountsAs.MISSED) == many
    assert week.worst([one], MenuCountsAs.MISSED) is None
    assert week.worst([Cell(0, 3, 4, calls(50))], MenuCountsAs.MISSED) is None


def test_the_quietest_hour_is_one_in_which_calls_come_at_all():
    night, slow, busy = Cell(0, 3, 4, calls(1)), Cell(0, 9, 4, calls(6)), Cell(0, 10, 4, calls(40))

    assert week.quietest([night, slow, busy]) == slow
    assert week.quietest([night]) is None


@pytest.mark.parametrize(
    ("menu", "expected"), [(MenuCountsAs.MISSED, 5), (MenuCountsAs.ANSWERED, 2)]
)
def test_what_ended_in_the_menu_is_missed_unless_the_account_says_otherwise(menu, expected):
    cell = Cell(0, 9, 1, Counts(total=8, bridged=3, answered=3, not_answered=2))

    assert week.missed(cell, menu) == expected
