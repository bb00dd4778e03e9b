"""What one process tells the next about the hour, as a small piece of JSON.

Several processes that share a store ask one after the other. Who takes over
goes on from these notes; notes that cannot be read are as good as none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from components.ledger.queueing.counter import Counter
from components.ledger.queueing.others import Others, Use
from components.ledger.queueing.urgency import Urgency

Notes = dict[str, object]
"""Only what JSON can hold."""

Value = TypeVar("Value")

_MOST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Handover:
    """The counter, and the moments that everybody has to heed (aware, UTC; None: not yet)."""

    counter: Counter
    closed_until: datetime | None
    spent_at: datetime | None
    refreshed: dict[Urgency, datetime]


def write(handover: Handover) -> Notes:
    """Return a handover as notes."""
    counter, others = handover.counter, handover.counter.others
    return {
        "resets_at": _stamp(counter.resets_at),
        "limit": counter.limit,
        "left": counter.left,
        "own": counter.own,
        "retries": counter.retries,
        "heard_at": _stamp(counter.heard_at),
        "is_whole": counter.is_whole,
        "used": others.used,
        "recent": [[_stamp(use.since), _stamp(use.until), use.count] for use in others.recent],
        "hours": [[_stamp(end), used] for end, used in others.hours.items()],
        "closed_until": _stamp(handover.closed_until),
        "spent_at": _stamp(handover.spent_at),
        "refreshed": [[urgency.name, _stamp(at)] for urgency, at in handover.refreshed.items()],
    }


def read(notes: Mapping[str, Any]) -> Handover | None:
    """Return the handover that notes tell, or None where they are no such notes."""
    try:
        return _read(notes)
    except (KeyError, TypeError, ValueError):
        return None


def _read(notes: Mapping[str, Any]) -> Handover:
    recent = [Use(_moment(a), _moment(b), _count(number)) for a, b, number in notes["recent"]]
    hours = {_moment(end): _count(used) for end, used in notes["hours"]}
    counter = Counter(
        _moment(notes["resets_at"]),
        limit=_maybe(_count, notes["limit"]),
        left=_maybe(_count, notes["left"]),
        own=_count(notes["own"]),
        retries=_count(notes["retries"]),
        heard_at=_maybe(_moment, notes["heard_at"]),
        is_whole=notes["is_whole"] is True,
        others=Others(_count(notes["used"]), recent, hours),
    )
    return Handover(
        counter,
        _maybe(_moment, notes["closed_until"]),
        _maybe(_moment, notes["spent_at"]),
        {Urgency[name]: _moment(at) for name, at in notes["refreshed"]},
    )


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    if moment is None or moment.tzinfo is None:
        raise ValueError("not an aware moment")
    return moment


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError("not a count")
    return value


def _maybe(decode: Callable[[object], Value], value: object) -> Value | None:
    return None if value is None else decode(value)
