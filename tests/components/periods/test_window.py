"""Windows are half open, in UTC and whole seconds; days tile; cutting loses nothing."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.periods.window import LONGEST, Window, cut, midnight, reached
from tests.oracles import CLOCKS, quarter_hours

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

MOMENTS = st.integers(946_684_800, 4_102_444_800).map(lambda at: datetime.fromtimestamp(at, UTC))
LENGTHS = st.integers(1, 400 * 86_400).map(lambda seconds: seconds * SECOND)
WINDOWS = st.builds(lambda start, length: Window(start, start + length), MOMENTS, LENGTHS)
DAYS = st.dates(date(2000, 1, 1), date(2037, 12, 31))
ZONES = st.sampled_from(CLOCKS).map(ZoneInfo)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(NOON.replace(tzinfo=None), NOON + DAY, id="naive start"),
        pytest.param(NOON, NOON.replace(tzinfo=None) + DAY, id="naive end"),
        pytest.param(NOON.astimezone(ZoneInfo("Europe/Moscow")), NOON + DAY, id="another zone"),
        pytest.param(NOON.astimezone(ZoneInfo("Europe/London")), NOON + DAY, id="offset zero"),
        pytest.param(NOON.astimezone(timezone(timedelta(hours=3))), NOON + DAY, id="an offset"),
        pytest.param(NOON.replace(microsecond=1), NOON + DAY, id="split second at the start"),
        pytest.param(NOON, NOON.replace(microsecond=999_999), id="split second at the end"),
        pytest.param(NOON, NOON, id="empty"),
        pytest.param(NOON, NOON - SECOND, id="backwards"),
    ],
)
def test_what_is_no_window_is_refused(start, end):
    with pytest.raises(ValueError, match="a window"):
        Window(start, end)


def test_the_shortest_window_is_one_second():
    assert Window(NOON, NOON + SECOND).length == SECOND


def test_windows_sort_by_start_and_then_by_end():
    early, long, late = (
        Window(NOON, NOON + DAY),
        Window(NOON, NOON + 2 * DAY),
        Window(NOON + SECOND, NOON + DAY),
    )

    assert sorted([late, long, early]) == [early, long, late]


def test_the_longest_piece_is_thirty_days():
    assert timedelta(days=30) == LONGEST


@given(window=WINDOWS)
def test_no_piece_is_longer_than_thirty_days(window):
    assert all(piece.length <= LONGEST for piece in cut(window))


@given(window=WINDOWS, longest=st.integers(86_400, 100 * 86_400).map(lambda s: s * SECOND))
def test_no_piece_is_longer_than_asked(window, longest):
    assert all(piece.length <= longest for piece in cut(window, longest))


@given(window=WINDOWS)
def test_each_piece_starts_where_the_one_before_ends(window):
    assert all(before.end == after.start for before, after in pairwise(cut(window)))


@given(window=WINDOWS)
def test_the_pieces_reach_from_the_start_of_the_window_to_its_end(window):
    pieces = cut(window)

    assert Window(pieces[0].start, pieces[-1].end) == window


@given(window=WINDOWS)
def test_there_are_no_more_pieces_than_needed(window):
    assert len(cut(window)) == -(-window.length // LONGEST)


@pytest.mark.parametrize(("longest_and", "pieces"), [(-SECOND, 1), (timedelta(0), 1), (SECOND, 2)])
def test_a_second_more_than_thirty_days_is_another_piece(longest_and, pieces):
    assert len(cut(Window(NOON, NOON + LONGEST + longest_and))) == pieces


@pytest.mark.parametrize(
    "longest", [timedelta(0), -DAY, timedelta(microseconds=1), timedelta(seconds=1.5)]
)
def test_pieces_that_are_no_whole_seconds_are_refused(longest):
    with pytest.raises(ValueError, match="whole seconds"):
        cut(Window(NOON, NOON + DAY), longest)


@pytest.mark.parametrize(
    ("zone", "day", "starts"),
    [
        pytest.param("Europe/Moscow", "2026-11-23", "2026-11-22T21:00", id="Moscow"),
        pytest.param("Europe/Moscow", "2012-06-01", "2012-05-31T20:00", id="Moscow at +04:00"),
        pytest.param("Asia/Kolkata", "2026-11-23", "2026-11-22T18:30", id="half an hour"),
        pytest.param("Europe/Berlin", "2026-03-29", "2026-03-28T23:00", id="short day starts"),
        pytest.param("Europe/Berlin", "2026-03-30", "2026-03-29T22:00", id="short day ends"),
        pytest.param("Europe/Berlin", "2026-10-26", "2026-10-25T23:00", id="long day ends"),
        pytest.param("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00", id="midnight skipped"),
        pytest.param("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00", id="after 25 hours"),
        pytest.param("Asia/Beirut", "2026-03-29", "2026-03-28T22:00", id="Beirut skips midnight"),
        pytest.param("Asia/Beirut", "2026-10-25", "2026-10-24T22:00", id="Beirut repeats 23 h"),
        pytest.param("America/Havana", "2026-11-01", "2026-11-01T04:00", id="midnight twice"),
        pytest.param("America/St_Johns", "2010-11-07", "2010-11-07T02:30", id="back at 00:01"),
        pytest.param("Pacific/Apia", "2011-12-29", "2011-12-29T10:00", id="before the gap"),
        pytest.param("Pacific/Apia", "2011-12-30", "2011-12-30T10:00", id="the missing day"),
        pytest.param("Pacific/Apia", "2011-12-31", "2011-12-30T10:00", id="after the gap"),
        pytest.param("America/Toronto", "1919-03-31", "1919-03-31T04:30", id="from 23:30 on"),
    ],
)
def test_a_local_day_starts_at_this_instant(zone, day, starts):
    expected = datetime.fromisoformat(starts).replace(tzinfo=UTC)

    assert midnight(date.fromisoformat(day), ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Moscow", "2026-03-29", 24),
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/Sao_Paulo", "2018-11-04", 23),
        ("America/Sao_Paulo", "2018-02-17", 25),
        ("Asia/Beirut", "2026-03-29", 23),
        ("Asia/Beirut", "2026-10-24", 25),
        ("America/Havana", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Pacific/Apia", "2011-12-30", 0),
    ],
)
def test_a_local_day_has_this_many_hours(zone, day, hours):
    start = date.fromisoformat(day)

    length = midnight(start + DAY, ZoneInfo(zone)) - midnight(start, ZoneInfo(zone))

    assert length == timedelta(hours=hours)


@given(day=DAYS, zone=ZONES)
@example(day=date(2011, 12, 30), zone=ZoneInfo("Pacific/Apia"))
@example(day=date(2018, 11, 4), zone=ZoneInfo("America/Sao_Paulo"))
@example(day=date(2026, 10, 24), zone=ZoneInfo("Asia/Beirut"))
def test_a_local_day_is_as_long_as_a_count_of_its_quarter_hours(day, zone):
    length = midnight(day + DAY, zone) - midnight(day, zone)

    assert length == len(quarter_hours(day, day, zone)) * timedelta(minutes=15)


@given(day=DAYS, zone=ZONES)
@example(day=date(2011, 12, 31), zone=ZoneInfo("Pacific/Apia"))
def test_the_second_before_midnight_belongs_to_a_day_before(day, zone):
    before = (midnight(day, zone) - SECOND).astimezone(zone)

    assert before.date() < day


@given(day=DAYS, zone=ZONES)
def test_midnight_is_in_utc(day, zone):
    assert midnight(day, zone).tzinfo is UTC


@pytest.mark.parametrize("zone", CLOCKS)
def test_no_day_starts_before_the_day_before_it(zone):
    days = [date(2000, 1, 1) + count * DAY for count in range(38 * 365)]

    starts = [midnight(day, ZoneInfo(zone)) for day in days]

    assert all(before <= after for before, after in pairwise(starts))


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2026-11-25T09:00", "Europe/Moscow", "2026-11-25T06:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00"),  # skipped: the jump
        ("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00"),
        ("2025-10-26T02:30", "Europe/Berlin", "2025-10-26T00:30"),  # shown twice: the first
        ("2025-10-26T03:00", "Europe/Berlin", "2025-10-26T02:00"),
    ],
)
def test_a_time_is_reached_when_the_clock_first_shows_or_passes_it(wall, zone, expected):
    moment = reached(datetime.fromisoformat(wall), ZoneInfo(zone))

    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)
