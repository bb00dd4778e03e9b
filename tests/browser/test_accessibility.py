"""Everybody can read it: axe finds nothing serious, in either theme, on a desk or a phone."""

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
SERIOUS = {"serious", "critical"}

themes = pytest.mark.parametrize("theme", ["light", "dark"])
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


@themes
@sizes
def test_the_form_has_no_serious_violation(visit, theme, size):
    screen = visit("/connect", theme=theme, size=size)

    assert violations(screen) == []


@themes
@sizes
def test_the_overview_has_no_serious_violation(visit, theme, size):
    screen = visit(OVERVIEW, theme=theme, size=size)
    for chart in ("chart_trend", "chart_outcomes", "chart_endings"):
        expect(screen.part(chart).locator(".main-svg").first).to_be_visible()

    assert violations(screen) == []


@themes
@sizes
def test_a_price_has_no_serious_violation(view, theme, size):
    screen = view("period=2025-10-01..2025-10-30", theme=theme, size=size)
    expect(screen.part("cost")).to_be_visible()

    assert violations(screen) == []


@themes
@sizes
def test_a_view_on_its_way_has_no_serious_violation(view, pbx, theme, size):
    pbx.habits = replace(pbx.habits, statistics_latency=1)
    screen = view("period=2025-10-06..2025-10-19", theme=theme, size=size)
    expect(screen.part("progress")).to_be_visible()
    expect(screen.part("chart_trend").locator(".main-svg").first).to_be_visible()

    assert violations(screen) == []
    expect(screen.part("progress")).to_be_visible()
    mishaps.mend(pbx)
    screen.complete()


@themes
def test_a_failure_has_no_serious_violation(view, pbx, theme):
    screen = view("source=legs", theme=theme)
    screen.complete()
    pbx.faults.add(Fault.HTML_502)
    screen.press("update")
    expect(screen.failure).to_be_visible()

    assert violations(screen) == []


@pytest.fixture
def compared(visit):
    """Open a comparison of the documented example and wait until all of it is drawn."""

    def compared(**tab):
        screen = visit(COMPARISON, **tab)
        for chart in ("chart_compare", "chart_why_in", "chart_why_out"):
            expect(screen.part(chart).locator(".main-svg").first).to_be_visible()
        screen.complete()
        return screen

    return compared


@themes
@sizes
def test_a_comparison_has_no_serious_violation(compared, theme, size):
    screen = compared(theme=theme, size=size)

    assert violations(screen) == []


def test_a_comparison_in_russian_has_no_serious_violation(compared):
    screen = compared(locale="ru-RU")

    assert violations(screen) == []


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
