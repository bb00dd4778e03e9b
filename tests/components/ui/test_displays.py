"""The displays of an account: made with a link that is told once, renamed, paused, revoked."""

import pytest

from components.access.policy import WALL
from components.ui import backend, displays, state
from tests.pages import doors


@pytest.fixture
def listed(stage, pbx, monkeypatch):
    """Draw the displays of an operator's account."""
    monkeypatch.setenv("CALLBOARD_ALLOW_HTTP", "1")
    monkeypatch.setenv("CALLBOARD_STORE", "sqlite://")
    account = {"host": pbx.url, "app_id": "demo", "app_secret": "demo"}
    secrets = {"access": doors.MODES["open"], "accounts": {"office": account}}

    def draw():
        visitor = backend.callboard().operator_visitor("office")
        state.admit(visitor)
        displays.draw(visitor)

    return stage(draw, secrets=secrets)


@pytest.fixture
def hung_up(listed):
    """Draw the page beside one display that was made before."""
    listed.run()
    board = backend.callboard().displays
    display, key = board.make(title="Lobby", account="office", board="", expires_at=None)
    return listed.run(), display, key


def button(at, label):
    return next(one for one in at.button if one.label == label)


def test_where_there_is_none_that_is_said(listed):
    at = listed.run()

    assert not at.exception
    assert "There is no display yet." in [one.value for one in at.caption]


def test_a_display_is_listed_without_its_key(hung_up):
    at, _display, key = hung_up

    assert "Lobby" in [one.value for one in at.text]
    assert key not in doors.sent(at)


def test_a_display_that_is_paused_opens_nothing_until_it_is_resumed(hung_up):
    at, display, key = hung_up
    found = backend.callboard().displays

    button(at, "Pause").click().run()

    assert found.of("office")[0].is_paused
    assert found.find(key, whom="somebody") is None
    button(at, "Resume").click().run()
    assert found.of("office")[0].id == display.id
    assert not found.of("office")[0].is_paused


def test_a_link_leads_to_the_wall_with_its_key(stage):
    said = []
    at = stage(lambda: said.append(displays.link("a-key"))).run()

    assert not at.exception
    assert said[0].endswith(f"/{WALL}?display=a-key")
