"""From plain JSON values to the frozen models, taking nothing that the API does not promise.

Every function here takes any value at all and raises nothing but UnexpectedAnswer, which names
the field at fault by its path (`in.busy`, `[3].name`) and never repeats its value.
"""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from components.measures.counts import NO_CALLS, Counts, Direction, Sides
from components.measures.outcomes import Ending, Source
from components.periods.window import Window
from components.ringme.errors import UnexpectedAnswer
from components.ringme.models import CallRecord, CallsPage, Extension, Statistics, User

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

_RESULTS: Final = frozenset(key for key, name in _CALL_KEYS.items() if name in set(Ending))
"""How a call can end; legs have more ways."""

_LISTS: Final = ("calls", "call_history")

# Section 1: an hour is what the vendor documents; a missing life means a short one. Renewing a
# token too early costs one request, believing in a dead one costs a failed answer.
_LONGEST_LIFE: Final = 3600
_SHORT_LIFE: Final = 600
_DIGITS: Final = re.compile(r"[0-9]{1,18}")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?")
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


def decode_calls(window: Window, body: object) -> CallsPage:
    """Read one page of `calls/` (section 8). Raises UnexpectedAnswer.

    A call is placed by its start; where that lies outside of the window that was asked for, or is
    missing, by the moment at which it was begun.
    """
    answer = _object(body, "body")
    key = next((key for key in _LISTS if key in answer), _LISTS[0])
    entries = answer.get(key)
    if not isinstance(entries, list):
        raise UnexpectedAnswer(key, _instead(entries, "a list"))
    records = tuple(_call(window, entry, f"{key}[{at}]") for at, entry in enumerate(entries))
    return CallsPage(
        page=_page(answer.get("page"), "page", usual=1),
        per_page=_page(answer.get("per_page"), "per_page", usual=max(len(records), 1)),
        records=records,
    )


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


def _call(window: Window, value: object, place: str) -> CallRecord:
    entry = _object(value, place)
    started = _moment(entry.get("start_time_gmt"), f"{place}.start_time_gmt")
    begun = _moment(entry.get("init_time_gmt"), f"{place}.init_time_gmt")
    within = (at for at in (started, begun) if at is not None and window.start <= at < window.end)
    begins_at = next(within, started or begun)
    if begins_at is None:
        raise UnexpectedAnswer(f"{place}.start_time_gmt", "no time")
    extension = entry.get("extension_id")
    return CallRecord(
        uuid=_text(_spelled(entry.get("call_uuid")), f"{place}.call_uuid"),
        direction=_direction(entry.get("flow"), f"{place}.flow"),
        ending=_ending(entry.get("result"), f"{place}.result"),
        begins_at=begins_at,
        ends_at=_moment(entry.get("hangup_time_gmt"), f"{place}.hangup_time_gmt"),
        duration=_count(entry.get("duration"), f"{place}.duration"),
        bridged_duration=_count(entry.get("bridged_duration"), f"{place}.bridged_duration"),
        extension=_id(_digits(extension), f"{place}.extension_id") if extension else None,
        caller=_text(_spelled(entry.get("from_username")), f"{place}.from_username"),
        callee=_text(_spelled(entry.get("to_username")), f"{place}.to_username"),
    )


def _direction(value: object, place: str) -> Direction:
    return Direction(_word(value, place, _SIDES))


def _ending(value: object, place: str) -> Ending:
    return Ending(_CALL_KEYS[_word(value, place, _RESULTS)])


def _word(value: object, place: str, known: Collection[str]) -> str:
    if not isinstance(value, str):
        raise UnexpectedAnswer(place, _instead(value, "text"))
    if value not in known:
        raise UnexpectedAnswer(place, "an unknown word")
    return value


def _moment(value: object, place: str) -> datetime | None:
    """Read a moment in UTC, which may carry a fraction; nothing where there is none."""
    text = _text(value, place)
    if not text:
        return None
    if not _MOMENT.fullmatch(text):
        raise UnexpectedAnswer(place, "not a moment")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        pass
    raise UnexpectedAnswer(place, "not a moment")


def _page(value: object, place: str, *, usual: int) -> int:
    return usual if value is None else _id(_digits(value), place)


def _spelled(value: object) -> object:
    """Return the digits of a whole number, anything else as it is: numbers may come as such."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


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
