"""How buckets are called: each by its local time, a few along the axis, in two languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from components.periods.buckets import Step, boundaries, fits
from components.periods.ranges import Days
from components.periods.spelling import parse, resolve
from components.periods.window import Window
from components.ui import timeline
from tests.oracles import CLOCKS

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
LONDON, BOSTON, RUSSIAN = (Locale.parse(tag) for tag in ("en_GB", "en_US", "ru"))
SPACES = str.maketrans("\u00a0\u2009\u202f", "   ")


def names(period, step, *, zone=MOSCOW, locale=LONDON):
    cuts = boundaries(resolve(parse(period), zone, NOW), step, zone)
    return [name.translate(SPACES) for name in timeline.labels(cuts, step, zone, locale)]


def ticks(period, step, *, zone=MOSCOW, locale=LONDON):
    cuts = boundaries(resolve(parse(period), zone, NOW), step, zone)
    return timeline.ticks(cuts, step, zone, locale)


def test_an_hour_is_named_by_its_beginning():
    found = names("today", Step.HOUR)

    assert (found[0], found[14]) == ("Wed 18 Nov, 00:00", "Wed 18 Nov, 14:00")


@pytest.mark.parametrize(
    ("locale", "name"), [(LONDON, "Wed 18 Nov"), (BOSTON, "Wed, Nov 18"), (RUSSIAN, "ср, 18 нояб.")]
)
def test_a_day_is_named_as_its_reader_writes_it(locale, name):
    assert names("last-7-days", Step.DAY, locale=locale)[-1] == name


def test_a_year_is_told_where_that_is_wanted():
    cuts = boundaries(resolve(parse("last-7-days"), MOSCOW, NOW), Step.DAY, MOSCOW)

    found = timeline.labels(cuts, Step.DAY, MOSCOW, LONDON, has_year=True)
    assert found[-1].translate(SPACES) == "Wed, 18 Nov 2026"


@pytest.mark.parametrize(
    ("locale", "name"), [(LONDON, "9–15 Nov"), (BOSTON, "Nov 9 – 15"), (RUSSIAN, "9–15 нояб.")]
)
def test_a_week_is_named_by_its_first_and_last_day(locale, name):
    assert names("last-28-days", Step.WEEK, locale=locale)[-2] == name


def test_a_week_that_is_cut_short_is_named_by_what_is_left_of_it():
    found = names("last-28-days", Step.WEEK)

    assert (found[0], found[-1]) == ("22–25 Oct", "16–18 Nov")


def test_a_week_of_which_one_day_is_left_is_that_day():
    assert names("2026-11-15..2026-11-22", Step.WEEK) == ["15 Nov", "16–22 Nov"]


def test_a_month_has_its_name_unless_it_is_cut_short():
    found = names("last-90-days", Step.MONTH)

    assert found == ["21–31 Aug", "September 2026", "October 2026", "1–18 Nov"]


@pytest.mark.parametrize(
    ("step", "first"),
    [
        (Step.HOUR, "Wed, 30 Dec 2026, 00:00"),
        (Step.DAY, "Wed, 30 Dec 2026"),
        (Step.WEEK, "30 Dec 2026 – 3 Jan 2027"),
        (Step.MONTH, "30–31 Dec 2026"),
    ],
)
def test_where_a_window_lies_in_two_years_they_are_told(step, first):
    assert names("2026-12-30..2027-01-05", step)[0] == first


def test_new_year_at_the_end_of_a_window_is_not_a_second_year():
    assert names("2026-12-30..2026-12-31", Step.DAY) == ["Wed 30 Dec", "Thu 31 Dec"]


def test_an_hour_that_the_clocks_show_twice_tells_the_second_by_its_offset():
    found = names("2026-10-25..2026-10-25", Step.HOUR, zone=BERLIN)

    assert found[2:4] == ["Sun 25 Oct, 02:00", "Sun 25 Oct, 02:00 (UTC+01:00)"]


def test_a_part_of_an_hour_is_named_by_its_beginning():
    assert names("2026-11-18T15:15..2026-11-18T16:30", Step.HOUR) == [
        "Wed 18 Nov, 15:15",
        "Wed 18 Nov, 16:00",
    ]


@given(
    start=st.dates(date(2001, 1, 1), date(2037, 1, 1)),
    days=st.integers(1, 60),
    step=st.sampled_from(Step),
    zone=st.sampled_from(CLOCKS).map(ZoneInfo),
)
def test_every_bucket_has_its_own_name_and_few_have_a_tick(start, days, step, zone):
    window = resolve(Days(start, start + timedelta(days=days)), zone, NOW)
    cuts = boundaries(window, step, zone)

    found = timeline.labels(cuts, step, zone, LONDON)
    marked = timeline.ticks(cuts, step, zone, LONDON)

    assert len(found) == len(set(found)) == len(cuts) - 1
    assert len(marked) <= 7
    assert set(marked) <= set(range(len(found)))


@pytest.mark.parametrize(
    ("period", "step", "expected"),
    [
        (
            "today",
            Step.HOUR,
            {0: "Wed<br>18", 4: "04:00", 8: "08:00", 12: "12:00", 16: "16:00", 20: "20:00"},
        ),
        (
            "2026-11-17..2026-11-18",
            Step.HOUR,
            {0: "Tue<br>17", 12: "12:00", 24: "Wed<br>18", 36: "12:00"},
        ),
        (
            "2026-11-16..2026-11-20",
            Step.HOUR,
            {0: "Mon<br>16", 24: "Tue<br>17", 48: "Wed<br>18", 72: "Thu<br>19", 96: "Fri<br>20"},
        ),
        (
            "last-7-days",
            Step.DAY,
            {
                0: "Thu<br>12",
                1: "Fri<br>13",
                2: "Sat<br>14",
                3: "Sun<br>15",
                4: "Mon<br>16",
                5: "Tue<br>17",
                6: "Wed<br>18",
            },
        ),
        (
            "2026-11-09..2026-11-18",
            Step.DAY,
            {0: "Mon<br>9", 2: "Wed<br>11", 4: "Fri<br>13", 6: "Sun<br>15", 8: "Tue<br>17"},
        ),
        (
            "last-28-days",
            Step.DAY,
            {4: "26<br>Oct", 11: "2<br>Nov", 18: "9<br>Nov", 25: "16<br>Nov"},
        ),
        (
            "last-90-days",
            Step.WEEK,
            {
                0: "21<br>Aug",
                2: "31<br>Aug",
                4: "14<br>Sept",
                6: "28<br>Sept",
                8: "12<br>Oct",
                10: "26<br>Oct",
                12: "9<br>Nov",
            },
        ),
        (
            "2025-01-01..2025-06-30",
            Step.MONTH,
            {
                0: "Jan<br>2025",
                1: "Feb<br>2025",
                2: "Mar<br>2025",
                3: "Apr<br>2025",
                4: "May<br>2025",
                5: "Jun<br>2025",
            },
        ),
    ],
    ids=["day", "two days", "five days", "week", "ten days", "month", "quarter", "half-year"],
)
def test_round_times_have_ticks(period, step, expected):
    assert ticks(period, step) == expected


def test_a_quarter_by_hour_has_ticks_on_mondays():
    assert list(ticks("last-90-days", Step.HOUR).values())[:3] == [
        "24<br>Aug",
        "7<br>Sept",
        "21<br>Sept",
    ]


@pytest.mark.parametrize(("locale", "tick"), [(BOSTON, "Oct<br>26"), (RUSSIAN, "26<br>окт.")])
def test_ticks_are_in_the_readers_language(locale, tick):
    assert ticks("last-28-days", Step.DAY, locale=locale)[4] == tick


def test_an_hour_that_is_shown_twice_has_one_tick():
    found = ticks("2026-11-01..2026-11-01", Step.HOUR, zone=ZoneInfo("America/Havana"))

    assert list(found.values())[:2] == ["Sun<br>1", "04:00"]


def test_a_window_without_a_round_time_has_no_tick():
    window = Window(NOW, NOW + timedelta(minutes=20))

    assert fits(window, Step.HOUR)
    cuts = boundaries(window, Step.HOUR, MOSCOW)
    assert timeline.ticks(cuts, Step.HOUR, MOSCOW, LONDON) == {}
