"""Days include both ends, minutes do not; the far past and the far future are refused."""

from datetime import UTC, date, datetime

import pytest

from components.periods.ranges import NEWEST, OLDEST, Days, Minutes

NINE = datetime.fromisoformat("2026-11-01T09:00")
TEN = datetime.fromisoformat("2026-11-01T10:00")


def test_a_range_of_one_day_is_a_range():
    assert Days(OLDEST, OLDEST).first == OLDEST


def test_a_range_may_reach_from_the_oldest_day_to_the_newest():
    assert Days(OLDEST, NEWEST).last == NEWEST


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2026, 11, 2), date(2026, 11, 1), id="backwards"),
        pytest.param(date(1999, 12, 31), date(2026, 11, 1), id="too old"),
        pytest.param(date(2026, 11, 1), date(2100, 1, 1), id="too new"),
        pytest.param(date.min, date.max, id="all of time"),
    ],
)
def test_what_is_no_range_of_days_is_refused(first, last):
    with pytest.raises(ValueError, match=r"days|dates"):
        Days(first, last)


def test_a_range_of_one_minute_is_a_range():
    assert Minutes(NINE, NINE.replace(minute=1)).start == NINE


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(NINE, NINE, id="empty"),
        pytest.param(TEN, NINE, id="backwards"),
        pytest.param(NINE.replace(tzinfo=UTC), TEN.replace(tzinfo=UTC), id="with a zone"),
        pytest.param(NINE.replace(second=1), TEN, id="seconds at the start"),
        pytest.param(NINE, TEN.replace(second=59), id="seconds at the end"),
        pytest.param(NINE, TEN.replace(microsecond=1), id="less than seconds"),
        pytest.param(datetime.fromisoformat("1999-12-31T23:59"), NINE, id="too old"),
        pytest.param(NINE, datetime.fromisoformat("2100-01-01"), id="too new"),
    ],
)
def test_what_is_no_range_of_minutes_is_refused(start, end):
    with pytest.raises(ValueError, match=r"minutes|dates"):
        Minutes(start, end)
