"""A sheet with a cell of every kind, and how its numbers are spelled."""

from datetime import datetime
from fractions import Fraction

import pytest

from components.exports.sheet import Cell, Sheet, Unit, count, share, text
from components.exports.spelling import Spelling


@pytest.fixture
def english():
    return Spelling(decimal=".", points="pp")


@pytest.fixture
def russian():
    return Spelling(decimal=",", points="п. п.")


@pytest.fixture
def mixed():
    """Every unit once as a number and once as a change, and a line of totals."""
    rows = (
        (text("Calls"), count(1234), Cell(-5, Unit.COUNT, is_change=True)),
        (
            text("Rang out", level=1),
            share(59 / 87),
            Cell(Fraction(1, 8), Unit.SHARE, is_change=True),
        ),
        (text("Rate"), share(None), Cell(-0.0821, Unit.POINTS, is_change=True)),
        (text("Talk"), Cell(104.1, Unit.TALK), Cell(-65, Unit.TALK, is_change=True)),
        (text("Time"), Cell(100_000, Unit.TIME), Cell(3_600, Unit.TIME, is_change=True)),
        (text("Daily"), Cell(Fraction(41, 4), Unit.PER_DAY), text("")),
        (text("Total"), Cell(datetime.fromisoformat("2026-11-01T09:30"), Unit.MOMENT), count(0)),
    )
    return Sheet("Mixed", ("Measure", "A", "Change"), rows, totals=1)
