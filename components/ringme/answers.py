"""From plain JSON values to the frozen models, taking nothing that the API does not promise.

Every function here takes any value at all and raises nothing but UnexpectedAnswer, which names
the field at fault by its path (`in.busy`, `[3].name`) and never repeats its value.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from components.measures.counts import NO_CALLS, Counts, Direction, Sides
from components.measures.outcomes import Source
from components.ringme.errors import UnexpectedAnswer
from components.ringme.models import Extension, Statistics, User

# "long" in the vendor's documentation.
_MOST: Final = 2**63 - 1

_SIDES: Final = frozenset(direction.value for direction in Direction)

# Section 3 of the contract; mind the spaces.
_CALL_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "total": "total",
        "bridged": "bridged",
        "answered": "answered",
        "not answered": "not_answered",
        "busy": "busy",
        "rejected": "rejected",
        "failed": "failed",
        "duration": "duration",
        "bridged_duration": "bridged_duration",
    }
)
_LEG_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_CALL_KEYS,
        "answered elsewhere": "answered_elsewhere",
        "diverted": "diverted",
    }
)
_KEYS: Final = MappingProxyType({Source.CALLS: _CALL_KEYS, Source.LEGS: _LEG_KEYS})

# Section 1: an hour is what the vendor documents; a missing life means a short one. Renewing a
# token too early costs one request, believing in a dead one costs a failed answer.
_LONGEST_LIFE: Final = 3600
_SHORT_LIFE: Final = 600
_DIGITS: Final = re.compile(r"[0-9]{1,18}")
_TOKEN: Final = re.compile(r"[\x21-\x7e]{1,8192}")

_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (type(None), "null"),
    (bool, "a boolean"),
    (int, "a whole number"),
    (float, "a fraction"),
    (str, "text"),
    (list, "a list"),
    (Mapping, "an object"),
)


def decode_statistics(source: Source, body: object) -> Statistics:
    """Read the answer of `calls/stats` or `cdr/stats` (section 3).

    An absent or null side is a side without calls, an absent or null count is zero. Keys that
    are not known are kept by name. Raises UnexpectedAnswer for anything else that is not a
    whole number from zero up, and for an object that speaks of neither side.
    """
    answer = _object(body, "body")
    if answer and not answer.keys() & _SIDES:
        raise UnexpectedAnswer("body", "neither in nor out")
    inbound, odd_inbound = _side(source, Direction.INBOUND, answer)
    outbound, odd_outbound = _side(source, Direction.OUTBOUND, answer)
    odd = {_clean(key) for key in answer.keys() - _SIDES}
    return Statistics(Sides(inbound, outbound), frozenset(odd | odd_inbound | odd_outbound))


def decode_user(body: object) -> User:
    """Read the answer of `user/` (section 2). Raises UnexpectedAnswer.

    An id may come as its digits in text: the vendor's page calls `client_id` a string.
    """
    answer = _object(body, "body")
    client_id = answer.get("client_id")
    return User(
        id=_id(_digits(answer.get("id")), "id"),
        login=_text(answer.get("login"), "login"),
        access=_text(answer.get("access"), "access"),
        client_id=None if client_id is None else _id(_digits(client_id), "client_id"),
        timezone=_text(answer.get("timezone"), "timezone") or None,
    )


def decode_extension_page(body: object) -> tuple[Extension, ...]:
    """Read one page of `extension/`: a bare list (section 7). Raises UnexpectedAnswer."""
    if not isinstance(body, list):
        raise UnexpectedAnswer("body", _instead(body, "a list"))
    return tuple(_extension(entry, f"[{index}]") for index, entry in enumerate(body))


def decode_token(body: object) -> tuple[str, int]:
    """Read the token service's answer: the token, and its life in seconds (section 1).

    A life that is missing or makes no sense is taken for a short one. Raises UnexpectedAnswer
    where there is no token that could stand in a header.
    """
    answer = _object(body, "body")
    token = answer.get("access_token")
    if not isinstance(token, str):
        raise UnexpectedAnswer("access_token", _instead(token, "text"))
    if not _TOKEN.fullmatch(token):
        raise UnexpectedAnswer("access_token", "not a token")
    life = answer.get("expires_in")
    if not isinstance(life, int) or isinstance(life, bool) or life <= 0:
        life = _SHORT_LIFE
    return token, min(life, _LONGEST_LIFE)


def _side(
    source: Source,
    direction: Direction,
    answer: Mapping[str, object],
) -> tuple[Counts, set[str]]:
    """Return the counts of one direction, and the paths of its unknown keys."""
    value = answer.get(direction.value)
    if value is None:
        return NO_CALLS, set()
    side = _object(value, direction.value)
    keys = _KEYS[source]
    counts = {name: _count(side.get(key), f"{direction}.{key}") for key, name in keys.items()}
    return Counts(**counts), {f"{direction}.{_clean(key)}" for key in side.keys() - keys.keys()}


def _extension(value: object, place: str) -> Extension:
    entry = _object(value, place)
    name = _text(entry.get("name"), f"{place}.name")
    if not name:
        raise UnexpectedAnswer(f"{place}.name", "no name")
    return Extension(
        id=_id(entry.get("id"), f"{place}.id"),
        number=name.rpartition("*")[2],
        label=_text(entry.get("label"), f"{place}.label"),
        type=_text(entry.get("type"), f"{place}.type"),
        status=_text(entry.get("status"), f"{place}.status"),
    )


def _object(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UnexpectedAnswer(place, _instead(value, "an object"))
    return value


def _count(value: object, place: str) -> int:
    return 0 if value is None else _whole(value, place)


def _digits(value: object) -> object:
    """Return the number that a text of digits spells, anything else as it is."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    return value


def _id(value: object, place: str) -> int:
    number = _whole(value, place)
    if number == 0:
        raise UnexpectedAnswer(place, "zero")
    return number


def _whole(value: object, place: str) -> int:
    # A boolean is an int to Python, and not to the API.
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnexpectedAnswer(place, _instead(value, "a whole number"))
    if value < 0:
        raise UnexpectedAnswer(place, "negative")
    if value > _MOST:
        raise UnexpectedAnswer(place, "too large a number")
    return value


def _text(value: object, place: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnexpectedAnswer(place, _instead(value, "text"))
    return _clean(value)


def _clean(text: str) -> str:
    """Replace halves of surrogate pairs: JSON can spell them, but nothing can send them on."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _instead(value: object, wanted: str) -> str:
    found = next((name for kind, name in _KINDS if isinstance(value, kind)), "something else")
    return f"{found} instead of {wanted}"
