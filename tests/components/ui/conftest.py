"""Parts of the page on a stage of their own: a script around each, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from components.ui import backend, state


@pytest.fixture
def stage():
    """Make scripts that are not yet run: a language to read, secrets, and what a session knows."""

    def build(script, *args, language="en", secrets=None, **known):
        at = AppTest.from_function(_run, args=(lambda: script(*args),), default_timeout=20)
        # Never empty: an empty table would let the secrets of this machine in.
        at.secrets = {"accounts": {}, **(secrets or {})}
        at.context = {"locale": language, "timezone": "Europe/Moscow"}
        at.session_state[state._KEY] = state.Session(language=language, **known)
        return at

    yield build
    backend.callboard.clear()


@pytest.fixture
def told(stage):
    """Return what a function tells a visitor who reads a language."""

    def ask(function, language="en"):
        heard = []
        at = stage(lambda: heard.append(function()), language=language).run()
        assert not at.exception
        return heard[0]

    return ask


def _run(act):
    act()


@pytest.fixture
def remembered():
    """Return what a script's session knows after a run."""
    return lambda at: at.session_state[state._KEY]
