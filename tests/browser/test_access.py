"""The door in a real browser: passcode, sign-in and display links, also with tampered addresses."""

import json
import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from components.access import passcode
from tests.browser import customers
from tests.browser.program import Program
from tests.browser.provider import Provider

PASSCODE = "canary open sesame"
WRONG = "canary open barley"
HASH = passcode.make(PASSCODE)

PERIOD = "period=2019-11-01..2019-11-10"
"""Days of which the documented example is known: 87 inbound calls."""

BOARD = f"/wall?account=golden&{PERIOD}&tz=Europe/Moscow"
REFRESH = 10
"""Seconds within which a display goes dark: enough for a machine that is busy."""

DARK = "This display is switched off, or its link is no longer valid."
ELSEWHERE = "A display shows its board and nothing else."


@pytest.fixture(scope="module")
def locked(running_pbx, tmp_path_factory):
    """A program whose accounts open to those who know the passcode."""
    access = f'mode = "passcode"\npasscode_hash = {json.dumps(HASH)}'
    secrets = customers.secrets_file(running_pbx.url, access=access)
    folder = tmp_path_factory.mktemp("locked")
    settings = {"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_WALL_REFRESH": f"{REFRESH}"}
    with Program(folder, secrets=secrets, **settings) as program:
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
    places = (
        "[class*=st-key-kpi_], section[data-state], [class*=st-key-diagnostics]",
        ".js-plotly-plot, [data-testid=stTable]",
    )
    return screen.page.locator(", ".join(places)).count()


def unlock(screen, typed=PASSCODE):
    field = screen.part("passcode").locator("input")
    field.fill(typed)
    field.press("Enter")


def board(screen):
    return screen.page.locator("section.st-key-wall_in_calls")


# The passcode


def test_a_link_waits_for_the_passcode_and_then_means_what_it_says(visit, locked):
    screen = visit(f"/?account=golden&{PERIOD}", program=locked)
    assert numbers(screen) == 0
    assert screen.tells(["Golden Example"]) == set()

    unlock(screen)

    expect(screen.figure("in_calls")).to_have_text("87")
    assert screen.query["account"] == ["golden"]


@pytest.mark.parametrize("page", ["", "extensions", "missed", "wall", "displays"])
def test_no_page_shows_anything_before_the_passcode(visit, locked, pbx, page):
    asked = len(pbx.requests)

    screen = visit(f"/{page}?account=golden&{PERIOD}", program=locked)

    expect(screen.part("passcode")).to_be_visible()
    assert numbers(screen) == 0
    assert screen.tells(["Golden Example"]) == set()
    assert len(pbx.requests) == asked


def test_a_wrong_passcode_is_told_and_the_field_is_empty_again(visit, locked):
    screen = visit("/?account=golden", program=locked)

    unlock(screen, WRONG)

    expect(screen.failure).to_contain_text("This is not the passcode.")
    expect(screen.part("passcode").locator("input")).to_have_value("")
    assert numbers(screen) == 0
    unlock(screen)
    expect(screen.part("kpi_in_calls")).to_be_visible()


def test_password_managers_know_the_field(visit, locked):
    field = visit("/", program=locked).part("passcode").locator("input")

    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_attribute("autocomplete", "current-password")


# Displays


@pytest.fixture
def office(visit, locked):
    """The page *Displays* of somebody who knows the passcode, with a board chosen on the wall."""
    screen = visit(BOARD, program=locked)
    unlock(screen)
    expect(board(screen)).to_be_visible()
    screen.press("wall_back")
    screen.turn_to("Wall")
    screen.press("wall_open")
    screen.turn_to("Displays")
    expect(screen.page.get_by_role("heading", name="Displays")).to_be_visible()
    return screen


