"""From the bytes of an answer to plain JSON values, strictly: no socket, and no meaning yet."""

import json
import math
import zlib
from typing import Final, NoReturn

from components.ringme.errors import AnswerTooLarge, UnexpectedAnswer

MOST_BYTES: Final = 1024 * 1024
"""A page of 100 extensions is some 50 kB; nothing honest comes near this."""

_BYTE_ORDER_MARK: Final = "\ufeff".encode()
_GZIP: Final = 16 + zlib.MAX_WBITS


class Body:
    """Collects the pieces of one answer and unpacks them, and stops at `most` bytes.

    Unpacking happens here, not in the HTTP library, because that unpacks a whole piece at
    once: 64 kB of gzip can hold 64 MB.
    """

    def __init__(self, encoding: str, *, most: int = MOST_BYTES) -> None:
        """Start an empty body; `encoding` is the answer's Content-Encoding.

        Raises UnexpectedAnswer for an encoding that nobody asked for.
        """
        self._unpacker = _unpacker(encoding.strip().lower())
        self._most = most
        self._received = 0
        self._content = bytearray()

    def feed(self, piece: bytes) -> None:
        """Take the next piece as it came from the wire.

        Raises AnswerTooLarge once the answer is longer than allowed, packed or unpacked, and
        UnexpectedAnswer where it is not the gzip that it claims to be.
        """
        self._received += len(piece)
        if self._received > self._most:
            raise AnswerTooLarge
        self._content += self._unpack(piece)
        if len(self._content) > self._most:
            raise AnswerTooLarge

    def whole(self) -> bytes:
        """Return the unpacked answer. Raises UnexpectedAnswer where its gzip was cut."""
        if self._unpacker is not None and self._received and not self._unpacker.eof:
            raise UnexpectedAnswer("body", "gzip cut short")
        return bytes(self._content)

    def _unpack(self, piece: bytes) -> bytes:
        if self._unpacker is None or not piece:
            return piece
        if self._unpacker.eof:
            raise UnexpectedAnswer("body", "more after the end of gzip")
        # One byte more than there is room for tells "full" from "too much".
        room = self._most - len(self._content) + 1
        try:
            content = self._unpacker.decompress(piece, room)
        except zlib.error:
            content = None
        if content is None:
            raise UnexpectedAnswer("body", "broken gzip")
        if self._unpacker.unused_data:
            raise UnexpectedAnswer("body", "more after the end of gzip")
        return content


def decode_json(body: bytes) -> object:
    """Turn an answer's bytes into plain values, taking JSON only as its standard says.

    Python's own reader also takes NaN and Infinity, reads 1e400 as infinite and keeps the last
    of two equal keys. A byte order mark is passed over, as RFC 8259 (section 8.1) allows.

    Raises UnexpectedAnswer, which names the kind of fault and never the text.
    """
    start = body.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not start:
        raise UnexpectedAnswer("body", "empty", is_json=False)
    if start.startswith(b"<"):
        raise UnexpectedAnswer("body", "markup instead of JSON", is_json=False)
    value: object = None
    try:
        value = _DECODER.decode(start.decode())
        problem = None
    except UnicodeDecodeError:
        problem = "not UTF-8"
    except RecursionError:
        problem = "too deep"
    except ValueError:
        problem = "not JSON, or JSON cut short"
    # Raised out here so that the reader's own error, which carries the whole answer (of the
    # token service: the token), does not ride along as __context__.
    if problem is not None:
        raise UnexpectedAnswer("body", problem)
    return value


def _unpacker(encoding: str) -> "zlib._Decompress | None":
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip"}:
        return zlib.decompressobj(_GZIP)
    raise UnexpectedAnswer("content-encoding", "neither gzip nor plain")


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise UnexpectedAnswer("body", "the same key twice")
    return members


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise UnexpectedAnswer("body", "a number beyond all bounds")
    return number


def _no_constant(_name: str) -> NoReturn:
    raise UnexpectedAnswer("body", "NaN or Infinity")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_distinct,
    parse_float=_finite,
    parse_constant=_no_constant,
)
