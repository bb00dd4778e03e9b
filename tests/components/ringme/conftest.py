"""A simulated PBX, a host that says whatever a test wants, and clients for both."""

import socket
from collections.abc import Callable
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

import pytest

from components.ringme.client import Client, Credentials, Timeouts
from components.ringme.hosts import Host
from components.simulator import Habits, Simulator

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    """What this machine's environment says about proxies is not what is tested."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def pbx():
    """A typical office's PBX."""
    with Simulator(habits=Habits(quota=100_000)) as simulator:
        yield simulator


@pytest.fixture
def connect():
    """Make clients of a host's address; they are closed at the end."""
    with ExitStack() as stack:

        def client(address, *, app_id="demo", app_secret="demo", timeouts=None, **clocks):
            made = Client(
                Credentials(Host(address), app_id, app_secret),
                timeouts=timeouts or Timeouts(connect=5, read=20, total=40),
                **clocks,
            )
            stack.callback(made.close)
            return made

        yield client


@dataclass
class Parrot:
    """A host that gives a token to whoever asks, and one fixed string of bytes to the rest."""

    says: bytes
    port: int = 0
    heard: list[bytes] = field(default_factory=list)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"


TOKEN = b'{"access_token": "parrot-token", "expires_in": 3600}'


def http(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Spell an answer that ends with the connection."""
    lines = [f"HTTP/1.1 {status}", *headers, "Connection: close"]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.fixture
def parrot():
    """Start parrots."""
    with ExitStack() as stack:
        yield lambda says: stack.enter_context(_listening(Parrot(says)))


@contextmanager
def _listening(bird):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bird.port = listener.getsockname()[1]
        thread = Thread(target=_serve, args=(listener, bird), daemon=True)
        thread.start()
        try:
            yield bird
        finally:
            # Closing alone does not wake a thread that waits in accept.
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(listener, bird):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            _answer(connection, bird)


def _answer(connection, bird):
    heard = _read(connection)
    bird.heard.append(heard)
    wants_token = heard.startswith(b"POST /oauth/token")
    connection.sendall(http(TOKEN) if wants_token else bird.says)
    # Wait for the other side to hang up, so that no reset overtakes the answer.
    connection.shutdown(socket.SHUT_WR)
    connection.settimeout(5)
    while connection.recv(65536):
        pass


def _read(connection):
    connection.settimeout(5)
    heard = b""
    while b"\r\n\r\n" not in heard:
        heard += connection.recv(65536)
    head, _, body = heard.partition(b"\r\n\r\n")
    for line in head.lower().splitlines():
        if line.startswith(b"content-length:"):
            wanted = int(line.partition(b":")[2])
            while len(body) < wanted:
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def spell() -> Callable[..., bytes]:
    return http
