"""What goes out beside the numbers: headers, policy, weight, and the wall's own script."""

import gzip
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Error, expect

from components.serving.headers import HEADERS
from tests.browser.screen import DESK, Screen

PAGES = ("Compare", "Displays", "Diagnostics", "Connection", "Wall")
"""In the order of a visit; from a wall that fills the screen no menu leads on."""

HEAVIEST = 3_000_000
"""Bytes that the first visit of a new browser may take."""

VIEW = "/?account=office&period=2025-10-06..2025-10-12"

HOME = "http://127.0.0.1:9"
"""Where nobody listens: the test answers for it."""

ALIVE = '{"callboard": "alive"}'
SILENT = "silent"

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

SEEN = 1_100
"""Milliseconds after which a wall's script has looked at its board for the first time."""

BOARD = """
<div data-board data-redraw="10" data-drawn="drawn-1" data-gone="Callboard does not answer">
  <span data-age="37" data-now="just now" data-minutes="{} min ago" data-hours="{} h ago"></span>
  <section id="open" data-state="live" data-late="83" data-stale="263">
    <span data-word data-live="" data-late="Late" data-stale="Out of date"></span>
  </section>
  <section id="settled" data-state="live"></section>
  <section id="unknown" data-state="no-data" data-late="83" data-stale="263"></section>
  <p data-reason></p>
</div>"""
"""What a wall is made of, as far as its script is concerned."""

SCRIPT = Path(__file__).parents[2] / "components/serving/callboard.js"

HANDSHAKE = {
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
}

# The browser's own report also of what a script tries and does without: the library that reads
# messages would multiply in WebAssembly, and multiplies by itself where it may not.
_REPORT = """addEventListener("securitypolicyviolation", event => {
    if (event.blockedURI !== "wasm-eval")
        console.error("Content Security Policy", event.violatedDirective, event.blockedURI);
})"""


@pytest.fixture
def get(callboard):
    """Ask the running program, without a browser."""
    return partial(_get, callboard.url)


def _get(home, path, method="GET", **headers):
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.request(method, home + path, headers=spelled, trust_env=False)


@pytest.fixture
def newcomer(chromium, callboard):
    """Make visitors with browsers that have never been here; their tabs tell what was forbidden."""
    contexts = []

    def newcomer(theme="light"):
        context = chromium.new_context(color_scheme=theme, viewport=DESK, locale="en-US")
        contexts.append(context)
        screen = Screen(context.new_page(), callboard.url)
        screen.forbidden = []
        screen.page.add_init_script(_REPORT)
        screen.page.on("console", lambda line: _note(screen.forbidden, line.text))
        return screen

    yield newcomer
    for context in contexts:
        context.close()


# Answers at once, so that a test can let a minute pass in one go.
_HEALTH = """
window.asked = 0;
window.answer = %s;
window.fetch = async () => {
    window.asked += 1;
    if (window.answer === null) throw new TypeError("no connection");
    return { json: async () => JSON.parse(window.answer) };
};"""

_NUMBER = """document.querySelector("[data-board]").dataset.drawn = Math.random()"""


def _note(forbidden, line):
    if "Content Security Policy" in line:
        forbidden.append(line)


def _heard(tab):
    """Count the bytes that come over the wire: in answers, and apart from them in messages."""
    wire = tab.context.new_cdp_session(tab)
    heard = {"answers": 0, "messages": 0, "requests": 0}

    def finished(event):
        heard["answers"] += event["encodedDataLength"]
        heard["requests"] += 1

    def received(event):
        heard["messages"] += len(event["response"]["payloadData"])

    wire.send("Network.enable")
    wire.on("Network.loadingFinished", finished)
    wire.on("Network.webSocketFrameReceived", received)
    return heard


# The door


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/compare?period=today", 200),
        ("/callboard.js", 200),
        ("/favicon.png", 200),
        ("/healthz", 200),
        ("/_stcore/health", 200),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/media/unknown.csv", 404),
        ("/compare/", 301),
        ("/..%5C..%5Csecrets.toml", 400),
    ],
)
def test_every_answer_of_the_program_has_every_header(get, path, status):
    answer = get(path)

    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_probe_cannot_take_the_start_page_for_health(get):
    assert get("/healthz").json() == {"callboard": "alive"}
    assert get("/readyz").json() == {"callboard": "ready"}
    assert "callboard.js" in get("/health").text


