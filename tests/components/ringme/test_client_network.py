"""The client and hosts that are not a PBX, or not a good one."""

import gzip
import socket
import ssl
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread

import httpx
import pytest
import trustme

from components.measures.counts import Counts
from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme import client as module
from components.ringme.body import MOST_BYTES
from components.ringme.client import Timeouts
from components.ringme.errors import (
    AnswerTooLarge,
    CertificateRefused,
    NoAnswer,
    NoConnection,
    PbxFault,
    Redirected,
    RingmeError,
    Silence,
    UnexpectedAnswer,
    Unreachable,
)

DAY = Window(datetime(2026, 3, 2, 21, tzinfo=UTC), datetime(2026, 3, 3, 21, tzinfo=UTC))
JSON = "Content-Type: application/json"
GZIP = "Content-Encoding: gzip"
EXAMPLE = b'{"in": {"total": 87, "bridged": 59}, "out": null}'


def ask(client):
    return client.statistics(Source.CALLS, DAY, client_id=None).sides.inbound


def failure(client):
    with pytest.raises(RingmeError) as caught:
        ask(client)
    return caught.value


def chunked(*pieces, end=b"0\r\n\r\n"):
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


# --- answers in every wrapping


def test_a_good_answer_comes_in_any_wrapping(parrot, spell, connect):
    wrapped = [
        spell(EXAMPLE, JSON),
        spell(EXAMPLE),
        spell(b"\xef\xbb\xbf" + EXAMPLE, JSON),
        spell(gzip.compress(EXAMPLE), JSON, GZIP),
        chunked(EXAMPLE[:7], EXAMPLE[7:]),
        b"HTTP/1.0 200 OK\r\n\r\n" + EXAMPLE,
    ]

    for says in wrapped:
        assert ask(connect(parrot(says).address)) == Counts(total=87, bridged=59)


def test_a_gzip_bomb_is_refused_while_it_comes(parrot, spell, connect):
    bomb = gzip.compress(b" " * (200 * MOST_BYTES))

    error = failure(connect(parrot(spell(bomb, JSON, GZIP)).address))

    assert isinstance(error, AnswerTooLarge)


@pytest.mark.parametrize("pieces", [17, 200])
def test_a_long_answer_is_refused_before_its_end(parrot, connect, pieces):
    bird = parrot(chunked(*[b" " * 65536] * pieces))

    assert isinstance(failure(connect(bird.address)), AnswerTooLarge)


@pytest.mark.parametrize(
    ("wrap", "field"),
    [
        (lambda spell: spell(EXAMPLE, JSON, "Content-Encoding: br"), "content-encoding"),
        (lambda spell: spell(EXAMPLE, JSON, GZIP), "body"),
        (lambda spell: spell(gzip.compress(EXAMPLE)[:-9], JSON, GZIP), "body"),
        (lambda spell: spell(b"", JSON, status="204 No Content"), "status"),
        (lambda spell: spell(EXAMPLE, "Content-Type: text/html"), "content-type"),
    ],
)
def test_a_wrapping_that_does_not_fit_is_unexpected(parrot, spell, connect, wrap, field):
    error = failure(connect(parrot(wrap(spell)).address))

    assert isinstance(error, UnexpectedAnswer)
    assert error.field == field


@pytest.mark.parametrize(
    "says",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Len",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + EXAMPLE,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 500\r\n\r\n\x1f\x8b",
        chunked(EXAMPLE, end=b""),
        chunked(EXAMPLE, end=b"zz\r\n"),
        b"220 mail.example ESMTP\r\n",
    ],
)
def test_an_answer_that_ends_too_soon_is_cut(parrot, connect, says):
    error = failure(connect(parrot(says).address))

    assert isinstance(error, NoAnswer)
    assert error.kind is Silence.CUT


@pytest.mark.parametrize(
    "says",
    [
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 500\r\n\r\n<html>",
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 502 Bad Gateway\r\n\r\n" + b"<p>" * MOST_BYTES,
    ],
)
def test_of_a_refusal_the_status_counts_even_if_its_body_is_lost(parrot, connect, says):
    error = failure(connect(parrot(says).address))

    assert isinstance(error, PbxFault)
    assert error.status == 502


def test_an_answer_that_takes_too_long_as_a_whole_is_given_up(parrot, connect):
    # Each look at the clock is a second later: the pieces come at once, and yet too late.
    seconds = iter(range(10_000))
    bird = parrot(chunked(*[b" " * 20_000] * 40))
    timeouts = Timeouts(connect=1, read=5, total=5)

    error = failure(connect(bird.address, timeouts=timeouts, monotonic=lambda: next(seconds)))

    assert isinstance(error, NoAnswer)
    assert error.kind is Silence.TIMEOUT


