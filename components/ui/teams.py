"""Teams beside the extensions: made, given other members or another name, and removed."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.ledger.store.named import LONGEST_NAME, Saving, tidy
from components.ledger.store.places import StoreKind
from components.ledger.store.teams import MOST_MEMBERS, MOST_TEAMS, Team
from components.ui import directories, notices, state, text
from components.ui.directories import Directory
from components.ui.language import _

_POPOVER: Final = "teams"
_NAME: Final = "team_name"
_MEMBERS: Final = "team_members"
_CHOSEN: Final = "team_chosen"


def offer(visitor: Visitor, directory: Directory) -> None:
    """Draw the popover in which the account's teams are made and changed (key ``teams``)."""
    # What is in a popover that tracks its state is drawn, and sent, only while it is open.
    popover = st.popover(_("Teams"), icon=":material/groups:", key=_POPOVER, on_change="rerun")
    refusal = state.session().team_refusal
    state.session().team_refusal = None
    if not popover.open:
        return
    with popover:
        if refusal is not None:
            notices.show(failures=[_refusals()[refusal]], key="notice_teams")
        saved = visitor.desk.teams.read()
        if saved is None:
            st.caption(_("They cannot be read at the moment."))
            return
        if directory.known is None:
            st.caption(_("There is no list of extensions to choose from."))
            return
        _offer_to_make(directory)
        if saved:
            st.divider()
            _offer_to_change({team.name: team for team in saved}, directory)
        st.caption(_("Whoever sees this account sees its teams, too."))
        if visitor.desk.store.kind is StoreKind.MEMORY:
            st.caption(_("They are kept until the program ends."))


def _offer_to_make(directory: Directory) -> None:
    with st.form("team_form", border=False):
        st.text_input(_("Name of a new team"), max_chars=LONGEST_NAME, key=_NAME)
        _members(_MEMBERS, directory)
        st.form_submit_button(_("Make the team"), key="team_make", type="primary", on_click=_make)


def _offer_to_change(teams: Mapping[str, Team], directory: Directory) -> None:
    chosen = teams[st.selectbox(_("Team"), teams, format_func=text.as_characters, key=_CHOSEN)]
    name, members = _fields(chosen)
    own = directory.members(chosen.name)
    with st.form("team_change_form", border=False):
        state.seed(name, chosen.name)
        state.seed(members, [one for one in _options(directory) if one in own])
        st.text_input(_("New name"), max_chars=LONGEST_NAME, key=name)
        _members(members, directory)
        st.form_submit_button(
            _("Change the team"), key="team_change", on_click=_change, args=(chosen,)
        )
    st.button(
        _("Remove"),
        key="team_remove",
        icon=":material/delete:",
        on_click=_remove,
        args=(chosen,),
    )


def _members(key: str, directory: Directory) -> None:
    named = _options(directory)
    st.multiselect(
        _("Extensions"),
        named,
        format_func=named.__getitem__,
        placeholder=_("Choose extensions"),
        filter_mode="contains",
        key=key,
    )


def _options(directory: Directory) -> Mapping[int, str]:
    """Return the PBX's own ids of all extensions with their names, by number."""
    known = directory.known or {}
    return {
        known[number].id: directory.name(number)
        for number in sorted(known, key=directories.by_number)
    }


def _fields(team: Team) -> tuple[str, str]:
    """Return the keys of the fields in which a team is changed: each team has its own."""
    return f"team_new_name:{team.name}", f"team_members:{team.name}"


# What the buttons do. Streamlit keeps what they are given, so they take no visitor.


def _make() -> None:
    _save(_NAME, _MEMBERS, None)


def _change(team: Team) -> None:
    _save(*_fields(team), team)


def _save(name: str, members: str, former: Team | None) -> None:
    """Keep the team that two fields say, in the place of a former one if there is one."""
    session = state.session()
    typed = tidy(state.value(name))[:LONGEST_NAME].rstrip()
    picked = state.said(members)
    found = frozenset(picked) if isinstance(picked, list) else frozenset()
    if session.visitor is None:
        return
    if not typed or len(found) > MOST_MEMBERS:
        session.team_refusal = Saving.TOO_LONG if typed else Saving.NAMELESS
        return
    kept = session.visitor.desk.teams
    if former is None:
        outcome = kept.save(Team(typed, found))
    else:
        outcome = kept.change(Team(former.name, found), typed)
    _finish(outcome, name, members, _CHOSEN)


def _remove(team: Team) -> None:
    visitor = state.session().visitor
    if visitor is not None:
        _finish(visitor.desk.teams.remove(team), _CHOSEN, *_fields(team))


def _finish(outcome: Saving, *widgets: str) -> None:
    """Close the popover once something is done, or have it said there why it was not."""
    if outcome is Saving.DONE:
        state.close(_POPOVER)
        state.forget(*widgets)
    else:
        state.session().team_refusal = outcome


def _refusals() -> Mapping[Saving, str]:
    return {
        Saving.NAMELESS: _("Give the team a name."),
        Saving.TAKEN: _("There is a team of this name already."),
        Saving.FULL: _("There are {number} teams, and no room for more.").format(number=MOST_TEAMS),
        Saving.TOO_LONG: _("A team has at most {number} extensions.").format(number=MOST_MEMBERS),
        Saving.GONE: _("Somebody else has renamed or removed this team."),
        Saving.TROUBLE: _("The store cannot keep the change at the moment. Try again later."),
    }
