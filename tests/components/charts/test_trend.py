"""The chart along time: stacked bars, inbound above outbound; coarse, open and missing ones."""

import json

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest

from components.charts import trend
from components.charts.theme import PALETTES, Shade
from components.measures.counts import Direction, Sides
from components.measures.frames import TREND, trend_frame
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing

MENU = MenuCountsAs.MISSED
NO_ROWS = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in TREND.items()})
WEEK = [f"day {number}" for number in range(7)]
QUARTER = [f"hour {number}" for number in range(2160)]


@pytest.fixture
def given(time_words):
    """What the chart is given beside its frame, for a week by day."""
    return {
        "labels": WEEK,
        "ticks": {0: "Mon", 3: "Thu"},
        "words": time_words,
        "palette": PALETTES[Shade.LIGHT],
        "number": "{:g}".format,
    }


@pytest.fixture
def draw(given):
    """Return the figure of stretches."""

    def draw(stretches, source=Source.CALLS, **other):
        return trend.figure(trend_frame(stretches, source, MENU), **{**given, **other})

    return draw


@pytest.fixture
def chart(stretch, draw):
    """A week: three days together, two final ones, nothing, and today."""
    return draw(
        [
            stretch(0, buckets=3),
            stretch(3),
            stretch(4, standing=Standing.PROVISIONAL),
            stretch(6, standing=Standing.OPEN),
        ]
    )


def bars(chart, direction):
    """Return the bars of a direction, from the bottom to the top of the stack."""
    axis = {Direction.INBOUND: "y", Direction.OUTBOUND: "y2"}[direction]
    return [trace for trace in chart.data if trace.yaxis == axis and trace.hoverinfo == "skip"]


def touched(chart):
    """Return what answers to the pointer, of each direction."""
    return [trace for trace in chart.data if trace.hovertext]


def samples(chart):
    """Return what the legend shows."""
    return [trace for trace in chart.data if trace.showlegend is not False]


def lines(chart, kind):
    return [shape for shape in chart.layout.shapes if shape.type == kind]


def test_bars_have_the_documented_numbers(stretch, draw):
    chart = draw([stretch(0)])

    heights = {side: [trace.y for trace in bars(chart, side)] for side in Direction}
    assert heights == {"in": [(59,), (20,), (8,)], "out": [(87,), (37,), (22,)]}


def test_the_bars_of_one_stretch_stand_on_each_other(chart):
    assert chart.layout.barmode == "stack"
    assert {trace.x for trace in bars(chart, Direction.INBOUND)} == {(1.5, 3.5, 4.5, 6.5)}


def test_several_buckets_are_one_wide_bar_as_high_as_their_average(chart):
    answered, *_others = bars(chart, Direction.INBOUND)

    assert (answered.y[0], answered.y[1]) == (19.67, 59)
    assert answered.width[0] - answered.width[1] == 2


def test_a_bar_of_several_buckets_is_paler_and_so_is_an_open_one(chart):
    answered, *_others = bars(chart, Direction.INBOUND)

    coarse, final, provisional, still_open = answered.marker.opacity
    assert coarse == still_open < final == provisional == 1


def test_a_missing_bucket_has_no_bar_and_no_base_line(chart):
    [base] = [line for line in lines(chart, "path") if line.yref == "y" and not line.line.dash]

    assert base.path == "M0,0H5M6,0H7"


def test_an_open_bar_has_dotted_sides_in_both_directions(chart):
    dotted = [line.yref for line in lines(chart, "path") if line.line.dash]

    assert dotted == ["y", "y2"]


def test_what_is_provisional_or_open_lies_on_a_tint_that_the_legend_explains(chart):
    bands = lines(chart, "rect")

    assert [(band.x0, band.x1, band.showlegend) for band in bands] == [(4, 5, True), (6, 7, False)]
    assert bands[0].name == "Provisional"


def test_the_whole_height_over_a_stretch_answers_to_the_pointer(chart):
    for trace in touched(chart):
        assert trace.y == (1, 1, 1, 1)
        assert trace.width == (3, 1, 1, 1)
        assert trace.marker.opacity == 0


def test_a_zero_answers_too(stretch, draw):
    inbound, _outbound = touched(draw([stretch(2, sides=Sides())]))

    assert inbound.hovertext == (
        "<b>day 2</b><br>Inbound: 0<br>Answered: 0<br>Missed: 0<br>Failed: 0",
    )


def test_the_hover_text_is_shown_as_it_is_and_nothing_beside_it(chart):
    assert {trace.hovertemplate for trace in touched(chart)} == {"%{hovertext}<extra></extra>"}


def test_the_legend_names_each_group_once_in_display_order(chart):
    assert [trace.name for trace in samples(chart)] == [
        "Answered",
        "Missed / Not reached",
        "Failed",
    ]
    assert chart.layout.legend.traceorder == "normal"


