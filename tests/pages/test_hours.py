"""The hours of the week, through the whole program."""

import gc
import json
import re
import weakref
from dataclasses import replace

import pytest

from components.measures.outcomes import Source
from components.periods import spelling
from components.simulator import Fault, Where
from components.ui import state
from tests.pages.conftest import MOSCOW
from tests.pages.screen import (
    charts,
    cost,
    failures,
    line,
    load,
    look_again,
    wait_for_answers,
    words,
)

WEEK = "2026-11-02..2026-11-08"
"""Seven days that are final."""


@pytest.fixture
def hours(visit):
    """Open the page at an address."""

    def open_page(**tab):
        at = visit(**tab)
        at.switch_page("hours.py")
        return at.run()

    return open_page


def squares(at):
    """Return the hover text of each cell of the map."""
    (chart,) = [chart for chart in at.main.get("plotly_chart") if chart.key == "chart_hours"]
    return json.loads(chart.proto.spec)["data"][0]["hovertext"]


def counted(at):
    """Return the sum of the calls that the cells tell."""
    return sum(int(told.partition("n = ")[2].partition(",")[0]) for told in squares(at))


@pytest.mark.parametrize("direction", ["in", "out"])
def test_the_map_holds_every_call_of_the_period(hours, witness, direction):
    at = hours(period=WEEK, direction=direction)

    assert not at.exception
    window = spelling.resolve(
        spelling.parse(WEEK), MOSCOW, at.session_state.callboard.visitor.desk.now
    )
    sides = witness(Source.CALLS, window)
    expected = sides.inbound if direction == "in" else sides.outbound
    assert counted(at) == expected.total
    assert len(squares(at)) == 7 * 24


def test_it_is_four_whole_weeks_unless_something_was_chosen(hours, pbx):
    at = hours()

    assert at.session_state[state._KEY].selection.period == "last-28-days"
    assert "Oct 21, 2026 – Tue, Nov 17, 2026" in words(at)
    assert "Counted from the list of calls" in line(at, "way")
    assert pbx.record_requests > 0


def test_a_list_that_is_denied_is_said_and_the_price_of_the_statistics_comes_first(hours, pbx):
    pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)

    at = hours(period=WEEK)
    at.run()

    asked = pbx.statistics_requests
    assert charts(at) == []
    assert "This view takes" in cost(at)
    assert "The list of calls could not be read" in words(at)
    assert pbx.record_requests == 1
    load(at)
    assert "From the statistics" in line(at, "way")
    assert "The list of calls could not be read" in words(at)
    assert pbx.statistics_requests > asked
    assert failures(at) == []


def test_where_list_and_statistics_differ_both_are_said(hours, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    at = hours(period=WEEK)
    at.run()
    load(at)

    assert "The list of calls and the statistics differ" in words(at)


def test_a_list_that_is_late_is_not_taken_for_the_whole(hours, pbx, witness):
    pbx.habits = replace(pbx.habits, listing_late=20 * 3600)

    at = hours(period="last-7-days")
    at.run()

    if charts(at) == []:
        look_again(at)
    asked = at.session_state[state._KEY].question
    assert counted(at) == witness(Source.CALLS, asked.window).inbound.total
    listed, told = re.search(r": ([\d,]+) and ([\d,]+) calls", words(at)).groups()
    assert int(listed.replace(",", "")) < int(told.replace(",", ""))
    assert "From the statistics" in line(at, "way")


def test_of_legs_there_is_only_their_number(hours):
    at = hours(period="2026-11-04..2026-11-04", source="legs", measure="missed")
    if charts(at) == []:
        load(at)

    assert at.radio("measure").options == ["Calls"]
    assert at.session_state[state._KEY].selection.measure == "missed"


def test_what_is_chosen_stands_in_the_address(hours):
    at = hours(period=WEEK)

    at.radio("measure").set_value("answer-rate")
    at.radio("direction").set_value("out").run()

    assert not at.exception
    assert at.query_params["measure"] == "answer-rate"
    assert at.query_params["direction"] == "out"


def test_numbers_stand_in_the_map_on_demand_and_in_a_table(hours):
    at = hours(period=WEEK)

    at.toggle("map_numbers").set_value(True).run()

    (chart,) = [chart for chart in at.main.get("plotly_chart") if chart.key == "chart_hours"]
    assert len(json.loads(chart.proto.spec)["data"][0]["text"]) == 7 * 24
    table = at.main.get_by_key("table_hours").table[0].value
    assert table["Calls"].astype(int).sum() == counted(at)


def test_the_page_keeps_hold_of_nobody_who_has_left(hours):
    at = hours(period=WEEK)
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()
    wait_for_answers()
    gc.collect()

    assert desk() is None
