"""Saved views beside every page: opened by name, saved, renamed and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qs, urlencode

import streamlit as st

from components.bootstrap import Visitor
from components.ledger.store.named import LONGEST_NAME, Saving, tidy
from components.ledger.store.places import StoreKind
from components.ledger.store.views import MOST_VIEWS, SavedView
from components.ui import address, notices, selection, state, text
from components.ui.language import _

_FIRST: Final = "overview.py"

_PAGES: Final = MappingProxyType(
    {"": _FIRST, "compare": "compare.py", "extensions": "extensions.py", "hours": "hours.py"}
)
"""Pages on which there is something to choose, by their path in the address."""

_SAVE: Final = "view_save"
_CHANGE: Final = "view_change"
_NAME: Final = "view_name"
_CHOSEN: Final = "view_chosen"


def draw(visitor: Visitor, page: str) -> None:
    """Draw the account's saved views; ``page`` is the path of the page beside them."""
    saved = visitor.desk.views.read()
    if saved == () and page not in _PAGES:
        return
    with st.container(key="views", gap="xsmall"):
        st.caption(_("Saved views"))
        if saved is None:
            st.caption(_("They cannot be read at the moment."))
        for view in saved or ():
            _entry(view)
        if page in _PAGES:
            _offer_to_save(page, is_lasting=visitor.desk.store.kind is not StoreKind.MEMORY)
        if saved:
            _offer_to_change(saved)
    state.session().refusal = None


def _entry(view: SavedView) -> None:
    label = text.in_markdown(view.name)
    icon = ":material/bookmark:"
    is_pressed = st.button(
        label, key=f"view:{view.name}", icon=icon, type="tertiary", on_click=_choose, args=(view,)
    )
    if is_pressed:
        st.switch_page(_PAGES.get(view.page, _FIRST))


def _choose(view: SavedView) -> None:
    """Choose what was saved, before the page runs. Account and language stay."""
    session = state.session()
    former, saved = session.selection, selection.read(parse_qs(view.query))
    session.selection = replace(
        saved,
        account=former.account,
        language=former.language,
        # The board is of the wall only: a view of another page moves no television.
        wall=saved.wall if view.page == address.WALL else former.wall,
    )
    state.forget(*address.WIDGETS)


def _offer_to_save(page: str, *, is_lasting: bool) -> None:
    # What is in a popover that tracks its state is drawn only while it is open.
    popover = st.popover(
        _("Save this view"),
        key=_SAVE,
        icon=":material/bookmark_add:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover:
        _tell_refusal()
        with st.form("view_form", border=False):
            st.text_input(_("Name"), max_chars=LONGEST_NAME, key=_NAME)
            st.form_submit_button(
                _("Save"), key="view_save_now", type="primary", on_click=_save, args=(page,)
            )
        st.caption(_("Whoever sees this account sees its saved views, too."))
        if not is_lasting:
            st.caption(_("They are kept until the program ends."))


def _offer_to_change(saved: Sequence[SavedView]) -> None:
    popover = st.popover(
        _("Rename or remove"),
        key=_CHANGE,
        icon=":material/edit:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover:
        _tell_refusal()
        named = {view.name: view for view in saved}
        chosen = named[
            st.selectbox(_("View"), list(named), format_func=text.as_characters, key=_CHOSEN)
        ]
        field = _field(chosen)
        with st.form("view_change_form", border=False):
            state.seed(field, chosen.name)
            st.text_input(_("New name"), max_chars=LONGEST_NAME, key=field)
            st.form_submit_button(_("Rename"), key="view_rename", on_click=_rename, args=(chosen,))
        st.button(
            _("Remove"),
            key="view_remove",
            icon=":material/delete:",
            on_click=_remove,
            args=(chosen,),
        )


def _field(view: SavedView) -> str:
    """Return the key of the field for a view's new name: each view has its own."""
    return f"view_new_name:{view.name}"


def _save(page: str) -> None:
    """Keep what is chosen now. Takes no visitor: Streamlit would keep it, and with it secrets."""
    session = state.session()
    shown = replace(session.selection, account=None, language=None)
    spell = selection.spell_wall if page == address.WALL else selection.spell
    query = urlencode(spell(shown), doseq=True, errors="replace")
    name = tidy(state.value(_NAME))[:LONGEST_NAME].rstrip()
    if session.visitor is None:
        return
    if not name:
        session.refusal = Saving.NAMELESS
        return
    try:
        view = SavedView(name, page, query)
    except ValueError:
        session.refusal = Saving.TOO_LONG
        return
    _finish(session.visitor.desk.views.save(view), _SAVE, _NAME)


def _rename(view: SavedView) -> None:
    session = state.session()
    name = tidy(state.value(_field(view)))[:LONGEST_NAME].rstrip()
    if not name:
        session.refusal = Saving.NAMELESS
    elif session.visitor is not None:
        _finish(session.visitor.desk.views.rename(view, name), _CHANGE, _CHOSEN, _field(view))


def _remove(view: SavedView) -> None:
    visitor = state.session().visitor
    if visitor is not None:
        _finish(visitor.desk.views.remove(view), _CHANGE, _CHOSEN)


def _finish(outcome: Saving, popover: str, *widgets: str) -> None:
    """Close the popover in which something was done, or have it said there why it was not."""
    if outcome is Saving.DONE:
        state.close(popover)
        state.forget(*widgets)
    else:
        state.session().refusal = outcome


def _tell_refusal() -> None:
    refusal = state.session().refusal
    if refusal is not None:
        notices.show(failures=[_refusals()[refusal]], key="notice_views")


def _refusals() -> Mapping[Saving, str]:
    return {
        Saving.NAMELESS: _("Give the view a name."),
        Saving.TAKEN: _("There is a view of this name already."),
        Saving.FULL: _("There are {number} saved views, and no room for more.").format(
            number=MOST_VIEWS
        ),
        Saving.TOO_LONG: _("Too much is chosen here to be saved: choose fewer extensions."),
        Saving.GONE: _("Somebody else has renamed or removed this view."),
        Saving.TROUBLE: _("The store cannot keep the change at the moment. Try again later."),
    }