def hang(screen, title):
    """Make a display and return its link and number."""
    screen.press("display_make")
    field = screen.part("display_title").locator("input")
    expect(field).to_be_visible()
    # Nobody types a name before the popover stands.
    screen.rest()
    field.fill(title)
    field.press("Enter")
    code = screen.part("display_link").locator("code")
    expect(code).to_be_visible()
    expect(screen.part("display_title")).to_have_count(0)
    link = code.inner_text().strip()
    entry = screen.page.locator("[class*=st-key-display_]", has=screen.page.get_by_text(title))
    places = entry.evaluate_all("found => found.map(one => one.className).join(' ')")
    return link, max(int(number) for number in re.findall(r"st-key-display_(\d+)", places))


def path(screen, link):
    """Return the part of a link behind the host."""
    assert link.startswith(f"{screen.home}/wall?display=")
    return link.removeprefix(screen.home)


def test_a_display_shows_its_board_and_nothing_else(visit, locked, office):
    link, number = hang(office, "In the <b>hall</b>")
    expect(office.page.get_by_text("In the <b>hall</b>").first).to_be_visible()

    television = visit(path(office, link), program=locked)

    expect(board(television)).to_contain_text("87")
    page = television.page
    assert page.get_by_role("button").locator("visible=true").count() == 0
    links = page.get_by_role("link").locator("visible=true")
    assert [one.get_attribute("href") for one in links.all()] == ["#stMain"]
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert television.page.url == link
    for other in ("", "extensions", "missed", "displays", "nowhere"):
        television.go(path(office, link).replace("/wall", f"/{other}"))
        expect(page.get_by_text(ELSEWHERE)).to_be_visible()
        assert numbers(television) == 0
    revoke(office, number)


def revoke(office, number):
    office.press(f"display_change_{number}")
    office.press(f"display_revoke_{number}")
    expect(office.page.locator(f".st-key-display_{number}")).to_have_count(0)


def test_what_is_added_to_its_address_changes_nothing(visit, locked, office, pbx):
    link, number = hang(office, "Tampered with")
    tail = "&account=office&period=last-28-days&ext=101&figure=out_calls&lang=ru&tz=Asia/Tokyo"
    asked = len(pbx.requests)

    television = visit(path(office, link) + tail, program=locked)

    expect(board(television)).to_contain_text("87")
    assert {record.account for record in pbx.requests[asked:]} <= {"golden"}
    revoke(office, number)


@contextmanager
def dark_for_a_while(television):
    expect(television.page.get_by_text(DARK)).to_be_visible()
    assert numbers(television) == 0
    assert television.page.get_by_role("button").locator("visible=true").count() == 0
    yield
    expect(board(television)).to_contain_text("87")


def test_a_paused_display_goes_dark_and_comes_back_and_a_revoked_one_stays_dark(
    visit, locked, office
):
    link, number = hang(office, "Paused")
    television = visit(path(office, link), program=locked)
    expect(board(television)).to_contain_text("87")

    office.press(f"display_pause_{number}")
    with dark_for_a_while(television):
        office.press(f"display_pause_{number}")
    revoke(office, number)

    expect(television.page.get_by_text(DARK)).to_be_visible(timeout=1000 * REFRESH)
    assert numbers(television) == 0
    assert "87" not in television.text


def step(television, place):
    """Go back to another address within the running session, as the browser's button does."""
    television.page.evaluate(
        "place => { history.pushState(null, '', place); history.pushState(null, '', '/wall');"
        " history.back(); }",
        place,
    )


def test_a_key_that_is_changed_in_a_running_session_opens_nothing(visit, locked, office):
    link, number = hang(office, "Changed")
    television = visit(path(office, link), program=locked)
    expect(board(television)).to_contain_text("87")

    step(television, "/wall?display=wrong")

    expect(television.page.get_by_text(DARK)).to_be_visible()
    assert numbers(television) == 0
    revoke(office, number)


def test_a_session_that_loses_its_key_is_a_strangers(visit, locked, office):
    link, number = hang(office, "Lost")
    television = visit(path(office, link), program=locked)
    expect(board(television)).to_contain_text("87")

    step(television, "/wall?account=golden")

    expect(television.part("passcode")).to_be_visible()
    assert numbers(television) == 0
    revoke(office, number)


