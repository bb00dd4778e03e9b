"""A board through simulated hours: what it costs, how fresh it is, and that it is true."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.books import Wish
from components.ledger.facts import Series
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.against import Against
from components.periods.presets import Preset
from components.periods.window import Window, midnight
from components.reports import wall
from components.reports.wall import Freshness, Watched
from components.ringme.errors import (
    AccessDenied,
    CredentialsRefused,
    PbxFault,
    QuotaUsedUp,
    StatisticsBusy,
    Unreachable,
)
from components.simulator import PEOPLE, Fault, Where
from tests.walls import HOUR, MINUTE, SECOND, room, states

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = Watched(Preset.TODAY, MOSCOW)
TWENTY_TO_TWO = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = {Freshness.LIVE}


@pytest.fixture
def office_hours(clock):
    """Let it be 13:40 in Moscow."""
    clock.now = TWENTY_TO_TWO


@pytest.mark.usefixtures("office_hours")
def test_twenty_displays_cost_60_requests_in_their_first_hour_and_are_never_late(pbx, clock):
    pbx.habits = replace(pbx.habits, quota=1000)
    with room(pbx, clock, displays=20) as there:
        seen = there.live(HOUR, TODAY)

    assert pbx.statistics_requests <= 61
    assert states(seen[1:]) == WELL
    last = seen[-1].figures
    assert [one.buckets for one in last.hours] == [1] * 15
    assert last.before is not None


def test_a_board_that_is_put_up_beside_many_has_its_figures_at_once(pbx, clock):
    clock.now = TWENTY_TO_TWO - 35 * MINUTE
    pbx.habits = replace(pbx.habits, quota=1000)
    boards = [replace(TODAY, extensions=frozenset({one.id})) for one in PEOPLE[:6]]
    with room(pbx, clock) as there:
        there.live(3 * MINUTE, *boards)
        # One of them has just been refreshed, and the next one is seconds away.
        there.look(*boards)
        figures = there.settle(TODAY)

    assert figures.sides is not None


def test_a_board_that_was_just_put_up_is_whole_within_seconds(pbx, clock):
    # So long before the reset, what grows old is asked for every ten seconds at most.
    clock.now = TWENTY_TO_TWO - 35 * MINUTE
    pbx.habits = replace(pbx.habits, quota=1000)
    with room(pbx, clock, every=SECOND) as there:
        seen = there.live(5 * SECOND, TODAY)
        spent = pbx.statistics_requests

    assert [one.buckets for one in seen[-1].figures.hours] == [1] * 14
    assert seen[-1].figures.before is not None
    assert spent <= 20


@pytest.mark.usefixtures("office_hours")
def test_no_hour_of_a_warm_board_costs_more(pbx, clock):
    with room(pbx, clock) as there:
        there.live(2 * HOUR, TODAY)
        asked = pbx.statistics_requests
        seen = there.live(HOUR, TODAY)

    assert pbx.statistics_requests - asked <= 60
    assert states(seen) == WELL


@pytest.mark.usefixtures("office_hours")
def test_a_quick_board_is_refreshed_every_two_seconds(pbx, clock):
    with room(pbx, clock, refresh=2 * SECOND, every=SECOND) as there:
        seen = there.live(3 * MINUTE, TODAY)

    assert states(seen[2:]) == WELL
    assert len(seen[-1].figures.hours) == 14


@pytest.mark.usefixtures("office_hours")
def test_what_stands_on_the_wall_is_what_the_pbx_counts(pbx, clock, witness):
    with room(pbx, clock) as there:
        there.settle(TODAY)
        figures = there.settle(TODAY)

    begin = midnight(TWENTY_TO_TWO.date(), MOSCOW)
    assert figures.sides == witness(Source.CALLS, figures.window)
    assert [one.sides for one in figures.hours] == [
        witness(Source.CALLS, Window(begin + number * HOUR, begin + (number + 1) * HOUR))
        for number in range(14)
    ]
    assert figures.hours[-1].standing is Standing.OPEN
    before = figures.before
    assert before.window == Window(begin - 7 * DAY, before.edge - 7 * DAY)
    assert before.then == witness(Source.CALLS, before.window)
    assert before.now == figures.sides


DOWN = {
    Fault.ERROR_500: PbxFault,
    Fault.BUSY_429: StatisticsBusy,
}


@pytest.mark.usefixtures("office_hours")
@pytest.mark.parametrize(("fault", "error"), [(None, Unreachable), *DOWN.items()])
def test_an_outage_is_late_then_stale_and_over_within_a_refresh(pbx, clock, fault, error):
    with room(pbx, clock) as there:
        there.live(10 * MINUTE, TODAY)
        begun = clock.now
        pbx.stop() if fault is None else pbx.faults.add(fault, where=Where.STATISTICS)
        gone = there.live(12 * MINUTE, TODAY)
        pbx.start() if fault is None else pbx.faults.clear()
        back = there.live(2 * MINUTE, TODAY)

    assert states([one for one in gone if one.at == begun + 2 * MINUTE]) == {Freshness.LATE}
    assert states([one for one in gone if one.at >= begun + 5 * MINUTE]) == {Freshness.STALE}
    troubles = [one.figures.trouble for one in gone if one.at >= begun + 2 * MINUTE]
    assert {type(trouble.error) for trouble in troubles} == {error}
    assert len({trouble.since for trouble in troubles}) == 1
    assert states([one for one in back if one.at >= back[0].at + MINUTE]) == WELL
    assert back[-1].figures.trouble is None


@pytest.mark.usefixtures("office_hours")
@pytest.mark.parametrize(
    ("fault", "error", "lasts"),
    [
        (Fault.QUOTA_429, QuotaUsedUp, 10 * MINUTE),
        (Fault.UNAUTHORISED_401, CredentialsRefused, 15 * MINUTE),
        (Fault.ACCESS_DENIED_403, AccessDenied, HOUR),
    ],
)
def test_a_refusal_keeps_its_own_time_and_says_why(pbx, clock, fault, error, lasts):
    with room(pbx, clock) as there:
        there.live(10 * MINUTE, TODAY)
        pbx.faults.add(fault, where=Where.STATISTICS)
        gone = there.live(6 * MINUTE, TODAY)
        asked = pbx.statistics_requests
        there.live(2 * MINUTE, TODAY)
        again = pbx.statistics_requests
        pbx.faults.clear()
        clock.now += lasts
        back = there.live(MINUTE + 10 * SECOND, TODAY)

    assert type(gone[-1].figures.trouble.error) is error
    assert gone[-1].freshness is Freshness.STALE
    assert again == asked
    assert (back[-1].freshness, back[-1].figures.trouble) == (Freshness.LIVE, None)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-11-18"])
def test_a_new_day_is_no_data_until_it_is_read_and_then_right(pbx, clock, witness, day):
    begin = midnight(datetime.fromisoformat(day).date(), BERLIN)
    board = Watched(Preset.TODAY, BERLIN)
    clock.now = begin - MINUTE
    with room(pbx, clock) as there:
        there.live(MINUTE, board)
        first, _, *seen = there.live(3 * MINUTE, board)
        clock.now = begin + 14 * HOUR
        there.settle(board)
        noon = there.settle(board)

    assert (first.freshness, first.figures.sides) == (Freshness.NO_DATA, None)
    assert states(seen) == WELL
    assert seen[0].figures.window.start == begin
    assert noon.sides == witness(Source.CALLS, noon.window)
    assert noon.before.then == witness(Source.CALLS, noon.before.window)
    assert len(noon.marks) - 1 == noon.window.length // HOUR


def test_a_short_quota_stretches_the_refreshes_says_so_and_leaves_people_theirs(pbx, clock):
    clock.now = TWENTY_TO_TWO - 35 * MINUTE
    pbx.habits = replace(pbx.habits, quota=100)
    with room(pbx, clock) as there:
        seen = there.live(15 * MINUTE, TODAY)
        page = Wish(Series(Source.CALLS), (TWENTY_TO_TWO - 90 * DAY, TWENTY_TO_TWO - 80 * DAY))
        person = there.desk.wait(page)

    assert all(one.figures.is_stretched for one in seen)
    assert seen[-1].figures.refresh > MINUTE
    assert states(seen[1:]) == WELL
    assert (person.survey.total is not None, person.trouble) == (True, None)


@pytest.mark.usefixtures("office_hours")
def test_boards_of_different_extensions_do_not_starve_each_other(pbx, clock):
    boards = [replace(TODAY, extensions=frozenset({one.id})) for one in PEOPLE[:2]]
    with room(pbx, clock) as there:
        seen = there.live(30 * MINUTE, *boards)

    assert states(seen[2:]) == WELL
    assert all(len(one.figures.hours) == 15 for one in seen[-2:])


@pytest.mark.usefixtures("office_hours")
def test_after_a_restart_the_last_figures_stand_at_once_though_the_pbx_is_gone(pbx, clock):
    shelf = Shelf(MEMORY, clock=clock)
    with room(pbx, clock, shelf=shelf) as there:
        before = there.settle(TODAY)
    clock.now += 4 * MINUTE
    with room(pbx, clock, shelf=shelf) as there:
        pbx.stop()
        figures = there.look(TODAY)

    assert (figures.sides, figures.read_at) == (before.sides, before.read_at)
    assert wall.freshness(figures, clock.now) is Freshness.LATE


@pytest.mark.usefixtures("office_hours")
def test_the_total_of_a_day_never_goes_back(pbx, clock):
    with room(pbx, clock, every=MINUTE) as there:
        seen = there.live(6 * HOUR, TODAY)

    totals = [one.figures.sides.inbound.total for one in seen[1:]]
    assert totals == sorted(totals)


@pytest.mark.usefixtures("office_hours")
@pytest.mark.parametrize("period", [Preset.YESTERDAY, Preset.LAST_WEEK])
def test_a_period_that_is_over_settles_and_is_never_late(pbx, clock, period):
    board = Watched(period, MOSCOW, against=Against.NONE)
    with room(pbx, clock, every=5 * MINUTE) as there:
        seen = there.live(10 * HOUR, board)
        clock.now += 3 * HOUR
        there.settle(board)

    assert states(seen[1:]) == WELL
    assert all(one.figures.trouble is None for one in seen)


@pytest.mark.usefixtures("office_hours")
def test_what_is_settled_is_never_late_and_costs_nothing(pbx, clock):
    board = Watched(Preset.LAST_WEEK, MOSCOW)
    with room(pbx, clock, every=MINUTE) as there:
        there.live(30 * MINUTE, board)
        asked = pbx.statistics_requests
        seen = there.live(HOUR, board)

    assert pbx.statistics_requests == asked
    figures = seen[-1].figures
    assert (figures.late_at, figures.stale_at) == (None, None)
    assert figures.before is not None


@pytest.mark.usefixtures("office_hours")
def test_nothing_is_shown_of_what_was_never_read(pbx, clock):
    with room(pbx, clock) as there:
        pbx.stop()
        figures = there.look(TODAY)

    assert figures.sides is None
    assert wall.freshness(figures, clock.now) is Freshness.NO_DATA
    assert (figures.hours, figures.before) == ((), None)


@pytest.mark.usefixtures("office_hours")
def test_a_look_without_asking_asks_nothing(pbx, clock):
    with room(pbx, clock) as there:
        wall.look(there.desk, TODAY, asking=False)

    assert pbx.statistics_requests == 0


@pytest.mark.usefixtures("office_hours")
def test_a_board_without_comparison_has_none(pbx, clock):
    with room(pbx, clock) as there:
        figures = there.settle(replace(TODAY, against=Against.NONE))

    assert figures.before is None
    assert figures.sides != Sides()


def test_figures_that_are_older_than_15_minutes_are_stale_however_seldom_they_come(pbx, clock):
    clock.now = TWENTY_TO_TWO
    pbx.habits = replace(pbx.habits, quota=1_000_000)
    with room(pbx, clock, refresh=timedelta(minutes=5)) as there:
        figures = there.settle(TODAY)

    assert figures.late_at == figures.read_at + 10 * MINUTE
    assert figures.stale_at == figures.read_at + 15 * MINUTE
