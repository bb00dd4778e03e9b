"""A figure against its target: by exact arithmetic, and as it is read on the screen."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures import targets
from components.measures.changes import Kind
from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs
from components.measures.targets import Figure, Mark, Target

MENU = MenuCountsAs.MISSED
EXAMPLE = Sides(
    Counts(total=87, bridged=59, answered=4, not_answered=9, busy=5, rejected=2, failed=8),
    Counts(total=146, bridged=87, not_answered=30, busy=7, failed=22, bridged_duration=957),
)

percents = st.integers(0, 1000).map(lambda tenth: Fraction(tenth, 1000))


def _oracle(shown, good, bad):
    """Return the mark by decimal arithmetic, higher or lower being better."""
    if good >= bad:
        return "good" if shown >= good else "watch" if shown >= bad else "bad"
    return "good" if shown <= good else "watch" if shown <= bad else "bad"


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_count_is_on_target_as_its_thresholds_say(found, good, bad):
    mark = targets.mark(Figure.IN_CALLS, found, Target(Fraction(good), Fraction(bad)))

    assert mark == _oracle(found, good, bad)


@given(st.integers(1, 999), st.data(), percents, percents)
def test_a_rate_is_judged_as_it_is_shown(calls, data, good, bad):
    answered = data.draw(st.integers(0, calls))
    exact = Decimal(answered) / Decimal(calls)
    shown = Fraction(exact.quantize(Decimal("0.001"), ROUND_HALF_EVEN))

    mark = targets.mark(Figure.IN_ANSWER_RATE, Fraction(answered, calls), Target(good, bad))

    assert mark == _oracle(shown, good, bad)


@pytest.mark.parametrize(("figure", "below"), [("in_missed", "good"), ("in_answered", "bad")])
def test_one_threshold_looks_the_way_in_which_the_figure_is_good(figure, below):
    target = Target(Fraction(10), Fraction(10))

    marks = [targets.mark(Figure(figure), found, target) for found in (9, 10, 11)]

    assert marks[0] == below
    assert marks[1] is Mark.GOOD
    assert set(marks) == {Mark.GOOD, Mark.BAD}


@pytest.mark.parametrize("figure", Figure)
def test_what_is_not_known_is_never_on_target(figure):
    assert targets.mark(figure, None, Target(Fraction(0), Fraction(0))) is Mark.NONE


@pytest.mark.parametrize("figure", Figure)
def test_a_figure_without_target_has_no_mark(figure):
    assert targets.mark(figure, 1, None) is Mark.NONE


def test_figures_are_those_of_the_cards():
    found = {figure.value: targets.value(figure, EXAMPLE, MENU) for figure in Figure}

    assert found == {
        "in_calls": 87,
        "in_answered": 59,
        "in_missed": 20,
        "in_failed": 8,
        "in_answer_rate": Fraction(59, 87),
        "in_average_talk": 0,
        "out_calls": 146,
        "out_answered": 87,
        "out_missed": 37,
        "out_failed": 22,
        "out_answer_rate": Fraction(87, 146),
        "out_average_talk": 11,
    }


def test_the_rate_of_no_calls_is_absent_not_zero():
    assert targets.value(Figure.IN_ANSWER_RATE, Sides(), MENU) is None
    assert targets.value(Figure.OUT_AVERAGE_TALK, Sides(), MENU) is None


def test_a_figure_knows_its_direction_and_kind():
    assert Figure.OUT_AVERAGE_TALK.direction is Direction.OUTBOUND
    assert [targets.kind(figure) for figure in list(Figure)[3:6]] == [
        Kind.COUNT,
        Kind.RATE,
        Kind.AVERAGE,
    ]
