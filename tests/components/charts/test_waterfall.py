"""The waterfall: from B by each effect to A; signs, colours, patterns, and totals cut short."""

from fractions import Fraction

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.charts import waterfall
from components.charts.theme import PALETTES, Shade
from components.charts.waterfall import Row
from components.measures.causes import Causes, Effect
from components.measures.counts import Direction
from components.measures.frames import cause_frame

IN, OUT = Direction
LIGHT = PALETTES[Shade.LIGHT]
WORDS = {
    "a": "This week",
    "b": "Last week",
    "volume": "More or fewer calls",
    "rate": "Answer rate",
    "busy": "Busy",
}


def frame(a, b, **effects):
    parts = tuple(Effect(part, Fraction(calls)) for part, calls in effects.items())
    return cause_frame({IN: Causes(Fraction(a), Fraction(b), parts), OUT: None})


def signed(value):
    return f"{value:,.1f}".removesuffix(".0")


@pytest.fixture
def draw():
    """Return the waterfall of inbound calls."""

    def draw(causes, direction=IN, words=WORDS):
        return waterfall.figure(
            causes, direction=direction, words=words, palette=LIGHT, number=signed
        )

    return draw


@pytest.fixture
def chart(draw):
    """From 60 by +30 and −12 to 78, with something that did nothing."""
    return draw(frame(78, 60, volume=30, rate=-12, busy=0))


def bars(chart):
    """Return where each bar begins and ends, by its row."""
    return {
        row: (base, base + length)
        for trace in chart.data
        for row, base, length in zip(trace.y, trace.base, trace.x, strict=True)
    }


def texts(chart):
    return {row: text for t in chart.data for row, text in zip(t.y, t.text, strict=True)}


def looks(chart):
    return {row: (t.marker.color, t.marker.pattern.shape) for t in chart.data for row in t.y}


def cuts(chart):
    """Return the gaps through totals that are cut short."""
    return [shape for shape in chart.layout.shapes if shape.layer == "above"]


def test_each_effect_starts_where_the_last_one_ended():
    found = waterfall.rows(frame(78, 60, volume=30, rate=-12), IN, signed)

    assert found == [
        Row("b", "other", 0, 60, "60"),
        Row("volume", "answered", 60, 90, "+30"),
        Row("rate", "missed", 90, 78, "−12"),
        Row("a", "other", 0, 78, "78"),
    ]


def test_bars_float_between_the_levels_they_lead_from_and_to(chart):
    assert bars(chart) == {
        "b": (0, 60),
        "volume": (60, 90),
        "rate": (78, 90),
        "busy": (78, 78),
        "a": (0, 78),
    }


def test_an_effect_has_its_sign_and_a_total_has_none(chart):
    assert texts(chart) == {"b": "60", "volume": "+30", "rate": "−12", "busy": "0", "a": "78"}


def test_better_and_worse_differ_in_colour_and_pattern(chart):
    assert looks(chart) == {
        "b": (LIGHT.other, ""),
        "volume": (LIGHT.answered, ""),
        "rate": (LIGHT.missed, "/"),
        "busy": (LIGHT.answered, ""),
        "a": (LIGHT.other, ""),
    }


def test_a_number_stands_beside_its_bar(chart):
    assert {trace.textposition for trace in chart.data} == {"outside"}
    assert {trace.orientation for trace in chart.data} == {"h"}


def test_rows_stand_in_their_order_from_the_top(chart):
    assert chart.layout.yaxis.tickvals == ("b", "volume", "rate", "busy", "a")
    assert chart.layout.yaxis.range == (4.5, -0.5)


def test_long_names_are_broken_and_totals_are_bold(chart):
    assert chart.layout.yaxis.ticktext == (
        "<b>Last week</b>",
        "More or fewer<br>calls",
        "Answer rate",
        "Busy",
        "<b>This week</b>",
    )