@pytest.mark.parametrize("host", ["203.0.113.9", "evil.example:8501", "127.0.0.1.evil.example"])
def test_a_page_of_a_foreign_name_is_refused_its_connection(get, host):
    refused = get("/_stcore/stream", host=host, **HANDSHAKE)

    assert refused.status_code == 403
    assert {name: refused.headers.get(name) for name in HEADERS} == HEADERS


def test_a_page_of_a_foreign_origin_is_refused_its_connection(get):
    assert get("/_stcore/stream", origin="http://evil.example", **HANDSHAKE).status_code == 403


def test_a_page_of_this_server_is_connected(get):
    with httpx.stream("GET", str(get("/_stcore/stream").url), headers=HANDSHAKE) as answer:
        assert answer.status_code == 101


def test_a_file_goes_out_compressed(get, callboard):
    start = get("/").text
    place = start[start.index("/static/js/index.") :].split('"')[0]

    with httpx.stream("GET", callboard.url + place, trust_env=False) as answer:
        body = b"".join(answer.iter_raw())

    assert gzip.decompress(body) == get(place, accept_encoding="identity").content


# The browser


def test_no_page_wants_more_than_the_policy_allows_and_the_first_is_light(newcomer, capsys):
    screen = newcomer()
    heard = _heard(screen.page)
    screen.go(VIEW)
    expect(screen.part("chart_outcomes").locator(".main-svg").first).to_be_visible()
    screen.stand()
    first = dict(heard)

    screen.part("download").get_by_role("button").first.click()
    with screen.page.expect_download():
        screen.page.locator(".st-key-download_table").get_by_role("button").click()
    screen.page.keyboard.press("Escape")
    screen.part("chart_outcomes").locator(".js-plotly-plot").hover()
    with screen.page.expect_download():
        screen.part("chart_outcomes").locator(".modebar-btn").click()
    for page in PAGES:
        screen.turn_to(page)
        screen.stand()

    with capsys.disabled():
        sys.stdout.write(f"The first visit takes {first}.\n")
    assert screen.forbidden == []
    assert 1_000_000 < first["answers"] <= HEAVIEST
    assert first["messages"] > 0


def test_no_dark_page_wants_more_either(newcomer):
    screen = newcomer("dark")
    screen.go("/connect")

    screen.press("demo")
    expect(screen.part("chart_outcomes").locator(".main-svg").first).to_be_visible()

    assert screen.forbidden == []


def test_what_the_policy_does_not_allow_would_be_noticed(newcomer):
    screen = newcomer()
    screen.go("/connect")

    screen.page.evaluate("new Image().src = 'http://203.0.113.9/pixel.png'")
    screen.rest()

    assert [line for line in screen.forbidden if "203.0.113.9" in line]


# The wall's own script, by a clock that the test sets


@pytest.fixture
def wall(chromium):
    """Open a wall that the server drew once, under the program's own policy."""
    # A context has one clock for all its tabs, and it never goes back.
    context = chromium.new_context()
    forbidden = []

    def wall(body=BOARD, *, query="", health=None):
        tab = context.new_page()
        tab.on("console", lambda line: _note(forbidden, line.text))
        tab.add_init_script(_REPORT)
        if health:
            tab.add_init_script(_HEALTH % json.dumps(None if health == SILENT else health))
        # Its clock runs until it is told to stand, and cannot be set back.
        tab.clock.install(time=NOON - timedelta(hours=1))
        tab.clock.pause_at(NOON)
        tab.route(f"{HOME}/**", partial(_serve, body))
        tab.goto(f"{HOME}/wall{query}")
        tab.clock.run_for(SEEN)
        return tab

    yield wall
    context.close()
    assert forbidden == []


def _serve(body, route):
    match urlsplit(route.request.url).path:
        case "/wall":
            page = f'<!DOCTYPE html><script defer src="./callboard.js"></script>{body}'
            route.fulfill(body=page, headers={**HEADERS, "content-type": "text/html"})
        case "/callboard.js":
            headers = {**HEADERS, "content-type": "text/javascript"}
            route.fulfill(body=SCRIPT.read_text("utf-8"), headers=headers)
        case _:
            route.fulfill(body=ALIVE, headers=HEADERS)


def _redraw(tab):
    """Draw the board anew, as the server would."""
    tab.evaluate(
        "drawn => { document.body.innerHTML = drawn; }", BOARD.replace("drawn-1", "drawn-2")
    )


def _asked(tab):
    """Return how often a tab asked for the server's health."""
    return tab.evaluate("window.asked")


