"""The paths of the API (contract, sections 2, 3, 7 and 8)."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from components.simulator.faults import Where
from components.simulator.tally import Kind

TOKEN_PATH: Final = "/oauth/token"
BASE: Final = "/api/ver1.0"

# Collections end with a slash, single objects do not.
_COLLECTIONS: Final = (
    (re.compile(r"/user/"), Where.USER, None),
    (re.compile(r"/client/([^/]+)/extension/"), Where.EXTENSIONS, None),
    (re.compile(r"/client/([^/]+)/calls/"), Where.RECORDS, None),
    (re.compile(r"/client/([^/]+)/calls/stats/"), Where.STATISTICS, Kind.CALLS),
    (re.compile(r"/client/([^/]+)/cdr/stats/"), Where.STATISTICS, Kind.LEGS),
)
_OBJECT: Final = re.compile(r"/client/([^/]+)")


@dataclass(frozen=True, slots=True)
class Route:
    """What a path asks for; ``client`` is as it stands in the path, None where there is none.

    ``moved_to`` is set where the path lacks its slash at the end.
    """

    place: Where
    client: str | None = None
    kind: Kind | None = None
    moved_to: str | None = None


def find(path: str) -> Route | None:
    """Return what this path asks for, or None where nothing is."""
    if path == TOKEN_PATH:
        return Route(Where.TOKEN)
    if not path.startswith(f"{BASE}/"):
        return None
    rest = path.removeprefix(BASE)
    if found := _OBJECT.fullmatch(rest):
        return Route(Where.CLIENT, unquote(found[1]))
    slashed = rest if rest.endswith("/") else f"{rest}/"
    for pattern, place, kind in _COLLECTIONS:
        if found := pattern.fullmatch(slashed):
            client = unquote(found[1]) if pattern.groups else None
            return Route(place, client, kind, None if rest == slashed else BASE + slashed)
    return None
