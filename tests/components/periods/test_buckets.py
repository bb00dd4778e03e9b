"""Buckets tile their window and begin where local clocks say, in every zone and on every day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.periods.buckets import MOST, Step, boundaries, coarser, fits, usual
from components.periods.presets import Preset
from components.periods.ranges import Days
from components.periods.spelling import resolve
from components.periods.window import Window, midnight
from tests.oracles import CLOCKS, quarter_hours

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
QUARTER = timedelta(minutes=15)
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)

ZONES = st.sampled_from(CLOCKS).map(ZoneInfo)
STEPS = st.sampled_from(Step)
MOMENTS = st.integers(946_684_800, 2_145_916_800).map(lambda at: datetime.fromtimestamp(at, UTC))
LENGTHS = st.integers(1, 60 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
WINDOWS = st.builds(lambda start, length: Window(start, start + length), MOMENTS, LENGTHS)

CHANGES = {
    "Europe/Berlin": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/Sao_Paulo": [date(2017, 10, 15), date(2018, 2, 18)],
    "Asia/Beirut": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/Havana": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],
    "Pacific/Apia": [date(2011, 12, 29), date(2011, 12, 31)],
}
ON_CHANGES = [(name, day) for name, days in CHANGES.items() for day in days]


def whole(first, last, zone):
    return Window(midnight(first, zone), midnight(last + DAY, zone))


def last(days, zone="Europe/Moscow"):
    return resolve(Days(date(2026, 11, 18) - (days - 1) * DAY, date(2026, 11, 18)), zone, NOW)


def spell(moments, zone):
    return [f"{moment.astimezone(zone):%a %d %b %H:%M}" for moment in moments]


def name(moment, step, zone):
    """Return what a moment's bucket is called: by the local clock, and how far it is from UTC."""
    local = moment.astimezone(zone)
    match step:
        case Step.HOUR:
            return local.date(), local.hour, local.utcoffset()
        case Step.DAY:
            return local.date()
        case Step.WEEK:
            return local.date() - local.weekday() * DAY
        case Step.MONTH:
            return local.date().replace(day=1)


@given(window=WINDOWS, step=STEPS, zone=ZONES)
def test_buckets_tile_their_window(window, step, zone):
    found = boundaries(window, step, zone)

    assert (found[0], found[-1]) == (window.start, window.end)
    assert all(start < end for start, end in pairwise(found))


@given(window=WINDOWS, step=STEPS, zone=ZONES)
def test_buckets_are_windows(window, step, zone):
    found = boundaries(window, step, zone)

    assert all(Window(start, end) for start, end in pairwise(found))


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize(("name_of_zone", "day"), ON_CHANGES)
def test_buckets_begin_where_the_clock_shows_another_one(step, name_of_zone, day):
    zone = ZoneInfo(name_of_zone)
    window = whole(day - DAY, day + DAY, zone)
    moments = quarter_hours(day - DAY, day + DAY, zone)

    found = boundaries(window, step, zone)

    others = [
        late
        for early, late in pairwise(moments)
        if name(early, step, zone) != name(late, step, zone)
    ]
    assert list(found[1:-1]) == others


@given(start=st.dates(date(2000, 1, 1), date(2037, 1, 1)), days=st.integers(0, 40), zone=ZONES)
@example(start=date(2011, 12, 20), days=20, zone=ZoneInfo("Pacific/Apia"))
@example(start=date(2026, 3, 20), days=20, zone=ZoneInfo("Australia/Lord_Howe"))
def test_a_day_begins_together_with_one_of_its_hours(start, days, zone):
    window = whole(start, start + days * DAY, zone)

    hours, nights, weeks, months = (set(boundaries(window, step, zone)) for step in Step)

    assert weeks <= nights <= hours
    assert months <= nights


@pytest.mark.parametrize(
    ("day", "number"), [(date(2026, 3, 29), 23), (date(2026, 7, 1), 24), (date(2026, 10, 25), 25)]
)
def test_a_day_has_as_many_hours_as_the_clocks_give_it(day, number):
    zone = ZoneInfo("Europe/Berlin")

    found = boundaries(whole(day, day, zone), Step.HOUR, zone)

    assert len(found) - 1 == number
    assert {end - start for start, end in pairwise(found)} == {HOUR}


def test_the_hour_that_clocks_show_twice_is_two_buckets():
    zone = ZoneInfo("Europe/Berlin")
    day = date(2026, 10, 25)

    found = spell(boundaries(whole(day, day, zone), Step.HOUR, zone), zone)

    assert found.count("Sun 25 Oct 02:00") == 2


def test_a_jump_by_half_an_hour_leaves_a_shorter_hour():
    zone = ZoneInfo("Australia/Lord_Howe")
    day = date(2026, 10, 4)

    found = boundaries(whole(day, day, zone), Step.HOUR, zone)

    assert spell(found[1:4], zone) == ["Sun 04 Oct 01:00", "Sun 04 Oct 02:30", "Sun 04 Oct 03:00"]
    assert found[3] - found[2] == HOUR / 2


