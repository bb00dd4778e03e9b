"""Diagnostics in a browser: everybody can read it, it keeps itself fresh, and tells no secret."""

import pytest
from playwright.sync_api import expect

from components.simulator import Fault, Where
from tests.browser.customers import hidden
from tests.browser.screen import DESK, PHONE
from tests.browser.test_accessibility import NONE, by_theme

PAGE = "/diagnostics?account=golden"
VIEW = "/?account=golden&period=2019-11-01..2019-11-10"
SECTIONS = ("queue", "circuit", "ledger", "quota", "corrections", "errors", "requests")


def turn_to_diagnostics(screen):
    """Go there by the menu, so that the session stays the same."""
    screen.page.get_by_role("link", name="Diagnostics").click()
    expect(screen.part("diagnostics_requests")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_has_no_serious_violation(visit, size):
    screen = visit(PAGE, size=size)
    for section in SECTIONS:
        expect(screen.part(f"diagnostics_{section}")).to_be_visible()

    assert by_theme(screen) == NONE


def test_the_requests_behind_the_last_view_are_told(visit):
    screen = visit(VIEW)
    expect(screen.part("kpi_in_calls")).to_be_visible()

    turn_to_diagnostics(screen)

    expect(screen.part("diagnostics_requests")).to_contain_text(
        "Fri, Nov 1, 2019 – Sun, Nov 10, 2019"
    )


def test_what_another_visitor_has_asked_comes_by_itself(visit):
    screen = visit("/diagnostics?account=quiet")
    expect(screen.part("diagnostics_requests")).to_be_visible()

    visit("/?account=quiet&period=2018-03-05..2018-03-11&source=legs")

    expect(screen.part("diagnostics_requests")).to_contain_text("Mar 11, 2018")


def test_a_failure_is_told_in_plain_words_and_without_secrets(visit, pbx):
    pbx.faults.add(Fault.HTML_502, where=Where.STATISTICS)
    screen = visit("/?account=office&period=2018-03-05..2018-03-11")
    expect(screen.failure).to_be_visible()

    turn_to_diagnostics(screen)

    expect(screen.part("diagnostics_errors")).to_contain_text("a fault of its own (code 502)")
    assert screen.tells(hidden(pbx)) == set()
