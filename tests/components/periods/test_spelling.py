"""A period's spelling goes both ways, garbage is a ValueError, and a zone makes it a window."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from components.periods.presets import Preset
from components.periods.ranges import NEWEST, OLDEST, Days, Minutes
from components.periods.spelling import dates, fixed, parse, resolve, spell
from components.periods.window import Window
from tests.oracles import CLOCKS, quarter_hours

NOW = datetime(2026, 11, 23, 14, 2, 33, 987, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


def ordered(values, kind, *, apart):
    """Build ranges of a kind from two values in their order; ``apart`` says they must differ."""
    pairs = st.tuples(values, values).map(sorted)
    return pairs.filter(lambda pair: not apart or pair[0] < pair[1]).map(lambda pair: kind(*pair))


ZONES = st.sampled_from(CLOCKS).map(ZoneInfo)
MINUTE = st.integers(0, 100 * 365 * 24 * 60).map(
    lambda minutes: datetime.fromisoformat("2000-01-01") + timedelta(minutes=minutes)
)
DAYS = ordered(st.dates(OLDEST, NEWEST), Days, apart=False)
MINUTES = ordered(MINUTE, Minutes, apart=True)
PERIODS = st.one_of(st.sampled_from(Preset), DAYS, MINUTES)
SHORT = st.builds(
    lambda first, more: Days(first, first + timedelta(days=more)),
    st.dates(date(2000, 1, 1), date(2037, 11, 30)),
    st.integers(0, 10),
)


def wall(text):
    return datetime.fromisoformat(text)


def utc(text):
    return wall(text).replace(tzinfo=UTC)


@given(period=PERIODS)
def test_what_was_spelled_is_read_as_the_same_period(period):
    assert parse(spell(period)) == period


@given(period=PERIODS)
def test_what_was_read_is_spelled_the_same_way(period):
    text = spell(period)

    assert spell(parse(text)) == text


@given(period=PERIODS)
def test_a_spelling_needs_no_escape_in_a_link_but_for_colons(period):
    assert re.fullmatch(r"[A-Za-z0-9.:-]+", spell(period))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("last-7-days", Preset.LAST_7_DAYS),
        ("2026-11-01..2026-11-10", Days(date(2026, 11, 1), date(2026, 11, 10))),
        ("2024-02-29..2024-02-29", Days(date(2024, 2, 29), date(2024, 2, 29))),
        (
            "2026-11-01T09:00..2026-11-01T18:30",
            Minutes(wall("2026-11-01T09:00"), wall("2026-11-01T18:30")),
        ),
    ],
)
def test_links_keep_these_spellings(text, period):
    assert (parse(text), spell(period)) == (period, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LAST-7-DAYS",
        "last_7_days",
        " today",
        "today\n",
        "2026-11-01",
        "2026-11-01..",
        "2026-11-01...2026-11-10",
        "2026-11-10..2026-11-01",
        "2026-11-01..2026-11-10\n",
        "2026-02-29..2026-03-01",
        "2026-13-01..2026-13-02",
        "0000-01-01..0000-01-02",
        "9999-12-31..9999-12-31",
        "1999-12-31..2000-01-01",
        "20261101..20261110",
        "2026-W44-7..2026-W45-2",
        "٢٠٢٦-11-01..2026-11-10",
        "2026-11-01T09:00..2026-11-02",
        "2026-11-01T09:00..2026-11-01T09:00",
        "2026-11-01T09:00:00..2026-11-01T18:30:00",
        "2026-11-01T09:00Z..2026-11-01T18:30Z",
        "2026-11-01T24:00..2026-11-02T09:00",
        "2026-11-01 09:00..2026-11-01 18:30",
        "2026-11-01t09:00..2026-11-01t18:30",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError):
        parse(text)


NEARLY = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?", fullmatch=True)


@given(text=st.one_of(st.text(), st.builds("{}..{}".format, NEARLY, NEARLY)))
@example(text="\ud800..\x00")
@example(text="9" * 100_000)
def test_garbage_raises_nothing_but_a_value_error(text):
    try:
        period = parse(text)
    except ValueError:
        return

    assert spell(period) == text


def test_a_moscow_day_is_21_to_21_utc():
    day = Days(date(2026, 11, 1), date(2026, 11, 1))

    window = resolve(day, ZoneInfo("Europe/Moscow"), NOW)

    assert window == Window(utc("2026-10-31T21:00"), utc("2026-11-01T21:00"))


@given(days=SHORT, zone=ZONES)
@example(days=Days(date(2011, 12, 29), date(2011, 12, 31)), zone=ZoneInfo("Pacific/Apia"))
@example(days=Days(date(2018, 11, 3), date(2018, 11, 4)), zone=ZoneInfo("America/Sao_Paulo"))
@example(days=Days(date(2026, 10, 24), date(2026, 10, 25)), zone=ZoneInfo("Asia/Beirut"))
def test_whole_days_hold_exactly_the_quarter_hours_of_their_dates(days, zone):
    inside = quarter_hours(days.first, days.last, zone)
    assume(inside)

    window = resolve(days, zone, NOW)

    assert (window.start, window.end) == (inside[0], inside[-1] + QUARTER)


@given(days=SHORT, zone=ZONES)
def test_the_end_of_a_range_of_days_is_the_start_of_the_next(days, zone):
    assume(len(quarter_hours(days.first, days.last, zone)) > 0)
    longer = Days(days.first, days.last + timedelta(days=3))
    rest = Days(days.last + timedelta(days=1), longer.last)

    found = resolve(days, zone, NOW), resolve(rest, zone, NOW)

    assert Window(found[0].start, found[1].end) == resolve(longer, zone, NOW)


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Europe/Moscow", "2026-11-24"), ("America/Sao_Paulo", "2026-11-23"), ("UTC", "2026-11-23")],
)
def test_today_is_the_day_on_the_clocks_of_the_zone(zone, today):
    late = utc("2026-11-23T22:30")

    found = dates(Preset.TODAY, ZoneInfo(zone), late)

    assert found == Days(date.fromisoformat(today), date.fromisoformat(today))


def test_today_lasts_until_the_coming_midnight():
    assert resolve(Preset.TODAY, ZoneInfo("Europe/Moscow"), NOW).end == utc("2026-11-23T21:00")


@given(period=PERIODS.filter(lambda period: not isinstance(period, Preset)), zone=ZONES)
@example(period=Days(date(2026, 11, 1), date(2026, 11, 1)), zone=ZoneInfo("Europe/Berlin"))
def test_named_dates_do_not_move_with_the_clock(period, zone):
    try:
        window = resolve(period, zone, NOW)
    except ValueError:
        return

    assert window == resolve(period, zone, NOW + timedelta(days=400))


@pytest.mark.parametrize("preset", Preset)
def test_the_zone_in_which_now_is_given_does_not_matter(preset):
    berlin = ZoneInfo("Europe/Berlin")

    assert resolve(preset, berlin, NOW) == resolve(preset, berlin, NOW.astimezone(berlin))


@pytest.mark.parametrize(
    ("zone", "start", "end", "window"),
    [
        pytest.param(
            "Asia/Kolkata",
            "2026-11-01T09:00",
            "2026-11-01T18:30",
            ("2026-11-01T03:30", "2026-11-01T13:00"),
            id="plain",
        ),
        pytest.param(
            "Europe/Berlin",
            "2026-03-29T00:00",
            "2026-03-29T04:00",
            ("2026-03-28T23:00", "2026-03-29T02:00"),
            id="four hours by the clock are three",
        ),
        pytest.param(
            "Europe/Berlin",
            "2026-03-29T02:30",
            "2026-03-29T05:00",
            ("2026-03-29T01:30", "2026-03-29T03:00"),
            id="a skipped minute is counted on from before the jump",
        ),
        pytest.param(
            "Europe/Berlin",
            "2026-10-25T02:30",
            "2026-10-25T04:00",
            ("2026-10-25T00:30", "2026-10-25T03:00"),
            id="a minute that comes twice is the first",
        ),
    ],
)
def test_minutes_on_the_wall_are_these_instants(zone, start, end, window):
    minutes = Minutes(wall(start), wall(end))

    assert resolve(minutes, ZoneInfo(zone), NOW) == Window(*map(utc, window))


def test_the_second_time_of_a_minute_is_not_asked_for():
    twice = wall("2026-10-25T02:30")
    end = wall("2026-10-25T04:00")

    first, second = (Minutes(twice.replace(fold=fold), end) for fold in (0, 1))

    berlin = ZoneInfo("Europe/Berlin")
    assert resolve(second, berlin, NOW) == resolve(first, berlin, NOW)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        pytest.param("Pacific/Apia", "2011-12-30..2011-12-30", id="a day that never was"),
        pytest.param("Pacific/Apia", "2011-12-30T09:00..2011-12-31T09:00", id="of such a day"),
        pytest.param("Europe/Berlin", "2026-03-29T02:30..2026-03-29T03:30", id="a skipped hour"),
        pytest.param("Europe/Berlin", "2026-03-29T02:30..2026-03-29T03:00", id="backwards"),
    ],
)
def test_a_period_without_length_in_the_zone_is_refused(zone, text):
    with pytest.raises(ValueError, match="a window must end after it starts"):
        resolve(parse(text), ZoneInfo(zone), NOW)


@pytest.mark.parametrize("preset", Preset)
def test_a_naive_now_is_refused(preset):
    with pytest.raises(ValueError, match="zone"):
        resolve(preset, ZoneInfo("UTC"), NOW.replace(tzinfo=None))


@given(period=PERIODS, zone=ZONES, now=st.datetimes(timezones=st.just(UTC)))
def test_a_period_resolves_or_is_a_value_error(period, zone, now):
    try:
        window = resolve(period, zone, now)
    except ValueError:
        return

    assert window.length >= SECOND


@given(days=SHORT, zone=ZONES)
def test_a_range_of_days_touches_its_own_days(days, zone):
    touched = quarter_hours(days.first, days.last, zone)
    assume(touched)

    found = dates(days, zone, NOW)

    assert found == Days(touched[0].astimezone(zone).date(), touched[-1].astimezone(zone).date())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2026-11-01T09:00..2026-11-01T18:30", 1, 1, id="within a day"),
        pytest.param("2026-11-01T09:00..2026-11-02T00:00", 1, 1, id="until midnight"),
        pytest.param("2026-11-01T09:00..2026-11-02T00:01", 1, 2, id="a minute past midnight"),
        pytest.param("2026-11-01T23:59..2026-11-03T12:00", 1, 3, id="over days"),
    ],
)
def test_minutes_touch_the_days_that_they_reach_into(text, first, last):
    touched = Days(date(2026, 11, first), date(2026, 11, last))

    assert dates(parse(text), ZoneInfo("Europe/Moscow"), NOW) == touched


def test_a_day_that_never_was_is_not_touched():
    days = Days(date(2011, 12, 29), date(2011, 12, 30))

    assert dates(days, ZoneInfo("Pacific/Apia"), NOW).last == date(2011, 12, 29)


def test_a_preset_is_fixed_to_the_dates_that_it_means_now():
    assert fixed(Preset.LAST_7_DAYS, ZoneInfo("Europe/Moscow"), NOW) == Days(
        date(2026, 11, 17), date(2026, 11, 23)
    )


@given(period=st.one_of(DAYS, MINUTES))
def test_a_range_is_fixed_already(period):
    assert fixed(period, ZoneInfo("Europe/Moscow"), NOW) is period
