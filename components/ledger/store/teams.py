"""Teams in the store: extensions that belong together, under a name of the account's own."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.ledger.store import named
from components.ledger.store.database import Store
from components.ledger.store.named import Saving, is_name
from components.ledger.store.schema import TEAMS

_log: Final = logging.getLogger(__name__)

MOST_TEAMS: Final = 50
"""Teams of an account: what a person still finds in a list."""

MOST_MEMBERS: Final = 1000
_LARGEST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Team:
    """Extensions (the PBX's own ids, which outlive a change of number) under a name.

    Raises ``ValueError`` for what no store should hold.
    """

    name: str
    members: frozenset[int]

    def __post_init__(self) -> None:
        """Refuse what was not made by ``tidy``, and members that are no ids."""
        if not is_name(self.name):
            raise ValueError("not a name")
        if len(self.members) > MOST_MEMBERS or not all(map(_is_id, self.members)):
            raise ValueError("not members")


def read(store: Store, account: bytes) -> tuple[Team, ...]:
    """Return the teams of an account by name; a row that makes none is left out and logged.

    Raises ``StoreFailed``.
    """
    found = named.read(store, TEAMS, account, ("name", "members"))
    teams = [team for team in map(_team, found) if team is not None]
    return tuple(sorted(teams, key=lambda team: (team.name.casefold(), team.name)))


def save(store: Store, account: bytes, team: Team) -> Saving:
    """Keep a team, unless another has its name or there are too many. Raises ``StoreFailed``."""
    return named.save(store, TEAMS, account, team.name, _row(team), most=MOST_TEAMS)


def change(store: Store, account: bytes, team: Team) -> Saving:
    """Give the team of this name other members. Raises ``StoreFailed``."""
    return named.change(store, TEAMS, account, team.name, _row(team))


def rename(store: Store, account: bytes, name: str, new: str) -> Saving:
    """Give a team another name, which ``Team`` would take. Raises ``StoreFailed``."""
    return named.rename(store, TEAMS, account, name, new)


def remove(store: Store, account: bytes, name: str) -> Saving:
    """Forget a team, also one that is gone already. Raises ``StoreFailed``."""
    return named.remove(store, TEAMS, account, name)


def _row(team: Team) -> dict[str, str]:
    return {"members": json.dumps(sorted(team.members))}


def _team(row: Sequence[object]) -> Team | None:
    try:
        # SQLite keeps whatever it was given, in a column of any type.
        name, members = (value for value in row if isinstance(value, str))
        return Team(named.unspelled(name), frozenset(json.loads(members)))
    except (TypeError, ValueError) as error:
        _log.warning("a team is left out: %s", type(error).__name__)
        return None


def _is_id(member: object) -> bool:
    return type(member) is int and 0 <= member <= _LARGEST_ID
