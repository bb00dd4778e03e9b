"""The chart of two periods: A solid and full, B dashed and hollow, gaps where nothing is known."""

import json

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest

from components.charts import compare
from components.charts.theme import PALETTES, THEMED, Shade
from components.measures.counts import Direction, Sides
from components.measures.frames import compared_frame
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing

MENU = MenuCountsAs.MISSED
LIGHT = PALETTES[Shade.LIGHT]


def named(places, month="Nov"):
    return {place: f"{place} {month}" for place in places}


@pytest.fixture
def given(compare_words):
    """What the chart is given beside its frame, for a week by day."""
    return {
        "measure": "answered",
        "labels": {"a": named(range(7)), "b": named(range(7), "Oct")},
        "ticks": {0: "Mon", 3: "Thu"},
        "words": compare_words,
        "palette": LIGHT,
        "number": "{:g}".format,
    }


@pytest.fixture
def draw(given):
    """Return the figure of two series of stretches."""

    def draw(a, b, *, shift=0, source=Source.CALLS, **other):
        frame = compared_frame(a, b, source, MENU, shift=shift)
        return compare.figure(frame, **{**given, **other})

    return draw


@pytest.fixture
def chart(stretch, draw):
    """A running week with a day unknown, beside a whole one without a call on its first day."""
    standings = {5: Standing.PROVISIONAL, 6: Standing.OPEN}
    running = [
        stretch(day, standing=standings.get(day, Standing.FINAL)) for day in (0, 1, 3, 4, 5, 6)
    ]
    return draw(running, [stretch(0, sides=Sides()), *map(stretch, range(1, 7))])


def line(chart, side, direction=Direction.INBOUND):
    """Return the line of a side and direction."""
    axis = {Direction.INBOUND: "y", Direction.OUTBOUND: "y2"}[direction]
    [found] = [t for t in chart.data if (t.legendgroup, t.yaxis) == (side, axis)]
    return found


def touched(chart):
    return [trace for trace in chart.data if trace.type == "bar"]


def in_legend(chart):
    """Return the names in the legend, in its order."""
    traces = [trace for trace in chart.data if trace.showlegend is not False]
    return [trace.name for trace in sorted(traces, key=lambda trace: trace.legendrank)]


def test_points_have_the_documented_numbers(stretch, draw):
    chart = draw([stretch(0)], [stretch(0)])

    assert [line(chart, side, way).y for side in "ab" for way in Direction] == [
        (59,),
        (87,),
        (59,),
        (87,),
    ]


def test_a_point_stands_in_the_middle_of_its_bucket(chart):
    assert line(chart, "b").x == (0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5)


def test_an_unknown_bucket_is_a_gap_and_a_zero_is_a_point(chart):
    assert line(chart, "a").y == (59, 59, None, 59, 59, 59, 59)
    assert line(chart, "a").connectgaps is False
    assert line(chart, "b").y[0] == 0


def test_a_is_solid_with_full_points_and_b_dashed_with_hollow_ones(chart):
    a, b = line(chart, "a"), line(chart, "b")

    assert (a.line.dash, a.marker.color, a.marker.line.width) == (None, LIGHT.answered, 0)
    assert (b.line.dash, b.marker.color, b.marker.line.width) == ("6px,4px", LIGHT.page, 2)


@pytest.mark.parametrize(
    ("measure", "colour"),
    [
        ("calls", LIGHT.text),
        ("answered", LIGHT.answered),
        ("missed", LIGHT.missed),
        ("failed", LIGHT.failed),
    ],
)
def test_a_has_the_colour_of_what_is_counted_and_b_is_grey(stretch, draw, measure, colour):
    chart = draw([stretch(0)], [stretch(0)], measure=measure)

    assert (line(chart, "a").line.color, line(chart, "b").line.color) == (colour, LIGHT.other)


def test_a_is_drawn_over_b(chart):
    order = [trace.legendgroup for trace in chart.data if trace.legendgroup]

    assert order == ["b", "b", "a", "a"]


def test_the_legend_names_both_periods_once_a_first(chart):
    assert in_legend(chart) == ["This week", "Last week", "So far"]
    assert (chart.layout.legend.itemclick, chart.layout.legend.itemdoubleclick) == (False, False)


def test_what_has_not_ended_has_a_shape_of_its_own(chart):
    marker = line(chart, "a").marker

    assert marker.symbol == ("circle",) * 6 + ("triangle-up",)
    assert marker.size[6] > marker.size[0]
    assert marker.opacity == 1


def test_where_everything_has_ended_the_legend_does_not_speak_of_it(stretch, draw):
    chart = draw([stretch(0)], [stretch(0)])

    assert in_legend(chart) == ["This week", "Last week"]
    assert line(chart, "a").marker.symbol is None


def test_an_open_bucket_of_b_is_told_too(stretch, draw):
    chart = draw([stretch(0)], [stretch(0, standing=Standing.OPEN)])

    assert line(chart, "b").marker.symbol == ("triangle-up",)
    assert "So far" in in_legend(chart)


def test_what_is_provisional_or_open_lies_on_a_tint_that_the_legend_explains(chart):
    [band] = [shape for shape in chart.layout.shapes if shape.type == "rect"]

    assert (band.x0, band.x1, band.name, band.showlegend) == (5, 7, "Provisional", True)


