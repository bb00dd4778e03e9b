"""One rounding for the screen and every file, and tables that are tables."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_percent
from hypothesis import given
from hypothesis import strategies as st

from components.exports.sheet import Cell, Sheet, Unit, count, shown, text

fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


def test_a_row_that_is_too_short_is_refused():
    with pytest.raises(ValueError):
        Sheet("Overview", ("Measure", "Inbound"), ((text("Calls"),),))


def test_a_sheet_may_be_empty():
    assert Sheet("Overview", ("Measure",), ()).rows == ()


@pytest.mark.parametrize(
    ("cell", "rounded"),
    [
        (Cell(59 / 87, Unit.SHARE), "0.678"),
        (Cell(Fraction(87, 146), Unit.SHARE), "0.596"),
        (Cell(0.0625, Unit.SHARE), "0.062"),
        (Cell(0.0635, Unit.SHARE), "0.064"),
        (Cell(-0.0821, Unit.POINTS), "-0.082"),
        (Cell(Fraction(25, 4), Unit.PER_DAY), "6.2"),
        (Cell(104.1, Unit.TALK), "104"),
        (Cell(Fraction(219, 20), Unit.TALK), "11"),
        (Cell(6142, Unit.TIME), "6142"),
        (Cell(10**18 + 1, Unit.COUNT), "1000000000000000001"),
    ],
)
def test_a_number_is_rounded_by_its_unit(cell, rounded):
    assert str(shown(cell)) == rounded


@pytest.mark.parametrize("value", [-0.04, Fraction(-1, 10**9), -0.0])
def test_what_rounds_to_zero_has_no_sign(value):
    assert str(shown(Cell(value, Unit.PER_DAY))) == "0.0"


@pytest.mark.parametrize("cell", [count(None), text("87"), text("")])
def test_what_is_no_number_is_absent_and_never_zero(cell):
    assert shown(cell) is None


@given(fractions)
def test_halves_go_to_the_even_neighbour(value):
    exact = Decimal(value.numerator) / Decimal(value.denominator)

    assert shown(Cell(value, Unit.PER_DAY)) == exact.quantize(Decimal("0.1"), ROUND_HALF_EVEN)


@given(st.integers(1, 10_000), st.data())
def test_a_share_is_rounded_as_babel_rounds_it_on_the_cards(whole, data):
    part = data.draw(st.integers(0, whole))

    found = shown(Cell(part / whole, Unit.SHARE))

    assert f"{found.scaleb(2):,} %" == format_percent(part / whole, "#,##0.0 %", locale="en")


@given(fractions, st.sampled_from([Unit.COUNT, Unit.PER_DAY, Unit.SHARE, Unit.POINTS, Unit.TIME]))
def test_what_was_rounded_stays_as_it_is(value, unit):
    once = shown(Cell(value, unit))

    assert shown(Cell(Fraction(once), unit)) == once
