"""Saved views through the whole program: saved here, opened there, by whoever sees the account."""

import gc
import weakref

import pytest

from components.ledger.store.views import SavedView
from components.ui import state
from tests.pages.screen import cards, failures, wait_for_answers


def save(at, name):
    """Save what a tab shows."""
    at.session_state["view_save"] = True
    at.run().text_input(key="view_name").set_value(name)
    return at.button(key="view_save_now").click().run()


def open_view(at, name):
    return at.sidebar.button(key=f"view:{name}").click().run()


def views(at):
    """Return the saved views that a tab offers."""
    keys = [button.key for button in at.sidebar.button]
    return [key.removeprefix("view:") for key in keys if key.startswith("view:")]


def selection(at):
    return at.session_state[state._KEY].selection


def test_a_view_comes_back_as_it_was_saved(visit):
    at = visit(period="last-week", ext="104").run()
    saved, shown = selection(at), cards(at)
    save(at, "Last week at 104")
    at.selectbox("period").select("today").run()

    open_view(at, "Last week at 104")

    assert (selection(at), cards(at)) == (saved, shown)
    assert at.query_params == {"period": "last-week", "ext": "104"}
    assert failures(at) == []


def test_the_widgets_show_what_was_opened(visit):
    at = save(visit(period="last-week").run(), "Last week")
    at.selectbox("period").select("today").run()

    open_view(at, "Last week")

    assert at.selectbox("period").value == "last-week"


def test_a_view_is_opened_from_another_page(visit):
    at = save(visit(period="last-week").run(), "Last week")
    at.switch_page("diagnostics.py").run()

    open_view(at, "Last week")

    assert at.title[0].value == "Overview"
    assert at.query_params == {"period": "last-week"}


def test_another_tab_of_the_same_account_has_the_same_views(visit):
    save(visit(period="last-week").run(), "Last week")

    at = open_view(visit().run(), "Last week")

    assert at.query_params == {"period": "last-week"}


def test_a_view_opened_at_an_operators_account_stays_there(app, secrets):
    at = app(secrets=secrets(), account="office", period="last-week", lang="ru").run()
    save(at, "Вчера")
    at.selectbox("period").select("today").run()

    open_view(at, "Вчера")

    assert at.query_params == {"account": "office", "period": "last-week", "lang": "ru"}


def test_another_account_has_views_of_its_own(visit, callboard):
    save(visit(period="last-week").run(), "Last week")

    assert views(visit(visitor=callboard.demo_visitor()).run()) == []


def test_views_of_the_demo_are_for_all_who_try_it(visit, callboard):
    save(visit(visitor=callboard.demo_visitor(), period="last-week").run(), "Last week")

    assert views(visit(visitor=callboard.demo_visitor()).run()) == ["Last week"]


def test_a_stranger_finds_no_views(app, visit):
    save(visit().run(), "Usual")

    assert views(app().run()) == []


def test_a_view_of_a_page_that_is_no_more_opens_the_first(visit, callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    visitor.desk.views.save(SavedView("Old", "moon-phases", "period=last-week"))
    at = visit(visitor=visitor).run().switch_page("diagnostics.py").run()

    open_view(at, "Old")

    assert (at.title[0].value, at.query_params) == ("Overview", {"period": "last-week"})


def test_a_saved_comparison_opens_on_its_page(visit, callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    visitor.desk.views.save(SavedView("Both", "compare", "period=last-week&against=year"))

    at = open_view(visit(visitor=visitor).run(), "Both")

    assert at.title[0].value != "Overview"
    assert at.query_params == {"period": "last-week", "against": "year"}


def test_opening_a_view_costs_no_more_than_choosing_it(visit, pbx):
    at = save(visit(period="last-week").run(), "Last week")
    before = pbx.statistics_requests

    open_view(at, "Last week")

    assert pbx.statistics_requests == before


@pytest.mark.parametrize("act", ["save", "open", "rename", "remove"])
def test_no_saved_view_keeps_desk_and_secret(visit, act):
    at = save(visit(period="last-week").run(), "Last week")
    if act == "open":
        open_view(at, "Last week")
    elif act in {"rename", "remove"}:
        at.session_state["view_change"] = True
        at.run().button(key=f"view_{act}").click().run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    wait_for_answers()
    gc.collect()
    assert desk() is None
