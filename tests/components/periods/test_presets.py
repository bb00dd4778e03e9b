"""What each preset means, by dated examples and by the calendar's own rules."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.periods.presets import Preset, days
from components.periods.ranges import Days

DAY = timedelta(days=1)
TODAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))

EXAMPLES = {
    # A Monday: the week has just begun.
    "2026-11-23": {
        "today": "2026-11-23 2026-11-23",
        "yesterday": "2026-11-22 2026-11-22",
        "last-7-days": "2026-11-17 2026-11-23",
        "last-28-days": "2026-10-27 2026-11-23",
        "last-90-days": "2026-08-26 2026-11-23",
        "this-week": "2026-11-23 2026-11-23",
        "last-week": "2026-11-16 2026-11-22",
        "this-month": "2026-11-01 2026-11-23",
        "last-month": "2026-10-01 2026-10-31",
        "this-quarter": "2026-10-01 2026-11-23",
        "last-quarter": "2026-07-01 2026-09-30",
        "year-to-date": "2026-01-01 2026-11-23",
    },
    # The first of January, a Thursday: everything before it lies in the old year.
    "2026-01-01": {
        "today": "2026-01-01 2026-01-01",
        "yesterday": "2025-12-31 2025-12-31",
        "last-7-days": "2025-12-26 2026-01-01",
        "last-28-days": "2025-12-05 2026-01-01",
        "last-90-days": "2025-10-04 2026-01-01",
        "this-week": "2025-12-29 2026-01-01",
        "last-week": "2025-12-22 2025-12-28",
        "this-month": "2026-01-01 2026-01-01",
        "last-month": "2025-12-01 2025-12-31",
        "this-quarter": "2026-01-01 2026-01-01",
        "last-quarter": "2025-10-01 2025-12-31",
        "year-to-date": "2026-01-01 2026-01-01",
    },
    # 29 February, a Thursday.
    "2024-02-29": {
        "today": "2024-02-29 2024-02-29",
        "yesterday": "2024-02-28 2024-02-28",
        "last-7-days": "2024-02-23 2024-02-29",
        "last-28-days": "2024-02-02 2024-02-29",
        "last-90-days": "2023-12-02 2024-02-29",
        "this-week": "2024-02-26 2024-02-29",
        "last-week": "2024-02-19 2024-02-25",
        "this-month": "2024-02-01 2024-02-29",
        "last-month": "2024-01-01 2024-01-31",
        "this-quarter": "2024-01-01 2024-02-29",
        "last-quarter": "2023-10-01 2023-12-31",
        "year-to-date": "2024-01-01 2024-02-29",
    },
    # A Sunday, and the day after 29 February of a month that ends a quarter.
    "2020-03-01": {
        "today": "2020-03-01 2020-03-01",
        "yesterday": "2020-02-29 2020-02-29",
        "last-7-days": "2020-02-24 2020-03-01",
        "last-28-days": "2020-02-03 2020-03-01",
        "last-90-days": "2019-12-03 2020-03-01",
        "this-week": "2020-02-24 2020-03-01",
        "last-week": "2020-02-17 2020-02-23",
        "this-month": "2020-03-01 2020-03-01",
        "last-month": "2020-02-01 2020-02-29",
        "this-quarter": "2020-01-01 2020-03-01",
        "last-quarter": "2019-10-01 2019-12-31",
        "year-to-date": "2020-01-01 2020-03-01",
    },
    # The last day of a quarter, of a month and of a half-year.
    "2025-06-30": {
        "today": "2025-06-30 2025-06-30",
        "yesterday": "2025-06-29 2025-06-29",
        "last-7-days": "2025-06-24 2025-06-30",
        "last-28-days": "2025-06-03 2025-06-30",
        "last-90-days": "2025-04-02 2025-06-30",
        "this-week": "2025-06-30 2025-06-30",
        "last-week": "2025-06-23 2025-06-29",
        "this-month": "2025-06-01 2025-06-30",
        "last-month": "2025-05-01 2025-05-31",
        "this-quarter": "2025-04-01 2025-06-30",
        "last-quarter": "2025-01-01 2025-03-31",
        "year-to-date": "2025-01-01 2025-06-30",
    },
}

CASES = [
    pytest.param(preset, today, *meant.split(), id=f"{preset} on {today}")
    for today, examples in EXAMPLES.items()
    for preset, meant in examples.items()
]


@pytest.mark.parametrize(("preset", "today", "first", "last"), CASES)
def test_a_preset_means_these_days(preset, today, first, last):
    expected = Days(date.fromisoformat(first), date.fromisoformat(last))

    assert days(Preset(preset), date.fromisoformat(today)) == expected


@pytest.mark.parametrize("examples", EXAMPLES.values(), ids=EXAMPLES)
def test_every_preset_has_its_example(examples):
    assert list(examples) == [preset.value for preset in Preset]


@pytest.mark.parametrize("count", [7, 28, 90])
@given(today=TODAYS)
def test_the_last_days_are_that_many_with_today(count, today):
    found = days(Preset(f"last-{count}-days"), today)

    assert (found.last, (found.last - found.first).days + 1) == (today, count)


@pytest.mark.parametrize("running", ["this-week", "this-month", "this-quarter", "year-to-date"])
@given(today=TODAYS)
def test_a_running_period_ends_with_today(running, today):
    assert days(Preset(running), today).last == today


@pytest.mark.parametrize("name", ["week", "month", "quarter"])
@given(today=TODAYS)
def test_the_last_period_ends_the_day_before_the_running_one_begins(name, today):
    before, running = days(Preset(f"last-{name}"), today), days(Preset(f"this-{name}"), today)

    assert before.last + DAY == running.first


@pytest.mark.parametrize("preset", [Preset.THIS_WEEK, Preset.LAST_WEEK])
@given(today=TODAYS)
def test_weeks_start_on_monday(preset, today):
    assert days(preset, today).first.strftime("%u") == "1"


@given(today=TODAYS)
def test_the_last_week_has_seven_days(today):
    found = days(Preset.LAST_WEEK, today)

    assert found.last - found.first == 6 * DAY


@given(today=TODAYS)
def test_the_last_month_is_a_whole_month(today):
    found = days(Preset.LAST_MONTH, today)

    _, length = monthrange(found.first.year, found.first.month)

    assert (found.first.day, found.last) == (1, found.first.replace(day=length))


@given(today=TODAYS)
def test_the_last_quarter_ends_with_march_june_september_or_december(today):
    last = days(Preset.LAST_QUARTER, today).last

    assert (last.month, last.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}


@given(today=TODAYS)
def test_a_quarter_has_90_to_92_days(today):
    found = days(Preset.LAST_QUARTER, today)

    assert 90 <= (found.last - found.first).days + 1 <= 92


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("today", [date.min, date(1999, 12, 31), date(2100, 1, 1), date.max])
def test_days_out_of_reach_are_refused(preset, today):
    with pytest.raises(ValueError, match="2000-01-01"):
        days(preset, today)


def test_a_preset_that_reaches_too_far_back_is_refused():
    with pytest.raises(ValueError, match="2000-01-01"):
        days(Preset.LAST_90_DAYS, date(2000, 1, 15))
