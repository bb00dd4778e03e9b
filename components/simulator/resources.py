"""What each resource answers to a well-behaved request: values in, an answer out."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

from components.simulator import answers, listing
from components.simulator.accounts import Account
from components.simulator.answers import Answer
from components.simulator.calls import Call
from components.simulator.faults import Fault, Where
from components.simulator.habits import EmptySides, Habits
from components.simulator.people import PREFIX, Extension
from components.simulator.routes import Route
from components.simulator.tally import Counts, Kind, Sides

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_YEARS: Final = range(1999, 2101)
_LONGEST_IN_MONTHS: Final = 2
_PER_PAGE: Final = 20
_ID_DIGITS: Final = 18

Parameters = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was let in: by whom, for what, when (aware, UTC), and under which faults."""

    account: Account
    route: Route
    parameters: Parameters
    now: datetime
    habits: Habits
    faults: frozenset[Fault]


class _BadParameterError(Exception):
    """A parameter is missing or malformed; the text is for the client."""


def answer(asked: Asked) -> Answer:
    """Answer one request."""
    client = asked.route.client
    if client is not None and client not in {"@me", str(asked.account.client_id)}:
        return answers.refusal(HTTPStatus.NOT_FOUND, "Client not found", name="client_not_found")
    try:
        return _HANDLERS[asked.route.place](asked)
    except _BadParameterError as error:
        return answers.refusal(HTTPStatus.BAD_REQUEST, str(error))


def _user(asked: Asked) -> Answer:
    account = asked.account
    return answers.success(
        {
            "id": account.client_id + 100,
            "login": f"{account.app_id}@example.org",
            "access": account.access,
            "client_id": account.client_id,
            "timezone": account.timezone,
        }
    )


def _client(asked: Asked) -> Answer:
    account = asked.account
    return answers.success(
        {
            "id": account.client_id,
            "name": "Callboard Demo LLC",
            "timezone": account.timezone,
            "domain": f"{account.app_id}.example.org",
            "prefix": PREFIX,
        }
    )


def _extensions(asked: Asked) -> Answer:
    page = _positive(asked.parameters, "page", 1)
    length = min(_positive(asked.parameters, "per_page", _PER_PAGE), asked.habits.per_page_cap)
    if Fault.IGNORED_PAGES in asked.faults:
        page = 1
    chosen = [one for one in asked.account.office.extensions if _passes(one, asked.parameters)]
    first = (page - 1) * length
    return answers.success([one.wire() for one in chosen[first : first + length]])


def _passes(extension: Extension, parameters: Parameters) -> bool:
    """Apply the filters ``type``, ``status`` and ``name``."""
    shown = extension.wire()
    return all(
        shown[key] in parameters[key] for key in ("type", "status", "name") if key in parameters
    )


def _statistics(asked: Asked) -> Answer:
    start = _moment(asked.parameters, "start_datetime")
    # The end is taken as inclusive to the second (contract, section 3).
    end = _moment(asked.parameters, "end_datetime") + timedelta(seconds=1)
    if end <= start:
        raise _BadParameterError("end_datetime is before start_datetime")
    if end > _months_later(start, _LONGEST_IN_MONTHS):
        raise _BadParameterError("Date range must be less than 2 months")
    extensions = _ids(asked.parameters)
    if Fault.IGNORED_EXTENSIONS in asked.faults:
        extensions = frozenset()
    kind = asked.route.kind or Kind.CALLS
    counted = asked.account.office.count(kind, start, end, extensions, now=asked.now)
    return answers.success(_as_habit(counted, asked.habits.empty_sides))


def _records(asked: Asked) -> Answer:
    start = _moment(asked.parameters, "start_datetime")
    end = _moment(asked.parameters, "end_datetime") + timedelta(seconds=1)
    if end <= start:
        raise _BadParameterError("end_datetime is before start_datetime")
    if end > _months_later(start, _LONGEST_IN_MONTHS):
        raise _BadParameterError("Date range must be less than 2 months")
    page = _positive(asked.parameters, "page", 1)
    length = min(_positive(asked.parameters, "per_page", _PER_PAGE), asked.habits.calls_cap)
    order = asked.parameters.get("order", ["desc"])[-1]
    first = 0 if Fault.IGNORED_PAGES in asked.faults else (page - 1) * length
    known = asked.now - timedelta(seconds=asked.habits.listing_late)
    office = asked.account.office
    calls = listing.listed(
        (call for call in office.calls(start, end, now=known) if _flows(call, asked.parameters)),
        _ids(asked.parameters),
        newest_first=order != "asc",
    )
    extensions = {one.id: one for one in office.extensions}
    return answers.success(
        {
            "page": page,
            "per_page": length,
            "order": order,
            "calls": [listing.record(call, extensions) for call in calls[first : first + length]],
        }
    )


def _flows(call: Call, parameters: Parameters) -> bool:
    return call.direction.value in parameters.get("flow", [call.direction.value])


def _as_habit(sides: Sides, empty: EmptySides) -> dict[str, Counts | None]:
    """Show sides without calls in the form that this PBX prefers."""
    if empty is EmptySides.ABSENT:
        return {name: counts for name, counts in sides.items() if counts["total"]}
    if empty is EmptySides.NULL:
        return {name: counts if counts["total"] else None for name, counts in sides.items()}
    return {**sides}


def _one(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, [])
    if len(values) != 1:
        raise _BadParameterError(f"{name} must be given once")
    return values[0]


def _moment(parameters: Parameters, name: str) -> datetime:
    text = _one(parameters, name)
    if not _MOMENT.fullmatch(text) or int(text[:4]) not in _YEARS:
        raise _BadParameterError(f"{name} must be YYYY-MM-DD HH:MM:SS")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise _BadParameterError(f"{name} is not a date") from None


def _months_later(moment: datetime, months: int) -> datetime:
    """Return the same day so many months later, or that month's last day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _ids(parameters: Parameters) -> frozenset[int]:
    return frozenset(_number(text, "extension_id") for text in parameters.get("extension_id", []))


def _positive(parameters: Parameters, name: str, default: int) -> int:
    if name not in parameters:
        return default
    number = _number(_one(parameters, name), name)
    if number < 1:
        raise _BadParameterError(f"{name} must be positive")
    return number


def _number(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS):
        raise _BadParameterError(f"{name} must be a number")
    return int(text)


_HANDLERS: Final = {
    Where.USER: _user,
    Where.CLIENT: _client,
    Where.EXTENSIONS: _extensions,
    Where.STATISTICS: _statistics,
    Where.RECORDS: _records,
}