def test_only_the_whole_height_answers_to_the_pointer(chart):
    assert {trace.hoverinfo for trace in chart.data if trace.legendgroup} == {"skip"}
    assert [trace.yaxis for trace in touched(chart)] == ["y3", "y4"]
    assert touched(chart)[0].x == line(chart, "b").x


def test_the_pointer_meets_both_dates(chart):
    inbound, outbound = touched(chart)

    assert inbound.hovertext[1] == "<b>Inbound · Answered</b><br>● 1 Nov: 59<br>○ 1 Oct: 59"
    assert outbound.hovertext[2] == "<b>Outbound · Answered</b><br>● 2 Nov: –<br>○ 2 Oct: 87"


def test_both_directions_share_one_scale_from_zero_and_one_time(chart):
    assert chart.layout.yaxis.range == chart.layout.yaxis2.range
    assert chart.layout.yaxis.range[0] == 0
    assert chart.layout.yaxis.zeroline
    assert {trace.xaxis for trace in chart.data} == {None}


def test_the_highest_point_is_seen_whole(chart):
    assert chart.layout.yaxis.range[1] > 87
    assert line(chart, "a").cliponaxis is False


def test_inbound_stands_above_outbound(chart):
    assert [(text.text, text.y) for text in chart.layout.annotations] == [
        ("<b>Inbound</b>", chart.layout.yaxis.domain[1]),
        ("<b>Outbound</b>", chart.layout.yaxis2.domain[1]),
    ]


def test_both_periods_are_there_as_a_whole_whatever_is_known(stretch, draw):
    labels = {"a": named(range(7)), "b": named(range(-2, 12))}

    chart = draw([stretch(3)], [], labels=labels)

    assert chart.layout.xaxis.range == (-2, 12)


def test_b_stands_where_it_is_put(stretch, draw):
    labels = {"a": named(range(2)), "b": named(range(-1, 1))}

    chart = draw([stretch(0)], [stretch(0), stretch(1)], shift=-1, labels=labels)

    assert (line(chart, "a").x, line(chart, "b").x) == ((0.5,), (-0.5, 0.5))


def test_ticks_stand_below_the_middle_of_their_buckets(chart):
    assert chart.layout.xaxis.tickvals == (0.5, 3.5)
    assert chart.layout.xaxis.ticktext == ("Mon", "Thu")


def test_without_anything_known_the_axes_are_there_all_the_same(draw):
    chart = draw([], [])

    assert not any(trace.y for trace in chart.data)
    assert chart.layout.xaxis.range == (0, 7)
    assert chart.layout.yaxis.range == (0, 1)


def test_without_any_bucket_there_is_an_axis(draw):
    chart = draw([], [], labels={"a": {}, "b": {}}, ticks={})

    assert chart.layout.xaxis.range == (0, 1)


def test_periods_without_calls_have_a_scale(stretch, draw):
    chart = draw([stretch(0, sides=Sides())], [stretch(0, sides=Sides())])

    assert chart.layout.yaxis.range == (0, 1)


@pytest.fixture
def crowded(stretch, draw):
    """Four weeks by hour."""
    hours = [stretch(hour) for hour in range(672)]
    labels = dict.fromkeys("ab", named(range(672)))
    return draw(hours, hours, labels=labels)


def test_many_points_are_small_and_their_lines_thin(crowded, chart):
    for side in "ab":
        many, few = line(crowded, side), line(chart, side)
        assert many.marker.size < 4
        assert many.line.width < few.line.width


def test_a_small_point_of_b_is_seen_though_it_is_not_hollow(crowded):
    assert line(crowded, "b").marker.color == LIGHT.other


def test_many_points_are_no_objects_of_their_own(crowded):
    assert len(crowded.data) == 4 + 2
    assert line(crowded, "a").marker.symbol is None


def test_four_weeks_by_day_are_small(stretch, draw):
    days = [stretch(day) for day in range(28)]

    chart = draw(days, days, labels=dict.fromkeys("ab", named(range(28))))

    spec = json.loads(plotly.io.to_json(chart))
    del spec["layout"]["template"]
    assert len(json.dumps(spec)) < 12_000


def test_the_places_of_the_themes_colours_stay_as_they_are(stretch, draw):
    chart = draw([stretch(0)], [stretch(0)], palette=THEMED)

    assert line(chart, "a").line.color == "#000001"
    assert line(chart, "b").marker.color == "#000038"


def test_zoom_is_off_in_both_directions(chart):
    axes = (chart.layout.xaxis, chart.layout.yaxis, chart.layout.yaxis2, chart.layout.yaxis3)

    assert {axis.fixedrange for axis in axes} == {True}
    assert chart.layout.dragmode is False


def test_the_template_is_left_to_streamlit(chart):
    assert chart.layout.template == go.Figure(layout={"template": "none"}).layout.template


def test_the_order_of_the_rows_changes_nothing(stretch, given):
    frame = compared_frame([stretch(0), stretch(1)], [stretch(0)], Source.CALLS, MENU)

    assert compare.figure(frame[::-1], **given) == compare.figure(frame, **given)


def test_the_frame_stays_as_it_was(stretch, given):
    frame = compared_frame([stretch(1), stretch(0)], [stretch(0)], Source.CALLS, MENU)
    before = frame.copy(deep=True)

    compare.figure(frame, **given)

    pd.testing.assert_frame_equal(frame, before)
