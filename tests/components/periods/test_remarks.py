"""What is said of windows: odd days, found by counting their hours, and leap days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.periods.ranges import Days
from components.periods.remarks import (
    Remark,
    Side,
    Trait,
    about_clocks,
    about_leap_days,
    days_touched,
)
from components.periods.spelling import resolve
from components.periods.window import Window
from tests.oracles import CLOCKS, quarter_hours

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def days(first, last, zone):
    span = Days(date.fromisoformat(first), date.fromisoformat(last))
    return resolve(span, ZoneInfo(zone), NOW)


@given(
    first=st.dates(date(2008, 1, 1), date(2026, 1, 1)),
    more=st.integers(0, 20),
    zone=st.sampled_from(CLOCKS).map(ZoneInfo),
)
@example(first=date(2011, 12, 28), more=5, zone=ZoneInfo("Pacific/Apia"))
def test_the_odd_days_are_those_of_other_than_96_quarter_hours(first, more, zone):
    counts = {
        day: len(quarter_hours(day, day, zone))
        for day in (first + number * DAY for number in range(more + 1))
    }
    window = (
        Window(
            quarter_hours(first, first + more * DAY, zone)[0],
            quarter_hours(first, first + more * DAY, zone)[-1] + QUARTER,
        )
        if any(counts.values())
        else None
    )
    odd = {day: count * QUARTER for day, count in counts.items() if count not in (0, 96)}

    found = list(about_clocks(Side.A, window, zone)) if window else []

    assert {remark.day: remark.length for remark in found} == odd


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Moscow", "2010-03-28", 23),
        ("Europe/Moscow", "2010-10-31", 25),
        ("Europe/Moscow", "2011-03-27", 23),
        ("Europe/Moscow", "2014-10-26", 25),
        ("Europe/Berlin", "2025-03-30", 23),
        ("Europe/Berlin", "2025-10-26", 25),
        ("Europe/Berlin", "2026-03-29", 23),
        ("America/Sao_Paulo", "2017-10-15", 23),
        ("Asia/Beirut", "2020-10-24", 25),
        ("America/Havana", "2020-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
    ],
)
def test_a_day_of_a_clock_change_is_told_with_its_length(zone, day, hours):
    trait = Trait.SHORT_DAY if hours < 24 else Trait.LONG_DAY
    around = days(day, day, zone)
    week = Window(around.start - 3 * DAY, around.end + 3 * DAY)

    found = list(about_clocks(Side.B, week, ZoneInfo(zone)))

    assert found == [Remark(trait, Side.B, date.fromisoformat(day), timedelta(hours=hours))]


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-03-29T00:00+01:00", "2026-03-29T01:59+01:00", 0),
        ("2026-03-29T00:00+01:00", "2026-03-29T02:00+01:00", 0),
        ("2026-03-29T01:00+01:00", "2026-03-29T03:01+02:00", 1),
        ("2026-03-29T03:00+02:00", "2026-03-30T00:00+02:00", 0),
        ("2026-03-28T09:00+01:00", "2026-03-30T18:00+02:00", 1),
    ],
)
def test_only_a_change_inside_the_window_is_told(start, end, count):
    window = Window(instant(start), instant(end))

    assert len(list(about_clocks(Side.A, window, BERLIN))) == count


def test_a_jump_over_midnight_belongs_to_the_day_that_it_begins():
    zone = "America/Sao_Paulo"

    before = list(about_clocks(Side.A, days("2017-10-14", "2017-10-14", zone), ZoneInfo(zone)))
    after = list(about_clocks(Side.A, days("2017-10-15", "2017-10-15", zone), ZoneInfo(zone)))

    assert before == []
    assert [remark.day for remark in after] == [date(2017, 10, 15)]


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28"), [("a", 2024)]),
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29"), [("b", 2024)]),
        (("2024-02-29", "2024-02-29"), ("2020-02-29", "2020-02-29"), []),
        (("2024-02-01", "2024-02-28"), ("2024-03-01", "2024-03-28"), []),
        (("2020-01-01", "2024-12-31"), ("2019-01-01", "2019-12-31"), [("a", 2020), ("a", 2024)]),
        (("2100-02-01", "2100-03-01"), ("2099-02-01", "2099-03-01"), []),
    ],
)
def test_a_leap_day_of_one_side_alone_is_told(a, b, told):
    spans = [
        Window(instant(f"{first}T00:00+00:00"), instant(f"{last}T23:59+00:00"))
        for first, last in (a, b)
    ]

    found = about_leap_days(*spans, ZoneInfo("UTC"))

    assert [(one.trait, one.side, one.day) for one in found] == [
        (Trait.LEAP_DAY, Side(side), date(year, 2, 29)) for side, year in told
    ]


def test_days_touched_are_counted_by_the_local_calendar():
    night = Window(instant("2026-11-24T23:59+01:00"), instant("2026-11-25T00:01+01:00"))

    assert days_touched(night, BERLIN) == 2
    assert days_touched(night, ZoneInfo("UTC")) == 1
    assert days_touched(days("2026-11-01", "2026-11-30", "Europe/Berlin"), BERLIN) == 30
