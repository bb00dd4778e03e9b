"""Working hours: their spelling, when they are open, what they cut, and how many days they make."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from components.periods import buckets
from components.periods.buckets import Step
from components.periods.days_off import days_off
from components.periods.hours import (
    Shift,
    WorkingHours,
    days_in,
    open_time,
    open_windows,
    parse_shift,
    pieces,
    spell_shift,
)
from components.periods.window import Window
from tests.oracles import CLOCKS

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
OFFICE = WorkingHours((parse_shift("mon-fri.09:00-18:00"),))
NIGHT = WorkingHours((parse_shift("mon-sun.22:00-06:00"),))

ZONES = st.sampled_from(CLOCKS).map(ZoneInfo)
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
QUARTERS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
SHIFTS = st.builds(Shift, WEEKDAYS, MINUTES, MINUTES)
HOURS = st.builds(
    WorkingHours,
    st.lists(st.builds(Shift, WEEKDAYS, QUARTERS, QUARTERS), max_size=3).map(tuple),
    st.sampled_from([None, "RU", "DE"]),
)
CHANGES = [datetime(2010, 3, 28), datetime(2011, 12, 30), datetime(2017, 10, 15)]  # noqa: DTZ001
STARTS = st.one_of(
    st.sampled_from(CHANGES),
    st.datetimes(datetime(2008, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001
).map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0, tzinfo=UTC))
WINDOWS = st.builds(
    lambda start, before, length: Window(
        start - before * QUARTER, start - before * QUARTER + length * QUARTER
    ),
    STARTS,
    st.integers(0, 200),
    st.integers(1, 500),
)


def instant(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def span(start, end):
    return Window(instant(start), instant(end))


def quarters(window):
    """Return the beginnings of a window's quarter hours."""
    return [window.start + number * QUARTER for number in range(window.length // QUARTER)]


def open_quarters(window, hours, zone):
    """Tell of each quarter hour whether somebody works in it.

    The hand of a clock that is never set back: it stops while the clock shows an hour again, and
    jumps where the clock jumps. Somebody works while it stands within a shift.
    """
    found = []
    hand = datetime.min  # noqa: DTZ901
    moment = window.start - 2 * DAY
    while moment < window.end:
        hand = max(hand, moment.astimezone(zone).replace(tzinfo=None))
        if moment >= window.start and is_worked(hand, hours):
            found.append(moment)
        moment += QUARTER
    return found


def is_worked(wall, hours):
    whole_week = Shift(frozenset(range(7)), time(0), time(0))
    for day in (wall.date() - DAY, wall.date()):
        if hours.holidays and day in days_off(hours.holidays, day.year):
            continue
        for shift in hours.shifts or (whole_week,):
            start, end = datetime.combine(day, shift.start), datetime.combine(day, shift.end)
            end += DAY if end <= start else timedelta(0)
            if day.weekday() in shift.weekdays and start <= wall < end:
                return True
    return False


# Shifts and their spelling


@given(shift=SHIFTS)
def test_what_was_spelled_is_read_as_the_same_shift(shift):
    assert parse_shift(spell_shift(shift)) == shift


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("mon-fri.09:00-18:00", {0, 1, 2, 3, 4}),
        ("mon-sun.00:00-00:00", {0, 1, 2, 3, 4, 5, 6}),
        ("mon-fri,sun.09:00-18:00", {0, 1, 2, 3, 4, 6}),
        ("sat-sun.10:00-14:30", {5, 6}),
        ("wed.22:00-06:00", {2}),
        ("mon,wed,fri-sun.08:15-08:16", {0, 2, 4, 5, 6}),
    ],
)
def test_links_keep_these_spellings(text, weekdays):
    shift = parse_shift(text)

    assert shift.weekdays == weekdays
    assert spell_shift(shift) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mon",
        "mon.09:00",
        "Mon.09:00-18:00",
        "mon.9:00-18:00",
        "mon.09:00-24:00",
        "mon.09:60-18:00",
        "mon.09:00:00-18:00",
        "mon.09:00-18:00 ",
        "mon.٠٩:00-18:00",
        "fri-mon.09:00-18:00",
        "sat,sun.09:00-18:00",
        "mon-mon.09:00-18:00",
        "wed,mon.09:00-18:00",
        "mon,mon.09:00-18:00",
        "mon-wed,tue-fri.09:00-18:00",
        ",mon.09:00-18:00",
    ],
)
def test_all_else_is_refused(text):
    with pytest.raises(ValueError):
        parse_shift(text)


