"""The frame: page set-up, the door, the language, and where one may go."""

import gc
import weakref

import pytest

from components.simulator import Where
from components.ui import state
from tests.pages.screen import break_statistics, cards, failures, keys, wait_for_answers

PAGES = ["overview.py", "diagnostics.py", "connect.py"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_gets_the_form_on_every_page(app, page):
    at = app().run().switch_page(page).run()

    assert at.title[0].value == "Connect to your PBX"
    assert (cards(at), failures(at), list(at.exception)) == ({}, [], [])


def test_the_overview_comes_first(visit):
    assert visit().run().title[0].value == "Overview"


def test_a_visitor_finds_the_form_on_the_account_page(visit):
    at = visit().run().switch_page("connect.py").run()

    assert at.title[0].value == "Connect to your PBX"


def test_a_visitor_who_looks_at_the_account_page_stays_in(visit, pbx):
    at = visit().run().switch_page("connect.py").run()
    before = len(pbx.requests)

    at.switch_page("overview.py").run()

    assert cards(at) != {}
    assert len(pbx.requests) == before


# Who is here


def test_nobody_is_named_before_somebody_is_let_in(app):
    at = app().run()

    assert [element.value for element in at.sidebar.text] == []
    assert "leave" not in {button.key for button in at.sidebar.button}


def test_the_account_is_named_beside_every_page(visit):
    at = visit().run()

    assert [element.value for element in at.sidebar.text] == ["demo@example.org"]


def test_whoever_disconnects_is_asked_anew(visit):
    at = visit().run()

    at.button("leave").click().run()

    assert at.title[0].value == "Connect to your PBX"
    assert cards(at) == {}


def test_whoever_disconnects_leaves_nothing_in_the_address(visit):
    at = visit(period="yesterday", ext="104", source="legs").run()

    at.button("leave").click().run()

    assert at.query_params == {}


def test_whoever_disconnects_leaves_an_operators_account_too(app, secrets):
    at = app(secrets=secrets(), account="office").run()
    at.run()

    at.button("leave").click().run()

    assert (cards(at), at.query_params) == ({}, {})


VIEWS = [{}, {"period": "last-28-days"}, {"period": "2027-01-01..2027-01-31"}]
"""One that is loaded, one that waits for a word, and one that has not begun."""


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_whoever_disconnects_takes_desk_and_secret_along(visit, view):
    at = visit(**view).run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    assert _is_gone(desk)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_tab_that_is_closed_takes_desk_and_secret_along(visit, view):
    at = visit(**view).run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    del at

    assert _is_gone(desk)


@pytest.mark.parametrize("button", ["update", "load", "coarser"])
def test_no_button_keeps_desk_and_secret(visit, button):
    at = visit(period="last-28-days").run()
    if button not in keys(at):
        at.button("load").click().run()
    at.button(button).click().run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    assert _is_gone(desk)


@pytest.mark.parametrize("buttons", [["leave"], ["stop", "leave"]])
def test_whoever_disconnects_while_answers_come_takes_desk_and_secret_along(
    visit, hasty, pbx, buttons
):
    with pbx.hold(Where.STATISTICS) as held:
        at = visit(visitor=hasty()).run()
        held.wait_for(1)
        desk = weakref.ref(at.session_state[state._KEY].visitor.desk)
        for button in buttons:
            at.button(button).click().run()

    assert _is_gone(desk)


def test_whoever_disconnects_while_answers_come_asks_nothing_more(visit, hasty, pbx):
    with pbx.hold(Where.STATISTICS) as held:
        at = visit(visitor=hasty()).run()
        held.wait_for(1)
        at.button("leave").click().run()

    wait_for_answers()
    assert pbx.statistics_requests == 1


def test_a_failure_keeps_neither_desk_nor_secret(visit, pbx):
    break_statistics(pbx)
    at = visit().run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    assert _is_gone(desk)


def _is_gone(desk):
    """Tell whether a desk is nowhere any more, once all that was asked has been answered."""
    wait_for_answers()
    gc.collect()
    return desk() is None


# Language


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("en", "Overview"),
        ("en-GB", "Overview"),
        ("ru", "Обзор"),
        ("ru-RU", "Обзор"),
        ("de-DE", "Overview"),
        (None, "Overview"),
        ("nonsense_/", "Overview"),
    ],
)
def test_the_browser_decides_about_the_language(visit, tag, title):
    assert visit(locale=tag).run().title[0].value == title


def test_a_link_decides_before_the_browser(visit):
    assert visit(locale="en", lang="ru").run().title[0].value == "Обзор"


def test_a_language_that_nobody_knows_is_english(visit):
    assert visit(lang="xx").run().title[0].value == "Overview"


def test_a_chosen_language_is_spoken_at_once(visit):
    at = visit().run()

    at.sidebar.selectbox("lang").select("ru").run()

    assert at.title[0].value == "Обзор"


def test_a_chosen_language_stands_in_the_address(visit):
    at = visit(period="yesterday").run()

    at.sidebar.selectbox("lang").select("ru").run()

    assert at.query_params == {"period": "yesterday", "lang": "ru"}


def test_the_browsers_own_language_stays_out_of_the_address(visit):
    assert visit(locale="ru-RU").run().query_params == {}


def test_languages_are_offered_by_their_own_names(visit):
    assert visit().run().sidebar.selectbox("lang").options == ["English", "Русский"]


def test_a_stranger_may_choose_the_language_too(app):
    at = app().run()

    at.sidebar.selectbox("lang").select("ru").run()

    assert at.title[0].value != "Connect to your PBX"
