"""A real browser, the real program and a simulated PBX; whatever a test does, nothing leaks."""

import os
import socket
import ssl
from contextlib import contextmanager, suppress
from functools import cache
from threading import Thread

import pytest
import trustme
from playwright.sync_api import Error, expect, sync_playwright

from components.simulator import Where
from tests.browser import customers, mishaps
from tests.browser.chromium import launch
from tests.browser.program import Program
from tests.browser.screen import DESK, PATIENCE, Screen

expect.set_options(timeout=PATIENCE)

SPARE = iter(customers.SPARE)

# What a screenshot cannot tell: how far the drawing has come.
_STATE = """() => [
    JSON.stringify(document.querySelector("[data-testid=stApp]")?.dataset),
    document.querySelectorAll("[data-stale=true]").length + " stale",
    document.body.innerText.replace(/\\s*\\n\\s*/g, "\\n"),
].join("\\n")"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Tell with a failure what every tab shows at that moment, which may never come again."""
    report = yield
    if report.failed and report.when == "call" and "chromium" in item.funcargs:
        tabs = _tabs(item.funcargs["chromium"])
        report.sections += [(f"Shown at {tab.url}", _shown(tab)) for tab in tabs]
    return report


def _shown(tab):
    try:
        return tab.evaluate(_STATE)
    except Error as error:
        return f"cannot be told: {error.message}"


@pytest.fixture(scope="session")
def chromium():
    """Start the one browser of all tests."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium to be had here: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(chromium):
    """Make the browser's profiles, each once: the next visit has Streamlit's scripts already."""

    @cache
    def profile(locale, theme, width, height):
        return chromium.new_context(
            locale=locale,
            timezone_id="Europe/Berlin",
            color_scheme=theme,
            viewport={"width": width, "height": height},
        )

    return profile


@pytest.fixture(scope="session")
def running_pbx():
    """Serve all customers."""
    with customers.simulator() as simulator:
        yield simulator


@pytest.fixture
def pbx(running_pbx):
    """The PBX, in good health before and after."""
    yield running_pbx
    mishaps.mend(running_pbx)


@pytest.fixture
def secrets():
    """The App Secret of each customer, by App ID."""
    return {customer.app_id: customer.secret for customer in customers.CUSTOMERS}


@pytest.fixture(scope="session")
def impostor():
    """Pretend to be every https host, with a certificate that nobody vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("apiproxy.telphin.ru").configure_cert(context)
    with _listening(context) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def start(running_pbx, impostor, tmp_path_factory):
    """Make programs of an operator who has set up some of the customers."""

    def start(*operated, pbx=running_pbx, **environment):
        return Program(
            tmp_path_factory.mktemp("program"),
            secrets=customers.secrets_file(pbx.url, operated or customers.OPERATED),
            CALLBOARD_ALLOW_HTTP="1",
            CALLBOARD_ALLOWED_HOSTS="nowhere.invalid",
            HTTPS_PROXY=impostor,
            NO_PROXY="nowhere.invalid",
            **environment,
        )

    return start


@pytest.fixture(scope="session")
def callboard(start):
    """The program that most tests share."""
    with start() as program:
        yield program


@pytest.fixture
def visit(chromium, profiles, callboard, pbx):
    """Open Callboard as somebody new, as often as wanted."""
    with _visitors(chromium, profiles, callboard, pbx) as visit:
        yield visit


@pytest.fixture(scope="session")
def crowded(start):
    """A program whose operator has set up all the customers that tests take for their own."""
    with start(*customers.SPARE, customers.RINGING) as program:
        yield program


@pytest.fixture(scope="module")
def visit_for_long(chromium, profiles, crowded, running_pbx):
    """Open Callboard in tabs that outlive a test."""
    with _visitors(chromium, profiles, crowded, running_pbx) as visit:
        yield visit


@pytest.fixture
def customer():
    """Somebody of whom nothing is known, and in whose trouble no other test is."""
    return next(SPARE)


@pytest.fixture
def view(visit, crowded, customer):
    """Open views of the test's own customer, as often as wanted."""

    def view(query="", *, program=crowded, **tab):
        return visit(f"/?account={customer.app_id}&{query}", program=program, **tab)

    return view


@pytest.fixture
def asked(pbx, customer):
    """Return the requests for statistics that were answered to the test's own customer."""

    def asked():
        return [
            record
            for record in pbx.requests
            if record.place is Where.STATISTICS and record.account == customer.app_id
        ]

    return asked


@contextmanager
def _visitors(chromium, profiles, callboard, pbx):
    """Lend out tabs; in the end, none was sent to an outside host or told a secret."""
    before = set(_tabs(chromium))
    screens = []

    def visit(path, *, program=callboard, size=DESK, theme="light", locale="en-US", script=""):
        profile = profiles(locale, theme, size["width"], size["height"])
        screens.append(Screen(profile.new_page(), program.url))
        screens[-1].page.add_init_script(script)
        screens[-1].go(path)
        return screens[-1]

    yield visit
    hidden = customers.hidden(pbx)
    outside = [url for screen in screens for url in screen.outside()]
    told = [word for screen in screens for word in screen.tells(hidden)]
    for tab in _tabs(chromium):
        if tab not in before:
            _leave(tab)
    assert outside == []
    assert told == []


def _tabs(chromium):
    return [tab for context in chromium.contexts for tab in context.pages]


def _leave(tab):
    """Close a tab, and let the next visitor of its profile be somebody new."""
    # An address without an origin has nothing to forget.
    with suppress(Error):
        tab.evaluate("localStorage.clear()")
    tab.context.clear_cookies()
    tab.close()


@contextmanager
def _listening(context):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_pretend, args=(listener, context), daemon=True).start()
        yield listener.getsockname()[1]
        # Closing alone does not wake a thread that waits in accept.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _pretend(listener, context):
    """Answer like a proxy that connects everybody to the host they want."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.settimeout(5)
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            context.wrap_socket(connection, server_side=True).close()
