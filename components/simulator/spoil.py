"""What each fault does to an answer that would have been good."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from components.simulator import answers
from components.simulator.answers import Answer, Delivery
from components.simulator.faults import Fault

BUSY_MESSAGE: Final = "Stats request already exists, concurrent request not allowed"
"""The PBX's own words for its second kind of 429 (contract, section 4)."""

_HUGE: Final = 8 * 1024 * 1024
_DEEP: Final = 100_000


def quota_used_up() -> Answer:
    """Refuse because the hour's requests are used up."""
    return answers.refusal(
        HTTPStatus.TOO_MANY_REQUESTS, "Rate limit exceeded", name="rate_limit_exceeded"
    )


def statistics_busy() -> Answer:
    """Refuse because another statistics request of this account is running."""
    return answers.refusal(HTTPStatus.TOO_MANY_REQUESTS, BUSY_MESSAGE)


def _forbidden(name: str | None) -> Answer:
    return answers.refusal(HTTPStatus.FORBIDDEN, "Access denied", name=name)


INSTEAD: Final[Mapping[Fault, Answer]] = {
    Fault.BAD_REQUEST_400: answers.refusal(HTTPStatus.BAD_REQUEST, "Malformed parameters"),
    Fault.UNAUTHORISED_401: answers.refusal(HTTPStatus.UNAUTHORIZED, "Unauthorized"),
    Fault.ACCESS_DENIED_403: _forbidden("access_denied"),
    Fault.USER_BLOCKED_403: _forbidden("user_blocked"),
    Fault.USER_ACCESS_403: _forbidden("user_access_type_deny"),
    Fault.APP_ACCESS_403: _forbidden("app_access_type_deny"),
    Fault.UNNAMED_403: _forbidden(None),
    Fault.NOT_FOUND_404: answers.refusal(HTTPStatus.NOT_FOUND, "Not found"),
    Fault.CLIENT_NOT_FOUND_404: answers.refusal(
        HTTPStatus.NOT_FOUND, "Client not found", name="client_not_found"
    ),
    Fault.UNPROCESSABLE_422: answers.refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Cannot do that"),
    Fault.QUOTA_429: quota_used_up(),
    Fault.UNNAMED_QUOTA_429: answers.refusal(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests"),
    Fault.BUSY_429: statistics_busy(),
    Fault.ERROR_500: answers.refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal error"),
    Fault.HTML_502: answers.page(HTTPStatus.BAD_GATEWAY, "502 Bad Gateway"),
    Fault.UNAVAILABLE_503: replace(
        answers.refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Maintenance"),
        headers={"Retry-After": "1"},
    ),
    Fault.TIMEOUT_504: answers.page(HTTPStatus.GATEWAY_TIMEOUT, "504 Gateway Time-out"),
    Fault.REDIRECT_302: answers.redirect(HTTPStatus.FOUND, "/login"),
    Fault.HTML_200: answers.page(HTTPStatus.OK, "Sign in"),
    Fault.EMPTY_BODY: Answer(HTTPStatus.OK, b""),
    Fault.BAD_UTF8: Answer(HTTPStatus.OK, b'{"in": {"total": 1, "\xff\xfe": 1}}'),
    Fault.WRONG_SHAPE: Answer(HTTPStatus.OK, b'"statistics"'),
    Fault.DEEP_JSON: Answer(HTTPStatus.OK, b"[" * _DEEP + b"]" * _DEEP),
}
"""Faults that put another answer in the place of the good one."""

USED_UP: Final = frozenset({Fault.QUOTA_429, Fault.UNNAMED_QUOTA_429})
"""Faults whose headers say that nothing is left of the quota."""

FROM_A_GATEWAY: Final = frozenset(
    {Fault.HTML_502, Fault.TIMEOUT_504, Fault.REDIRECT_302, Fault.HTML_200}
)
"""Faults answered before the API is reached, so without its headers."""

_DELIVERIES: Final[Mapping[Fault, Delivery]] = {
    Fault.CUT_BODY: Delivery.CUT,
    Fault.CLOSED: Delivery.CLOSED,
    Fault.RESET: Delivery.RESET,
    Fault.HANG: Delivery.SILENT,
    Fault.DRIP: Delivery.DRIPPED,
}

# Raw JSON in the place of in.busy; the last one brings a second key of the same name.
_RAW_COUNTS: Final[Mapping[Fault, str]] = {
    Fault.NAN_COUNT: "NaN",
    Fault.INFINITE_COUNT: "1e400",
    Fault.TEXT_COUNT: '"12"',
    Fault.BOOL_COUNT: "true",
    Fault.FLOAT_COUNT: "2.5",
    Fault.NEGATIVE_COUNT: "-3",
    Fault.ENORMOUS_COUNT: str(2**80),
    Fault.LIST_COUNT: "[1]",
    Fault.NULL_COUNT: "null",
    Fault.DUPLICATE_KEYS: '1, "busy": 2',
}
_HOLE: Final = "\ue000"


def spoil(answer: Answer, fault: Fault) -> Answer:
    """Return what the client gets instead of ``answer``; some faults show elsewhere than here."""
    if fault in INSTEAD:
        return INSTEAD[fault]
    if fault in _DELIVERIES:
        return replace(answer, delivery=_DELIVERIES[fault])
    if fault in _RAW_COUNTS:
        return _with_raw_count(answer, _RAW_COUNTS[fault])
    change = _BODIES.get(fault)
    return answer if change is None else replace(answer, body=change(answer.body))


def _with_raw_count(answer: Answer, raw: str) -> Answer:
    sides = json.loads(answer.body)
    sides["in"] = {**(sides.get("in") or {}), "busy": _HOLE}
    text = json.dumps(sides, ensure_ascii=False).replace(f'"{_HOLE}"', raw)
    return replace(answer, body=text.encode())


def _cut(body: bytes) -> bytes:
    return body[: len(body) // 2]


def _swollen(body: bytes) -> bytes:
    return body.rstrip()[:-1] + b" " * _HUGE + body.rstrip()[-1:]


def _without_keys(body: bytes) -> bytes:
    sides = json.loads(body)
    kept = {
        name: side
        and {key: count for key, count in side.items() if key not in {"busy", "rejected"}}
        for name, side in sides.items()
    }
    return json.dumps(kept).encode()


def _with_unknown_keys(body: bytes) -> bytes:
    sides = json.loads(body)
    sides["in"] = {**(sides.get("in") or {}), "parked": 3}
    return json.dumps({**sides, "generated_by": "node 7"}).encode()


def _miscounted(body: bytes) -> bytes:
    sides = json.loads(body)
    inbound = sides.get("in") or {}
    sides["in"] = {**inbound, "total": inbound.get("total", 0) + 3}
    return json.dumps(sides).encode()


def _wrong_side(body: bytes) -> bytes:
    return json.dumps({**json.loads(body), "in": [1, 2]}).encode()


def _no_sides(body: bytes) -> bytes:
    return json.dumps({"inbound": json.loads(body).get("in"), "outbound": None}).encode()


_BODIES: Final[Mapping[Fault, Callable[[bytes], bytes]]] = {
    Fault.CUT_JSON: _cut,
    Fault.HUGE_BODY: _swollen,
    Fault.MISSING_KEYS: _without_keys,
    Fault.UNKNOWN_KEYS: _with_unknown_keys,
    Fault.MISCOUNT: _miscounted,
    Fault.WRONG_SIDE: _wrong_side,
    Fault.NO_SIDES: _no_sides,
}