def test_two_extensions_of_one_name_have_a_row_each(draw):
    chart = draw(frame(3, 0, **{"7": 1, "8": 2}), words={**WORDS, "7": "Anna", "8": "Anna"})

    assert chart.layout.yaxis.tickvals == ("b", "7", "8", "a")


def test_the_pointer_meets_name_and_number(chart):
    hovers = [text for trace in chart.data for text in trace.hovertext]

    assert "More or fewer<br>calls<br>+30" in hovers
    assert "<b>Last week</b><br>60" in hovers


def test_thin_lines_lead_from_bar_to_bar(chart):
    [steps] = chart.layout.shapes

    assert steps.path == "M60.0,0.33V0.67M90.0,1.33V1.67M78.0,2.33V3.00M78.0,3.00V3.67"
    assert steps.layer == "below"


def test_an_axis_that_starts_at_zero_has_room_for_numbers_on_the_right(chart):
    low, high = chart.layout.xaxis.range

    assert (low, high) == (0, 90 * 1.3)
    assert chart.layout.xaxis.zeroline
    assert cuts(chart) == []


def test_a_small_change_of_large_totals_is_seen_and_the_totals_are_cut(draw):
    chart = draw(frame(1021, 1012, volume=51, rate=-42))

    low, _high = chart.layout.xaxis.range
    assert 900 < low < 1012
    assert bars(chart)["b"] == pytest.approx((low, 1012))
    assert texts(chart)["b"] == "1,012"
    [cut] = cuts(chart)
    assert cut.path.count("M") == 2
    assert cut.line.color == LIGHT.page


def test_a_cut_axis_has_no_line_at_its_start(draw):
    assert not draw(frame(1021, 1012, volume=51, rate=-42)).layout.xaxis.zeroline


def test_equal_totals_and_no_effect_are_not_cut(draw):
    chart = draw(frame(60, 60, volume=0, rate=0))

    assert chart.layout.xaxis.range == (0, 60 * 1.3)
    assert cuts(chart) == []


def test_levels_may_go_below_zero(draw):
    chart = draw(frame(2, 1, volume=-4, rate=5))

    assert bars(chart)["volume"] == (-3, 1)
    assert chart.layout.xaxis.range[0] == -3


def test_less_than_a_call_a_day_fills_the_axis(draw):
    chart = draw(frame("0.3", "0.1", volume="0.1", rate="0.1"))

    assert chart.layout.xaxis.range == pytest.approx((0, 0.39))


def test_tenths_lead_exactly_to_the_total():
    found = waterfall.rows(frame("0.6", "0.3", volume="0.1", rate="0.2"), IN, signed)

    assert found[-2].end == found[-1].end == 0.6


def test_where_nothing_happened_the_rows_are_there(draw):
    chart = draw(frame(0, 0, volume=0, rate=0))

    assert set(texts(chart).values()) == {"0"}
    assert chart.layout.xaxis.range == (0, 1.3)


def test_a_direction_without_causes_has_no_bar(draw):
    chart = draw(frame(78, 60, volume=18), OUT)

    assert len(chart.data) == 0
    assert len(chart.layout.shapes) == 0


def test_more_rows_take_more_height(draw):
    few, many = draw(frame(1, 0, volume=1)), draw(frame(1, 0, volume=1, rate=0))

    assert many.layout.height > few.layout.height


def test_zoom_is_off(chart):
    assert (chart.layout.xaxis.fixedrange, chart.layout.yaxis.fixedrange) == (True, True)
    assert chart.layout.dragmode is False


def test_there_is_no_legend_and_no_template(chart):
    assert chart.layout.showlegend is False
    assert chart.layout.template == go.Figure(layout={"template": "none"}).layout.template


def test_the_order_of_the_rows_changes_nothing(draw):
    causes = frame(78, 60, volume=30, rate=-12)

    assert draw(causes[::-1]) == draw(causes)


def test_the_frame_stays_as_it_was(draw):
    causes = frame(78, 60, volume=30, rate=-12)
    before = causes.copy(deep=True)

    draw(causes)

    pd.testing.assert_frame_equal(causes, before)
