"""Beside every page: whose account is shown, its saved views, who is signed in, the language."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.ui import address, gate, language, rights, saved, state, text, words
from components.ui.language import _
from components.ui.selection import LANGUAGES

ICON: Final = str(Path(__file__).with_name("callboard.svg"))
"""The page's icon: a file, because a Material symbol would be fetched from an outside host."""


def draw(page: str = "") -> None:
    """Draw the account, its saved views and the choice of language.

    ``page`` is the path of the page beside it, empty for the first one.
    """
    visitor = state.session().visitor
    with st.sidebar:
        if visitor is not None:
            _account(visitor)
            saved.draw(visitor, page)
        if rights.is_signed_in():
            _signed_in()
        state.seed("lang", state.session().language)
        st.selectbox(
            _("Language"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key="lang",
            on_change=_choose_language,
        )


def _account(visitor: Visitor) -> None:
    with st.container(key="account", gap="xsmall"):
        st.caption(_("Account"))
        st.text(words.account(visitor))
        st.button(
            _("Disconnect"),
            key="leave",
            icon=":material/logout:",
            type="tertiary",
            on_click=state.leave,
        )


def _signed_in() -> None:
    with st.container(key="signed_in", gap="xsmall"):
        st.caption(_("Signed in"))
        st.text(text.as_characters(rights.address() or ""))
        gate.offer_sign_out("sign_out")


def _choose_language() -> None:
    """Keep the choice in the selection, unless it is what the browser asks for anyway.

    The widgets start anew: the browser knows their options by labels of the former language.
    """
    session = state.session()
    chosen = state.value("lang")
    usual = language.understood(st.context.locale)
    session.selection = replace(session.selection, language=None if chosen == usual else chosen)
    state.forget(*address.WIDGETS)