def _load(tab):
    """Let time pass until a tab loads its page anew, which takes its clock with it."""
    with tab.expect_event("framenavigated"), suppress(Error):
        tab.clock.run_for(10_000)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(22, "just now"), (24, "1 min ago"), (3_562, "59 min ago"), (7_190, "2 h ago")],
)
def test_an_age_goes_on_counting_when_the_server_is_gone(wall, seconds, text):
    tab = wall(health=SILENT)

    tab.clock.fast_forward(seconds * 1000)

    expect(tab.locator("[data-age]")).to_have_text(text)


@pytest.mark.parametrize(
    ("seconds", "state", "word"),
    [(82, "live", ""), (84, "late", "Late"), (262, "late", "Late"), (264, "stale", "Out of date")],
)
def test_a_figure_grows_late_and_stale_by_itself(wall, seconds, state, word):
    tab = wall(health=SILENT)

    tab.clock.fast_forward(seconds * 1000)

    expect(tab.locator("#open")).to_have_attribute("data-state", state)
    expect(tab.locator("#open [data-word]")).to_have_text(word)


def test_a_figure_that_was_late_grows_stale(wall):
    tab = wall(health=SILENT)
    tab.clock.fast_forward(84_000)

    tab.clock.fast_forward(180_000)

    expect(tab.locator("#open")).to_have_attribute("data-state", "stale")


def test_what_is_settled_or_unknown_stays_what_it_is(wall):
    tab = wall(health=SILENT)

    tab.clock.fast_forward(7_200_000)

    expect(tab.locator("#settled")).to_have_attribute("data-state", "live")
    expect(tab.locator("#unknown")).to_have_attribute("data-state", "no-data")


def test_the_board_says_when_the_server_is_gone(wall):
    tab = wall()

    tab.clock.run_for(24_000)
    expect(tab.locator("[data-reason]")).to_have_text("")
    tab.clock.run_for(2_000)

    expect(tab.locator("[data-reason]")).to_have_text("Callboard does not answer")


def test_a_redraw_begins_all_counting_anew(wall):
    tab = wall(health=SILENT)
    tab.clock.fast_forward(264_000)

    _redraw(tab)
    tab.clock.run_for(20_000)

    expect(tab.locator("[data-age]")).to_have_text("just now")
    expect(tab.locator("#open")).to_have_attribute("data-state", "live")
    expect(tab.locator("[data-reason]")).to_have_text("")


def test_a_board_that_is_not_drawn_any_more_asks_the_server_that_it_came_from(wall):
    tab = wall()

    with tab.expect_response(f"{HOME}/healthz") as answered:
        tab.clock.run_for(27_000)

    assert answered.value.json() == {"callboard": "alive"}


def test_a_lost_board_loads_its_page_anew_but_not_before_a_minute_has_passed(wall):
    tab = wall(health=ALIVE)

    tab.clock.run_for(55_000)
    assert _asked(tab) >= 6
    _load(tab)

    expect(tab.locator("#open")).to_have_attribute("data-state", "live")


@pytest.mark.parametrize("health", [SILENT, "<!DOCTYPE html>Callboard", '{"status": "alive"}'])
def test_a_page_is_not_loaded_from_a_server_that_is_gone_or_another(wall, health):
    tab = wall(health=health)

    tab.clock.run_for(90_000)

    assert _asked(tab) >= 12


def test_a_server_that_came_back_has_to_answer_twice(wall):
    tab = wall(health=SILENT)
    tab.clock.run_for(90_000)
    before = _asked(tab)

    tab.evaluate("health => { window.answer = health; }", ALIVE)
    tab.clock.run_for(8_000)
    assert 1 <= _asked(tab) - before <= 2
    _load(tab)

    expect(tab.locator("#open")).to_have_attribute("data-state", "live")


def test_a_board_that_is_drawn_again_and_again_is_left_alone(wall):
    tab = wall(health=ALIVE)

    for _ in range(4):
        tab.clock.run_for(24_000)
        _redraw(tab)
        tab.evaluate(_NUMBER)

    assert _asked(tab) == 0


def test_a_display_on_which_no_board_comes_loads_its_page_anew(wall):
    tab = wall("<p>Please wait</p>", query="?display=key", health=ALIVE)

    tab.clock.run_for(58_000)
    _load(tab)

    expect(tab.locator("p")).to_have_text("Please wait")


def test_where_no_board_stands_nothing_is_done(wall):
    tab = wall("<p data-reason>Calls</p>", health=ALIVE)

    tab.clock.run_for(90_000)

    assert _asked(tab) == 0
    expect(tab.locator("p")).to_have_text("Calls")
