"""Ask an app as a server would, without a server."""

import asyncio

import httpx
import pytest


@pytest.fixture
def ask():
    """Return what an app answers to one request."""

    def ask(app, path, method="GET", **headers):
        (answer,) = asyncio.run(_ask(app, path, method, headers, clients=1))
        return answer

    return ask


@pytest.fixture
def ask_together():
    """Return what an app answers to many who ask for the same at the same time."""

    def ask_together(app, path, clients):
        return asyncio.run(_ask(app, path, "GET", {}, clients))

    return ask_together


@pytest.fixture
def connect():
    """Return what an app says to a browser that wants a websocket and then says nothing."""

    def connect(app, path, *, can_tell=True):
        sent = []
        scope = {
            "type": "websocket",
            "path": path,
            "headers": [],
            "query_string": b"",
            "extensions": {"websocket.http.response": {}} if can_tell else {},
        }
        asyncio.run(app(scope, _silence, _to(sent)))
        return sent

    return connect


async def _ask(app, path, method, headers, clients):
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answers = (client.request(method, path, headers=spelled) for _ in range(clients))
        return await asyncio.gather(*answers)


async def _silence():
    return {"type": "websocket.connect"}


def _to(sent):
    async def send(message):
        sent.append(message)

    return send
