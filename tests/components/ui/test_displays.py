"""The displays of an account: made with a link that is told once, renamed, paused, revoked."""

import pytest

from components.periods.presets import Preset
from components.ui import backend, displays, state
from components.ui.selection import Selection
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


@pytest.mark.parametrize(
    ("here", "link"),
    [
        ("https://calls.example.com/displays", "https://calls.example.com/wall?display=k-_y"),
        ("https://example.com/calls/displays", "https://example.com/calls/wall?display=k-_y"),
        ("http://127.0.0.1:8501/displays", "http://127.0.0.1:8501/wall?display=k-_y"),
        (None, "/wall?display=k-_y"),
    ],
)
def test_a_link_leads_to_the_wall_beside_the_page(stage, here, link):
    told = []
    at = stage(lambda: told.append(displays.link("k-_y")))
    at.context = {**at.context, "url": here}

    at.run()

    assert told == [link]


def test_a_board_is_kept_without_account_in_the_language_of_who_makes_it(told):
    chosen = Selection(account="sales", period=Preset.YESTERDAY, extensions=("104",))

    spelled = told(lambda: displays._spelled(chosen), "ru")

    assert "account" not in spelled
    assert "lang=ru" in spelled.split("&")
