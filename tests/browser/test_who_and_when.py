"""Who took the calls and when they came, as a person sees it: rows, the map, and the way on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import PHONE
from tests.browser.test_accessibility import NONE, by_theme

PERIOD = "period=2019-11-01..2019-11-10"


@pytest.fixture
def hours(visit):
    """Open the map of the documented example."""

    def act(**tab):
        screen = visit(f"/hours?account=golden&{PERIOD}", **tab)
        expect(screen.part("chart_hours").locator(".main-svg").first).to_be_visible()
        return screen

    return act


@pytest.fixture
def extensions(visit):
    """Open the extensions of the documented example, of days that nobody has asked for yet."""

    def act(last, **tab):
        screen = visit(f"/extensions?account=golden&period=2019-11-01..2019-11-{last}", **tab)
        screen.press("load")
        expect(screen.part("difference")).to_contain_text("Extensions against account")
        return screen

    return act


def test_the_map_says_its_numbers_and_what_is_chosen_stands_in_the_address(hours):
    screen = hours()
    expect(screen.part("way")).to_contain_text("Counted from the list of calls")
    expect(screen.part("chart_hours").locator(".point")).to_have_count(7 * 24)

    screen.part("direction").get_by_text("Outbound", exact=True).click()

    expect(screen.part("chart_hours").locator(".main-svg").first).to_be_visible()
    screen.rest()
    assert screen.query["direction"] == ["out"]


HERE = """() => {
    const key = document.activeElement?.closest('[class*="st-key-"]');
    return key ? [...key.classList].filter(one => one.startsWith("st-key-")) : [];
}"""


def reached(screen, most=60):
    """Return the keys of the places that Tab leads to."""
    found = set()
    for _ in range(most):
        screen.page.keyboard.press("Tab")
        found.update(name.removeprefix("st-key-") for name in screen.page.evaluate(HERE))
    return found


def test_the_keyboard_reaches_what_the_map_shows_and_its_numbers(hours):
    screen = hours()
    screen.rest()

    assert {"measure", "direction", "map_numbers"} <= reached(screen)
    summary = screen.page.locator("summary", has_text="All numbers of the map")
    summary.focus()
    screen.page.keyboard.press("Enter")
    expect(screen.part("table_hours")).to_be_visible()


def test_numbers_in_the_map_can_be_read_on_a_desk_and_on_a_phone(hours):
    screen = hours()
    screen.part("map_numbers").get_by_text("Numbers in the map").click()
    expect(screen.part("chart_hours").locator(".bartext")).to_have_count(7 * 24)
    assert by_theme(screen, ["chart_hours"]) == NONE

    screen.page.set_viewport_size(PHONE)
    expect(screen.part("chart_hours").locator(".bartext")).to_have_count(7 * 24)

    assert by_theme(screen, ["chart_hours"]) == NONE


@pytest.mark.parametrize("tab", [{}, {"size": PHONE}], ids=["desk", "phone"])
def test_the_map_has_no_serious_violation(hours, tab):
    screen = hours(**tab)
    screen.page.get_by_text("All numbers of the map").click()

    assert by_theme(screen, ["chart_hours"]) == NONE


@pytest.mark.parametrize(("last", "tab"), [(20, {}), (21, {"size": PHONE})], ids=["desk", "phone"])
def test_the_extensions_have_no_serious_violation(extensions, last, tab):
    assert by_theme(extensions(last, **tab)) == NONE


def test_a_row_leads_to_the_overview_of_its_extension_without_a_mouse(extensions):
    screen = extensions(22)
    table = screen.part("table_extensions").locator("canvas").first
    table.focus()

    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("Shift+Space")

    expect(screen.part("kpi_in_calls")).to_be_visible()
    assert len(screen.query["ext"]) == 1


@pytest.fixture
def teams(extensions):
    """Open the extensions with a team that was made just now."""

    def act(last, **tab):
        screen = extensions(last, **tab)
        screen.part("teams").get_by_role("button").first.click()
        popover = screen.page.get_by_test_id("stPopoverBody")
        name = popover.get_by_label("Name of a new team")
        screen.part("team_members").locator("input").click()
        screen.page.get_by_text("101 · ").last.click()
        # This closes the list of options; Escape would close the popover if the list is gone.
        name.click()
        name.fill(f"Team *{last}*")
        popover.get_by_role("button", name="Make the team").click()
        screen.part("rows_of").get_by_text("Teams", exact=True).click()
        expect(screen.part("table_teams").locator("canvas").first).to_be_visible()
        return screen

    return act


def test_a_team_is_made_and_opens_without_a_mouse(teams):
    screen = teams(23)
    table = screen.part("table_teams").locator("canvas").first
    table.focus()

    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("Shift+Space")

    expect(screen.page.get_by_role("heading", name="Team *23*")).to_be_visible()
    expect(screen.part("table_extensions")).to_be_visible()
    screen.part("team_overview").get_by_role("button").click()
    expect(screen.part("kpi_in_calls")).to_be_visible()
    assert screen.query["team"] == ["Team *23*"]


@pytest.mark.parametrize(("last", "tab"), [(24, {}), (25, {"size": PHONE})], ids=["desk", "phone"])
def test_teams_have_no_serious_violation(teams, last, tab):
    screen = teams(last, **tab)
    screen.part("teams").get_by_role("button").first.click()
    expect(screen.page.get_by_test_id("stPopoverBody")).to_be_visible()

    assert by_theme(screen) == NONE


def test_two_periods_of_each_extension_have_no_serious_violation(visit):
    screen = visit("/extensions?account=golden&period=2019-11-01..2019-11-26&against=previous")
    screen.press("load")
    expect(screen.part("difference")).to_contain_text("Extensions against account: A")

    assert by_theme(screen) == NONE


NUMBER = re.compile(rb"1202555\d{4}")
"""A telephone number of the demo's callers."""


@pytest.fixture
def missed(visit):
    """Open the callers of the demo who wait, switched on."""

    def act(**tab):
        screen = visit("/connect", **tab)
        screen.press("demo")
        expect(screen.part("kpi_in_calls")).to_be_visible()
        screen.turn_to("Missed")
        screen.part("callers_on").get_by_text("Read the list of calls").click()
        expect(screen.part("table_missed")).to_be_visible()
        return screen

    return act


def test_no_message_to_the_browser_holds_a_number_before_it_is_unmasked(missed):
    screen = missed()
    screen.rest()
    assert [frame for frame in screen.told if NUMBER.search(frame)] == []

    screen.part("unmasked").get_by_text("Show whole numbers").click()

    expect(screen.part("table_missed")).to_contain_text("1202555")
    assert [frame for frame in screen.told if NUMBER.search(frame)]


def test_callers_who_wait_have_no_serious_violation_at_a_desk_and_on_a_phone(missed):
    screen = missed()
    assert by_theme(screen) == NONE

    screen.page.set_viewport_size(PHONE)

    assert by_theme(screen) == NONE


def test_the_keyboard_alone_switches_callers_on_and_their_numbers(visit):
    screen = visit("/connect")
    screen.press("demo")
    expect(screen.part("kpi_in_calls")).to_be_visible()
    screen.turn_to("Missed")
    switch(screen, "callers_on")
    expect(screen.part("table_missed")).to_be_visible()
    screen.rest()
    assert {"since", "update", "unmasked"} <= reached(screen)

    switch(screen, "unmasked")

    expect(screen.part("table_missed")).to_contain_text("1202555")


def switch(screen, key):
    """Press a switch with the keyboard."""
    screen.part(key).locator("input").first.focus()
    screen.page.keyboard.press("Space")
