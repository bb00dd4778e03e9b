"""What stands around the bars along time: known, unfinished, provisional."""

import pytest

from components.charts import marks
from components.charts.columns import Column
from components.charts.theme import PALETTES, Shade
from components.measures.stretches import Standing

PALETTE = PALETTES[Shade.DARK]


def column(first, buckets=1, standing=Standing.FINAL, calls=6):
    return Column(first, buckets, standing, (calls,), "")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([], []),
        ([column(0), column(1), column(2)], [(0, 3)]),
        ([column(0, 7), column(7), column(9, 2)], [(0, 8), (9, 11)]),
    ],
)
def test_columns_without_a_gap_between_them_are_one_run(columns, expected):
    assert marks.runs(columns) == expected


def test_a_base_line_lies_below_what_is_known_and_nowhere_else():
    line = marks.base_line([column(0, 2), column(2), column(5)], PALETTE, "y2")

    assert line["path"] == "M0,0H3M5,0H6"
    assert line["yref"] == "y2"


def test_where_nothing_is_known_the_base_line_has_no_length():
    assert marks.base_line([], PALETTE, "y")["path"] == "M0,0"


def test_an_open_bar_has_sides_that_lead_on_above_it_and_no_top():
    [sides] = marks.open_sides(
        [column(3), column(4, standing=Standing.OPEN)], PALETTE, "y", gap=0.2, reach=2
    )

    assert sides["path"] == "M4.1,0V8.00M4.9,0V8.00"
    assert sides["line"]["dash"]


@pytest.mark.parametrize("standing", [Standing.FINAL, Standing.PROVISIONAL])
def test_a_bar_that_has_ended_has_none(standing):
    ended = [column(0, standing=standing)]

    assert marks.open_sides(ended, PALETTE, "y", gap=0.2, reach=2) == []


def test_a_zero_that_is_still_open_has_its_sides_too():
    [sides] = marks.open_sides(
        [column(0, standing=Standing.OPEN, calls=0)], PALETTE, "y", gap=0, reach=2
    )

    assert sides["path"] == "M0.0,0V2.00M1.0,0V2.00"


def test_what_is_provisional_is_tinted_and_named_once_in_the_legend():
    bands = marks.bands([(2, 3), (5, 7)], "Provisional", PALETTE, top=0.9)

    assert [(band["x0"], band["x1"], band["showlegend"]) for band in bands] == [
        (2, 3, True),
        (5, 7, False),
    ]
    assert {(band["name"], band["layer"], band["y1"]) for band in bands} == {
        ("Provisional", "below", 0.9)
    }


def test_a_heading_stands_above_its_bars_at_the_left():
    heading = marks.heading("Inbound", top=0.9)

    assert (heading["text"], heading["x"], heading["y"]) == ("<b>Inbound</b>", 0, 0.9)
