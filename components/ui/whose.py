"""Whose calls are counted: the choice of extensions and teams, in one field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import streamlit as st

from components.ui import directories, state
from components.ui.directories import Directory
from components.ui.language import _


@dataclass(frozen=True, slots=True)
class _Team:
    """A team as an option, which no short number can be taken for."""

    name: str


_Option: TypeAlias = str | _Team


def choose(
    extensions: Sequence[str],
    teams: Sequence[str],
    directory: Directory,
    *,
    key: str,
    width: int | Literal["stretch"] = "stretch",
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the choice; return the short numbers and the names of teams that it says.

    What a link named stays in it, also where the account does not have it.
    """
    chosen: list[_Option] = [*map(_Team, teams), *extensions]
    state.seed(key, chosen)
    known: list[_Option] = [*map(_Team, directory.teams), *directory.numbers]
    options: list[_Option] = sorted({*known, *chosen}, key=_order)
    picked = st.multiselect(
        _("Extensions"),
        options,
        format_func=lambda option: _spelled(option, directory),
        placeholder=_("All extensions"),
        filter_mode="contains",
        key=key,
        width=width,
    )
    return (
        tuple(option for option in picked if isinstance(option, str)),
        tuple(option.name for option in picked if isinstance(option, _Team)),
    )


def _spelled(option: _Option, directory: Directory) -> str:
    return directory.name(option) if isinstance(option, str) else directory.team_name(option.name)


def _order(option: _Option) -> tuple[bool, int, str]:
    """Return what sorts options: teams by name, then numbers as people count."""
    if isinstance(option, _Team):
        return False, 0, option.name.casefold()
    return True, *directories.by_number(option)
