"""The extensions side by side, through the whole program."""

import gc
import weakref

import pytest

from components.simulator import PEOPLE, Fault
from components.ui import state
from tests.pages.screen import cost, load, wait_for_answers, words

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


def test_the_page_keeps_hold_of_nobody_who_has_left(extensions):
    at = extensions(period=WEEK, ext="101")
    load(at)
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()
    wait_for_answers()
    gc.collect()

    assert desk() is None
