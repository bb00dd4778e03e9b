"""A caller in words: masked, withheld, tried; and whole in what is taken away."""

from datetime import timedelta

import pytest

from components.exports.sheet import Unit
from components.ledger.callbacks import Heard
from components.measures.waiting import Caller
from components.periods.window import Window
from components.ringme.models import Extension
from components.ui import callers
from components.ui.directories import Directory
from tests.conftest import NOW

HOUR = timedelta(hours=1)
HEARD = Heard(Window(NOW - 24 * HOUR, NOW), (), NOW)
NOBODY = Directory(None)
ANN = Caller("+12025550123", 2, NOW - 3 * HOUR, NOW - 2 * HOUR, frozenset({7}), NOW - HOUR)


@pytest.fixture
def row(told, callboard, pbx):
    """Return the cells of a caller."""
    visitor = callboard.connect(pbx.url, "demo", "demo")

    def spoken(one, directory=NOBODY, *, is_masked=True):
        return told(lambda: callers._row(one, directory, visitor, HEARD, is_masked=is_masked))

    return spoken


def test_a_caller_is_masked_with_attempts_times_and_whom_it_rang(row):
    number, missed, rang = row(ANN)

    assert number == "•••••••••23"
    assert missed.startswith("2 times · ")
    assert "2 hours ago" in missed
    assert "called back in vain" in missed
    assert rang == r"\#7"


def test_a_number_is_whole_only_when_unmasked_and_withheld_either_way(row):
    withheld = Caller("", 1, NOW, NOW, frozenset())

    assert row(ANN, is_masked=False)[0] == r"\+12025550123"
    assert row(withheld)[0] == row(withheld, is_masked=False)[0] == "Number withheld"


def test_no_name_of_the_pbx_is_read_as_markdown(row):
    lure = Directory({"7": Extension(7, "7", "![x](http://nowhere.invalid)", "phone", "active")})

    assert "![x](" not in row(ANN, lure)[2]
    assert r"\!\[x\]\(" in row(ANN, lure)[2]


def test_what_is_taken_away_has_moments_in_the_zone_and_absent_ones(told, callboard, pbx):
    zone = callboard.connect(pbx.url, "demo", "demo").zone
    never = Caller("+12025550123", 1, NOW, NOW, frozenset())

    sheet = told(lambda: callers._sheet([ANN, never], Directory(None), zone))

    assert sheet.rows[0][0].value == "+12025550123"
    assert sheet.rows[0][2].unit is Unit.MOMENT
    assert sheet.rows[0][2].value == (NOW - 3 * HOUR).astimezone(zone).replace(tzinfo=None)
    assert sheet.rows[1][4].value is None