@pytest.mark.parametrize(("zone", "minute"), [("Asia/Kolkata", 30), ("Asia/Kathmandu", 15)])
def test_hours_are_full_by_the_local_clock(zone, minute):
    window = last(2, ZoneInfo(zone))

    found = boundaries(window, Step.HOUR, ZoneInfo(zone))

    assert {moment.minute for moment in found} == {minute}
    assert len(found) == 49


def test_a_part_of_an_hour_stays_a_part():
    zone = ZoneInfo("Europe/Moscow")
    window = Window(NOW, NOW + HOUR)

    found = boundaries(window, Step.HOUR, zone)

    assert spell(found, zone) == ["Wed 18 Nov 15:15", "Wed 18 Nov 16:00", "Wed 18 Nov 16:15"]


def test_weeks_begin_on_monday():
    zone = ZoneInfo("Europe/Moscow")

    found = spell(boundaries(last(28, zone), Step.WEEK, zone), zone)

    assert found == [
        "Thu 22 Oct 00:00",
        "Mon 26 Oct 00:00",
        "Mon 02 Nov 00:00",
        "Mon 09 Nov 00:00",
        "Mon 16 Nov 00:00",
        "Thu 19 Nov 00:00",
    ]


def test_months_begin_on_the_first():
    zone = ZoneInfo("Europe/Moscow")

    found = spell(boundaries(last(90, zone), Step.MONTH, zone), zone)

    assert found == [
        "Fri 21 Aug 00:00",
        "Tue 01 Sep 00:00",
        "Thu 01 Oct 00:00",
        "Sun 01 Nov 00:00",
        "Thu 19 Nov 00:00",
    ]


def test_a_day_that_a_zone_never_had_is_no_bucket():
    zone = ZoneInfo("Pacific/Apia")
    window = whole(date(2011, 12, 29), date(2011, 12, 31), zone)

    assert spell(boundaries(window, Step.DAY, zone), zone) == [
        "Thu 29 Dec 00:00",
        "Sat 31 Dec 00:00",
        "Sun 01 Jan 00:00",
    ]


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (1, Step.HOUR),
        (2, Step.HOUR),
        (3, Step.DAY),
        (7, Step.DAY),
        (31, Step.DAY),
        (32, Step.WEEK),
        (92, Step.WEEK),
        (182, Step.WEEK),
        (183, Step.MONTH),
        (366, Step.MONTH),
    ],
)
def test_the_usual_step_goes_with_the_length(days, step):
    assert usual(last(days, ZoneInfo("Europe/Moscow"))) is step


@pytest.mark.parametrize(
    ("first", "final", "step"),
    [
        (date(2026, 10, 24), date(2026, 10, 25), Step.HOUR),
        (date(2026, 10, 1), date(2026, 10, 31), Step.DAY),
    ],
)
def test_an_hour_more_in_autumn_changes_no_step(first, final, step):
    assert usual(whole(first, final, ZoneInfo("Europe/Berlin"))) is step


@pytest.mark.parametrize("preset", Preset)
def test_the_usual_step_gives_bars_that_a_chart_can_show(preset):
    window = resolve(preset, ZoneInfo("Europe/Moscow"), NOW)

    found = boundaries(window, usual(window), ZoneInfo("Europe/Moscow"))

    assert len(found) - 1 <= 48


@given(window=WINDOWS)
def test_the_usual_step_always_fits(window):
    assert fits(window, usual(window))


def test_each_step_has_the_next_coarser_one():
    assert [coarser(step) for step in Step] == [Step.DAY, Step.WEEK, Step.MONTH, None]


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        (1, {Step.HOUR, Step.DAY}),
        (6, {Step.HOUR, Step.DAY}),
        (7, {Step.HOUR, Step.DAY, Step.WEEK}),
        (30, {Step.HOUR, Step.DAY, Step.WEEK}),
        (31, set(Step)),
        (92, set(Step)),
        (100, {Step.DAY, Step.WEEK, Step.MONTH}),
        (2400, {Step.WEEK, Step.MONTH}),
    ],
)
def test_a_step_fits_where_it_is_no_longer_than_the_window_and_cuts_not_too_finely(days, steps):
    window = last(days, ZoneInfo("Europe/Moscow"))

    assert {step for step in Step if fits(window, step)} == steps


def test_a_part_of_an_hour_can_still_be_shown():
    assert fits(Window(NOW, NOW + QUARTER), Step.HOUR)


def test_a_day_of_twenty_three_hours_is_a_day():
    zone = ZoneInfo("Europe/Berlin")

    assert fits(whole(date(2026, 3, 29), date(2026, 3, 29), zone), Step.DAY)


def test_a_part_of_a_day_is_not_a_day():
    assert not fits(Window(NOW, NOW + QUARTER), Step.DAY)


@given(window=WINDOWS, step=STEPS, zone=ZONES)
def test_what_fits_stays_below_the_most_that_can_be_drawn(window, step, zone):
    found = boundaries(window, step, zone)

    # A window that begins and ends inside a bucket has one more; so has each change of the clocks.
    assert not fits(window, step) or len(found) - 1 <= MOST + 3