@given(text=st.from_regex(r"[a-z]{3}([-,][a-z]{3}){0,2}\.[0-9:]{5}-[0-9:]{5}", fullmatch=True))
@example(text="mon-tue,wed.09:00-18:00")
@example(text="mon-tue,sun.09:00-18:00")
def test_what_is_read_has_one_spelling(text):
    try:
        shift = parse_shift(text)
    except ValueError:
        return

    assert spell_shift(shift) == text


@pytest.mark.parametrize(
    ("weekdays", "start", "end"),
    [
        (frozenset(), time(9), time(18)),
        (frozenset({7}), time(9), time(18)),
        (frozenset({-1}), time(9), time(18)),
        (frozenset({0}), time(9, 0, 1), time(18)),
        (frozenset({0}), time(9), time(18, 0, 0, 1)),
        (frozenset({0}), time(9, tzinfo=UTC), time(18)),
        (frozenset({0}), time(9), time(18, fold=1)),
    ],
)
def test_what_is_no_shift_is_refused(weekdays, start, end):
    with pytest.raises(ValueError):
        Shift(weekdays, start, end)


@pytest.mark.parametrize("country", ["", "XX", "ru"])
def test_working_hours_of_an_unknown_country_are_refused(country):
    with pytest.raises(ValueError):
        WorkingHours((), country)


# When it is open


def test_an_office_is_open_on_working_days():
    week = span("2026-11-19T00:00+03:00", "2026-11-25T00:00+03:00")

    assert open_windows(week, OFFICE, MOSCOW) == (
        span("2026-11-19T09:00+03:00", "2026-11-19T18:00+03:00"),
        span("2026-11-20T09:00+03:00", "2026-11-20T18:00+03:00"),
        span("2026-11-23T09:00+03:00", "2026-11-23T18:00+03:00"),
        span("2026-11-24T09:00+03:00", "2026-11-24T18:00+03:00"),
    )


def test_an_open_window_is_cut_with_the_window():
    noon = span("2026-11-25T12:00+03:00", "2026-11-25T13:20:07+03:00")

    assert open_windows(noon, OFFICE, MOSCOW) == (noon,)


def test_a_weekend_is_closed():
    assert (
        open_windows(span("2026-11-21T00:00+03:00", "2026-11-23T09:00+03:00"), OFFICE, MOSCOW) == ()
    )


def test_shifts_that_touch_or_overlap_are_one():
    hours = WorkingHours(
        (
            parse_shift("wed.13:00-18:00"),
            parse_shift("wed.09:00-13:00"),
            parse_shift("mon-sun.17:00-20:00"),
        )
    )
    day = span("2026-11-25T00:00+03:00", "2026-11-26T00:00+03:00")

    assert open_windows(day, hours, MOSCOW) == (
        span("2026-11-25T09:00+03:00", "2026-11-25T20:00+03:00"),
    )


def test_no_shifts_are_all_week_but_for_holidays():
    window = span("2026-06-11T12:00+03:00", "2026-06-14T12:00+03:00")

    assert open_windows(window, WorkingHours(), MOSCOW) == (window,)
    assert open_windows(window, WorkingHours((), "RU"), MOSCOW) == (
        span("2026-06-11T12:00+03:00", "2026-06-12T00:00+03:00"),
        span("2026-06-13T00:00+03:00", "2026-06-14T12:00+03:00"),
    )


def test_a_night_shift_is_off_when_it_begins_on_a_holiday():
    nights = WorkingHours(NIGHT.shifts, "RU")
    window = span("2026-06-11T12:00+03:00", "2026-06-13T12:00+03:00")

    assert open_windows(window, nights, MOSCOW) == (
        span("2026-06-11T22:00+03:00", "2026-06-12T06:00+03:00"),
    )


def test_a_night_shift_of_the_evening_before_reaches_into_the_window():
    morning = span("2026-11-25T00:00+03:00", "2026-11-25T12:00+03:00")

    assert open_windows(morning, NIGHT, MOSCOW) == (
        span("2026-11-25T00:00+03:00", "2026-11-25T06:00+03:00"),
    )


