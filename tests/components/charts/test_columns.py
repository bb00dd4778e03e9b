"""What the chart along time shows, before it is drawn: heights, numbers and hover texts."""

import pandas as pd
import pytest

from components.charts.columns import columns, groups
from components.measures.counts import Direction, Sides
from components.measures.frames import TREND, trend_frame
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing

MENU = MenuCountsAs.MISSED
IN, OUT = Direction
LABELS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
NO_ROWS = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in TREND.items()})


@pytest.fixture
def shown(time_words):
    """Return the columns of stretches in one direction."""

    def show(stretches, direction=IN, source=Source.CALLS):
        frame = trend_frame(stretches, source, MENU)
        return columns(frame, direction, labels=LABELS, words=time_words, number="{:g}".format)

    return show


def test_a_column_has_the_documented_numbers(stretch, shown):
    [inbound], [outbound] = (shown([stretch(0)], direction) for direction in Direction)

    assert (inbound.calls, outbound.calls) == ((59, 20, 8), (87, 37, 22))


def test_a_column_of_one_bucket_is_as_high_as_its_calls(stretch, shown):
    [column] = shown([stretch(0)])

    assert column.height == 87


def test_a_column_of_several_buckets_is_as_high_as_one_of_them_is_on_average(stretch, shown):
    [column] = shown([stretch(1, buckets=3)])

    assert (column.height, column.first, column.end) == (29, 1, 4)


def test_a_column_says_on_hover_what_it_counts(stretch, shown):
    [column] = shown([stretch(2)])

    assert column.hover == "<b>Wed</b><br>Inbound: 87<br>Answered: 59<br>Missed: 20<br>Failed: 8"


def test_a_direction_may_have_its_own_words(stretch, shown):
    [column] = shown([stretch(2)], OUT)

    assert "Outbound: 146<br>Answered: 87<br>Not reached: 37" in column.hover


def test_a_column_of_several_buckets_says_so_and_their_average(stretch, shown):
    [column] = shown([stretch(1, buckets=3)])

    assert column.hover.startswith("<b>Tue – Thu, together</b><br>Inbound: 87, 29 a day")


@pytest.mark.parametrize(
    ("standing", "end"),
    [
        (Standing.FINAL, "Failed: 8"),
        (Standing.PROVISIONAL, "<i>Provisional</i>"),
        (Standing.OPEN, "<i>So far</i>"),
    ],
)
def test_what_may_still_change_says_so(standing, end, stretch, shown):
    [column] = shown([stretch(0, standing=standing)])

    assert column.hover.endswith(end)
    assert column.is_final is (standing is Standing.FINAL)
    assert column.is_open is (standing is Standing.OPEN)


def test_a_zero_is_a_column_that_says_zero(stretch, shown):
    [column] = shown([stretch(0, sides=Sides())])

    assert column.calls == (0, 0, 0)
    assert "Inbound: 0<br>Answered: 0" in column.hover


def test_what_is_unknown_has_no_column(stretch, shown):
    found = shown([stretch(0), stretch(3)])

    assert [column.first for column in found] == [0, 3]


def test_columns_come_in_the_order_of_time(stretch, shown):
    found = shown([stretch(3), stretch(0), stretch(1, buckets=2)])

    assert [(column.first, column.end) for column in found] == [(0, 1), (1, 3), (3, 4)]


def test_legs_are_answered_failed_or_something_else(stretch, shown):
    [column] = shown([stretch(0)], source=Source.LEGS)

    assert column.calls == (59, 8, 20)
    assert column.hover.endswith("Answered: 59<br>Failed: 8<br>Ended otherwise: 20")


def test_an_average_keeps_what_is_left_over(stretch, shown):
    [column] = shown([stretch(0, buckets=4)])

    assert "87, 21.75 a day" in column.hover


def test_a_number_is_written_once_however_often_it_is_shown(stretch, time_words):
    seen = []
    frame = trend_frame([stretch(day) for day in range(5)], Source.CALLS, MENU)

    def number(count):
        seen.append(count)
        return str(count)

    columns(frame, IN, labels=LABELS, words=time_words, number=number)

    assert sorted(seen) == [8, 20, 59, 87]


def test_groups_come_in_the_order_in_which_they_are_drawn(stretch):
    frame = trend_frame([stretch(0)], Source.LEGS, MENU)

    assert groups(frame[::-1]) == ["answered", "failed", "other"]


def test_without_rows_there_is_nothing(time_words):
    assert groups(NO_ROWS) == []
    assert columns(NO_ROWS, IN, labels=LABELS, words=time_words, number=str) == []


def test_the_frame_stays_as_it_was(stretch, time_words):
    frame = trend_frame([stretch(1), stretch(0)], Source.CALLS, MENU)
    before = frame.copy(deep=True)

    columns(frame, IN, labels=LABELS, words=time_words, number=str)

    pd.testing.assert_frame_equal(frame, before)
