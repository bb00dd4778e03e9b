"""A file as it goes out: plain or compressed, known to a browser again by its tag."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from starlette.datastructures import Headers
from starlette.responses import Response

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""What is worth compressing, and what it is; a machine's own table may say something else."""

IMMUTABLE: Final = "public, immutable, max-age=31536000"
"""For a file whose name changes with what is in it."""

ASKED_ANEW: Final = "no-cache"
"""For a file that keeps its name: kept by the browser, but asked for each time."""

_HARDEST: Final = 9
"""0.3 s for all that a first visit takes, spent once in the life of the process."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a file is on the wire: its bytes, and the headers that go with them."""

    body: bytes
    headers: Mapping[str, str]

    @classmethod
    def plain(cls, body: bytes, suffix: str, *, cache: str, vary: str = "Accept-Encoding") -> Self:
        """Make a copy of a file as it is."""
        headers = {"content-type": TYPES[suffix], "cache-control": cache, "vary": vary}
        return cls(body, {**headers, "etag": f'"{_digest(body)}"'})

    @classmethod
    def packed(cls, body: bytes, suffix: str, *, cache: str, vary: str = "Accept-Encoding") -> Self:
        """Make a compressed copy of a file."""
        plain = cls.plain(body, suffix, cache=cache, vary=vary)
        tag = f'"{_digest(body)}-gzip"'
        headers = {**plain.headers, "etag": tag, "content-encoding": "gzip"}
        return cls(gzip.compress(body, _HARDEST, mtime=0), headers)

    def answer(self, asked: Headers) -> Response:
        """Return the answer to a request, whose browser may have this copy already."""
        if _knows(asked, self.headers["etag"]):
            kept = {name: self.headers[name] for name in ("etag", "cache-control", "vary")}
            return Response(status_code=304, headers=kept)
        return Response(self.body, headers=dict(self.headers))


def pack(file: Path, cache: str) -> Copy:
    """Read a file and compress it, which takes up to 0.2 s: not in the event loop."""
    return Copy.packed(file.read_bytes(), file.suffix, cache=cache)


def takes_gzip(asked: Headers) -> bool:
    """Say whether a browser unpacks gzip; ``gzip;q=0`` says that it does not."""
    for offer in asked.get("accept-encoding", "").lower().split(","):
        name, _, weight = offer.replace(" ", "").partition(";q=")
        if name in {"gzip", "*"}:
            return weight.strip("0.") != "" or not weight
    return False


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _knows(asked: Headers, tag: str) -> bool:
    known = asked.get("if-none-match", "").split(",")
    return any(entry.strip().removeprefix("W/") in {tag, "*"} for entry in known)
