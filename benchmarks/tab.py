"""A browser's tab without the browser: it speaks Streamlit's protocol and draws nothing."""

import asyncio
from dataclasses import dataclass
from time import perf_counter
from typing import Final, Self, cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_DONE: Final = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
_WIDGET: Final = "$$ID-"
"""What the name of a widget begins with; a digest and the widget's key follow."""

_BOARD: Final = "data-board"
"""What only the HTML of a wall's board has."""

_AGREE: Final = "load"
"""The key of the button that agrees to what a view costs."""

_BUSY: Final = 1.0
"""Seconds between two looks of a page that waits for answers."""

_KEPT: Final = 2
"""A browser forgets what the last two runs did not show (``global.maxCachedMessageAge``)."""

_PATIENCE: Final = 60.0


class _Counted(ClientConnection):
    """A connection that counts the bytes that come, as they are on the wire."""

    came = 0

    def data_received(self, data: bytes) -> None:
        self.came += len(data)
        super().data_received(data)


@dataclass(slots=True)
class Run:
    """What one run took and brought.

    ``wire`` is in bytes with frames and compression, ``plain`` without; ``seconds`` pass from the
    click until the run has ended. ``failed`` says that something was shown as an error.
    """

    seconds: float = 0.0
    wire: int = 0
    plain: int = 0
    messages: int = 0
    failed: bool = False


class Tab:
    """One session of a server, as a context manager.

    ``fragment`` is the part of the page that looks again by itself, None where none does, and
    ``every`` the seconds between two looks. ``widgets`` has what was shown, by key, and ``board``
    the HTML of a wall's board as it was last drawn.
    """

    def __init__(self, url: str, query: str = "", *, path: str = "", locale: str = "en-GB") -> None:
        self._url = url
        self._locale = locale
        self._query = query
        self._path = path
        self._page = ""
        self.board = ""
        self.widgets: dict[str, str] = {}
        self._said: dict[str, str] = {}
        self._kept: dict[str, int] = {}
        self._runs = 0
        self.fragment: str | None = None
        self.every = 0.0

    async def __aenter__(self) -> Self:
        """Connect; nothing runs yet."""
        made = await connect(
            f"{self._url.replace('http', 'ws', 1)}/_stcore/stream",
            create_connection=_Counted,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,
            proxy=None,
        )
        self._socket = cast("_Counted", made)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the tab."""
        await self._socket.close()

    async def run(self, **said: str) -> Run:
        """Run the page once more, after choosing these labels in the widgets of these keys."""
        self._said |= said
        self.fragment = None
        return await self._ask(self._state())

    async def press(self, button: str) -> Run:
        """Run the page once more after a press on the button of this key."""
        self.fragment = None
        state = self._state()
        state.widget_states.widgets.add(id=self.widgets[button], trigger_value=True)
        return await self._ask(state)

    async def look(self) -> Run:
        """Run the part of the page that looks again by itself."""
        state = self._state()
        state.fragment_id = self.fragment or ""
        state.is_auto_rerun = True
        return await self._ask(state)

    async def load(self, **said: str) -> None:
        """Run the page after these choices, agree to the price, and wait for all numbers."""
        self.widgets.pop(_AGREE, None)
        await self.run(**said)
        if _AGREE in self.widgets:
            await self.press(_AGREE)
        while self.fragment is not None and self.every <= _BUSY:
            await asyncio.sleep(self.every)
            await self.run()

    def _state(self) -> ClientState:
        self._runs += 1
        self._kept = {name: at for name, at in self._kept.items() if self._runs - at <= _KEPT}
        state = ClientState(query_string=self._query, page_script_hash=self._page)
        # A browser that has just come knows a page by its path alone.
        state.page_name = "" if self._page else self._path
        state.cached_message_hashes.extend(self._kept)
        state.context_info.timezone = "Europe/Moscow"
        state.context_info.locale = self._locale
        state.context_info.url = self._url
        for key, label in self._said.items():
            state.widget_states.widgets.add(id=self.widgets[key], string_value=label)
        return state

    async def _ask(self, state: ClientState) -> Run:
        before, began = self._socket.came, perf_counter()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        run = Run()
        async with asyncio.timeout(_PATIENCE):
            while not await self._hear(run):
                pass
        run.seconds = perf_counter() - began
        run.wire = self._socket.came - before
        return run

    async def _hear(self, run: Run) -> bool:
        """Take in one message, and tell whether it was the last of its run."""
        data = await self._socket.recv(decode=False)
        run.messages += 1
        run.plain += len(data)
        message = ForwardMsg.FromString(data)
        if message.metadata.cacheable:
            self._kept[message.hash] = self._runs
        match message.WhichOneof("type"):
            case "ref_hash":
                self._kept[message.ref_hash] = self._runs
            case "new_session":
                self._page = message.new_session.page_script_hash
            case "navigation":
                # The page that its path meant: what runs when a part of it asks for the whole.
                self._page = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "auto_rerun":
                self.fragment = message.auto_rerun.fragment_id
                self.every = message.auto_rerun.interval
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                run.failed |= self._meet(message.delta.new_element)
            case "script_finished":
                return message.script_finished in _DONE
        return False

    def _meet(self, element: Element) -> bool:
        """Remember widgets and the board, and tell whether the element speaks of an error."""
        kind = element.WhichOneof("type")
        name = getattr(getattr(element, kind), "id", "") if kind else ""
        if kind == "html" and _BOARD in element.html.body:
            self.board = element.html.body
        if isinstance(name, str) and name.startswith(_WIDGET):
            self.widgets[name.split("-", 2)[2]] = name
        return kind == "exception" or (
            kind == "alert" and element.alert.format == element.alert.ERROR
        )
