"""The browser's address and the visitor's selection stay the same."""

import pytest
import streamlit as st

from components.measures.causes import Why
from components.measures.outcomes import Source
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.hours import parse_shift
from components.periods.presets import Preset
from components.reports.compare import Align
from components.ui import address, state
from components.ui.selection import Of, Selection, Show, spell

FULL = Selection(
    account="sales",
    period=Preset.YESTERDAY,
    by=Step.HOUR,
    extensions=("104",),
    source=Source.LEGS,
    zone="Europe/Moscow",
    show=Show.SHARES,
    language="ru",
    against=Against.YEAR,
    complete=True,
    align=Align.POSITION,
    of=Of.MISSED,
    why=Why.OUTCOME,
    hours=(parse_shift("mon.09:00-18:00"),),
    holidays="DE",
)


def _page():
    address.arrive()
    state.seed("source", state.session().selection.source)
    st.text_input("source", key="source")
    address.settle()


@pytest.fixture
def page(stage):
    """A page with one widget that shows a part of the selection, not yet run."""
    return stage(_page)


def test_a_link_makes_the_selection(page, remembered):
    page.query_params = {"period": "yesterday", "ext": ["104", "105"]}

    page.run()

    chosen = remembered(page).selection
    assert (chosen.period, chosen.extensions) == (Preset.YESTERDAY, ("104", "105"))


def _wall():
    address.arrive()
    address.turn("wall")
    address.settle()


def test_the_wall_s_address_spells_its_board(stage):
    at = stage(_wall)
    at.query_params = {"screen": "32", "figure": "in_missed~5~10", "by": "hour"}

    at.run()

    assert dict(at.query_params) == {"screen": "32", "figure": "in_missed~5~10"}


def test_what_cannot_be_read_disappears_from_the_address(page):
    page.query_params = {"period": "someday", "source": "legs", "secret": "x"}

    page.run()

    assert dict(page.query_params) == {"source": "legs"}


def test_a_selection_is_written_into_the_address(stage):
    at = stage(_page, selection=Selection(source=Source.LEGS), has_arrived=True)

    at.run()

    assert dict(at.query_params) == {"source": "legs"}


def test_an_address_that_lags_behind_does_not_undo_a_choice(page, remembered):
    page.query_params = {"source": "legs"}
    page.run()
    remembered(page).selection = Selection(extensions=("101",))

    page.run()

    assert remembered(page).selection == Selection(extensions=("101",))


def test_a_link_names_the_step_of_the_trend(page, remembered):
    page.query_params = {"by": "week", "period": "last-90-days"}

    page.run()

    assert remembered(page).selection.by is Step.WEEK
    assert dict(page.query_params) == {"by": "week", "period": "last-90-days"}


def test_a_run_leaves_the_widgets_alone(page):
    page.query_params = {"source": "legs"}
    page.run()

    page.text_input(key="source").set_value("typed").run()

    assert page.text_input(key="source").value == "typed"


def test_another_page_keeps_the_selection_although_its_address_is_empty(page):
    page.query_params = {"source": "legs"}
    page.run()
    page.query_params = {}

    page.run()

    assert dict(page.query_params) == {"source": "legs"}


def _two_pages(paths):
    address.arrive()
    address.turn(paths[-1])
    state.seed("source", state.session().selection.source)
    st.text_input("source", key="source")


def test_another_page_draws_its_widgets_from_the_selection(stage, remembered):
    paths = [""]
    at = stage(_two_pages, paths).run()
    remembered(at).selection = Selection(source=Source.LEGS)
    paths.append("compare")

    at.run()

    assert at.text_input(key="source").value == "legs"


def test_the_same_page_leaves_its_widgets_alone(stage, remembered):
    at = stage(_two_pages, ["compare"]).run()
    remembered(at).selection = Selection(source=Source.LEGS)

    at.run()

    assert at.text_input(key="source").value == "calls"


def test_every_part_of_the_selection_that_has_a_widget_is_forgotten_on_arrival():
    names = set(spell(FULL)) - {"account", "hours", "holidays"}

    assert names <= set(address.WIDGETS)
