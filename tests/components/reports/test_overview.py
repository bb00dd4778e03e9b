"""The overview's answer, from the PBX's own counts to totals, buckets, gaps and their moment."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures import frames
from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing, Stretch
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.window import Window
from components.reports import overview
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import PbxFault, QuotaUsedUp
from components.simulator import EmptySides, Fault, Office, Where
from tests.oracles import DOCUMENTED

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
TODAY = Window(MIDNIGHT, MIDNIGHT + timedelta(days=1))
TOMORROW = Window(TODAY.end, TODAY.end + timedelta(days=1))
SPRING = Window(datetime(2026, 2, 28, 21, tzinfo=UTC), datetime(2026, 3, 30, 21, tzinfo=UTC))
EXAMPLE = Window(datetime(2019, 10, 31, 21, tzinfo=UTC), datetime(2019, 11, 10, 21, tzinfo=UTC))

LAST_WEEK = Window(MIDNIGHT - timedelta(days=9), MIDNIGHT - timedelta(days=2))
EVERY_DAY = frozenset(range(7))
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),))

SIX = ("bridged", "answered", "not_answered", "busy", "rejected", "failed")
numbers = st.integers(0, 10_000)
counts = st.builds(Counts, total=numbers, **dict.fromkeys(SIX, numbers))


def ask(window=SPRING, source=Source.CALLS, extensions=(), step=Step.MONTH):
    return Question(source, window, step, MOSCOW, frozenset(extensions))


def answer(*parts, source=Source.CALLS, standing=Standing.PROVISIONAL):
    """Return an overview of so many stretches."""
    stretches = tuple(
        Stretch(number, 1, sides, standing, NOW) for number, sides in enumerate(parts)
    )
    total = sum(parts, Sides())
    return Overview(ask(source=source), total, stretches, as_of=NOW, settled=False)


def load(desk, question, **more):
    return overview.wait(desk, question, **more).shown


# Totals


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("extensions", [(), (40104,), (40101, 40150)])
def test_the_totals_are_those_of_the_pbx(desk, witness, source, extensions):
    loaded = load(desk, ask(source=source, extensions=extensions))

    assert loaded.sides == witness(source, SPRING, extensions)


@pytest.mark.parametrize("source", Source)
def test_each_day_is_that_of_the_pbx(desk, witness, source):
    question = ask(source=source, step=Step.DAY)

    stretches = load(desk, question).stretches

    windows = [Window(*pair) for pair in pairwise(question.marks)]
    assert [one.sides for one in stretches] == [witness(source, day) for day in windows]
    assert [(one.first, one.buckets) for one in stretches] == [(day, 1) for day in range(30)]


class TestTheDocumentedExample:
    """The vendor's own ten days."""

    @pytest.fixture
    def office(self):
        return Office.documented_example()

    @pytest.mark.parametrize("step", [Step.MONTH, Step.DAY])
    @pytest.mark.parametrize("direction", Direction)
    def test_every_number_is_the_vendors(self, desk, direction, step):
        loaded = load(desk, ask(EXAMPLE, step=step))

        told = {key.replace(" ", "_"): count for key, count in DOCUMENTED[direction].items()}
        assert loaded.sides[direction] == Counts(**told)

    def test_it_adds_up(self, desk):
        assert load(desk, ask(EXAMPLE)).unexplained == {}

    def test_it_is_not_empty(self, desk):
        assert not load(desk, ask(EXAMPLE)).is_empty


class TestAQuietOffice:
    """An account whose phone never rings."""

    @pytest.fixture
    def office(self):
        return Office.quiet()

    @pytest.mark.parametrize("form", EmptySides)
    def test_no_calls_are_an_empty_answer_in_whatever_form_they_come(self, desk, pbx, form):
        pbx.habits = replace(pbx.habits, empty_sides=form)

        assert load(desk, ask()).is_empty

    def test_no_calls_add_up(self, desk):
        assert load(desk, ask()).unexplained == {}

    def test_where_nothing_was_nothing_was_in_any_part(self, desk, pbx):
        assert len(load(desk, ask(step=Step.DAY)).stretches) == 30
        assert pbx.statistics_requests == 1


@pytest.mark.parametrize(
    "sides", [Sides(inbound=Counts(total=1)), Sides(outbound=Counts(total=1))], ids=["in", "out"]
)
def test_one_call_in_one_direction_is_not_empty(sides):
    assert not answer(sides).is_empty


# Gaps


@given(inbound=counts, outbound=counts)
def test_a_gap_is_by_how_much_the_six_outcomes_miss_the_total(inbound, outbound):
    gaps = answer(Sides(inbound, outbound)).unexplained

    expected = {
        direction: abs(side.total - sum(getattr(side, name) for name in SIX))
        for direction, side in zip(Direction, (inbound, outbound), strict=True)
    }
    assert gaps == {direction: gap for direction, gap in expected.items() if gap}


