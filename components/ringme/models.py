"""What the PBX answers, as frozen values."""

from dataclasses import dataclass, field
from datetime import datetime

from components.measures.counts import Direction, Sides
from components.measures.outcomes import Ending


@dataclass(frozen=True, slots=True)
class User:
    """Who the credentials belong to (contract, section 2).

    `client_id` is absent for users above a client; `@me` stands for it then. `timezone` is
    the PBX's word for it and has not been looked up.
    """

    id: int
    login: str
    access: str
    client_id: int | None
    timezone: str | None


@dataclass(frozen=True, slots=True)
class Extension:
    """A phone, queue, menu or fax of the client (contract, section 7).

    `number` is what follows the last `*` of the PBX's name. `label` may be empty and hold any
    character there is: whoever shows it escapes it.
    """

    id: int
    number: str
    label: str
    type: str
    status: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """One answer of `calls/stats` or `cdr/stats` (contract, section 3).

    `unknown` names the keys that this program does not know, by their paths (`in.parked`).
    """

    sides: Sides
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of `calls/` (contract, section 8): never to be kept, for it names a caller.

    Moments are aware, UTC. `extension` is the PBX's own id of the one that took part last.
    `caller` and `callee` are telephone numbers or names of extensions, empty where withheld.
    """

    uuid: str = field(repr=False)
    direction: Direction
    ending: Ending
    begins_at: datetime
    ends_at: datetime | None
    duration: int
    bridged_duration: int
    extension: int | None
    caller: str = field(repr=False)
    callee: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallsPage:
    """One page of `calls/`, and how long the PBX's pages are."""

    page: int
    per_page: int
    records: tuple[CallRecord, ...] = field(repr=False)
