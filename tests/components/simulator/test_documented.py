"""The vendor's example of November 2019."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from components.simulator.documented import documented_calls
from components.simulator.office import Office
from components.simulator.tally import Kind

EXAMPLE = {
    "in": {
        "busy": 0,
        "bridged_duration": 6142,
        "answered": 15,
        "not answered": 5,
        "rejected": 0,
        "failed": 8,
        "bridged": 59,
        "duration": 6386,
        "total": 87,
    },
    "out": {
        "busy": 0,
        "bridged_duration": 958,
        "answered": 0,
        "not answered": 37,
        "rejected": 0,
        "failed": 22,
        "bridged": 87,
        "duration": 958,
        "total": 146,
    },
}


@pytest.mark.parametrize("hours", [-12, -3, 0, 3, 5.5, 14])
def test_the_first_ten_days_are_the_example_in_every_zone(hours):
    zone = timezone(timedelta(hours=hours))
    start, end = datetime(2019, 11, 1, tzinfo=zone), datetime(2019, 11, 11, tzinfo=zone)

    assert Office.documented_example().count(Kind.CALLS, start, end) == EXAMPLE


def test_there_are_no_other_calls():
    ages = datetime(2015, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)

    assert Office.documented_example().count(Kind.CALLS, *ages) == EXAMPLE


def test_the_legs_agree_with_the_calls():
    ages = datetime(2019, 11, 1, tzinfo=UTC), datetime(2019, 11, 11, tzinfo=UTC)

    sides = Office.documented_example().count(Kind.LEGS, *ages)

    for side, counts in EXAMPLE.items():
        assert sides[side] == {**counts, "answered elsewhere": 0, "diverted": 0}


def test_every_call_lies_mid_day_between_the_4th_and_the_8th():
    starts = [call.start for call in documented_calls()]

    assert {start.day for start in starts} == {4, 5, 6, 7, 8}
    assert all(8 <= start.hour < 16 for start in starts)
