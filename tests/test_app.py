"""The server that ``streamlit run app.py`` starts."""

import asyncio
import gc
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit as st
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

import app
from components.serving.assets import Assets
from components.serving.closed import Closed
from components.serving.headers import Headers
from components.ui import backend

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(monkeypatch):
    """Return what a function says while the server of a new user runs."""
    monkeypatch.setenv("CALLBOARD_STORE", "sqlite://")

    async def between(ask):
        async with app.lifespan(app.app):
            return ask()

    yield lambda ask: asyncio.run(between(ask))
    gc.unfreeze()
    backend.callboard.clear()


def test_the_server_is_one_that_streamlit_finds_by_itself():
    assert isinstance(app.app, st.App)


def test_the_server_runs_the_frame_and_not_a_page():
    assert ROOT / app.app.script_path == ROOT / "pages" / "frame.py"


def test_the_server_says_what_starts_it():
    assert "streamlit run app.py" in app.__doc__


def test_what_stands_at_the_start_is_not_looked_through_again(run):
    assert run(gc.get_freeze_count) > 100_000


def test_the_collector_stays_on(run):
    assert run(gc.isenabled)


def test_sessions_find_the_callboard_that_was_made_at_the_start(run):
    made = run(backend.callboard)

    assert made is backend.callboard()


def test_the_end_of_the_server_closes_what_was_started(run):
    simulator = run(lambda: backend.callboard().demo_visitor() and backend.callboard()._simulator)
    address = urlsplit(simulator.url)

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address.hostname, address.port), timeout=5)


def test_headers_stand_around_everything_that_answers():
    classes = [middleware.cls for middleware in app.app._user_middleware]

    assert classes == [Headers, Closed, Assets]


def test_probes_find_health_and_readiness():
    assert [route.path for route in app.app._user_routes] == ["/healthz", "/readyz"]


def test_the_files_that_go_out_are_streamlits_own():
    assert (app.STATIC / "index.html").is_file()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableStaticServing", False),
        ("server.enableAgentApi", False),
        ("global.developmentMode", False),
    ],
)
def test_what_protects_the_server_is_on(option, value):
    assert config.get_option(option) == value


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:80", "[::1]:8501"])
def test_this_machine_itself_may_be_named(host):
    assert is_host_allowed(host)


@pytest.mark.parametrize(
    "host", ["203.0.113.9", "localhost.evil.example", "evil.example", "", None]
)
def test_no_other_name_is_taken_for_ours(host):
    assert not is_host_allowed(host)
