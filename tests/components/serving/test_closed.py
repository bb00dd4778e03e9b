"""What Streamlit's server offers and Callboard does not."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from components.serving.closed import Closed

METHODS = ["GET", "HEAD", "POST", "PUT", "OPTIONS"]


async def _open(_request):
    return PlainTextResponse("open")


async def _accept(websocket):
    await websocket.accept()


def program(base=""):
    """Make a program that would answer everything."""
    everything = Route("/{path:path}", _open, methods=METHODS)
    routes = [WebSocketRoute("/{path:path}", _accept), everything]
    return Starlette(routes=routes, middleware=[Middleware(Closed, base=base)])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/metrics?families=active_sessions",
        "/_stcore/%6detrics",
        "/_stcore/agent",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
    ],
)
def test_what_is_closed_is_not_there_for_anybody(ask, method, path):
    answer = ask(program(), path, method)

    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/media/a.csv"])
def test_everything_else_is_open(ask, path):
    assert ask(program(), path).text == "open"


def test_what_is_closed_is_closed_below_the_base(ask):
    assert ask(program("callboard"), "/callboard/_stcore/metrics").status_code == 404


def test_a_websocket_to_what_is_closed_is_refused(connect):
    assert connect(program(), "/_stcore/agent/mcp") == [{"type": "websocket.close", "code": 1008}]


def test_streamlits_own_websocket_is_open(connect):
    assert [message["type"] for message in connect(program(), "/_stcore/stream")] == [
        "websocket.accept"
    ]
