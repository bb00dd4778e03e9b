"""The wire that can be cut carries everything until it is."""

import socket
from contextlib import suppress
from threading import Thread

import httpx
import pytest

from tests.browser.cable import Cable


@pytest.fixture
def echo():
    """Somebody who says again whatever is said; return the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=answer, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def answer(listener):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            while piece := connection.recv(100):
                connection.sendall(piece)


def call(cable):
    connection = socket.create_connection(("127.0.0.1", httpx.URL(cable.url).port), timeout=10)
    connection.sendall(b"hello")
    return connection


def test_what_is_said_is_carried_both_ways(echo):
    with Cable(echo) as cable, call(cable) as connection:
        assert connection.recv(100) == b"hello"


def test_a_cut_is_heard_and_the_next_call_goes_through(echo):
    with Cable(echo) as cable, call(cable) as connection:
        connection.recv(100)

        assert cable.cut() == 1

        # A reset, or an end where the other half of the line was quicker.
        with suppress(ConnectionResetError):
            assert connection.recv(100) == b""
        with call(cable) as another:
            assert another.recv(100) == b"hello"


def test_nobody_gets_through_while_it_is_pulled_out(echo):
    with Cable(echo) as cable:
        cable.pull_out()
        with pytest.raises(httpx.TransportError):
            httpx.get(cable.url, trust_env=False)

        cable.put_in()

        with call(cable) as connection:
            assert connection.recv(100) == b"hello"


def test_a_cable_to_nobody_hangs_up(echo):
    nobody = Cable(echo)
    with nobody:
        gone = nobody.url

    with Cable(gone) as cable, pytest.raises(httpx.TransportError):
        httpx.get(cable.url, trust_env=False)
