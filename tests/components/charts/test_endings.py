"""The chart of endings: a row each, both directions on one scale, coloured by outcome."""

import pandas as pd
import pytest

from components.charts import endings
from components.measures.counts import Sides
from components.measures.frames import ENDINGS, ending_frame
from components.measures.outcomes import MenuCountsAs, Source

MENU = MenuCountsAs.MISSED
NO_ROWS = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in ENDINGS.items()})
NO_CALLS = ending_frame(Sides(), Source.CALLS, MENU)
SIX = ("bridged", "answered", "not_answered", "busy", "rejected", "failed")
IN, OUT = "x", "x2"


@pytest.fixture
def chart(endings_frame, given):
    return endings.figure(endings_frame, **given)


@pytest.fixture
def legs(legs_frame, given):
    return endings.figure(legs_frame, **given)


def numbers(chart, axis):
    """Return the numbers beside one direction's bars, by ending."""
    traces = [trace for trace in chart.data if trace.xaxis == axis]
    return {ending: text for t in traces for ending, text in zip(t.y, t.text, strict=True)}


def colours(chart):
    """Return the colour of each ending."""
    return {ending: trace.marker.color for trace in chart.data for ending in trace.y}


def test_inbound_has_the_documented_numbers(chart):
    expected = zip(SIX, ["59", "15", "5", "0", "0", "8"], strict=True)

    assert numbers(chart, IN) == dict(expected)


def test_outbound_has_the_documented_numbers(chart):
    expected = zip(SIX, ["87", "0", "37", "0", "0", "22"], strict=True)

    assert numbers(chart, OUT) == dict(expected)


def test_shares_have_theirs(endings_frame, given_shares):
    chart = endings.figure(endings_frame, **given_shares)

    assert numbers(chart, IN)["bridged"] == "68%"


def test_six_endings_of_calls_stand_in_display_order(chart):
    assert chart.layout.yaxis.categoryarray == SIX


def test_legs_have_two_rows_more(legs):
    assert legs.layout.yaxis.categoryarray == (*SIX, "answered_elsewhere", "diverted")


def test_the_first_row_is_at_the_top(chart):
    assert chart.layout.yaxis.range == (5.5, -0.5)


def test_an_ending_has_the_colour_of_its_outcome(chart, given):
    palette = given["palette"]

    assert colours(chart) == {
        "bridged": palette.answered,
        "failed": palette.failed,
        **dict.fromkeys(("answered", "not_answered", "busy", "rejected"), palette.missed),
    }


def test_an_answering_menu_has_the_colour_of_answered(documented, given):
    frame = ending_frame(documented, Source.CALLS, MenuCountsAs.ANSWERED)

    assert colours(endings.figure(frame, **given))["answered"] == given["palette"].answered


def test_no_leg_has_the_colour_of_missed(legs, given):
    assert given["palette"].missed not in colours(legs).values()


def test_legs_that_are_neither_answered_nor_failed_are_neutral(legs, given):
    assert colours(legs)["busy"] == given["palette"].other


def test_both_directions_have_one_scale(chart):
    assert chart.layout.xaxis.range == chart.layout.xaxis2.range


def test_inbound_stands_left_of_outbound(chart):
    assert chart.layout.xaxis.domain[1] < chart.layout.xaxis2.domain[0]


def test_each_direction_has_its_name_above_its_base_line(chart):
    headings = [(heading.text, heading.x) for heading in chart.layout.annotations]

    assert headings == [
        ("Inbound", chart.layout.xaxis.domain[0]),
        ("Outbound", chart.layout.xaxis2.domain[0]),
    ]


def test_a_long_name_is_broken_between_words(endings_frame, given):
    given["words"]["answered"] = "Завершено в очереди или меню"

    chart = endings.figure(endings_frame, **given)

    assert chart.layout.yaxis.ticktext[1] == "Завершено в<br>очереди или меню"


def test_a_long_word_is_not_broken(endings_frame, given):
    given["words"]["rejected"] = "Переадресованные вызовы"

    chart = endings.figure(endings_frame, **given)

    assert chart.layout.yaxis.ticktext[4] == "Переадресованные<br>вызовы"


def test_six_rows_are_300_pixels_high(chart):
    assert chart.layout.height == 300


def test_more_rows_make_the_chart_higher_and_not_tighter(chart, legs):
    assert legs.layout.height - chart.layout.height == 2 * 45


def test_a_bar_says_on_hover_what_it_counts(chart):
    hovers = {text for trace in chart.data for text in trace.hovertext}

    assert "Outbound · Rang out<br>Calls: 37" in hovers


def test_there_is_no_legend_because_every_row_has_its_name(chart):
    assert chart.layout.showlegend is False


@pytest.mark.parametrize("shares", [False, True])
@pytest.mark.parametrize("frame", [NO_ROWS, NO_CALLS], ids=["no rows", "no calls"])
def test_without_calls_there_is_no_bar(frame, shares, given):
    assert endings.figure(frame, **{**given, "shares": shares}).data == ()


def test_without_calls_the_endings_are_named_all_the_same(given):
    assert endings.figure(NO_CALLS, **given).layout.yaxis.ticktext[0] == "Talked"


def test_a_direction_without_calls_shows_zeros(one_sided, given):
    chart = endings.figure(ending_frame(one_sided, Source.CALLS, MENU), **given)

    assert set(numbers(chart, OUT).values()) == {"0"}


def test_a_direction_without_calls_has_no_shares(one_sided, given_shares):
    chart = endings.figure(ending_frame(one_sided, Source.CALLS, MENU), **given_shares)

    assert set(numbers(chart, OUT).values()) == {"–"}


def test_the_order_of_the_rows_changes_nothing(endings_frame, chart, given):
    assert endings.figure(endings_frame[::-1], **given) == chart


def test_the_frame_stays_as_it_was(endings_frame, given):
    before = endings_frame.copy(deep=True)

    endings.figure(endings_frame, **given)

    pd.testing.assert_frame_equal(endings_frame, before)