@pytest.mark.parametrize(
    ("zone", "shift", "start", "end"),
    [
        (BERLIN, "sun.09:00-18:00", "2026-03-29T09:00+02:00", "2026-03-29T18:00+02:00"),
        (BERLIN, "sat.22:00-06:00", "2026-03-28T22:00+01:00", "2026-03-29T06:00+02:00"),
        (BERLIN, "sun.02:30-06:00", "2026-03-29T03:00+02:00", "2026-03-29T06:00+02:00"),
        (BERLIN, "sun.01:00-02:30", "2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00"),
        (BERLIN, "sun.00:00-00:00", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00"),
        (BERLIN, "sat.22:00-06:00", "2025-10-25T22:00+02:00", "2025-10-26T06:00+01:00"),
        (BERLIN, "sun.02:30-06:00", "2025-10-26T02:30+02:00", "2025-10-26T06:00+01:00"),
        (BERLIN, "sun.01:00-02:30", "2025-10-26T01:00+02:00", "2025-10-26T02:30+02:00"),
        (MOSCOW, "sat.22:00-06:00", "2010-03-27T22:00+03:00", "2010-03-28T06:00+04:00"),
        (MOSCOW, "sat.22:00-06:00", "2010-10-30T22:00+04:00", "2010-10-31T06:00+03:00"),
        (MOSCOW, "sat.22:00-06:00", "2011-03-26T22:00+03:00", "2011-03-27T06:00+04:00"),
        (MOSCOW, "sat.22:00-06:00", "2014-10-25T22:00+04:00", "2014-10-26T06:00+03:00"),
    ],
)
def test_a_shift_keeps_to_the_clock_on_the_wall(zone, shift, start, end):
    expected = span(start, end)
    around = Window(expected.start - DAY, expected.end + DAY)

    found = open_windows(around, WorkingHours((parse_shift(shift),)), zone)

    assert found == (expected,)


def test_a_shift_within_the_hour_that_was_skipped_is_not_worked():
    sunday = span("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00")

    assert open_windows(sunday, WorkingHours((parse_shift("sun.02:15-02:45"),)), BERLIN) == ()


@given(window=WINDOWS, hours=HOURS, zone=ZONES)
def test_it_is_open_exactly_where_a_hand_never_set_back_stands_in_a_shift(window, hours, zone):
    found = open_windows(window, hours, zone)

    inside = [at for each in found for at in quarters(each)]
    assert inside == open_quarters(window, hours, zone)
    assert all(one.end < other.start for one, other in pairwise(found))
    assert sum((each.length for each in found), timedelta(0)) == open_time(window, hours, zone)


# What it cuts


def test_pieces_of_a_day_by_hour():
    day = span("2026-11-25T00:00+03:00", "2026-11-26T00:00+03:00")
    hours = WorkingHours((parse_shift("wed.09:30-11:00"), parse_shift("wed.13:00-14:00")))
    opened = open_windows(day, hours, MOSCOW)

    marks, gaps, numbers = pieces(buckets.boundaries(day, Step.HOUR, MOSCOW), opened)

    assert [f"{at.astimezone(MOSCOW):%H:%M}" for at in marks] == [
        "09:30",
        "10:00",
        "11:00",
        "13:00",
        "14:00",
    ]
    assert gaps == {2}
    assert numbers == (9, 10, 11, 13)


def test_what_is_never_open_has_no_pieces():
    day = span("2026-11-22T00:00+03:00", "2026-11-23T00:00+03:00")

    assert pieces((day.start, day.end), open_windows(day, OFFICE, MOSCOW)) == ((), frozenset(), ())


def test_what_is_always_open_is_cut_at_the_boundaries_alone():
    week = span("2026-11-16T00:00+03:00", "2026-11-23T00:00+03:00")
    boundaries = buckets.boundaries(week, Step.DAY, MOSCOW)

    assert pieces(boundaries, [week]) == (boundaries, frozenset(), tuple(range(7)))


@given(window=WINDOWS, hours=HOURS, zone=ZONES, step=st.sampled_from(Step))
def test_pieces_tile_what_is_open_and_stay_in_their_buckets(window, hours, zone, step):
    boundaries = buckets.boundaries(window, step, zone)
    opened = open_windows(window, hours, zone)
    worked = set(open_quarters(window, hours, zone))

    marks, gaps, numbers = pieces(boundaries, opened)

    assert list(marks) == sorted(set(marks))
    assert len(numbers) == max(0, len(marks) - 1)
    covered = set()
    for number, (start, end) in enumerate(pairwise(marks)):
        inside = set(quarters(Window(start, end)))
        assert boundaries[numbers[number]] <= start < boundaries[numbers[number] + 1]
        if number in gaps:
            assert not inside & worked
        else:
            assert end <= boundaries[numbers[number] + 1]
            covered |= inside
    assert covered == worked
    if opened:
        assert (marks[0], marks[-1]) == (opened[0].start, opened[-1].end)


# How many days


@pytest.mark.parametrize(
    ("start", "end", "zone", "expected"),
    [
        ("2026-11-19T00:00+03:00", "2026-11-26T00:00+03:00", MOSCOW, Fraction(7)),
        ("2026-11-25T00:00+03:00", "2026-11-25T06:00+03:00", MOSCOW, Fraction(1, 4)),
        ("2026-11-24T18:00+03:00", "2026-11-25T06:00+03:00", MOSCOW, Fraction(1, 2)),
        ("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", BERLIN, Fraction(1)),
        ("2026-03-29T00:00+01:00", "2026-03-29T03:00+02:00", BERLIN, Fraction(2, 23)),
        ("2025-10-26T00:00+02:00", "2025-10-26T03:00+01:00", BERLIN, Fraction(4, 25)),
        ("2026-11-25T00:00+03:00", "2026-11-25T00:00:01+03:00", MOSCOW, Fraction(1, 86_400)),
    ],
)
def test_days_are_local_days_and_their_shares(start, end, zone, expected):
    assert days_in(span(start, end), zone) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-19T00:00+03:00", "2026-11-26T00:00+03:00", Fraction(5)),
        ("2026-11-21T00:00+03:00", "2026-11-23T00:00+03:00", Fraction(0)),
        ("2026-11-25T00:00+03:00", "2026-11-25T13:30+03:00", Fraction(1, 2)),
        ("2026-11-25T00:00+03:00", "2026-11-25T08:00+03:00", Fraction(0)),
        ("2026-11-24T15:00+03:00", "2026-11-25T12:00+03:00", Fraction(2, 3)),
        ("2026-11-25T19:00+03:00", "2026-11-25T20:00+03:00", Fraction(0)),
    ],
)
def test_working_days_are_shares_of_working_time(start, end, expected):
    assert days_in(span(start, end), MOSCOW, OFFICE) == expected


