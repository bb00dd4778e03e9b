"""The frame: page set-up, the door, the language, and where one may go."""

import gc
import weakref

import pytest

from components.ui import state
from tests.pages.screen import cards, failures

PAGES = ["overview.py", "connect.py"]


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


def test_whoever_disconnects_takes_desk_and_secret_along(visit):
    at = visit().run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    gc.collect()
    assert desk() is None


def test_a_tab_that_is_closed_takes_desk_and_secret_along(visit):
    at = visit().run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    del at
    gc.collect()

    assert desk() is None


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
