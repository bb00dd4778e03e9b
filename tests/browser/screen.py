"""One visitor's tab: what stands on it, what can be done on it, and what went over the wire."""

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Two busy cores draw a page in seconds; only a page that never comes takes this long.
PATIENCE = 30_000

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


STREAM = "/_stcore/stream"

# What has arrived is drawn in a few steps, between which the page looks as before.
_IDLE = "() => new Promise(done => requestIdleCallback(done, {timeout: 500}))"

# While the server draws anew, something is stale or the script runs.
_COMPLETE = """() =>
    document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
    && !document.querySelector(".st-key-progress, .st-key-cost, [data-stale=true]")
"""

# Plotly's own copy of the figure: what is drawn, told by direction. Bars that are only there to
# be pointed at are left out.
_BARS = """chart => {
    const bars = {in: [], out: []};
    for (const trace of chart.data.filter(trace => trace.hoverinfo === "skip")) {
        const sums = bars[trace.yaxis === "y2" ? "out" : "in"];
        Array.from(trace.y).forEach((y, place) => { sums[place] = (sums[place] ?? 0) + y; });
    }
    return bars;
}"""


class Screen:
    """A tab that listens to everything its page asks for and is told."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.requested: list[str] = []
        self.told: list[bytes] = []
        self.said: list[bytes] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("websocket", self._listen)

    def go(self, path: str) -> None:
        """Open an address of Callboard and wait until its page stands."""
        self.page.goto(self.home + path)
        drawn = self.page.get_by_test_id("stMain").get_by_test_id("stElementContainer")
        expect(drawn.first).to_be_attached()
        self.rest()

    def rest(self) -> None:
        """Wait until the server has nothing more to say."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
        self._line.wait()
        self.page.evaluate(_IDLE)
        expect(app).to_have_attribute("data-test-script-state", "notRunning")

    def stand(self) -> None:
        """Wait until the whole page is drawn, also what the browser first loads scripts for."""
        self.rest()
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def complete(self) -> None:
        """Wait until nothing is missing any more of the view that is shown."""
        self.rest()
        self.page.wait_for_function(_COMPLETE, polling=200)

    # What stands on it

    def part(self, key: str) -> Locator:
        """Return the element with this key (design, section 6), once it is of the newest run."""
        return self._newest(f".st-key-{key}")

    def figure(self, key: str) -> Locator:
        """Return the value on a card."""
        return self.part(f"kpi_{key}").get_by_test_id("stMetricValue")

    @property
    def price(self) -> int:
        """How many requests a view is said to take, before it is loaded."""
        told = self.part("cost").get_by_text("This view takes").inner_text()
        return int(told.split()[3].replace(",", ""))

    def trend(self) -> dict[str, list[int]]:
        """Return how many calls each bar of the trend stands for, by direction."""
        chart = self.part("chart_trend").locator(".js-plotly-plot")
        expect(chart).to_be_visible()
        return chart.evaluate(_BARS)

    @property
    def notice(self) -> Locator:
        """What the page has to say besides its numbers, in all places."""
        return self._newest("[class*=st-key-notice]")

    @property
    def failure(self) -> Locator:
        """What the page says went wrong."""
        return self.notice.get_by_role("alert")

    @property
    def note(self) -> Locator:
        """What the page remarks about the numbers."""
        return self.notice.get_by_role("status")

    @property
    def text(self) -> str:
        """Everything that can be read on the page."""
        return self.page.locator("body").inner_text()

    @property
    def query(self) -> dict[str, list[str]]:
        """What the address says."""
        return parse_qs(urlsplit(self.page.url).query)

    # What can be done on it

    def pick(self, key: str, option: str) -> None:
        """Choose from a list."""
        self.part(key).get_by_role("combobox").click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def switch(self, key: str, option: str) -> None:
        """Choose one of a few that stand side by side."""
        self.part(key).get_by_text(option, exact=True).click()

    def turn_to(self, page: str) -> None:
        """Go to another page by the menu, so that the session stays the same."""
        menu = self.page.get_by_test_id("stSidebarNav")
        menu.get_by_role("link", name=page, exact=True).click()

    def press(self, key: str) -> None:
        """Press a button."""
        self.part(key).get_by_role("button").click()

    def connect(self, *, app_id: str, secret: str, host: str) -> None:
        """Fill the form and send it."""
        for key, value in (("host", host), ("app_id", app_id), ("app_secret", secret)):
            self.part(key).locator("input").fill(value)
        self.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()

    # What went over the wire

    def outside(self) -> list[str]:
        """Return every request to somewhere else than Callboard itself."""
        own = (self.home, self.home.replace("http", "ws", 1), "data:", "blob:")
        return [url for url in self.requested if not url.startswith(own)]

    def tells(self, words: Iterable[str]) -> set[str]:
        """Return those of the words that the browser was told, shows or has in an address.

        What somebody typed into a password field stands in that field, and is left out.
        """
        fields = self.page.locator("input[type=password]").evaluate_all(
            "fields => fields.map(field => field.outerHTML)"
        )
        page = self.page.content()
        for field in fields:
            page = page.replace(field, "")
        heard = b"\n".join([*self.told, page.encode(), *(url.encode() for url in self.requested)])
        return {word for word in words if word.encode() in heard}

    def _newest(self, selector: str) -> Locator:
        """Return what a selector finds without what a former run drew.

        While the server draws anew, the old stands beside the new, marked as stale.
        """
        stale = "[data-stale=true]"
        return self.page.locator(f"{selector}:not({stale}):not(:has({stale}))")

    def _listen(self, socket: WebSocket) -> None:
        self.requested.append(socket.url)
        if socket.url.endswith(STREAM):
            self._line = _Line(socket)
        socket.on("framereceived", lambda frame: self.told.append(_bytes(frame)))
        socket.on("framesent", lambda frame: self.said.append(_bytes(frame)))


class _Line:
    """Streamlit's connection: whether a run is going on, or owed to the browser.

    The page itself does not tell: where a run ends only to begin anew, and between a click and
    the run that follows, it says that no script runs.
    """

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._is_owed = True
        self._is_quiet = False
        socket.on("framereceived", lambda frame: self._hear(ForwardMsg.FromString(_bytes(frame))))
        socket.on("framesent", lambda frame: self._say(BackMsg.FromString(_bytes(frame))))

    def wait(self) -> None:
        """Wait for the end of the last run."""
        if not self._is_quiet:
            self._socket.wait_for_event("framereceived", lambda _: self._is_quiet, timeout=PATIENCE)

    def _hear(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self._is_owed = self._is_quiet = False
            case "script_finished":
                is_last = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                self._is_quiet = is_last and not self._is_owed

    def _say(self, message: BackMsg) -> None:
        # A run of a fragment that is gone meanwhile never comes.
        if message.HasField("rerun_script") and not message.rerun_script.fragment_id:
            self._is_owed, self._is_quiet = True, False


def _bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
