"""What stands in an address is read as far as it can be, and left alone where it cannot."""

import pytest

from components.periods.against import Against
from components.periods.presets import Preset
from components.reports import query


def test_the_last_value_of_a_name_counts():
    assert query.last({"by": ["hour", "day"]}, "by") == "day"


@pytest.mark.parametrize("values", [{}, {"by": []}, {"by": [""]}, {"by": ["day", ""]}])
def test_what_is_empty_is_not_there(values):
    assert query.last(values, "by") is None


def test_numbers_and_teams_stand_once_each_in_the_order_given_and_are_cut():
    assert query.numbers(["9", "10", "9", "", "1" * 90]) == ("9", "10", "1" * 40)
    assert query.teams(["Sales", "sales", "Sales", "t" * 90]) == ("Sales", "sales", "t" * 60)


def test_periods_are_read_by_their_names_and_nothing_else_is_one():
    assert query.period("last-week") is Preset.LAST_WEEK
    assert [query.period(text) for text in (None, "", "next-week", "2026-13-01..x")] == [None] * 4


def test_what_is_compared_is_read_alike():
    assert query.other("year") is Against.YEAR
    assert [query.other(text) for text in (None, "", "better")] == [None] * 3


def test_what_is_as_usual_is_not_spelled():
    assert query.unless("day", "day", "day") == []
    assert query.unless("day", "hour", "hour") == ["hour"]
