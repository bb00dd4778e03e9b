"""The two panels: one time for both directions, one scale, and room for the pointer."""

import pytest

from components.charts import panels
from components.charts.theme import PALETTES, Shade
from components.measures.counts import Direction

PALETTE = PALETTES[Shade.LIGHT]


@pytest.fixture
def axes():
    return panels.count_axes({"range": [0, 9]})


def test_inbound_stands_above_outbound_and_both_end_below_the_legend():
    (low, high), (bottom, top) = (panels.PLACES[direction] for direction in Direction)

    assert 0 == bottom < top < low < high < 1


def test_both_directions_have_the_same_scale(axes):
    assert axes["yaxis"]["range"] == axes["yaxis2"]["range"] == [0, 9]


def test_what_answers_lies_over_its_own_panel(axes):
    assert (axes["yaxis3"]["overlaying"], axes["yaxis4"]["overlaying"]) == ("y", "y2")
    assert axes["yaxis4"]["domain"] == axes["yaxis2"]["domain"]


def test_time_goes_from_the_first_bucket_to_the_end_of_the_last():
    axis = panels.time_axis(PALETTE, (-2, 7), {0: "Mon"})

    assert axis["range"] == [-2, 7]


def test_a_tick_stands_below_the_middle_of_its_bucket():
    axis = panels.time_axis(PALETTE, (0, 7), {0: "Mon", 3: "Thu"})

    assert (axis["tickvals"], axis["ticktext"]) == ([0.5, 3.5], ["Mon", "Thu"])


def test_zoom_is_off(axes):
    axis = panels.time_axis(PALETTE, (0, 7), {})

    assert axis["fixedrange"]
    assert axes["yaxis3"]["fixedrange"]


def test_each_panel_has_its_name_above_it():
    names = panels.headings({"in": "Inbound", "out": "Outbound"})

    assert [(name["text"], name["y"]) for name in names] == [
        ("<b>Inbound</b>", panels.PLACES[Direction.INBOUND][1]),
        ("<b>Outbound</b>", panels.PLACES[Direction.OUTBOUND][1]),
    ]


def test_the_whole_height_answers_to_the_pointer_and_is_not_seen():
    trace = panels.touched(Direction.OUTBOUND, PALETTE, [0.5, 2.5], 1, ["one", "two"])

    assert (trace["yaxis"], trace["y"], trace["marker"]["opacity"]) == ("y4", [1, 1], 0)
    assert trace["hovertext"] == ["one", "two"]
    assert trace["hovertemplate"] == "%{hovertext}<extra></extra>"
