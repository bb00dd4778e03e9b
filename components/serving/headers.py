"""What every answer says about itself: whom its page may talk to, and who may show it."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    # Streamlit and Plotly set styles in the page as they draw; no colour can start a script.
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self' data:",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

POLICY: Final = "; ".join(f"{name} {source}" for name, source in _SOURCES.items())
"""The content security policy: this server and nobody else, no inline script, no ``eval``."""

_UNUSED: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)

HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",  # for browsers that do not know frame-ancestors
    "referrer-policy": "no-referrer",  # the address may hold a display's key
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name}=()" for name in _UNUSED),
}
"""What is put on every answer, whatever it is and whoever gave it."""

_STARTS: Final = {"http.response.start", "websocket.accept", "websocket.http.response.start"}

_REFUSED: Final = 403
"""What a server makes of a WebSocket that is closed before it was accepted."""


class Headers:
    """Put :data:`HEADERS` on every answer of an app: pages, files, errors and refusals."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        match scope["type"]:
            case "http":
                await self._answer(scope, receive, send)
            case "websocket":
                await self._connect(scope, receive, send)
            case _:
                await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def signed(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(_signed(message))

        try:
            await self._app(scope, receive, signed)
        except Exception:
            # Starlette's own answer to this stands outside of us, and has no headers.
            if not has_begun:
                broken = PlainTextResponse("Internal Server Error", 500)
                await broken(scope, receive, signed)
            raise

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        can_tell = "websocket.http.response" in scope.get("extensions", {})
        is_open = False

        async def signed(message: Message) -> None:
            nonlocal is_open
            is_open = is_open or message["type"] == "websocket.accept"
            if can_tell and message["type"] == "websocket.close" and not is_open:
                await _refuse(send)
            else:
                await send(_signed(message))

        await self._app(scope, receive, signed)


def _signed(message: Message) -> Message:
    if message["type"] in _STARTS:
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers[name] = value
    return message


async def _refuse(send: Send) -> None:
    start = {"type": "websocket.http.response.start", "status": _REFUSED, "headers": []}
    await send(_signed(start))
    await send({"type": "websocket.http.response.body", "body": b""})