def test_the_legend_shows_groups_as_they_are_when_whole(chart):
    assert {trace.marker.opacity for trace in samples(chart)} == {None}
    assert {trace.x for trace in samples(chart)} == {(None,)}


def test_a_tap_on_the_legend_hides_no_calls(chart):
    assert (chart.layout.legend.itemclick, chart.layout.legend.itemdoubleclick) == (False, False)


def test_each_group_has_its_colour_and_pattern(chart, given):
    palette = given["palette"]

    found = [(trace.marker.color, trace.marker.pattern.shape) for trace in samples(chart)]

    assert found == [(palette.answered, ""), (palette.missed, "/"), (palette.failed, "x")]


def test_legs_have_no_missed(stretch, draw):
    chart = draw([stretch(0)], Source.LEGS)

    assert [trace.name for trace in samples(chart)] == ["Answered", "Failed", "Ended otherwise"]


def test_both_directions_share_one_scale_and_one_time(chart):
    assert chart.layout.yaxis.range == chart.layout.yaxis2.range
    assert {trace.xaxis for trace in chart.data} == {None}


def test_inbound_stands_above_outbound(chart):
    assert chart.layout.yaxis.domain[0] > chart.layout.yaxis2.domain[1]
    assert [(text.text, text.y) for text in chart.layout.annotations] == [
        ("<b>Inbound</b>", chart.layout.yaxis.domain[1]),
        ("<b>Outbound</b>", chart.layout.yaxis2.domain[1]),
    ]


def test_what_answers_lies_over_its_own_bars(chart):
    assert chart.layout.yaxis3.overlaying == "y"
    assert chart.layout.yaxis4.overlaying == "y2"
    assert chart.layout.yaxis4.domain == chart.layout.yaxis2.domain


def test_the_whole_window_is_there_whatever_is_known(stretch, draw):
    assert draw([stretch(6)]).layout.xaxis.range == (0, 7)


def test_ticks_stand_below_the_middle_of_their_buckets(chart):
    assert chart.layout.xaxis.tickvals == (0.5, 3.5)
    assert chart.layout.xaxis.ticktext == ("Mon", "Thu")


def test_zoom_is_off_in_both_directions(chart):
    axes = (chart.layout.xaxis, chart.layout.yaxis, chart.layout.yaxis2, chart.layout.yaxis3)

    assert {axis.fixedrange for axis in axes} == {True}
    assert chart.layout.dragmode is False


def test_the_sides_of_an_open_bar_have_room_above_the_highest(chart):
    top = chart.layout.yaxis.range[1]

    assert top > 146 * 1.1


def test_without_rows_the_axes_are_there_all_the_same(given):
    chart = trend.figure(NO_ROWS, **given)

    assert not any(trace.y for trace in chart.data)
    assert chart.layout.xaxis.range == (0, 7)
    assert len(chart.layout.annotations) == 2


def test_a_window_without_calls_has_a_scale(stretch, draw):
    chart = draw([stretch(0, sides=Sides())])

    assert chart.layout.yaxis.range == (0, 1)


def test_bars_that_are_too_thin_have_neither_gap_nor_pattern(stretch, draw):
    chart = draw([stretch(5), stretch(6, standing=Standing.OPEN)], labels=QUARTER, ticks={})

    found = bars(chart, Direction.INBOUND)
    assert {trace.width for trace in found} == {1}
    assert {trace.marker.pattern.shape for trace in found} == {""}
    assert not [line for line in lines(chart, "path") if line.line.dash]


def test_a_quarter_by_hour_has_no_object_for_each_bar(stretch, draw):
    chart = draw([stretch(hour) for hour in range(2160)], labels=QUARTER, ticks={})

    assert len(chart.data) == 3 + 6 + 2
    assert len(chart.layout.shapes) == 2
    assert {trace.marker.opacity for trace in bars(chart, Direction.OUTBOUND)} == {1}


def test_four_weeks_by_day_are_small(stretch, draw):
    chart = draw([stretch(day) for day in range(28)], labels=WEEK * 4)

    spec = json.loads(plotly.io.to_json(chart))
    del spec["layout"]["template"]

    assert len(json.dumps(spec)) < 20_000


def test_the_template_is_left_to_streamlit(chart):
    assert chart.layout.template == go.Figure(layout={"template": "none"}).layout.template


def test_the_order_of_the_rows_changes_nothing(stretch, given):
    frame = trend_frame([stretch(0), stretch(1)], Source.CALLS, MENU)

    assert trend.figure(frame[::-1], **given) == trend.figure(frame, **given)


def test_the_frame_stays_as_it_was(stretch, given):
    frame = trend_frame([stretch(1), stretch(0)], Source.CALLS, MENU)
    before = frame.copy(deep=True)

    trend.figure(frame, **given)

    pd.testing.assert_frame_equal(frame, before)
