"""The wire between a browser and Callboard, which can be cut in the middle of a sentence."""

import socket
import struct
from contextlib import suppress
from threading import Lock, Thread
from typing import Final, Self
from urllib.parse import urlsplit

_PIECE: Final = 65536

# Linger for no time at all: the other side hears a reset, as when a router forgets a connection.
_RESET: Final = struct.pack("ii", 1, 0)


class Cable:
    """Carries TCP connections on a port of its own to another one, as a context manager.

    ``home`` is where Callboard listens, ``url`` where browsers find it instead. A connection that
    finds nobody at home is closed, as it would be without a wire between.
    """

    def __init__(self, home: str) -> None:
        target = urlsplit(home)
        self._home = (target.hostname or "127.0.0.1", target.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._lock = Lock()
        self._lines: set[_Line] = set()
        self._is_out = False

    def __enter__(self) -> Self:
        """Begin to carry."""
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Cut everything, for good."""
        # Closing alone does not wake a thread that waits in accept.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def cut(self) -> int:
        """Break off every connection that stands, and return how many; new ones are carried."""
        with self._lock:
            lines, self._lines = self._lines, set()
        for line in lines:
            line.cut()
        return len(lines)

    def pull_out(self) -> None:
        """Break off everything, and let nobody through until it is put in again."""
        self._is_out = True
        self.cut()

    def put_in(self) -> None:
        """Carry again."""
        self._is_out = False

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._is_out:
                near.close()
            else:
                self._join(near)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._home, timeout=5)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        line = _Line(near, far)
        with self._lock:
            self._lines.add(line)
        for one, other in ((near, far), (far, near)):
            Thread(target=self._carry, args=(line, one, other), daemon=True).start()

    def _carry(self, line: "_Line", one: socket.socket, other: socket.socket) -> None:
        line.carry(one, other)
        if line.is_over:
            with self._lock:
                self._lines.discard(line)


class _Line:
    """One connection: both its ends."""

    def __init__(self, *ends: socket.socket) -> None:
        self._ends = ends
        self._lock = Lock()
        self._speaking = len(ends)

    @property
    def is_over(self) -> bool:
        """Whether neither end says anything more."""
        return self._speaking == 0

    def carry(self, one: socket.socket, other: socket.socket) -> None:
        """Pass on what one end says, until it hangs up."""
        with suppress(OSError):
            while piece := one.recv(_PIECE):
                other.sendall(piece)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)
        with self._lock:
            self._speaking -= 1
        if self.is_over:
            for end in self._ends:
                end.close()

    def cut(self) -> None:
        """Let both ends hear a reset."""
        for end in self._ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                # Wakes the thread that waits for this end's next word.
                end.shutdown(socket.SHUT_RD)
            end.close()
