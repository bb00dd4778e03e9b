"""The door in a real browser: passcode, sign-in and display links, also with tampered addresses."""

import json

import pytest
from playwright.sync_api import expect

from components.access import passcode
from tests.browser import customers
from tests.browser.program import Program
from tests.browser.provider import Provider

PASSCODE = "canary open sesame"
WRONG = "canary open barley"

ALLOWED = {"email": "ann@example.com", "email_verified": True}


@pytest.fixture(scope="module")
def locked(running_pbx, tmp_path_factory):
    """A program whose accounts open to those who know the passcode."""
    access = f'mode = "passcode"\npasscode_hash = {json.dumps(passcode.make(PASSCODE))}'
    secrets = customers.secrets_file(running_pbx.url, access=access)
    folder = tmp_path_factory.mktemp("locked")
    with Program(folder, secrets=secrets, CALLBOARD_ALLOW_HTTP="1") as program:
        yield program


@pytest.fixture(scope="module")
def provider():
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
def signed(running_pbx, provider, tmp_path_factory):
    """A program whose accounts open to those for whom the identity provider vouches."""
    folder = tmp_path_factory.mktemp("signed")
    program = Program(folder, CALLBOARD_ALLOW_HTTP="1")
    access = 'mode = "oidc"\nallowed = ["ann@example.com", "example.net"]'
    accounts = customers.secrets_file(running_pbx.url, access=access)
    (folder / "secrets.toml").write_text(f"{accounts}\n{provider.table(program.url)}\n", "utf-8")
    with program:
        yield program


def numbers(screen):
    """Return how many places on the page have numbers in them."""
    places = "[class*=st-key-kpi_], [class*=st-key-wall_], .js-plotly-plot, [data-testid=stTable]"
    return screen.page.locator(places).count()


def unlock(screen, typed=PASSCODE):
    field = screen.part("passcode").locator("input")
    field.fill(typed)
    field.press("Enter")


# The passcode


def test_a_link_waits_for_the_passcode_and_then_means_what_it_says(visit, locked):
    screen = visit("/?account=golden&period=2019-11-01..2019-11-10", program=locked)
    assert numbers(screen) == 0
    assert "Golden Example" not in screen.text

    unlock(screen)

    expect(screen.figure("in_calls")).to_have_text("87")
    assert screen.query["account"] == ["golden"]