def test_opposite_gaps_do_not_hide_each_other():
    too_many, too_few = Sides(Counts(total=3)), Sides(Counts(bridged=3))

    assert answer(too_many, too_few).unexplained == {Direction.INBOUND: 6}


def test_a_gap_is_told_for_the_direction_that_has_it(desk, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    assert load(desk, ask()).unexplained == {Direction.INBOUND: 3}


@given(inbound=counts, outbound=counts)
def test_nothing_is_expected_of_legs(inbound, outbound):
    assert answer(Sides(inbound, outbound), source=Source.LEGS).unexplained == {}


# Moments


def test_numbers_are_as_of_the_moment_of_the_question(desk, clock):
    assert load(desk, ask(TODAY)).as_of == clock.now


def test_numbers_of_today_are_not_final(desk):
    assert not load(desk, ask(TODAY)).settled


def test_numbers_of_last_spring_are_final(desk):
    assert load(desk, ask(SPRING)).settled


def test_numbers_become_final_26_hours_after_their_window(desk, clock):
    clock.now = TODAY.end + timedelta(hours=26)

    assert load(desk, ask(TODAY)).settled


def test_a_sum_of_final_parts_is_final_whenever_each_was_read(desk, clock):
    longer = Window(SPRING.start, SPRING.end + timedelta(days=30))
    clock.now = SPRING.end + timedelta(days=3)
    load(desk, ask(SPRING))
    clock.now = longer.end + timedelta(days=3)

    assert load(desk, ask(longer)).settled


def test_an_update_of_a_long_period_is_as_of_now(desk, clock):
    question = ask(Window(TODAY.end - timedelta(days=90), TODAY.end))
    load(desk, question)
    clock.move(hours=1)

    updated = load(desk, question, newer_than=clock.now)

    assert updated.as_of == clock.now


def test_newer_numbers_are_asked_for_on_demand(desk, pbx, clock):
    load(desk, ask(TODAY))
    clock.move(seconds=1)

    load(desk, ask(TODAY), newer_than=clock.now)

    assert pbx.statistics_requests == 2


# On the way


def test_at_first_nothing_is_known_and_its_price_is(desk, pbx):
    seen = overview.look(desk, ask(step=Step.DAY), asking=False)

    assert (seen.shown, seen.missing, seen.due, seen.trouble) == (None, 30, 0, None)
    assert pbx.statistics_requests == 0


def test_a_look_that_may_ask_has_it_asked(desk, pbx):
    with pbx.hold(Where.STATISTICS) as held:
        seen = overview.look(desk, ask(), asking=True)
        held.wait_for(1)

    assert (seen.shown, seen.missing) == (None, 1)


def test_the_whole_is_shown_before_its_days(desk, witness):
    load(desk, ask())

    seen = overview.look(desk, ask(step=Step.DAY), asking=False)

    assert seen.shown.sides == witness(Source.CALLS, SPRING)
    assert [one.buckets for one in seen.shown.stretches] == [30]
    assert seen.missing + seen.due == 29


def test_old_numbers_are_shown_with_their_moment_while_new_ones_are_due(desk, clock):
    load(desk, ask(TODAY))
    clock.move(minutes=5)

    seen = overview.look(desk, ask(TODAY), asking=False)

    assert (seen.missing, seen.due) == (0, 1)
    assert seen.shown.as_of == clock.now - timedelta(minutes=5)


def test_what_is_known_costs_nothing(desk, pbx):
    overview.wait(desk, ask(step=Step.DAY))
    before = pbx.statistics_requests

    seen = overview.wait(desk, ask(step=Step.DAY))

    assert (seen.missing, seen.due) == (0, 0)
    assert pbx.statistics_requests == before


def test_what_has_not_begun_has_no_numbers_and_costs_nothing(desk, pbx):
    seen = overview.wait(desk, ask(TOMORROW, step=Step.HOUR))

    assert (seen.shown, seen.has_begun, seen.missing) == (None, False, 0)
    assert pbx.statistics_requests == 0


@pytest.mark.parametrize("window", [SPRING, TODAY])
def test_what_has_begun_says_so(desk, window):
    assert overview.look(desk, ask(window), asking=False).has_begun
    assert overview.wait(desk, ask(window)).has_begun


@pytest.mark.parametrize("is_update", [False, True])
def test_what_is_stopped_is_not_asked_any_more(desk, pbx, clock, is_update):
    question = ask(TODAY, step=Step.HOUR)
    newer_than = clock.now if is_update else None
    with pbx.hold(Where.STATISTICS) as held:
        overview.look(desk, question, asking=True, newer_than=newer_than)
        held.wait_for(1)
        overview.stop(desk, question, newer_than=newer_than)

    load(desk, ask(SPRING))

    assert pbx.statistics_requests == 2


# Working hours


def test_of_each_day_only_working_time_counts(desk, pbx, witness):
    question = replace(ask(LAST_WEEK, step=Step.DAY), hours=OFFICE)

    loaded = load(desk, question)

    nine, six = timedelta(hours=9), timedelta(hours=18)
    opened = [Window(day + nine, day + six) for day in question.marks[:5]]
    worked = [witness(Source.CALLS, window) for window in opened]
    assert [one.sides for one in loaded.stretches] == worked
    assert [(one.first, one.buckets) for one in loaded.stretches] == [(at, 1) for at in range(5)]
    assert loaded.sides == sum(worked, Sides())
    assert pbx.statistics_requests == 5


def test_a_day_whose_work_is_not_over_is_open_even_in_its_pause(desk):
    shifts = (Shift(EVERY_DAY, time(9), time(13)), Shift(EVERY_DAY, time(16), time(19)))
    question = replace(ask(TODAY, step=Step.DAY), hours=WorkingHours(shifts))

    loaded = load(desk, question)

    assert [one.standing for one in loaded.stretches] == [Standing.OPEN]
    assert not loaded.settled


def test_what_is_known_without_working_hours_tells_of_whole_hours(desk, pbx):
    load(desk, ask(TODAY, step=Step.HOUR))
    before = pbx.statistics_requests

    load(desk, replace(ask(TODAY, step=Step.HOUR), hours=OFFICE))

    assert pbx.statistics_requests == before


def test_a_period_without_working_time_says_so_and_costs_nothing(desk, pbx):
    sunday = Window(LAST_WEEK.end - timedelta(days=1), LAST_WEEK.end)

    seen = overview.wait(desk, replace(ask(sunday), hours=OFFICE))

    assert (seen.shown, seen.is_closed, seen.has_begun, seen.missing) == (None, True, True, 0)
    assert pbx.statistics_requests == 0


def test_before_work_a_day_has_not_begun(desk, clock):
    clock.move(hours=-12)

    seen = overview.wait(desk, replace(ask(TODAY), hours=OFFICE))

    assert (seen.shown, seen.is_closed, seen.has_begun) == (None, False, False)


@pytest.mark.parametrize("is_update", [False, True])
def test_what_is_stopped_is_not_asked_any_more_in_working_time(desk, pbx, clock, is_update):
    question = replace(ask(LAST_WEEK, step=Step.HOUR), hours=OFFICE)
    newer_than = clock.now if is_update else None
    with pbx.hold(Where.STATISTICS) as held:
        overview.look(desk, question, asking=True, newer_than=newer_than)
        held.wait_for(1)
        overview.stop(desk, question, newer_than=newer_than)

    load(desk, ask(SPRING))

    assert pbx.statistics_requests == 2


def test_an_update_reads_working_time_anew(desk, pbx, clock):
    question = replace(ask(TODAY, step=Step.HOUR), hours=OFFICE)
    load(desk, question)
    before = pbx.statistics_requests
    clock.move(seconds=30)

    seen = overview.wait(desk, question, newer_than=clock.now)

    assert seen.shown.as_of == clock.now
    # From nine o'clock to a quarter past three.
    assert pbx.statistics_requests == before + 7


# When it fails


def test_a_failure_is_told_and_not_an_empty_answer(desk, pbx):
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)

    seen = overview.wait(desk, ask())

    assert seen.shown is None
    assert isinstance(seen.trouble.error, PbxFault)


