"""What Streamlit's server offers and Callboard does not: for everybody as if it were not there."""

from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.serving import paths

METRICS: Final = "/_stcore/metrics"
"""How many sessions there are and what they keep, told to anybody who asks."""

AGENTS: Final = "/_stcore/agent"
"""Pages as JSON, for programs: nothing that would know of a display's bounds."""


class Closed:
    """Answer 404 for :data:`METRICS` and everything below :data:`AGENTS`, by every method."""

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        """Close the doors below ``base``, Streamlit's ``server.baseUrlPath``."""
        self._app = app
        self._base = paths.based(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan" or not _is_closed(paths.below(scope, self._base)):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            missing = PlainTextResponse(
                "Not Found", HTTPStatus.NOT_FOUND, {"cache-control": "no-store"}
            )
            await missing(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _is_closed(path: str) -> bool:
    return f"{path}/".startswith((f"{METRICS}/", f"{AGENTS}/"))
