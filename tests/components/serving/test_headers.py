"""What every answer says about itself."""

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers as Read
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from components.serving.headers import HEADERS, POLICY, Headers


async def _break(_request):
    raise RuntimeError("its text may quote what a person typed")


async def _fail(_scope, _receive, _send):
    raise RuntimeError("typed")


async def _refuse(websocket):
    await websocket.close(1008)


async def _accept(websocket):
    await websocket.accept()
    await websocket.close(1000)


@pytest.fixture
def app():
    """Make an app that has every kind of answer."""
    routes = [
        Route("/text", lambda _: PlainTextResponse("text", headers={"x-frame-options": "ALLOW"})),
        Route("/file", lambda _: FileResponse(__file__)),
        Route("/break", _break),
        WebSocketRoute("/refused", _refuse),
        WebSocketRoute("/open", _accept),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Headers)])


def sources():
    return {name: rest for name, *rest in (entry.split() for entry in POLICY.split("; "))}


def said(headers):
    return {name: headers.get(name) for name in HEADERS}


@pytest.mark.parametrize("path", ["/text", "/file", "/missing", "/break"])
def test_every_answer_has_every_header_once(ask, app, path):
    answer = ask(app, path)

    assert said(answer.headers) == HEADERS
    assert [len(answer.headers.get_list(name)) for name in HEADERS] == [1] * len(HEADERS)


def test_an_error_tells_nothing_about_itself(ask, app):
    answer = ask(app, "/break")

    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


def test_the_server_hears_of_an_error_all_the_same(connect):
    with pytest.raises(RuntimeError, match="typed"):
        connect(Headers(_fail), "/")


def test_a_refused_websocket_has_the_headers(connect, app):
    start, body = connect(app, "/refused")

    assert (start["type"], start["status"]) == ("websocket.http.response.start", 403)
    assert said(Read(raw=start["headers"])) == HEADERS
    assert body == {"type": "websocket.http.response.body", "body": b""}


def test_a_server_that_cannot_tell_more_is_told_of_a_plain_refusal(connect, app):
    (refusal,) = connect(app, "/refused", can_tell=False)

    assert (refusal["type"], refusal["code"]) == ("websocket.close", 1008)


def test_an_open_websocket_is_closed_as_a_websocket(connect, app):
    accepted, closed = connect(app, "/open")

    assert said(Read(raw=accepted["headers"])) == HEADERS
    assert (closed["type"], closed["code"]) == ("websocket.close", 1000)


def test_scripts_come_from_this_server_only():
    assert sources()["script-src"] == ["'self'"]


def test_nothing_comes_from_another_host():
    named = {source for entry in sources().values() for source in entry}

    assert named == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}


def test_styles_alone_may_stand_in_the_page():
    inline = [name for name, entry in sources().items() if "'unsafe-inline'" in entry]

    assert inline == ["style-src"]


def test_what_is_not_named_is_not_allowed():
    assert sources()["default-src"] == ["'none'"]


def test_no_page_may_show_ours_inside_of_it():
    assert sources()["frame-ancestors"] == ["'none'"]
    assert HEADERS["x-frame-options"] == "DENY"


def test_an_address_with_a_key_is_told_to_nobody():
    assert HEADERS["referrer-policy"] == "no-referrer"
