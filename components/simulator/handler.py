"""HTTP for the service: reads requests, delivers answers whole or as a fault wants them."""

import socket
import struct
import sys
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Lock
from time import monotonic
from typing import Any, Final

from components.simulator import answers
from components.simulator.accounts import Clock
from components.simulator.answers import Answer, Delivery
from components.simulator.journal import Journal, Record
from components.simulator.service import Answered, Request, Service

_LONGEST_BODY: Final = 64 * 1024
_DRIP: Final = 0.05
_PEEK: Final = 0.05

# Linger for zero seconds: the operating system then resets instead of closing.
_NO_FAREWELL: Final = struct.pack("ii", 1, 0)


class Listener(ThreadingHTTPServer):
    """The listening socket and its connections, a daemon thread each."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], service: Service, journal: Journal, clock: Clock
    ) -> None:
        self.service = service
        self.journal = journal
        self.clock = clock
        self._lock = Lock()
        self._connections: set[socket.socket] = set()
        self._reset: set[socket.socket] = set()
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        """Bind without the name look-up of the standard library, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection and remember it."""
        connection, address = super().get_request()
        with self._lock:
            self._connections.add(connection)
        return connection, address

    def reset_later(self, connection: socket.socket) -> None:
        """Let this connection end with a reset."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_FAREWELL)
        with self._lock:
            self._reset.add(connection)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as declared by the base
        """End a connection, without a farewell where it is to be reset."""
        if request in self._reset:
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def close_request(self, request: Any) -> None:  # noqa: ANN401 - as declared by the base
        """Close a connection and forget it."""
        with self._lock:
            self._connections.discard(request)
            self._reset.discard(request)
        super().close_request(request)

    def hang_up(self) -> None:
        """End all connections, also those that only wait for their next request."""
        with self._lock:
            connections = tuple(self._connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Stay quiet when a client left; anything else is a mistake of ours and is shown."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection, one request after the other."""

    server: Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def exchange(self) -> None:
        """Read a request, answer it, write it down, deliver the answer."""
        started = monotonic()
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self._body(headers)
        if body is None:
            self.close_connection = True
            self._send(
                answers.refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large"), zipped=False
            )
            return
        request = Request(self.command, self.path, headers, body)
        answered = self.server.service.answer(request)
        self.server.journal.write(_record(request, answered, started))
        self._deliver(
            answered.answer, zipped=answers.accepts_gzip(headers.get("accept-encoding", ""))
        )

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = exchange  # noqa: N815 - as the base calls them

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: the journal knows."""

    def _body(self, headers: dict[str, str]) -> bytes | None:
        """Read the request's body; None when it is too long or of unknown length."""
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdecimal() or int(length) > _LONGEST_BODY:
            return None
        return self.rfile.read(int(length))

    def _deliver(self, answer: Answer, *, zipped: bool) -> None:
        match answer.delivery:
            case Delivery.WHOLE:
                self._send(answer, zipped=zipped)
                return
            case Delivery.CUT:
                self._send_half(answer, zipped=zipped)
            case Delivery.DRIPPED:
                self._drip(answer, zipped=zipped)
                return
            case Delivery.SILENT:
                self._say_nothing()
            case Delivery.RESET:
                self.server.reset_later(self.connection)
            case Delivery.CLOSED:
                pass
        self.close_connection = True

    def _send(self, answer: Answer, *, zipped: bool) -> None:
        self.wfile.write(self._head(answer, zipped=zipped))

    def _send_half(self, answer: Answer, *, zipped: bool) -> None:
        body = self._head(answer, zipped=zipped)
        self.wfile.write(body[: len(body) // 2])

    def _drip(self, answer: Answer, *, zipped: bool) -> None:
        gate = self.server.service.gate
        for byte in self._head(answer, zipped=zipped):
            self.wfile.write(bytes((byte,)))
            self.wfile.flush()
            gate.pause(_DRIP)
            if gate.released:
                self.close_connection = True
                return

    def _say_nothing(self) -> None:
        """Wait until the client has given up or the simulator stops."""
        gate = self.server.service.gate
        self.connection.settimeout(_PEEK)
        while not gate.released:
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    return
            except TimeoutError:
                continue
            gate.pause(_PEEK)

    def _head(self, answer: Answer, *, zipped: bool) -> bytes:
        """Write status and headers, and return the body that belongs to them."""
        body = answers.compressed(answer.body) if zipped else answer.body
        self.send_response_only(answer.status)
        self.send_header("Server", "Ringme simulator")
        self.send_header("Date", format_datetime(self.server.clock(), usegmt=True))
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        return body


def _record(request: Request, answered: Answered, started: float) -> Record:
    unseen = answered.answer.delivery in {Delivery.CLOSED, Delivery.RESET, Delivery.SILENT}
    return Record(
        method=request.method,
        path=request.path,
        query=request.query,
        place=answered.place,
        status=None if unseen else answered.answer.status,
        authorised=answered.line is not None,
        account=answered.line.account.app_id if answered.line else None,
        faults=answered.faults,
        started=started,
        ended=monotonic(),
        headers=request.headers,
    )
