"""Midnight strikes, and clocks are changed: a wall goes on with the new day, and nobody is there.

The PBX's clock is set to shortly before; it is the one that decides what day it is.
"""

from datetime import UTC, datetime, timedelta

import pytest

from components.simulator import (
    PEOPLE,
    Account,
    Call,
    Direction,
    Ending,
    Habits,
    Office,
    Simulator,
    Where,
)
from tests.browser.wall import RECORDER, Wall

REFRESH = 2
PATIENCE = 30
HOUR = timedelta(hours=1)
EARLY = timedelta(minutes=10)
"""How long before a clock strikes the boards are looked at first, however slow the machine is."""

SOON = timedelta(seconds=3 * REFRESH)
"""How long before it strikes the PBX's clock is set then, so that nobody waits for long."""

SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)

# Each zone with the calls of its day before the clock strikes and after, and all hours of that day.
STRIKES = {
    "spring": (SPRING, {"Europe/Berlin": (120, 120, 23), "Atlantic/Cape_Verde": (1440, 0, 24)}),
    "autumn": (AUTUMN, {"Europe/Berlin": (180, 180, 25)}),
}


class Ringing(Office):
    """An office whose phone rings in the middle of each minute, by day and by night."""

    def __init__(self):
        super().__init__(PEOPLE, self._ring)

    def _ring(self, day):
        # A day of the office is one of Moscow.
        start = datetime(day.year, day.month, day.day, tzinfo=UTC) - 3 * HOUR
        rings = (start + timedelta(minutes=number, seconds=30) for number in range(24 * 60))
        return [Call.direct(at, Direction.INBOUND, Ending.BRIDGED, PEOPLE[1].id) for at in rings]


class Clock:
    """A clock that goes at the usual pace, and can be put forward."""

    def __init__(self, at):
        self.put(at)

    def put(self, at):
        self._ahead = at - datetime.now(UTC)

    def __call__(self):
        return datetime.now(UTC) + self._ahead


@pytest.fixture(params=STRIKES)
def strike(request, start, customer):
    """Return a program, its PBX, what is to be seen, and the PBX's clock before it strikes."""
    struck_at, zones = STRIKES[request.param]
    clock = Clock(struck_at - EARLY)
    account = Account(office=Ringing(), app_id=customer.app_id, app_secret=customer.secret)
    with (
        Simulator(accounts=[account], habits=Habits(quota=100_000), clock=clock) as pbx,
        start(customer, pbx=pbx, CALLBOARD_WALL_REFRESH=f"{REFRESH}") as program,
    ):
        yield program, pbx, zones, clock, struck_at


def asked(pbx):
    """Return the lengths of the days that were asked about."""
    for record in pbx.requests:
        if record.place is Where.STATISTICS:
            ends = (record.parameters[f"{name}_datetime"][0] for name in ("start", "end"))
            first, last = map(datetime.fromisoformat, ends)
            yield last - first + timedelta(seconds=1)


def told(first, last):
    """Return numbers as they stand on a board, both ends included."""
    return {f"{number:,}" for number in range(first, last + 1)}


def test_a_day_begins_ends_and_changes_its_length_by_itself(visit, strike, customer):
    program, pbx, zones, clock, struck_at = strike
    walls = {
        zone: Wall(
            visit(
                f"/wall?account={customer.app_id}&tz={zone}&figure=in_calls",
                program=program,
                script=RECORDER,
            )
        )
        for zone in zones
    }
    for zone, (before, _, _) in zones.items():
        board = walls[zone].until_all("live", within=PATIENCE)
        assert board.values["in_calls"] in told(before - 10, before)
    clock.put(struck_at - SOON)

    for zone, (before, after, hours) in zones.items():
        wall, passed = walls[zone], timedelta(seconds=2 * REFRESH)
        # The phone goes on ringing: a machine that is busy sees the new day a little later.
        new = told(after, after + 1)
        wall.until(
            lambda board, passed=passed, new=new: (
                clock() > struck_at + passed
                and board.states == {"live"}
                and board.values["in_calls"] in new
            ),
            within=SOON.seconds + PATIENCE,
        )
        shown = {value for _, _, value in wall.shown() if value}
        assert shown <= told(before - 10, before) | new | {"–"}
        assert hours * HOUR in set(asked(pbx))