def test_a_running_display_cannot_step_to_another_page(visit, locked, office):
    link, number = hang(office, "Stepping")
    television = visit(path(office, link), program=locked)
    expect(board(television)).to_contain_text("87")

    step(television, path(office, link).removeprefix("/wall").replace("?", "/?"))

    expect(television.page.get_by_text(ELSEWHERE)).to_be_visible()
    assert numbers(television) == 0
    revoke(office, number)


def test_no_secret_of_the_door_is_told_or_logged(visit, locked, office):
    link, number = hang(office, "Secret")
    key = link.rpartition("=")[2]
    television = visit(path(office, link), program=locked)
    expect(board(television)).to_contain_text("87")
    visit(f"/wall?display={key}x", program=locked)
    revoke(office, number)
    # The one message of the office's tab holds the link; no message of the television does.
    told = [frame for frame in office.told if key.encode() in frame]
    log = locked.log

    assert len(told) == 1
    assert [frame for frame in television.told if key.encode() in frame] == []
    assert television.tells([PASSCODE, HASH, WRONG]) == set()
    assert office.tells([PASSCODE, HASH, WRONG]) == set()
    assert [word for word in (PASSCODE, WRONG, HASH, HASH[-40:], key) if word in log] == []
    assert "DEBUG:" in log  # so a secret would have been noticed


# Signing in at an identity provider


@pytest.fixture
def sign_in(visit, signed, provider):
    """Sign in as somebody for whom the provider vouches with some claims."""
    screens = []

    def act(**claims):
        provider.says = claims
        screen = visit(f"/?account=golden&{PERIOD}", program=signed)
        screens.append(screen)
        assert numbers(screen) == 0
        assert screen.tells(["Golden Example"]) == set()
        with screen.page.expect_navigation(url=f"{signed.url}/"):
            screen.press("oidc")
        expect(screen.part("sign_in")).to_be_visible()
        return screen

    yield act
    for screen in screens:
        # The way there is the one that a sign-in has to take.
        screen.requested[:] = [url for url in screen.requested if not url.startswith(provider.url)]


@pytest.mark.parametrize("address", ["ann@example.com", "ANN@Example.com", "bo@example.net"])
def test_whoever_is_allowed_comes_in(sign_in, address):
    screen = sign_in(email=address, email_verified=True)

    screen.press("account_golden")

    expect(screen.part("kpi_in_calls")).to_be_visible()
    expect(screen.part("signed_in")).to_contain_text(address)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email": "eve@example.com", "email_verified": True}, "eve@example.com is not among"),
        ({"email": "a@sub.example.net", "email_verified": True}, "is not among those"),
        ({"email": "ann@example.com", "email_verified": False}, "does not vouch"),
        ({}, "does not vouch"),
    ],
)
def test_whoever_is_not_allowed_stays_outside(sign_in, pbx, claims, sentence):
    asked = len(pbx.requests)

    screen = sign_in(**claims)

    expect(screen.failure).to_contain_text(sentence)
    screen.go("/?account=golden")
    expect(screen.part("sign_in")).to_be_visible()
    assert numbers(screen) == 0
    assert screen.tells(["Golden Example"]) == set()
    assert len(pbx.requests) == asked


def test_whoever_signs_out_is_a_stranger_again(sign_in, signed):
    screen = sign_in(email="ann@example.com", email_verified=True)
    screen.press("account_golden")
    expect(screen.part("kpi_in_calls")).to_be_visible()

    with screen.page.expect_response(f"{signed.url}/auth/logout*"):
        screen.press("sign_out")
    expect(screen.part("oidc")).to_be_visible()

    screen.go("/?account=golden")
    expect(screen.part("oidc")).to_be_visible()
    assert numbers(screen) == 0


def test_no_secret_of_the_sign_in_is_logged(sign_in, signed, provider):
    screen = sign_in(email="ann@example.com", email_verified=True)
    screen.press("account_golden")
    expect(screen.part("kpi_in_calls")).to_be_visible()

    log = signed.log

    assert customers.CANARY not in log
    assert [token for token in provider.tokens if token in log] == []
