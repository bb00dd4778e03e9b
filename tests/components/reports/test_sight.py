"""What of a comparison may be asked for by now, and what it will cost."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.measures.outcomes import Source
from components.periods.against import Against, Days, Side, pair
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.presets import Preset
from components.reports import sight
from components.reports.comparison import Comparison
from components.simulator import Fault, Where
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),))
TODAY = date(2026, 11, 18)
"""A Wednesday, 15:15 in Moscow."""


def ask(period, other=Against.WEEKDAY, step=Step.WEEK, **more):
    return Comparison(Source.CALLS, pair(period, other, MOSCOW, NOW), step, MOSCOW, **more)


def see(desk, comparison, newer_than=None):
    return sight.see(desk, comparison, newer_than)


@pytest.fixture
def tell(desk):
    """Have everything asked for that may be, once."""

    def tell(comparison):
        desk.wait(*see(desk, comparison).wishes)

    return tell


def test_of_periods_that_are_over_both_may_be_asked_for_at_once(desk):
    seen = see(desk, ask(Preset.LAST_WEEK))

    assert (seen.running, seen.edge, seen.is_together) == (None, None, True)
    assert seen.wishes == tuple(one.wish for one in seen.sides.values())
    assert seen.missing == 2


def test_of_a_running_period_the_other_has_to_wait(desk, tell):
    comparison = ask(Preset.TODAY)

    first = see(desk, comparison)
    tell(comparison)
    second = see(desk, comparison)
    tell(comparison)

    assert (first.is_together, first.wishes, first.missing) == (
        False,
        (first.sides[Side.A].wish,),
        2,
    )
    assert (second.edge, second.wishes, second.missing) == (NOW, (second.sides[Side.B].wish,), 1)
    assert see(desk, comparison).wishes == ()


def test_the_one_that_runs_comes_first_whichever_it_is(desk):
    comparison = ask(Days(date(2026, 11, 11), date(2026, 11, 11)), Days(TODAY, TODAY))

    seen = see(desk, comparison)

    assert seen.running is Side.B
    assert seen.wishes == (seen.sides[Side.B].wish,)


def test_what_has_grown_old_takes_the_edge_with_it(desk, tell, clock):
    comparison = ask(Preset.TODAY)
    tell(comparison)
    tell(comparison)
    clock.move(minutes=3)

    seen = see(desk, comparison)

    assert (seen.edge, seen.missing) == (None, 2)
    assert seen.wishes == (seen.sides[Side.A].wish,)


def test_what_was_refused_takes_the_edge_with_it(desk, tell, clock):
    comparison = ask(Preset.TODAY)
    tell(comparison)

    assert see(desk, comparison, newer_than=clock.now + timedelta(seconds=1)).edge is None


def test_what_cannot_be_had_anew_keeps_its_edge(desk, pbx, tell, clock):
    comparison = ask(Preset.TODAY)
    tell(comparison)
    clock.move(minutes=3)
    pbx.faults.add(Fault.NOT_FOUND_404, where=Where.STATISTICS, times=1)

    tell(comparison)

    seen = see(desk, comparison)
    assert seen.edge == NOW
    assert seen.trouble is not None


def test_until_its_edge_is_known_the_other_costs_what_it_will_cost(desk, tell):
    seven_days = ask(Preset.LAST_7_DAYS, step=Step.DAY)

    said = see(desk, seven_days).missing
    tell(seven_days)

    assert said == 14
    assert see(desk, seven_days).missing == 7


def test_extensions_are_asked_for_together_with_the_second_side(desk, tell):
    apart = ask(Preset.TODAY, split=(40101, 40104))
    tell(apart)

    seen = see(desk, apart)

    assert (len(seen.wishes), seen.missing) == (5, 5)
    assert [(row.a, row.b) for row in seen.rows] == [(None, None)] * 2


def test_only_so_many_extensions_wait_at_once(desk):
    seen = see(desk, ask(Preset.LAST_WEEK, split=tuple(range(50_001, 50_101))))

    assert (len(seen.wishes), seen.missing) == (22, 202)


def test_without_extensions_there_are_no_rows(desk, tell):
    comparison = ask(Preset.LAST_WEEK)
    tell(comparison)

    assert see(desk, comparison).rows == ()


def test_of_an_extension_what_has_grown_old_is_good_enough(desk, tell, clock):
    apart = ask(Preset.TODAY, split=(40101,))
    tell(apart)
    tell(apart)
    fixed = replace(apart, edge=NOW)
    clock.move(hours=1)

    seen = see(desk, fixed)

    assert (seen.edge, seen.wishes, seen.missing) == (NOW, (), 0)
    assert [row.extension for row in seen.rows] == [40101]


@pytest.mark.parametrize(
    ("hour", "minute", "edge"),
    [(15, 0, (15, 0)), (15, 14, (15, 0)), (15, 15, (15, 15)), (20, 59, (20, 45))],
)
def test_while_nobody_works_the_edge_is_told_by_the_quarter_of_an_hour(
    desk, tell, clock, hour, minute, edge
):
    today = ask(Preset.TODAY, hours=OFFICE)
    clock.now = datetime(2026, 11, 18, hour, minute, 30, tzinfo=UTC)

    tell(today)

    # Work ends at six in Moscow, which is 15:00 UTC.
    assert see(desk, today).edge == datetime(2026, 11, 18, *edge, tzinfo=UTC)


def test_before_work_nothing_has_begun_and_nothing_is_asked_for(desk, clock):
    clock.move(hours=-12)

    seen = see(desk, ask(Preset.TODAY, hours=OFFICE))

    assert (seen.has_begun, seen.is_closed, seen.edge) == (False, False, None)
    assert (seen.wishes, seen.missing) == ((), 0)


def test_where_a_side_is_closed_nothing_is_asked_for(desk):
    weekend = Days(date(2026, 11, 14), date(2026, 11, 15))

    seen = see(desk, ask(weekend, Days(date(2026, 11, 5), date(2026, 11, 6)), hours=OFFICE))

    assert (seen.is_closed, seen.wishes, seen.missing) == (True, (), 0)


def test_a_side_that_is_closed_until_the_edge_has_nothing_to_compare(desk):
    # A Wednesday so far against a Saturday so far.
    seen = see(
        desk, ask(Days(TODAY, TODAY), Days(date(2026, 11, 14), date(2026, 11, 14)), hours=OFFICE)
    )

    assert (seen.is_closed, seen.wishes) == (True, ())


def test_tomorrow_has_not_begun(desk):
    tomorrow = TODAY + timedelta(days=1)

    seen = see(desk, ask(Days(tomorrow, tomorrow)))

    assert (seen.has_begun, seen.wishes, seen.missing) == (False, (), 0)
