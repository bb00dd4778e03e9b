"""The whole program without a browser, in front of a simulated PBX."""

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import settings
from components.bootstrap import Callboard
from components.ledger.store.places import MEMORY
from components.measures.counts import Direction
from components.measures.outcomes import Source
from components.periods import spelling
from components.ui import backend, state
from tests.conftest import PATIENCE

MOSCOW = ZoneInfo("Europe/Moscow")
FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Set what the operator sets, and let no process-wide Callboard outlive its test."""
    monkeypatch.setenv("CALLBOARD_ALLOW_HTTP", "1")
    monkeypatch.setenv("CALLBOARD_STORE", "sqlite://")
    monkeypatch.delenv("CALLBOARD_ALLOWED_HOSTS", raising=False)
    st.cache_resource.clear()
    yield
    backend.callboard().close()
    st.cache_resource.clear()


@pytest.fixture
def app():
    """Make programs that are not yet run: a new tab with an address and the operator's secrets."""

    def open_tab(*, secrets=None, locale="en", **address):
        at = AppTest.from_file(FRAME, default_timeout=30)
        # Never empty: an empty table would let the secrets of this machine in.
        at.secrets = {"accounts": {}, **(secrets or {})}
        at.context = {"locale": locale, "timezone": "Europe/Moscow"}
        at.query_params.update(address)
        return at

    return open_tab


@pytest.fixture
def visit(app, callboard, pbx):
    """Make tabs of a visitor who is in already, with the clock of the test."""

    def let_in(*, visitor=None, **tab):
        at = app(**tab)
        visitor = visitor or callboard.connect(pbx.url, "demo", "demo")
        at.session_state[state._KEY] = state.Session(visitor=visitor)
        return at

    return let_in


@pytest.fixture
def hasty(installation, clock, pbx):
    """Let in visitors whose pages wait for no answer: they show what there is, and look again."""
    made = Callboard(installation, clock=clock, patience=0, wait=lambda _: None)
    with closing(made):
        yield lambda: made.connect(pbx.url, "demo", "demo")


@pytest.fixture
def secrets(pbx):
    """Return secrets with one account, ``office``, with changes."""

    def write(**changes):
        entry = {"host": pbx.url, "app_id": "demo", "app_secret": "demo", "title": "Head office"}
        return {"access": {"mode": "open"}, "accounts": {"office": {**entry, **changes}}}

    return write


@pytest.fixture
def operate(monkeypatch, clock):
    """Start the Callboard of an operator with these secrets, by the clock of the test."""

    def start(secrets):
        set_up = settings.read({"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_STORE": MEMORY}, secrets)
        assert set_up.problems == ()
        made = Callboard(set_up, clock=clock, patience=PATIENCE, wait=lambda _: None)
        # Closed with the environment, which asks the backend for it.
        monkeypatch.setattr(backend, "callboard", lambda: made)
        return made

    return start


@pytest.fixture
def window(clock):
    """Return the window that a period's spelling means to the account."""
    return lambda text, zone=MOSCOW: spelling.resolve(spelling.parse(text), zone, clock.now)


@pytest.fixture
def expected(witness):
    """Return the counted cards of an account's calls, from the simulator's own count."""

    def count(window, extensions=()):
        sides = witness(Source.CALLS, window, extensions)
        return {
            f"{direction.value}_{name}": f"{value:,}"
            for direction in Direction
            for name, value in _outcomes(sides[direction]).items()
        }

    return count


def _outcomes(counts):
    missed = counts.answered + counts.not_answered + counts.busy + counts.rejected
    return {
        "calls": counts.total,
        "answered": counts.bridged,
        "missed": missed,
        "failed": counts.failed,
    }
