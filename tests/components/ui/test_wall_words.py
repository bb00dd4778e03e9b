"""What stands on a wall, in words: short, and true."""

from datetime import timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from components.ledger.setbacks import Trouble
from components.measures import targets
from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs
from components.measures.targets import Figure, Target
from components.periods.window import Window
from components.reports.board import Board, Panel, Tile
from components.reports.wall import Before
from components.ringme import errors
from components.ringme.errors import NoConnection
from components.ui import wall_words
from components.ui.selection import Selection
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
MENU = MenuCountsAs.MISSED
START = (NOW - timedelta(days=7)).replace(hour=21, minute=0) - timedelta(days=1)
BEFORE = Before(
    Window(START, NOW - timedelta(days=7)),
    then=Sides(Counts(total=79, bridged=59)),
    now=Sides(Counts(total=87, bridged=59)),
    edge=NOW,
)


def _plain(told):
    return told.replace("\u00a0", " ")


def _trouble(error, since=NOW - timedelta(hours=1)):
    return Trouble(error, NOW, NOW + timedelta(minutes=45), since)


@pytest.mark.parametrize(
    ("figure", "found", "expected"),
    [
        (Figure.IN_CALLS, 1087, "1,087"),
        (Figure.IN_ANSWER_RATE, Fraction(59, 87), "67.8 %"),
        (Figure.IN_AVERAGE_TALK, Fraction(1041, 10), "1:44"),
        (Figure.IN_CALLS, None, "–"),
        (Figure.IN_ANSWER_RATE, None, "–"),
        (Figure.IN_AVERAGE_TALK, None, "–"),
    ],
)
def test_a_figure_reads_as_on_the_cards(told, figure, found, expected):
    assert told(lambda: wall_words.number(figure, found)) == expected


@pytest.mark.parametrize(
    ("figure", "target", "expected"),
    [
        (Figure.IN_MISSED, Target(Fraction(5), Fraction(9)), "≤ 5"),
        (Figure.IN_ANSWER_RATE, Target(Fraction(4, 5), Fraction(3, 5)), "≥ 80 %"),
        (Figure.IN_ANSWER_RATE, Target(Fraction(805, 1000), Fraction(0)), "≥ 80.5 %"),
    ],
)
def test_a_target_says_what_is_good(told, figure, target, expected):
    full, brief = told(lambda: wall_words.target(figure, target))

    assert _plain(full) == f"Target {expected}"
    assert _plain(brief) == expected


def test_a_figure_without_target_says_nothing_of_one(told):
    assert told(lambda: wall_words.target(Figure.IN_CALLS, None)) == ("", "")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [(Figure.IN_CALLS, "+8 · Wed 79"), (Figure.IN_ANSWER_RATE, "−6.9 pp · Wed 74.7 %")],
)
def test_a_figure_is_compared_with_the_same_weekday_so_far(told, figure, expected):
    found = targets.compared(figure, BEFORE.now, BEFORE.then, MENU)

    full, brief = told(lambda: wall_words.comparison(found, figure, BEFORE, MOSCOW))

    assert _plain(full) == expected
    assert full.endswith(brief)


def test_the_moment_of_the_comparison_is_told(told):
    full, brief = told(lambda: wall_words.scope(BEFORE, MOSCOW, ""))

    assert "until 15:15" in brief
    assert full.endswith("Europe/Moscow")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.Unreachable(NoConnection.REFUSED), "No connection since 14:15"),
        (errors.NoAnswer("ReadTimeout"), "No connection since 14:15"),
        (errors.CredentialsRefused(), "Credentials refused since 14:15"),
        (errors.QuotaUsedUp(NOW + timedelta(minutes=45)), "Quota used up until 16:00"),
        (errors.QuotaUsedUp(None), "Quota used up until 16:00"),
        (errors.PbxFault(503), "The PBX fails since 14:15"),
    ],
)
def test_a_reason_is_one_short_line(told, error, expected):
    found = told(lambda: wall_words.reason(_trouble(error), now=NOW, zone=MOSCOW))

    assert found == expected


def test_a_moment_of_another_day_names_it(told):
    def clock(**ago):
        at = NOW - timedelta(**ago)
        return told(lambda: wall_words.clock(at, now=NOW, zone=MOSCOW))

    assert clock(hours=1) == "14:15"
    assert clock(days=1) == "Tue 15:15"
    assert clock(days=8).endswith("15:15")
    assert "10" in clock(days=8)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(62, "62 seconds"), (119, "119 seconds"), (241, "4 minutes")]
)
def test_a_stretched_refresh_is_said(told, seconds, expected):
    assert told(lambda: wall_words.slowed(timedelta(seconds=seconds))).endswith(f" {expected}")


def test_a_board_is_told_in_words(told):
    wall = Board(Panel((Tile(Figure.IN_CALLS), Tile(Figure.OUT_FAILED)), extensions=("104",)))

    found = told(lambda: wall_words.summary(Selection(wall=wall)))

    assert found == "Today; Inbound · Calls; Outbound · Failed; 104"


def test_there_is_room_for_every_reason(told):
    assert all(told(wall_words.all_reasons))
