"""The extensions side by side, through the whole program."""

import gc
import weakref
from zoneinfo import ZoneInfo

import pytest

from components.ledger.store.teams import Team
from components.measures.outcomes import Source
from components.periods import spelling
from components.simulator import PEOPLE, Fault
from components.ui import state
from tests.conftest import NOW
from tests.pages.screen import cards, cost, load, wait_for_answers, words

WEEK = "2026-11-02..2026-11-08"


@pytest.fixture
def extensions(visit):
    """Open the page at an address."""

    def open_page(**tab):
        at = visit(**tab)
        at.switch_page("extensions.py")
        return at.run()

    return open_page


def rows(at):
    return at.main.get_by_key("table_extensions").dataframe[0].value


def test_the_price_comes_first_then_a_row_for_each_extension_at_one_request(extensions, pbx):
    at = extensions(period=WEEK)

    assert f"This view takes {len(PEOPLE) + 1} requests" in cost(at)
    assert pbx.statistics_requests == 0
    load(at)
    assert list(rows(at)["Number"]) == [one.number for one in PEOPLE]
    assert pbx.statistics_requests == len(PEOPLE) + 1


def test_rows_without_calls_stay_and_the_account_is_explained(extensions):
    at = extensions(period=WEEK)
    load(at)

    frame = rows(at)
    assert 0 in set(frame["Inbound · Calls"])
    assert "Extensions against account" in words(at)
    sums = at.main.get_by_key("table_sums").table[0].value
    assert sums["Sum of the rows"][0] == f"{frame['Inbound · Calls'].sum():,}"


def test_only_those_that_were_chosen_are_asked_for(extensions, pbx):
    at = extensions(period=WEEK, ext="101")
    load(at)

    assert list(rows(at)["Number"]) == ["101"]
    assert pbx.statistics_requests == 2


def test_a_pbx_that_ignores_the_filter_is_noticed_and_nothing_is_ranked(extensions, pbx):
    pbx.faults.add(Fault.IGNORED_EXTENSIONS)

    at = extensions(period=WEEK)
    load(at)

    assert "seems to answer for the whole account" in at.main.warning[0].value
    assert at.main.dataframe == []


# Trends


def test_a_trend_costs_a_request_for_each_bar_and_is_said_before(extensions, pbx):
    at = extensions(period=WEEK, ext=["101", "102"], trends="shown")

    assert "This view takes 15 requests" in cost(at)
    load(at)
    frame = rows(at)
    assert [sum(trend) for trend in frame["Inbound · Trend"]] == list(frame["Inbound · Calls"])
    assert {len(trend) for trend in frame["Outbound · Trend"]} == {7}
    assert pbx.statistics_requests <= 15


def test_without_them_no_column_is_made(extensions):
    at = extensions(period=WEEK, ext="101")
    load(at)

    assert not [name for name in rows(at) if "Trend" in name]


# Two periods


def test_two_periods_stand_side_by_side_for_two_requests_each(extensions, pbx):
    at = extensions(period=WEEK, ext=["101", "102"], against="previous")

    assert "To tell 2 extensions apart takes two requests for each" in cost(at)
    assert pbx.statistics_requests == 2
    load(at)
    frame = rows(at)
    a, b = frame["Inbound · Calls · A"], frame["Inbound · Calls · B"]
    assert list(frame["Inbound · Calls · Change"]) == list(a - b)
    assert pbx.statistics_requests == 6
    sums = at.main.get_by_key("table_sums").table[0].value
    assert sums["Sum of the rows: A, B (change)"][0].startswith(f"{a.sum():,}, {b.sum():,} (")


def test_rows_of_two_periods_stand_there_as_they_come(extensions):
    at = extensions(period=WEEK, ext=["101", "102"], against="previous")

    assert rows(at)["Inbound · Calls · A"].isna().all()
    assert "not known yet" in words(at)


def test_an_ignored_filter_is_noticed_in_two_periods_too(extensions, pbx):
    pbx.faults.add(Fault.IGNORED_EXTENSIONS)

    at = extensions(period=WEEK, ext=["101", "102"], against="previous")
    load(at)

    assert "seems to answer for the whole account" in at.main.warning[0].value
    assert at.main.dataframe == []


# Teams


@pytest.fixture
def team(callboard, pbx):
    """Make a team of the visitor's account."""
    visitor = callboard.connect(pbx.url, "demo", "demo")
    ids = {one.number: one.id for one in PEOPLE}

    def make(name, *numbers):
        visitor.desk.teams.save(Team(name, frozenset(ids[number] for number in numbers)))

    return make


def test_teams_are_rows_that_are_the_sums_of_their_extensions(extensions, team):
    team("Sales", "101", "102")
    team("Service", "103")
    at = extensions(period=WEEK, rows="teams")
    load(at)

    frame = at.main.get_by_key("table_teams").dataframe[0].value
    flat = extensions(period=WEEK)
    single = rows(flat).set_index("Number")["Inbound · Calls"]
    assert list(frame["Team"]) == ["Sales", "Service"]
    assert list(frame["Inbound · Calls"]) == [single["101"] + single["102"], single["103"]]


def test_without_teams_there_is_no_choice_of_rows(extensions):
    at = extensions(period=WEEK, rows="teams")
    load(at)

    assert "Number" in rows(at)
    assert not [one for one in at.main.radio if one.key == "rows_of"]


def test_a_team_in_a_link_asks_for_its_extensions_only(extensions, team, pbx):
    team("Sales", "101", "102")
    at = extensions(period=WEEK, team="Sales")
    load(at)

    assert list(rows(at)["Number"]) == ["101", "102"]
    assert pbx.statistics_requests == 3


def test_the_overview_of_a_team_is_that_of_its_extensions(visit, team, witness):
    team("Sales", "101", "102")
    at = visit(period=WEEK, team="Sales").run()

    ids = [one.id for one in PEOPLE if one.number in ("101", "102")]
    expected = witness_of(WEEK, ids, witness)
    assert cards(at)["in_calls"] == f"{expected.inbound.total:,}"
    assert "Team Sales" in words(at)


def test_a_team_that_there_is_not_shows_no_numbers_rather_than_all(visit):
    at = visit(period=WEEK, team="Sales").run()

    assert cards(at) == {}
    assert "There is no team Sales" in words(at)


def witness_of(period, ids, witness):
    window = spelling.resolve(spelling.parse(period), ZoneInfo("Europe/Moscow"), NOW)
    return witness(Source.CALLS, window, ids)


def test_the_page_keeps_hold_of_nobody_who_has_left(extensions):
    at = extensions(period=WEEK, ext="101")
    load(at)
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()
    wait_for_answers()
    gc.collect()

    assert desk() is None