# --- where requests must not go


def test_a_redirect_is_not_followed_and_gets_no_token(parrot, spell, connect):
    elsewhere = parrot(spell(EXAMPLE, JSON))
    location = f"Location: {elsewhere.address}/api/ver1.0/client/@me/calls/stats/"
    here = parrot(spell(b"", location, status="307 Temporary Redirect"))

    error = failure(connect(here.address))

    assert isinstance(error, Redirected)
    assert error.status == 307
    assert elsewhere.heard == []


def test_a_cookie_is_not_kept(parrot, spell, connect):
    bird = parrot(spell(EXAMPLE, JSON, "Set-Cookie: node=b; Path=/"))
    client = connect(bird.address)
    for _ in range(2):
        ask(client)

    assert len(bird.heard) == 3
    assert not any(b"cookie" in heard.lower() for heard in bird.heard)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
def test_no_proxy_stands_between_us_and_this_machine(
    pbx, parrot, spell, connect, monkeypatch, name
):
    proxy = parrot(spell(b"", status="502 Bad Gateway"))
    monkeypatch.setenv(name, proxy.address)

    connect(pbx.url).user()

    assert proxy.heard == []


def test_an_operators_proxy_is_used_for_every_other_host(parrot, connect, monkeypatch):
    proxy = parrot(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)

    error = failure(connect("https://pbx.example"))

    assert isinstance(error, Unreachable)
    assert error.kind is NoConnection.PROXY
    assert proxy.heard[0].startswith(b"CONNECT pbx.example:443 ")


@pytest.mark.parametrize("proxy", ["gopher://127.0.0.1:1", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_said_so(connect, monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    with pytest.raises(Unreachable) as caught:
        connect("https://pbx.example")

    assert caught.value.kind is NoConnection.PROXY
    assert caught.value.__context__ is None


# --- connections that do not come about


@contextmanager
def listening(greet):
    """Listen on the loopback and do something with the first who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                greet(connection)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


@pytest.mark.parametrize("name", ["127.0.0.1", "pbx.example"])
def test_a_certificate_that_nobody_vouches_for_is_refused(connect, name):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert(name).configure_cert(context)

    def greet(connection):
        context.wrap_socket(connection, server_side=True).close()

    with listening(greet) as port:
        error = failure(connect(f"https://127.0.0.1:{port}"))

    assert isinstance(error, CertificateRefused)
    assert error.__context__ is None


def test_a_host_that_does_not_speak_tls_is_unreachable(connect):
    def greet(connection):
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with listening(greet) as port:
        error = failure(connect(f"https://127.0.0.1:{port}"))

    assert isinstance(error, Unreachable)
    assert error.kind is NoConnection.TLS


def test_a_host_that_never_shakes_hands_is_given_up(connect):
    def greet(connection):
        while connection.recv(1000):
            pass

    with listening(greet) as port:
        hurried = Timeouts(connect=0.3, read=5, total=10)
        error = failure(connect(f"https://127.0.0.1:{port}", timeouts=hurried))

    assert isinstance(error, Unreachable)
    assert error.kind is NoConnection.TIMEOUT


def test_a_port_where_nobody_listens_refuses(connect):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    error = failure(connect(f"http://127.0.0.1:{port}"))

    assert isinstance(error, Unreachable)
    assert error.kind is NoConnection.REFUSED


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(httpx.ConnectError(""), socket.gaierror()), Unreachable(NoConnection.NAME)),
        (caused(httpx.ConnectError(""), OSError()), Unreachable(NoConnection.OTHER)),
        (httpx.ConnectTimeout(""), Unreachable(NoConnection.TIMEOUT)),
        (httpx.PoolTimeout(""), Unreachable(NoConnection.TIMEOUT)),
        (httpx.ProxyError(""), Unreachable(NoConnection.PROXY)),
        (httpx.UnsupportedProtocol(""), Unreachable(NoConnection.OTHER)),
        (httpx.LocalProtocolError(""), Unreachable(NoConnection.OTHER)),
        (httpx.ReadTimeout(""), NoAnswer(Silence.TIMEOUT)),
        (httpx.WriteTimeout(""), NoAnswer(Silence.TIMEOUT)),
        (httpx.ReadError(""), NoAnswer(Silence.RESET)),
        (httpx.WriteError(""), NoAnswer(Silence.RESET)),
        (httpx.RemoteProtocolError(""), NoAnswer(Silence.CUT)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_kind_of_the_librarys_error_decides_ours(error, expected):
    found = module._trouble(error)

    assert (type(found), vars(found)) == (type(expected), vars(expected))
