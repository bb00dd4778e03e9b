"""Boards are believed only when they show what the office has counted."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from benchmarks.watch import Watch, midnight_zone
from components.simulator import PEOPLE, Call, Direction, Ending, Office

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 18, 12, tzinfo=MOSCOW)


@pytest.fixture
def watch():
    """Watch an office that had a call at eleven, one at noon, and one a minute before midnight."""
    night = NOON.replace(hour=23, minute=59)
    calls = [
        Call.direct(at, Direction.INBOUND, Ending.BRIDGED, PEOPLE[1].id)
        for at in (NOON.replace(hour=11), NOON, night)
    ]
    return Watch(Office.of(calls), timedelta(minutes=1))


def board(calls, state="live"):
    return (
        f'<div data-board=""><section class="tile st-key-wall_in_calls" data-state="{state}">'
        f'<p class="wb-digits" data-testid="stMetricValue">{calls}</p></section></div>'
    )


@pytest.mark.parametrize(
    ("calls", "after", "wrong"),
    [
        (1, 60, 0),
        (2, 60, 0),
        (2, 3600, 0),
        (1, 3600, 1),
        (3, 60, 1),
        ("–", 60, 0),
        (3, 12 * 3600 + 2, 0),
        (3, 12 * 3600 + 60, 1),
        (0, 12 * 3600 + 60, 0),
    ],
    ids=[
        "a call ago",
        "now",
        "an hour later",
        "too old",
        "too many",
        "none",
        "midnight strikes",
        "yesterday's",
        "the new day's",
    ],
)
def test_a_number_that_the_office_did_not_have_lately_is_wrong(watch, calls, after, wrong):
    watch.see(board(calls), MOSCOW, NOON + timedelta(seconds=after))

    assert (watch.looks, watch.wrong) == (1, wrong)


def test_a_board_without_the_figure_is_wrong(watch):
    watch.see("<div>503</div>", MOSCOW, NOON)

    assert (watch.wrong, watch.late) == (1, 1)


def test_what_is_not_live_is_counted(watch):
    for state in ("live", "late", "stale"):
        watch.see(board(1, state), MOSCOW, NOON)

    assert (watch.looks, watch.late) == (3, 2)


def test_midnights_are_counted_by_zone(watch):
    for hours in range(36):
        watch.see(board(0), MOSCOW, NOON + timedelta(hours=hours))

    assert watch.midnights == 1


@pytest.mark.parametrize("hour", range(24))
def test_there_is_always_a_zone_where_midnight_is_next(hour):
    now = datetime(2026, 11, 18, hour, 20, tzinfo=UTC)

    there = (now.replace(minute=0) + timedelta(hours=1)).astimezone(midnight_zone(now))

    assert (there.hour, there.minute) == (0, 0)
