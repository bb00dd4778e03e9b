"""Beside every page: whose account is shown, its saved views, and the language."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ledger.store.views import SavedView
from components.ui import language, sidebar
from components.ui.selection import Selection
from components.ui.sidebar import ICON


def _page(path=""):
    language.settle()
    sidebar.draw(path)


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="<b>Acme</b>", zone=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("browser", "chosen", "label"),
    [
        ("ru-RU", None, "Язык"),
        ("de-DE", None, "Language"),
        ("ru-RU", "en", "Language"),
        ("en-GB", "ru", "Язык"),
        ("en-GB", "klingon", "Language"),
    ],
)
def test_the_visitors_choice_comes_before_the_browser(browser, chosen, label, stage):
    at = stage(_page, language=browser, selection=Selection(language=chosen)).run()

    assert at.sidebar.selectbox(key="lang").label == label


def test_a_chosen_language_is_remembered(stage, remembered):
    at = stage(_page).run()

    at.selectbox(key="lang").set_value("ru").run()

    assert at.selectbox(key="lang").label == "Язык"
    assert remembered(at).selection.language == "ru"


def test_a_choice_of_what_the_browser_asks_for_anyway_leaves_the_address_short(stage, remembered):
    at = stage(_page, selection=Selection(language="ru")).run()

    at.selectbox(key="lang").set_value("en").run()

    assert remembered(at).selection.language is None


def test_a_stranger_has_nothing_to_leave(stage):
    assert not stage(_page).run().button


def test_an_account_is_named_as_characters(stage, visitor):
    at = stage(_page, visitor=visitor).run()

    assert [one.value for one in at.sidebar.text] == ["<b>Acme</b>"]


def test_leaving_forgets_the_account(stage, visitor, remembered):
    at = stage(_page, visitor=visitor).run()

    at.button(key="leave").click().run()

    assert remembered(at).visitor is None


def test_the_accounts_saved_views_stand_beside_every_page(stage, visitor):
    visitor.desk.views.save(SavedView("The week", "", ""))

    at = stage(_page, "diagnostics", visitor=visitor).run()

    assert [button.key for button in at.sidebar.button] == ["leave", "view:The week"]


def test_a_stranger_sees_no_saved_views(stage, visitor):
    visitor.desk.views.save(SavedView("The week", "", ""))

    assert not stage(_page).run().button


def test_the_icon_is_a_file_of_our_own():
    assert Path(ICON).is_file()
