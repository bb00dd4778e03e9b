"""The other range, in dates alone: what lies before a period, and what it is the same dates of."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.periods.presets import Preset, days
from components.periods.ranges import Days, Minutes
from components.periods.shifting import (
    Match,
    Shifted,
    is_calendar_month,
    length,
    previous,
    same_dates,
    same_weekdays,
    shortened,
    wall_before,
    walls,
    weeks_52_before,
    year_before,
)
from components.periods.spelling import parse

DAY = timedelta(days=1)

SOME_DAYS = st.builds(
    lambda first, more: Days(first, first + more * DAY),
    st.dates(date(2004, 1, 1), date(2090, 1, 1)),
    st.integers(0, 800),
)
SOME_MINUTES = st.builds(
    lambda first, start, more: Minutes(
        datetime.combine(first, datetime.min.time()) + timedelta(minutes=start),
        datetime.combine(first, datetime.min.time()) + timedelta(minutes=start + more),
    ),
    st.dates(date(2004, 1, 1), date(2090, 1, 1)),
    st.integers(0, 1439),
    st.integers(1, 100_000),
)
RANGES = st.one_of(SOME_DAYS, SOME_MINUTES)


def wall(text):
    return datetime.fromisoformat(text)


@given(found=RANGES)
def test_what_is_right_before_touches_and_is_as_long(found):
    if is_calendar_month(found):
        return

    shifted = previous(found, found)

    assert walls(shifted.range)[1] == walls(found)[0]
    assert length(shifted.range) == length(found)
    assert shifted.match is Match.COUNT


@given(first=st.dates(date(2004, 1, 1), date(2090, 1, 1)))
def test_before_a_whole_month_lies_the_whole_month_before(first):
    begin = first.replace(day=1)
    month = Days(begin, (begin + 31 * DAY).replace(day=1) - DAY)

    before = previous(month, month).range

    assert before.last == begin - DAY
    assert before.first == before.last.replace(day=1)


@given(today=st.dates(date(2004, 1, 1), date(2090, 1, 1)))
def test_months_and_quarters_so_far_begin_with_their_unit_and_stay_within_it(today):
    for preset, months in ((Preset.THIS_MONTH, 1), (Preset.THIS_QUARTER, 3)):
        found = days(preset, today)

        before = previous(preset, found).range

        number = before.first.year * 12 + before.first.month + months
        assert before.first.day == 1
        assert number == found.first.year * 12 + found.first.month
        assert before.last == min(found.first - DAY, before.first + (found.last - found.first))


@given(found=RANGES)
def test_the_same_weekdays_lie_whole_weeks_before_and_no_week_too_many(found):
    other = same_weekdays(found, found).range

    shift = walls(found)[0] - walls(other)[0]
    assert shift % (7 * DAY) == timedelta(0)
    assert length(other) == length(found)
    assert length(found) <= shift < length(found) + 7 * DAY


@given(found=RANGES)
def test_52_weeks_before_are_the_same_weekdays(found):
    other = weeks_52_before(found, found).range

    assert walls(found)[0] - walls(other)[0] == 364 * DAY
    assert length(other) == length(found)


@given(found=SOME_DAYS)
def test_the_same_dates_are_the_same_but_for_a_29_february(found):
    shifted = same_dates(found)

    for day, other in ((found.first, shifted.range.first), (found.last, shifted.range.last)):
        expected = f"{day:%m-%d}".replace("02-29", "02-28")
        assert f"{other:%m-%d}" == expected
        assert other.year == day.year - 1
    assert shifted.match is Match.DATES


@given(found=SOME_MINUTES)
def test_minutes_of_the_year_before_begin_at_the_same_time_and_last_as_long(found):
    shifted = year_before(found, found)

    assert shifted.range.start == wall_before(found.start)
    assert length(shifted.range) == length(found)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025-02-01..2025-02-28", "2024-02-01", "2024-02-29"),
        ("2024-02-01..2024-02-29", "2023-02-01", "2023-02-28"),
        ("2025-01-01..2025-02-28", "2024-01-01", "2024-02-29"),
        ("2025-12-01..2026-02-28", "2024-12-01", "2025-02-28"),
        ("2025-01-01..2025-12-31", "2024-01-01", "2024-12-31"),
        ("2025-02-02..2025-02-28", "2024-02-02", "2024-02-28"),
    ],
)
def test_whole_months_stand_for_whole_months(period, first, last):
    asked = parse(period)

    shifted = year_before(asked, asked)

    assert shifted.range == Days(date.fromisoformat(first), date.fromisoformat(last))
    assert shifted.clamped is None


@pytest.mark.parametrize(
    ("period", "clamped"),
    [
        ("2024-02-29..2024-02-29", date(2023, 2, 28)),
        ("2024-02-29..2024-03-10", date(2023, 2, 28)),
        ("2024-02-10..2024-02-29", date(2023, 2, 28)),
        ("2024-02-10..2024-03-10", None),
        ("2024-02-29T10:00..2024-03-01T09:00", date(2023, 2, 28)),
        ("2024-02-28T10:00..2024-02-29T09:00", None),
    ],
)
def test_a_28_february_tells_when_it_stands_for_a_29th(period, clamped):
    asked = parse(period)

    assert year_before(asked, asked).clamped == clamped


def test_28_days_that_happen_to_be_a_february_are_no_month():
    found = days(Preset.LAST_28_DAYS, date(2025, 2, 28))

    before = previous(Preset.LAST_28_DAYS, found)
    year = year_before(Preset.LAST_28_DAYS, found)

    assert before == Shifted(Days(date(2025, 1, 4), date(2025, 1, 31)))
    assert year == Shifted(Days(date(2024, 2, 1), date(2024, 2, 28)), Match.DATES)


@pytest.mark.parametrize(
    ("found", "end", "left"),
    [
        ("2026-11-01..2026-11-30", "2026-11-25T00:00", "2026-11-01..2026-11-24"),
        ("2026-11-01..2026-11-30", "2026-12-25T00:00", "2026-11-01..2026-11-30"),
        ("2026-11-01..2026-11-30", "2026-11-03T12:00", "2026-11-01T00:00..2026-11-03T12:00"),
        (
            "2026-11-01T09:00..2026-11-03T18:00",
            "2026-11-03T00:00",
            "2026-11-01T09:00..2026-11-03T00:00",
        ),
    ],
)
def test_a_shortened_range_ends_where_it_is_told(found, end, left):
    assert shortened(parse(found), wall(end)) == parse(left)


@pytest.mark.parametrize(
    ("found", "end"),
    [
        ("2026-11-25..2026-11-30", "2026-11-25T00:00"),
        ("2026-11-25..2026-11-30", "2026-11-20T00:00"),
        ("2026-11-25T09:00..2026-11-25T18:00", "2026-11-25T00:00"),
    ],
)
def test_a_range_of_which_nothing_is_left_is_refused(found, end):
    with pytest.raises(ValueError):
        shortened(parse(found), wall(end))


def test_a_day_by_the_wall_clock_has_24_hours():
    assert walls(parse("2026-11-25..2026-11-25")) == (wall("2026-11-25"), wall("2026-11-26"))
    assert length(parse("2026-03-29..2026-03-29")) == DAY


@pytest.mark.parametrize(
    "period",
    ["2000-01-01..2000-01-05", "2000-12-31..2000-12-31", "2000-06-01T09:00..2000-06-01T10:00"],
)
def test_what_would_lie_before_2000_is_refused(period):
    asked = parse(period)

    with pytest.raises(ValueError):
        year_before(asked, asked)
