"""The account's extensions as people know them: by short number and label."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from components.bootstrap import Visitor
from components.ringme.errors import RingmeError
from components.ringme.models import Extension
from components.ui import notices, text
from components.ui.language import _


@dataclass(frozen=True, slots=True)
class Directory:
    """The extensions by the number that people dial.

    ``known`` is None where they could not be read; ``notes`` says in words why. ``teams`` holds
    the account's teams by name, each with the PBX's own ids of its extensions.
    """

    known: Mapping[str, Extension] | None
    notes: Sequence[str] = field(default=())
    teams: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def numbers(self) -> Collection[str]:
        """Return the short numbers of the account's extensions."""
        return (self.known or {}).keys()

    def ids(self, numbers: Collection[str], teams: Collection[str] = ()) -> frozenset[int]:
        """Return the PBX's own ids of those numbers that are known, and of the teams' members."""
        known = self.known or {}
        found = {known[number].id for number in numbers if number in known}
        return frozenset(found.union(*map(self.members, teams)))

    def members(self, team: str) -> frozenset[int]:
        """Return the PBX's own ids of a team, as far as the account still has them."""
        found = self.teams.get(team, frozenset())
        if self.known is None:
            return found
        return found & {extension.id for extension in self.known.values()}

    def whose(self, ids: Collection[int]) -> list[str]:
        """Return the names of these ids; that of a team where they are just its members."""
        same = [name for name in self.teams if ids and self.members(name) == set(ids)]
        return [self.team_name(same[0])] if same else self.names(ids)

    def name(self, number: str) -> str:
        """Return a number with its label, as characters; also one that is not in the account."""
        spelled = text.as_characters(number)
        if self.known is None:
            return spelled
        if number not in self.known:
            return _("{number} (not in this account)").format(number=spelled)
        label = text.as_characters(self.known[number].label.strip())
        return f"{spelled} · {label}" if label else spelled

    def names(self, ids: Collection[int]) -> list[str]:
        """Return the names of these ids, in the order of their numbers.

        An id that is not in the directory any more goes by itself: it was counted all the same.
        """
        found = {each.id: number for number, each in (self.known or {}).items() if each.id in ids}
        named = [self.name(number) for number in sorted(found.values(), key=by_number)]
        return named + [f"#{one}" for one in sorted(set(ids) - found.keys())]

    def missing(self, number: str) -> str:
        """Return the sentence for a number that the account does not have; empty where it does."""
        if self.known is None or number in self.known:
            return ""
        told = _("Extension {number} is not in this account, so it is not counted.")
        return told.format(number=number)

    def team_name(self, team: str) -> str:
        """Return a team's name as characters; also of one that there is not."""
        told = _("Team {name}") if team in self.teams else _("Team {name} (there is none)")
        return told.format(name=text.as_characters(team))

    def missing_team(self, team: str) -> str:
        """Return the sentence for a team that stands for nobody; empty where it does for some."""
        if self.members(team):
            return ""
        told = (
            _("No extension of team {name} is in this account.")
            if team in self.teams
            else _("There is no team {name}, so it is not counted.")
        )
        return told.format(name=text.as_characters(team))


def by_number(number: str) -> tuple[int, str]:
    """Return what sorts short numbers as people count: 9 before 10."""
    return len(number), number


def read(visitor: Visitor) -> Directory:
    """Return the account's directory; where it cannot be read, an empty one that says why."""
    teams = teams_of(visitor)
    try:
        with st.spinner(_("Asking the PBX…")):
            extensions = visitor.desk.extensions()
    except RingmeError as error:
        why = notices.of_error(error.with_traceback(None), now=visitor.desk.now, zone=visitor.zone)
        return Directory(
            None, [_("The list of extensions could not be read. {why}").format(why=why)], teams
        )
    return Directory({extension.number: extension for extension in extensions}, (), teams)


def teams_of(visitor: Visitor) -> Mapping[str, frozenset[int]]:
    """Return the account's teams by name, none where the store cannot be read."""
    return {team.name: team.members for team in visitor.desk.teams.read() or ()}
