"""Everybody can read it: axe finds nothing serious, in either theme, on a desk or a phone.

A page that was loaded once is looked at in both themes: it follows its reader's at once.
"""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from components.simulator import Fault
from tests.browser import mishaps
from tests.browser.screen import DESK, PHONE

OVERVIEW = "/?account=golden&period=2019-11-01..2019-11-10&ext=101&ext=104"
COMPARISON = (
    "/compare?account=golden&period=2019-11-01..2019-11-10&against=2019-11-01..2019-11-05&by=week"
)
COMPARED = ("chart_compare", "chart_why_in", "chart_why_out")
SERIOUS = {"serious", "critical"}

THEMES = ("light", "dark")

sizes = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def violations(screen):
    """Return what axe finds serious: the rule, where, and why."""
    screen.stand()
    found = Axe().run(screen.page).response["violations"]
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


def by_theme(screen, charts=()):
    """Return what axe finds serious in each theme, once the charts are drawn in it."""
    found = {}
    for theme in THEMES:
        screen.page.emulate_media(color_scheme=theme)
        expect(screen.page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
        screen.rest()
        for chart in charts:
            expect(screen.part(chart).locator(".main-svg").first).to_be_visible()
        found[theme] = violations(screen)
    return found


NONE = {theme: [] for theme in THEMES}


@sizes
def test_the_form_has_no_serious_violation(visit, size):
    screen = visit("/connect", size=size)

    assert by_theme(screen) == NONE


@sizes
def test_the_overview_has_no_serious_violation(visit, size):
    screen = visit(OVERVIEW, size=size)

    assert by_theme(screen, ("chart_trend", "chart_outcomes", "chart_endings")) == NONE


@sizes
def test_a_price_has_no_serious_violation(view, size):
    screen = view("period=2025-10-01..2025-10-30", size=size)
    expect(screen.part("cost")).to_be_visible()

    assert by_theme(screen) == NONE


@pytest.mark.parametrize(
    ("theme", "size"), [("light", PHONE), ("dark", DESK)], ids=["light-phone", "dark-desk"]
)
def test_a_view_on_its_way_has_no_serious_violation(view, pbx, theme, size):
    pbx.habits = replace(pbx.habits, statistics_latency=1)
    screen = view("period=2025-10-06..2025-10-19", theme=theme, size=size)
    expect(screen.part("progress")).to_be_visible()
    expect(screen.part("chart_trend").locator(".main-svg").first).to_be_visible()

    assert violations(screen) == []
    expect(screen.part("progress")).to_be_visible()
    mishaps.mend(pbx)
    screen.complete()


def test_a_failure_has_no_serious_violation(view, pbx):
    screen = view("source=legs")
    screen.complete()
    pbx.faults.add(Fault.HTML_502)
    screen.press("update")
    expect(screen.failure).to_be_visible()

    assert by_theme(screen) == NONE


@pytest.fixture
def compared(visit):
    """Open a comparison of the documented example and wait until all of it is drawn."""

    def compared(**tab):
        screen = visit(COMPARISON, **tab)
        for chart in COMPARED:
            expect(screen.part(chart).locator(".main-svg").first).to_be_visible()
        screen.complete()
        return screen

    return compared


@pytest.mark.parametrize(
    ("size", "locale"), [(DESK, "en-US"), (PHONE, "ru-RU")], ids=["desk", "phone-in-russian"]
)
def test_a_comparison_has_no_serious_violation(compared, size, locale):
    screen = compared(size=size, locale=locale)

    assert by_theme(screen, COMPARED) == NONE


def test_what_opens_over_a_comparison_has_no_serious_violation(compared):
    screen = compared()
    popovers = {"download": "Trend (CSV)", "copy_link": "These dates", "hours": "Apply"}
    found = []

    for popover, words in popovers.items():
        screen.part(popover).get_by_role("button").first.click()
        body = screen.page.get_by_test_id("stPopoverBody")
        expect(body).to_contain_text(words)
        found += violations(screen)
        screen.page.keyboard.press("Escape")
        expect(body).to_have_count(0)

    assert found == []
