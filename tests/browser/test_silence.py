"""The page speaks to its own server and to nobody else; ``conftest`` looks after every test."""

from playwright.sync_api import expect

from components.simulator import Fault
from tests.browser.screen import Screen


def test_no_page_asks_an_outside_host_for_anything(visit, view, pbx):
    screen = visit("/connect", theme="dark")
    screen.press("demo")
    expect(screen.part("chart_outcomes").locator(".main-svg").first).to_be_visible()
    screen.page.get_by_test_id("stMainMenu").get_by_role("button").click()
    screen.page.keyboard.press("Escape")
    screen.turn_to("Diagnostics")
    expect(screen.part("diagnostics_requests")).to_be_visible()
    other = view()
    other.complete()
    pbx.faults.add(Fault.HTML_502)
    other.press("update")
    expect(other.failure).to_be_visible()

    assert screen.outside() + other.outside() == []


def test_a_request_to_an_outside_host_would_be_noticed(chromium, callboard):
    lax = chromium.new_context(bypass_csp=True)
    screen = Screen(lax.new_page(), callboard.url)
    screen.go("/connect")

    screen.page.evaluate("new Image().src = 'http://203.0.113.9/pixel.png'")
    screen.page.evaluate("new WebSocket('ws://203.0.113.9/socket')")
    screen.rest()

    assert screen.outside() == ["http://203.0.113.9/pixel.png", "ws://203.0.113.9/socket"]
    lax.close()