def test_a_holiday_is_no_working_day():
    week = span("2026-06-08T00:00+03:00", "2026-06-15T00:00+03:00")

    assert days_in(week, MOSCOW, WorkingHours(OFFICE.shifts, "RU")) == 4


@given(window=WINDOWS, zone=ZONES, hours=st.one_of(st.none(), HOURS))
def test_days_are_the_sum_of_the_shares_of_each_date(window, zone, hours):
    wide = Window(window.start - 2 * DAY, window.end + 2 * DAY)
    whole = open_quarters(wide, hours or WorkingHours(), zone)
    expected = Fraction(0)
    for day in {at.astimezone(zone).date() for at in quarters(window)}:
        worked = [at for at in whole if at.astimezone(zone).date() == day]
        part = [at for at in worked if window.start <= at < window.end]
        expected += Fraction(len(part), len(worked)) if worked else 0

    assert days_in(window, zone, hours) == expected


@given(window=WINDOWS, zone=ZONES, hours=HOURS, share=st.floats(0.01, 0.99))
def test_days_add_up(window, zone, hours, share):
    at = window.start + (window.length * share // QUARTER) * QUARTER
    assume(window.start < at < window.end)

    parts = [Window(window.start, at), Window(at, window.end)]

    assert sum(days_in(part, zone, hours) for part in parts) == days_in(window, zone, hours)


def test_a_year_has_its_working_days_less_the_holidays_among_them():
    year = span("2026-01-01T00:00+03:00", "2027-01-01T00:00+03:00")

    assert len(open_windows(year, OFFICE, MOSCOW)) == 261
    assert days_in(year, MOSCOW, WorkingHours(OFFICE.shifts, "RU")) == 261 - len(
        [day for day in days_off("RU", 2026) if date.weekday(day) < 5]
    )
