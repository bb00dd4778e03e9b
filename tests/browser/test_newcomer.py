"""Somebody comes for the first time: connects, or is told beside the right field why not."""

import re

import pytest
from playwright.sync_api import expect

from components.simulator import Fault, Where
from tests.browser.screen import PHONE

TYPED_HOSTS = {
    "": "Enter the host of your provider's API.",
    "example.org": "This host is not on the list of allowed hosts.",
    "http://apiproxy.telphin.ru": "Only https hosts are asked",
    "https://apiproxy.telphin.ru:8443": "The API is asked on port 443 only.",
    "https://me@apiproxy.telphin.ru": "Enter the host's name",
    "https://apiproxy.telphin.ru/api": "Enter the host's name",
    "192.0.2.7": "Enter the host's name",
    "not a host": "This is not the name of a host.",
    "apiproxy.telphin.ru": "The certificate of the host was refused",
    "nowhere.invalid": "No connection: there is no host of this name.",
    "http://127.0.0.1:1": "No connection: the host accepts none.",
}


def height(locator):
    box = locator.bounding_box()
    return box["y"] + box["height"] / 2


def test_the_demo_shows_its_charts(visit):
    screen = visit("/")

    screen.press("demo")

    for chart in ("chart_trend", "chart_outcomes", "chart_endings"):
        expect(screen.part(chart).locator(".main-svg").first).to_be_visible()
    expect(screen.figure("in_calls")).to_have_text(re.compile("[1-9]"))


def test_refused_credentials_are_told_beside_the_secret(visit, pbx):
    screen = visit("/connect")

    screen.connect(app_id="guest", secret="wrong", host=pbx.url)

    expect(screen.failure).to_contain_text("App ID or App Secret was refused.")
    assert height(screen.failure) > height(screen.part("app_secret"))
    button = screen.page.get_by_test_id("stFormSubmitButton")
    assert height(screen.failure) < height(button)


def test_what_is_wrong_with_a_host_is_told_beside_it(visit, pbx):
    screen = visit("/connect")
    asked = len(pbx.requests)

    for host, sentence in TYPED_HOSTS.items():
        screen.connect(app_id="guest", secret="unsent", host=host)

        expect(screen.failure).to_contain_text(sentence)
        assert height(screen.part("host")) < height(screen.failure) < height(screen.part("app_id"))
    assert len(pbx.requests) == asked
    assert screen.page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize(
    ("fault", "where", "sentence"),
    [
        (Fault.HTML_502, Where.TOKEN, "The sign-in service of the PBX does not answer properly."),
        (Fault.HTML_502, Where.USER, "The PBX has a fault of its own (code 502)."),
        (Fault.APP_ACCESS_403, Where.USER, "This type of application does not allow this."),
        (Fault.HTML_200, Where.USER, "The PBX answered something"),
    ],
)
def test_an_account_that_cannot_be_opened_says_why(visit, pbx, secrets, fault, where, sentence):
    screen = visit("/connect")
    pbx.kill_tokens()
    pbx.faults.add(fault, where=where)

    screen.connect(app_id="guest", secret=secrets["guest"], host=pbx.url)

    expect(screen.failure).to_contain_text(sentence)


def test_both_credentials_have_to_be_there(visit, pbx):
    screen = visit("/connect")

    screen.connect(app_id="guest", secret="", host=pbx.url)

    expect(screen.failure).to_contain_text("Enter both the App ID and the App Secret.")


def test_the_form_needs_no_mouse(visit, pbx, secrets):
    screen = visit("/connect")
    keyboard = screen.page.keyboard

    for key, value in (("host", pbx.url), ("app_id", "guest"), ("app_secret", secrets["guest"])):
        tab_to(screen, screen.part(key).locator("input"))
        keyboard.press("ControlOrMeta+a")
        keyboard.type(value)
    tab_to(screen, screen.page.get_by_test_id("stFormSubmitButton").get_by_role("button"))
    keyboard.press("Enter")

    expect(screen.part("kpi_in_calls")).to_be_visible()


def test_password_managers_know_the_fields(visit):
    screen = visit("/connect")

    for key, name in (("app_id", "username"), ("app_secret", "current-password")):
        expect(screen.part(key).locator("input")).to_have_attribute("autocomplete", name)
    expect(screen.part("app_secret").locator("input")).to_have_attribute("type", "password")


def test_the_operators_accounts_are_offered_by_title(visit):
    screen = visit("/connect", size=PHONE)

    screen.page.get_by_role("button", name="Quiet Office").click()

    expect(screen.page.get_by_text("Nothing was counted in this period.")).to_be_visible()
    assert screen.query == {"account": ["quiet"]}


def test_who_disconnects_is_asked_again(visit, pbx, secrets):
    screen = visit("/")
    screen.connect(app_id="guest", secret=secrets["guest"], host=pbx.url)
    expect(screen.part("kpi_in_calls")).to_be_visible()

    screen.press("leave")

    expect(screen.part("app_secret")).to_be_visible()
    expect(screen.part("app_secret").locator("input")).to_have_value("")
    expect(screen.part("kpi_in_calls")).to_have_count(0)


def tab_to(screen, target):
    """Press Tab until the target has the focus."""
    for _ in range(30):
        screen.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"no Tab leads to {target}")
