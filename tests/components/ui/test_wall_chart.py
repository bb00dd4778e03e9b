"""The day as bars of HTML."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs
from components.measures.stretches import Standing, Stretch
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.wall import Figures
from components.ui import wall_chart
from components.ui.wall_chart import Mark
from components.ui.wall_sizes import Form, Grid, Layout, Plan
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
MENU = MenuCountsAs.MISSED
START = NOW.replace(hour=21, minute=0) - timedelta(days=1)
MARKS = tuple(START + timedelta(hours=hour) for hour in range(25))
HOURS = (
    Stretch(0, 1, Sides(Counts(total=4, bridged=3, busy=1)), Standing.FINAL, NOW),
    Stretch(1, 2, Sides(Counts(total=4, bridged=2, failed=2)), Standing.OPEN, NOW),
)
LAYOUT = Layout(Grid(2, 1, 3, 3, (2, 1, 1, 1), 6), 5.6, 5, 4, Form())
PLAN = Plan(LAYOUT, LAYOUT)


def _figures(hours=HOURS, marks=MARKS, step=Step.HOUR):
    window = Window(marks[0], marks[-1])
    minute = timedelta(minutes=1)
    return Figures(window, None, None, None, None, minute, False, None, None, hours, marks, step)  # noqa: FBT003


def test_a_bar_is_as_high_as_its_calls():
    first, _ = wall_chart.bars(HOURS, 24, Direction.INBOUND, MENU)

    assert (first.left, first.wide) == (0, 1 / 24)
    assert (first.answered, first.lost) == (3, 1)


def test_hours_that_are_not_told_apart_are_one_wide_bar_as_high_as_their_mean():
    _, both = wall_chart.bars(HOURS, 24, Direction.INBOUND, MENU)

    assert (both.left, both.wide) == (1 / 24, 2 / 24)
    assert (both.answered, both.lost) == (1, 1)


def test_inbound_comes_first_and_hours_are_those_of_the_zone(told):
    drawn = told(lambda: wall_chart.draw(_figures(), MOSCOW, MENU, NOW, PLAN))

    assert drawn.index("wb-in") < drawn.index("wb-out")
    assert drawn.count('wb-bar"') == 4
    assert [f'>{hour:02}<span class="wb-minutes">:00' in drawn for hour in range(24)] == [
        hour % 3 == 0 and hour > 0 for hour in range(24)
    ]


@pytest.mark.parametrize("hours", [(), (Stretch(0, 24, Sides(), Standing.OPEN, NOW),)])
def test_a_day_without_calls_has_an_axis_and_nothing_on_it(told, hours):
    drawn = told(lambda: wall_chart.draw(_figures(hours), MOSCOW, MENU, NOW, PLAN))

    assert "st-key-wall_chart_trend" in drawn
    assert drawn.count("height:0.00%") == drawn.count("height:")


def test_days_are_named_by_their_date(told):
    marks = tuple(START + timedelta(days=day) for day in range(31))

    drawn = told(lambda: wall_chart.draw(_figures((), marks, Step.DAY), MOSCOW, MENU, NOW, PLAN))

    assert "Nov" in drawn
    assert drawn.partition("wb-axis")[2].count("left:") <= 8


def test_hours_of_which_nothing_is_known_are_marked_and_not_drawn_as_none(told):
    night = MARKS[5]
    read = replace(_figures(HOURS[:1]), sides=Sides(), read_at=night)

    drawn = told(lambda: wall_chart.draw(read, MOSCOW, MENU, NOW, PLAN))

    assert wall_chart.gaps(read, NOW) == ((1 / 24, 4 / 24),)
    assert drawn.count("wb-gap") == 2
    assert wall_chart.gaps(replace(read, hours=HOURS), NOW) == ((3 / 24, 2 / 24),)


def test_what_went_by_since_figures_are_stale_is_not_known():
    read = replace(_figures(HOURS), sides=Sides(), read_at=MARKS[3], stale_at=MARKS[4])

    assert wall_chart.gaps(read, MARKS[3] + timedelta(minutes=1)) == ()
    assert wall_chart.gaps(read, MARKS[5]) == ((3 / 24, 2 / 24),)


@given(
    st.floats(1, 40),
    st.integers(1, 40).flatmap(lambda count: st.tuples(st.just(count), st.floats(0.5, 5))),
)
def test_no_mark_stands_over_another_or_leaves_the_axis(room, marks):
    count, wide = marks
    found = [Mark((place + 1) / (count + 1), "", wide, 0.1) for place in range(count)]

    shown = sorted(wall_chart.present(found, room, "wide"))

    ends = [found[place].ends(room, "wide") for place in shown]
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert all(first >= -0.4 and last <= room + 0.4 for first, last in ends)
    assert shown or wide + 0.4 > room / 2


def test_dates_that_have_no_room_on_a_narrow_screen_stand_on_a_wide_one(told):
    marks = tuple(START + timedelta(days=day) for day in range(11))

    drawn = told(lambda: wall_chart.draw(_figures((), marks, Step.DAY), MOSCOW, MENU, NOW, PLAN))

    axis = drawn.partition("wb-axis")[2]
    assert "wide-off" not in axis
    assert 0 < axis.count("tall-off") < axis.count("<span")
