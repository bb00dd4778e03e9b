"""The chart of outcomes: three bars a direction, always in the same places."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.charts import outcomes
from components.measures.counts import Sides
from components.measures.frames import OUTCOMES, outcome_frame
from components.measures.outcomes import MenuCountsAs

MENU = MenuCountsAs.MISSED
NO_ROWS = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in OUTCOMES.items()})
NO_CALLS = outcome_frame(Sides(), MENU)


@pytest.fixture
def chart(outcomes_frame, given):
    return outcomes.figure(outcomes_frame, **given)


def test_there_is_a_bar_for_each_outcome_in_display_order(chart):
    assert [bar.name for bar in chart.data] == ["Answered", "Missed", "Failed"]


def test_inbound_stands_beside_outbound(chart):
    assert {bar.x for bar in chart.data} == {("in", "out")}


def test_the_bars_are_as_long_as_the_documented_counts(chart):
    assert [bar.y for bar in chart.data] == [(59, 87), (20, 37), (8, 22)]


def test_each_bar_carries_its_number(chart):
    assert [bar.text for bar in chart.data] == [("59", "87"), ("20", "37"), ("8", "22")]


def test_shares_carry_theirs(outcomes_frame, given_shares):
    chart = outcomes.figure(outcomes_frame, **given_shares)

    assert [bar.text for bar in chart.data] == [("68%", "60%"), ("23%", "25%"), ("9%", "15%")]


def test_each_outcome_has_its_colour(chart, given):
    palette = given["palette"]

    colours = [bar.marker.color for bar in chart.data]

    assert colours == [palette.answered, palette.missed, palette.failed]


def test_each_outcome_has_its_pattern(chart):
    assert [bar.marker.pattern.shape for bar in chart.data] == ["", "/", "x"]


def test_the_directions_are_named_in_the_given_words(chart):
    assert chart.layout.xaxis.ticktext == ("Inbound", "Outbound")


def test_the_legend_names_both_words_where_the_directions_differ(outcomes_frame, given):
    given["words"]["out.missed"] = "Not reached"

    chart = outcomes.figure(outcomes_frame, **given)

    assert chart.data[1].name == "Missed / Not reached"


def test_the_hover_text_is_shown_as_it_is_and_nothing_beside_it(chart):
    assert {bar.hovertemplate for bar in chart.data} == {"%{hovertext}<extra></extra>"}


def test_a_word_cannot_become_a_template(outcomes_frame, given):
    given["words"]["missed"] = "%{x}"

    chart = outcomes.figure(outcomes_frame, **given)

    assert chart.data[1].hovertemplate == "%{hovertext}<extra></extra>"


def test_a_tap_on_the_legend_hides_no_calls(chart):
    assert (chart.layout.legend.itemclick, chart.layout.legend.itemdoubleclick) == (False, False)


def test_the_numbers_have_room_above_the_longest_bar(chart):
    assert chart.layout.yaxis.range[1] > 87


def test_zoom_is_off_in_both_directions(chart):
    assert (chart.layout.xaxis.fixedrange, chart.layout.yaxis.fixedrange) == (True, True)


def test_the_template_is_left_to_streamlit(chart):
    assert chart.layout.template == go.Figure(layout={"template": "none"}).layout.template


def test_the_chart_is_320_pixels_high(chart):
    assert chart.layout.height == 320


@pytest.mark.parametrize("shares", [False, True])
@pytest.mark.parametrize("frame", [NO_ROWS, NO_CALLS], ids=["no rows", "no calls"])
def test_without_calls_there_is_no_bar(frame, shares, given):
    assert outcomes.figure(frame, **{**given, "shares": shares}).data == ()


@pytest.mark.parametrize("frame", [NO_ROWS, NO_CALLS], ids=["no rows", "no calls"])
def test_without_calls_the_directions_are_named_all_the_same(frame, given):
    assert outcomes.figure(frame, **given).layout.xaxis.ticktext == ("Inbound", "Outbound")


def test_a_direction_without_calls_shows_zeros(one_sided, given):
    chart = outcomes.figure(outcome_frame(one_sided, MENU), **given)

    assert [bar.text[1] for bar in chart.data] == ["0", "0", "0"]


def test_a_direction_without_calls_has_no_shares(one_sided, given_shares):
    chart = outcomes.figure(outcome_frame(one_sided, MENU), **given_shares)

    assert [bar.text[1] for bar in chart.data] == ["–", "–", "–"]


def test_the_order_of_the_rows_changes_nothing(outcomes_frame, chart, given):
    assert outcomes.figure(outcomes_frame[::-1], **given) == chart


def test_the_same_numbers_give_the_same_figure(outcomes_frame, chart, given):
    assert outcomes.figure(outcomes_frame.copy(), **given).to_json() == chart.to_json()


def test_the_frame_stays_as_it_was(outcomes_frame, given):
    before = outcomes_frame.copy(deep=True)

    outcomes.figure(outcomes_frame, **given)

    pd.testing.assert_frame_equal(outcomes_frame, before)
