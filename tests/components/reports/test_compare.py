"""Two periods over a simulated PBX: the right numbers, for as few requests as it takes."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.measures import causes as reasons
from components.measures import frames
from components.measures.causes import Why
from components.measures.changes import Lengths
from components.measures.counts import Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.against import Against, Days, Minutes, Side, pair
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.presets import Preset
from components.periods.window import Window
from components.reports import compare, overview
from components.reports.answer import Part
from components.reports.compare import Align
from components.reports.comparison import Comparison
from components.ringme.errors import PbxFault
from components.simulator import PEOPLE, Fault, Office, Where
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
MENU = MenuCountsAs.MISSED
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEKDAYS = frozenset(range(5))
OFFICE = WorkingHours((Shift(WEEKDAYS, time(9), time(18)),))
TODAY = date(2026, 11, 18)
"""A Wednesday, 15:15 in Moscow."""

SETTLED = (
    (Preset.LAST_WEEK, Against.WEEKDAY),
    (Preset.LAST_MONTH, Against.PREVIOUS),
    (Preset.LAST_QUARTER, Against.YEAR),
    (Days(date(2026, 11, 1), date(2026, 11, 10)), Against.WEEKS_52),
    (Days(date(2026, 11, 1), date(2026, 11, 10)), Days(date(2026, 3, 1), date(2026, 3, 17))),
)
RUNNING = (
    (Preset.TODAY, Against.WEEKDAY),
    (Preset.TODAY, Against.PREVIOUS),
    (Preset.LAST_7_DAYS, Against.WEEKDAY),
    (Preset.THIS_MONTH, Against.PREVIOUS),
    (Preset.THIS_MONTH, Against.YEAR),
    (Preset.LAST_28_DAYS, Against.WEEKS_52),
    (Preset.THIS_WEEK, Against.PREVIOUS),
)


def ask(period, other=Against.WEEKDAY, step=Step.DAY, *, complete=False, zone=MOSCOW, **more):
    made = pair(period, other, zone, NOW, complete=complete)
    return Comparison(more.pop("source", Source.CALLS), made, step, zone, **more)


def load(desk, comparison, **more):
    """Return both numbers, once nothing is missing any more."""
    for _ in range(9):
        answer = compare.wait(desk, comparison, **more)
        if not answer.missing:
            break
    assert answer.missing == 0
    return answer.shown


def price(desk, comparison):
    return compare.look(desk, comparison, asking=False).missing


def both(comparison, edge=None):
    return [comparison.closed(side, edge).window for side in Side]


# What is known costs nothing


@pytest.mark.parametrize(("period", "other"), SETTLED)
def test_settled_periods_that_were_seen_day_by_day_cost_nothing(desk, pbx, period, other):
    comparison = ask(period, other)
    for side in Side:
        overview.wait(desk, comparison.question(side))
    before = pbx.statistics_requests

    answer = compare.wait(desk, comparison)

    assert (answer.missing, answer.due) == (0, 0)
    assert answer.shown is not None
    assert pbx.statistics_requests == before


@pytest.mark.parametrize(
    ("period", "other", "step"),
    [*((*each, Step.DAY) for each in RUNNING), *((*each, Step.HOUR) for each in RUNNING[:3])],
)
def test_a_running_period_costs_one_request_more_for_its_edge(desk, pbx, period, other, step):
    comparison = ask(period, other, step)
    for side in Side:
        overview.wait(desk, comparison.question(side))
    before = pbx.statistics_requests

    said = price(desk, comparison)
    load(desk, comparison)

    assert (said, pbx.statistics_requests - before) == (1, 1)


@pytest.mark.parametrize(("period", "other"), [*SETTLED, *RUNNING])
def test_a_comparison_costs_what_it_is_said_to_cost_and_only_once(desk, pbx, period, other):
    comparison = ask(period, other, Step.WEEK)

    said = price(desk, comparison)
    load(desk, comparison)
    load(desk, comparison)

    assert pbx.statistics_requests == said


def test_complete_days_of_a_running_period_have_no_edge(desk, pbx):
    comparison = ask(Preset.LAST_7_DAYS, complete=True)
    for side in Side:
        overview.wait(desk, comparison.question(side))
    before = pbx.statistics_requests

    found = load(desk, comparison)

    assert (found.edge, found.days_a, found.days_b) == (None, 6, 6)
    assert pbx.statistics_requests == before


# The numbers


@pytest.mark.parametrize(("period", "other"), [*SETTLED, *RUNNING])
@pytest.mark.parametrize("source", Source)
def test_both_sides_are_what_the_pbx_counts(desk, witness, period, other, source):
    comparison = ask(period, other, Step.WEEK, source=source, extensions=frozenset([40101, 40104]))

    found = load(desk, comparison)

    counted = [witness(source, window, (40101, 40104)) for window in both(comparison, found.edge)]
    assert [found.a.sides, found.b.sides] == counted


def test_a_period_that_runs_is_cut_in_the_other_where_it_was_read(desk, clock):
    found = load(desk, ask(Preset.TODAY))

    assert found.edge == found.a.as_of == clock.now
    assert found.b.question.window.end == clock.now - 7 * DAY


def test_however_long_the_other_takes_it_is_cut_where_the_first_was_read(desk, pbx, clock, witness):
    comparison = ask(Preset.TODAY)
    overview.wait(desk, comparison.question(Side.A))
    read_at = clock.now
    with pbx.hold(Where.STATISTICS) as held:
        compare.look(desk, comparison, asking=True)
        held.wait_for(1)
        clock.move(seconds=90)

    found = load(desk, comparison)

    assert found.edge == read_at
    assert found.b.sides == witness(Source.CALLS, both(comparison, read_at)[1])
    assert pbx.statistics_requests == 2


def test_nothing_is_asked_of_the_other_before_the_first_is_known(desk, pbx):
    comparison = ask(Preset.TODAY)

    with pbx.hold(Where.STATISTICS) as held:
        compare.look(desk, comparison, asking=True)
        held.wait_for(1)
        waiting = sum(desk.queue.waiting.values())
    load(desk, comparison)

    asked = [desk.entries[number].window.start for number in range(2)]
    assert waiting == 1
    assert asked == [each.start for each in both(comparison)]


def test_what_has_grown_old_is_read_anew_before_it_is_compared(desk, pbx, clock):
    comparison = ask(Preset.TODAY)
    load(desk, comparison)
    clock.move(minutes=3)

    said, again = price(desk, comparison), load(desk, comparison)

    assert said == 2
    assert again.edge == clock.now
    assert pbx.statistics_requests == 4


def test_an_update_reads_the_running_period_and_the_edge_anew(desk, pbx, clock):
    comparison = ask(Preset.LAST_7_DAYS)
    load(desk, comparison)
    before = pbx.statistics_requests
    clock.move(seconds=30)

    found = load(desk, comparison, newer_than=clock.now)

    assert found.edge == clock.now
    # Today, yesterday, which is not settled yet, and the edge.
    assert pbx.statistics_requests == before + 3


def test_the_one_that_is_not_looked_at_may_be_the_one_that_runs(desk, witness):
    comparison = ask(Days(date(2026, 11, 11), date(2026, 11, 11)), Days(TODAY, TODAY), Step.HOUR)

    found = load(desk, comparison)

    assert found.edge == NOW
    assert found.a.question.window.length == DAY * 61 / 96
    assert found.days_a == found.days_b == Fraction(61, 96)
    assert [found.a.sides, found.b.sides] == [
        witness(Source.CALLS, window) for window in both(comparison, NOW)
    ]


def test_lengths_are_told_in_local_days(desk):
    found = load(desk, ask(Preset.LAST_7_DAYS))

    assert found.days_a == found.days_b == 6 + Fraction(61, 96)
    assert not found.is_per_day


def test_a_range_of_another_length_is_compared_by_the_day(desk):
    found = load(desk, ask(*SETTLED[-1], Step.WEEK))

    assert (found.is_per_day, found.days_a, found.days_b) == (True, 10, 17)


def test_minutes_are_compared_with_minutes(desk, witness):
    morning = Minutes(datetime(2026, 11, 18, 9), datetime(2026, 11, 18, 11, 30))  # noqa: DTZ001
    comparison = ask(morning, Against.PREVIOUS, Step.HOUR)

    found = load(desk, comparison)

    assert [found.a.sides, found.b.sides] == [
        witness(Source.CALLS, window) for window in both(comparison)
    ]
    assert found.days_a == found.days_b == Fraction(150, 1440)


def test_the_buckets_of_both_sides_are_known(desk):
    found = load(desk, ask(Preset.LAST_7_DAYS))

    assert [one.first for one in found.a.stretches] == list(range(7))
    assert [one.first for one in found.b.stretches] == list(range(7))


# On the way


def test_totals_are_compared_before_their_days_are_told_apart(desk):
    comparison = ask(Preset.LAST_WEEK)
    for side in Side:
        overview.wait(desk, replace(comparison.question(side), step=Step.WEEK))

    answer = compare.look(desk, comparison, asking=False)

    assert answer.shown is not None
    assert answer.missing == 12


def test_what_is_known_of_the_period_looked_at_is_shown_at_once(desk):
    comparison = ask(Preset.LAST_7_DAYS)
    overview.wait(desk, comparison.question(Side.A))

    answer = compare.look(desk, comparison, asking=False)

    assert answer.shown is None
    assert [one.first for one in answer.stretches] == list(range(7))


def test_what_has_not_begun_has_no_numbers_and_costs_nothing(desk, pbx):
    tomorrow = Days(TODAY + DAY, TODAY + 2 * DAY)

    answer = compare.wait(desk, ask(tomorrow, Against.WEEKDAY))

    assert (answer.shown, answer.has_begun, answer.missing) == (None, False, 0)
    assert pbx.statistics_requests == 0


@pytest.mark.parametrize("period", [Preset.TODAY, Preset.LAST_WEEK])
def test_what_is_stopped_is_not_asked_any_more(desk, pbx, period):
    comparison = ask(period, step=Step.HOUR)
    with pbx.hold(Where.STATISTICS) as held:
        compare.look(desk, comparison, asking=True)
        held.wait_for(1)
        compare.stop(desk, comparison)

    overview.wait(desk, ask(Preset.LAST_MONTH, step=Step.MONTH).question(Side.A))

    assert pbx.statistics_requests <= 3


# When it fails


def test_a_failure_is_told(desk, pbx):
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)

    answer = compare.wait(desk, ask(Preset.TODAY))

    assert answer.shown is None
    assert isinstance(answer.trouble.error, PbxFault)


def test_after_a_failure_the_last_numbers_that_belong_together_are_still_there(desk, pbx, clock):
    comparison = ask(Preset.TODAY)
    before = load(desk, comparison)
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)
    clock.move(minutes=5)

    answer = compare.wait(desk, comparison)

    assert answer.shown.edge == before.edge
    assert (answer.shown.a.sides, answer.shown.b.sides) == (before.a.sides, before.b.sides)
    assert isinstance(answer.trouble.error, PbxFault)


# Working hours


def worked(witness, window, hours, zone=MOSCOW):
    """Return what the PBX counts in each half hour at which the office is open, by brute force."""
    total, start = Sides(), window.start
    while start < window.end:
        end = min(start + timedelta(minutes=30), window.end)
        local = start.astimezone(zone)
        if any(_is_open(shift, local) for shift in hours.shifts):
            total += witness(Source.CALLS, Window(start, end))
        start = end
    return total


def _is_open(shift, local):
    at = local.time()
    if shift.start < shift.end:
        return local.weekday() in shift.weekdays and shift.start <= at < shift.end
    yesterday = (local.weekday() - 1) % 7
    is_evening = local.weekday() in shift.weekdays and at >= shift.start
    return is_evening or (yesterday in shift.weekdays and at < shift.end)


half_hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
shifts = st.builds(
    Shift,
    st.frozensets(st.integers(0, 6), min_size=1),
    half_hours,
    half_hours,
)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    opened=st.lists(shifts, min_size=1, max_size=2),
    asked=st.sampled_from(
        [
            (Preset.LAST_WEEK, Step.WEEK),
            (Preset.LAST_7_DAYS, Step.DAY),
            (Preset.THIS_WEEK, Step.DAY),
            (Preset.TODAY, Step.HOUR),
        ]
    ),
)
def test_only_calls_of_working_time_count(sit, witness, opened, asked):
    hours = WorkingHours(tuple(opened))
    comparison = ask(asked[0], Against.WEEKDAY, asked[1], hours=hours)
    desk = sit()

    found = load(desk, comparison)

    if found is None:
        answer = compare.look(desk, comparison, asking=False)
        assert answer.is_closed or not answer.has_begun
        return
    windows = both(comparison, found.edge)
    assert [found.a.sides, found.b.sides] == [worked(witness, each, hours) for each in windows]
    for side in (found.a, found.b):
        assert sum((one.sides for one in side.stretches), Sides()) == side.sides


def test_each_day_shows_its_working_time(desk, witness):
    found = load(desk, ask(Preset.LAST_WEEK, hours=OFFICE))

    days = [Window(*each) for each in pairwise(found.a.question.marks)]
    assert [one.first for one in found.a.stretches] == [0, 1, 2, 3, 4]
    assert [one.sides for one in found.a.stretches] == [
        worked(witness, day, OFFICE) for day in days[:5]
    ]
    assert (found.days_a, found.days_b) == (5, 5)


def test_each_working_day_of_which_nothing_is_known_costs_one_request(desk, pbx):
    comparison = ask(Preset.LAST_WEEK, hours=OFFICE)

    said = price(desk, comparison)
    load(desk, comparison)

    assert said == pbx.statistics_requests == 10


def test_while_nobody_works_the_edge_stands_still_for_a_quarter_of_an_hour(desk, pbx, clock):
    clock.move(hours=5, minutes=7)
    comparison = ask(Preset.THIS_WEEK, hours=OFFICE)

    first = load(desk, comparison)
    before = pbx.statistics_requests
    clock.move(minutes=7)
    second = load(desk, comparison)

    # 20:15 in Moscow, two hours after the end of work.
    assert first.edge == second.edge == datetime(2026, 11, 18, 17, 15, tzinfo=NOW.tzinfo)
    assert (first.days_a, first.days_b) == (3, 3)
    assert pbx.statistics_requests == before


def test_right_after_work_the_edge_is_the_end_of_work(desk, clock):
    clock.move(hours=2, minutes=50)

    found = load(desk, ask(Preset.TODAY, hours=OFFICE))

    assert found.edge == datetime(2026, 11, 18, 15, tzinfo=NOW.tzinfo)


def test_before_work_today_has_not_begun(desk, pbx, clock):
    clock.move(hours=-12)

    answer = compare.wait(desk, ask(Preset.TODAY, hours=OFFICE))

    assert (answer.shown, answer.has_begun, answer.missing) == (None, False, 0)
    assert pbx.statistics_requests == 0


def test_where_one_side_is_never_open_there_is_nothing_to_compare(desk, pbx):
    sunday = Days(date(2026, 11, 15), date(2026, 11, 15))
    monday = Days(date(2026, 11, 9), date(2026, 11, 9))

    answer = compare.wait(desk, ask(monday, sunday, hours=OFFICE))

    assert (answer.shown, answer.is_closed, answer.missing) == (None, True, 0)
    assert pbx.statistics_requests == 0


# Extensions apart

THREE = tuple(person.id for person in PEOPLE[:3])


@pytest.mark.parametrize("period", [Preset.LAST_WEEK, Preset.TODAY, Preset.LAST_28_DAYS])
def test_extensions_are_told_apart_for_two_requests_each(desk, pbx, witness, period):
    comparison = ask(period, step=Step.WEEK)
    shown = load(desk, comparison)
    before = pbx.statistics_requests
    apart = replace(comparison, split=THREE, edge=shown.edge)

    said = price(desk, apart)
    found = load(desk, apart)

    assert said == pbx.statistics_requests - before == 6
    windows = both(comparison, shown.edge)
    assert found.parts == tuple(
        Part(each, *(witness(Source.CALLS, window, (each,)) for window in windows))
        for each in THREE
    )
    assert (found.a.sides, found.b.sides) == (shown.a.sides, shown.b.sides)


def test_parts_are_shown_when_all_of_them_are_known(desk):
    apart = ask(Preset.LAST_WEEK, step=Step.WEEK, split=THREE)
    load(desk, replace(apart, split=THREE[:2]))

    answer = compare.look(desk, apart, asking=False)

    assert answer.shown is not None
    assert (answer.shown.parts, answer.missing) == (None, 2)


def test_rows_stand_there_as_they_come(desk):
    apart = ask(Preset.LAST_WEEK, step=Step.WEEK, split=THREE)
    found = load(desk, replace(apart, split=THREE[:2]))

    rows = compare.look(desk, apart, asking=False).shown.rows

    assert [(row.a, row.b) for row in rows] == [
        *((part.a, part.b) for part in found.parts),
        (None, None),
    ]


def test_whole_totals_of_both_periods_take_one_request_each(desk, pbx, witness):
    whole = ask(Preset.LAST_MONTH, Against.PREVIOUS, is_whole=True)

    found = load(desk, whole)

    windows = both(whole)
    assert pbx.statistics_requests == sum(-(-window.length // (30 * DAY)) for window in windows)
    assert [found.a.sides, found.b.sides] == [witness(Source.CALLS, window) for window in windows]


def test_many_extensions_are_all_told_apart_in_the_end(desk, pbx):
    # More than wait in the queue at a time: the numbers mean nothing to this PBX.
    many = tuple(range(50_001, 50_031))

    found = load(desk, ask(Preset.LAST_WEEK, step=Step.WEEK, split=many))

    assert [part.extension for part in found.parts] == list(many)
    assert pbx.statistics_requests == 2 + 60


def test_working_hours_hold_for_each_extension(desk, witness):
    found = load(desk, ask(Preset.LAST_WEEK, step=Step.WEEK, hours=OFFICE, split=(40101,)))

    (part,) = found.parts
    opened = [
        [Window(start + 9 * HOUR, start + 18 * HOUR) for start in days[:5]]
        for days in (
            [window.start + day * DAY for day in range(7)] for window in both(found.comparison)
        )
    ]
    assert [part.a, part.b] == [
        sum((witness(Source.CALLS, each, (40101,)) for each in windows), Sides())
        for windows in opened
    ]


def test_numbers_that_are_fixed_to_their_edge_do_not_move_with_newer_ones(desk, pbx, clock):
    comparison = ask(Preset.TODAY)
    shown = load(desk, comparison)
    fixed = replace(comparison, edge=shown.edge, split=THREE)
    clock.move(minutes=4)
    overview.wait(desk, comparison.question(Side.A))
    before = pbx.statistics_requests

    found = load(desk, fixed)

    assert found.edge == shown.edge
    assert (found.a.sides, found.b.sides) == (shown.a.sides, shown.b.sides)
    # Today as it was then has to be asked for once more.
    assert pbx.statistics_requests == before + 1 + 6


def test_numbers_that_are_fixed_to_their_edge_are_not_read_again(desk, pbx, clock):
    comparison = ask(Preset.LAST_7_DAYS)
    shown = load(desk, comparison)
    before = pbx.statistics_requests
    clock.move(hours=1)

    found = load(desk, replace(comparison, edge=shown.edge))

    assert (found.a, found.b, found.edge) == (shown.a, shown.b, shown.edge)
    assert pbx.statistics_requests == before


# Frames


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("align", Align)
def test_both_trends_are_made_of_the_numbers_of_both_sides(desk, source, align):
    found = load(desk, ask(Preset.THIS_MONTH, Against.PREVIOUS, source=source))

    made = compare.compared(found, MENU, align)

    shift = -3 if align is Align.WEEKDAY else 0
    assert made.equals(
        frames.compared_frame(found.a.stretches, found.b.stretches, source, MENU, shift=shift)
    )


@pytest.mark.parametrize(
    ("other", "shift"),
    [(date(2026, 11, 2) + offset * DAY, (offset + 3) % 7 - 3) for offset in range(-7, 7)],
)
def test_by_weekday_a_day_stands_over_the_nearest_of_its_name(other, shift):
    monday = Days(date(2026, 11, 9), date(2026, 11, 15))
    comparison = ask(monday, Days(other, other + 6 * DAY))

    assert compare.shift(comparison, Align.WEEKDAY) == shift
    assert compare.shift(comparison, Align.POSITION) == 0


@pytest.mark.parametrize("step", [Step.HOUR, Step.WEEK, Step.MONTH])
def test_only_days_have_a_weekday(step):
    comparison = ask(Preset.THIS_MONTH, Against.PREVIOUS, step)

    assert compare.shift(comparison, Align.WEEKDAY) == 0


RULES = {Why.RATE: reasons.by_rate, Why.OUTCOME: reasons.by_outcome}


@pytest.mark.parametrize("why", RULES)
@pytest.mark.parametrize("menu", MenuCountsAs)
@pytest.mark.parametrize(("period", "other"), [SETTLED[0], SETTLED[-1]])
def test_why_it_changed_is_told_of_the_numbers_of_both_sides(desk, period, other, menu, why):
    found = load(desk, ask(period, other, Step.WEEK))

    made = compare.causes(found, menu, why)

    lengths = Lengths(Fraction(10), Fraction(17)) if found.is_per_day else None
    expected = {
        way: RULES[why](found.a.sides[way], found.b.sides[way], menu, lengths) for way in Direction
    }
    assert made.equals(frames.cause_frame(expected))


def test_by_extension_the_parts_make_the_change(desk):
    found = load(desk, ask(Preset.LAST_WEEK, step=Step.WEEK, split=THREE))

    made = compare.causes(found, MENU, Why.EXTENSION)

    inbound = made[made["direction"] == "in"].set_index("part")["calls"]
    change = found.a.sides.inbound.bridged - found.b.sides.inbound.bridged
    assert inbound["a"] - inbound["b"] == change == inbound.drop(["a", "b"]).sum()
    assert {str(each) for each in THREE} <= set(inbound.index)


@pytest.mark.parametrize("why", Why)
def test_of_legs_and_of_unknown_extensions_no_reason_is_told(desk, why):
    legs = load(desk, ask(Preset.LAST_WEEK, step=Step.WEEK, source=Source.LEGS))
    calls = load(desk, ask(Preset.LAST_WEEK, step=Step.WEEK))

    assert compare.causes(legs, MENU, why).empty
    assert compare.causes(calls, MENU, why).empty is (why is Why.EXTENSION)


class TestAQuietOffice:
    """An account whose phone never rings."""

    @pytest.fixture
    def office(self):
        return Office.quiet()

    @pytest.mark.parametrize("period", [Preset.LAST_WEEK, Preset.TODAY])
    def test_nothing_compared_with_nothing_is_empty(self, desk, period):
        found = load(desk, ask(period))

        assert found.is_empty
        assert found.unexplained == {}
