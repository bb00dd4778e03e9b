"""What the PBX answers: status, headers, body, and how it travels."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus


class Delivery(Enum):
    """How an answer reaches the client, or does not."""

    WHOLE = auto()
    CUT = auto()
    DRIPPED = auto()
    CLOSED = auto()
    RESET = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, before it is compressed."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delivery: Delivery = Delivery.WHOLE


def success(value: object) -> Answer:
    """Answer 200 with ``value`` as JSON."""
    return Answer(HTTPStatus.OK, _json(value))


def refusal(status: HTTPStatus, message: str, *, name: str | None = None) -> Answer:
    """Answer with an error of the API: a ``message`` and sometimes a ``status`` (section 4)."""
    body = {"message": message} if name is None else {"message": message, "status": name}
    return Answer(status, _json(body))


def token_refusal(status: int, error: str) -> Answer:
    """Answer with an error of the sign-in service."""
    return Answer(status, _json({"error": error}))


def redirect(status: HTTPStatus, location: str) -> Answer:
    """Send the client elsewhere."""
    return Answer(status, b"", "text/html", {"Location": location})


def page(status: HTTPStatus, text: str) -> Answer:
    """Answer with a gateway's HTML page."""
    body = f"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>\r\n"
    return Answer(status, body.encode(), "text/html")


def accepts_gzip(accept_encoding: str) -> bool:
    """Say whether this ``Accept-Encoding`` asks for gzip."""
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def compressed(body: bytes) -> bytes:
    """Compress as quickly as possible, the same bytes for the same body."""
    return gzip.compress(body, compresslevel=1, mtime=0)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
