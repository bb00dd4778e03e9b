"""The overview's answer, from the PBX's own counts to totals, gaps and their moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from components.reports import overview
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import PbxFault
from components.simulator import EmptySides, Fault, Office, Where
from tests.oracles import DOCUMENTED

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
TODAY = Window(MIDNIGHT, MIDNIGHT + timedelta(days=1))
SPRING = Window(datetime(2026, 2, 28, 21, tzinfo=UTC), datetime(2026, 3, 30, 21, tzinfo=UTC))
EXAMPLE = Window(datetime(2019, 10, 31, 21, tzinfo=UTC), datetime(2019, 11, 10, 21, tzinfo=UTC))

SIX = ("bridged", "answered", "not_answered", "busy", "rejected", "failed")
numbers = st.integers(0, 10_000)
counts = st.builds(Counts, total=numbers, **dict.fromkeys(SIX, numbers))


def answer(sides, source=Source.CALLS):
    return Overview(Question(source, SPRING), sides, as_of=NOW, settled=True)


def ask(window=SPRING, source=Source.CALLS, extensions=()):
    return Question(source, window, frozenset(extensions))


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("extensions", [(), (40104,), (40101, 40150)])
def test_the_totals_are_those_of_the_pbx(desk, witness, source, extensions):
    loaded = overview.load(desk, ask(source=source, extensions=extensions))

    assert loaded.sides == witness(source, SPRING, extensions)


class TestTheDocumentedExample:
    """The vendor's own ten days."""

    @pytest.fixture
    def office(self):
        return Office.documented_example()

    @pytest.mark.parametrize("direction", Direction)
    def test_every_number_is_the_vendors(self, desk, direction):
        loaded = overview.load(desk, ask(EXAMPLE))

        told = {key.replace(" ", "_"): count for key, count in DOCUMENTED[direction].items()}
        assert loaded.sides[direction] == Counts(**told)

    def test_it_adds_up(self, desk):
        assert overview.load(desk, ask(EXAMPLE)).unexplained == {}

    def test_it_is_not_empty(self, desk):
        assert not overview.load(desk, ask(EXAMPLE)).is_empty


class TestAQuietOffice:
    """An account whose phone never rings."""

    @pytest.fixture
    def office(self):
        return Office.quiet()

    @pytest.mark.parametrize("form", EmptySides)
    def test_no_calls_are_an_empty_answer_in_whatever_form_they_come(self, desk, pbx, form):
        pbx.habits = replace(pbx.habits, empty_sides=form)

        assert overview.load(desk, ask()).is_empty

    def test_no_calls_add_up(self, desk):
        assert overview.load(desk, ask()).unexplained == {}


@pytest.mark.parametrize(
    "sides", [Sides(inbound=Counts(total=1)), Sides(outbound=Counts(total=1))], ids=["in", "out"]
)
def test_one_call_in_one_direction_is_not_empty(sides):
    assert not answer(sides).is_empty


@given(inbound=counts, outbound=counts)
def test_a_gap_is_the_total_less_the_six_outcomes(inbound, outbound):
    gaps = answer(Sides(inbound, outbound)).unexplained

    expected = {
        direction: side.total - sum(getattr(side, name) for name in SIX)
        for direction, side in zip(Direction, (inbound, outbound), strict=True)
    }
    assert gaps == {direction: gap for direction, gap in expected.items() if gap}


def test_a_gap_is_told_for_the_direction_that_has_it(desk, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    assert overview.load(desk, ask()).unexplained == {Direction.INBOUND: 3}


@given(inbound=counts, outbound=counts)
def test_nothing_is_expected_of_legs(inbound, outbound):
    assert answer(Sides(inbound, outbound), Source.LEGS).unexplained == {}


def test_numbers_are_as_of_the_moment_of_the_question(desk, clock):
    assert overview.load(desk, ask(TODAY)).as_of == clock.now


def test_numbers_of_today_are_not_final(desk):
    assert not overview.load(desk, ask(TODAY)).settled


def test_numbers_of_last_spring_are_final(desk):
    assert overview.load(desk, ask(SPRING)).settled


def test_numbers_become_final_26_hours_after_their_window(desk, clock):
    clock.now = TODAY.end + timedelta(hours=26)

    assert overview.load(desk, ask(TODAY)).settled


def test_a_sum_of_final_pieces_is_final_whenever_each_was_read(desk, clock):
    whole = Window(SPRING.start, SPRING.end + timedelta(days=30))
    clock.now = SPRING.end + timedelta(days=3)
    overview.load(desk, ask(SPRING))
    clock.now = whole.end + timedelta(days=3)

    assert overview.load(desk, ask(whole)).settled


def test_an_update_of_a_long_period_is_as_of_now(desk, clock):
    question = ask(Window(TODAY.end - timedelta(days=90), TODAY.end))
    overview.load(desk, question)
    clock.move(minutes=1)

    updated = overview.load(desk, question, newer_than=clock.now)

    assert updated.as_of == clock.now


def test_newer_numbers_are_asked_for_on_demand(desk, pbx, clock):
    overview.load(desk, ask(TODAY))
    clock.move(seconds=1)

    overview.load(desk, ask(TODAY), newer_than=clock.now)

    assert pbx.statistics_requests == 2


def test_a_failure_is_told_and_not_an_empty_answer(desk, pbx):
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)

    with pytest.raises(PbxFault):
        overview.load(desk, ask())