def test_after_a_failure_the_last_good_numbers_are_still_there(desk, pbx, clock):
    before = load(desk, ask(TODAY))
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)
    clock.move(minutes=5)

    seen = overview.wait(desk, ask(TODAY))

    assert (seen.shown.sides, seen.shown.as_of) == (before.sides, before.as_of)
    assert isinstance(seen.trouble.error, PbxFault)


def test_whoever_waits_for_days_is_told_why_they_do_not_come(desk, pbx):
    load(desk, ask())
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS, times=1)

    seen = overview.wait(desk, ask(step=Step.DAY))

    assert isinstance(seen.trouble.error, QuotaUsedUp)


# Frames


@pytest.mark.parametrize("menu", MenuCountsAs)
@pytest.mark.parametrize("source", Source)
def test_the_frames_are_made_of_the_numbers_of_the_answer(desk, source, menu):
    loaded = load(desk, ask(source=source, step=Step.WEEK))

    made = [
        overview.outcomes(loaded, menu),
        overview.endings(loaded, menu),
        overview.trend(loaded.question, loaded.stretches, menu),
    ]

    expected = [
        frames.outcome_frame(loaded.sides, menu),
        frames.ending_frame(loaded.sides, source, menu),
        frames.trend_frame(loaded.stretches, source, menu),
    ]
    assert all(one.equals(other) for one, other in zip(made, expected, strict=True))
