"""The form in which a visitor says which account to show."""

from collections.abc import Callable
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.access.policy import Verdict
from components.bootstrap import Visitor
from components.ringme.errors import CredentialsRefused, RingmeError
from components.settings import DEFAULT_HOST, OperatorAccount, Problem
from components.ui import backend, gate, language, notices, rights, state, text
from components.ui.language import _

_WIDTH: Final = 480
"""Pixels; a form reads best at the width of a short line."""


def form() -> bool:
    """Offer the operator's accounts, the visitor's own credentials and the demo.

    Returns whether the visitor was let in just now; the caller then moves on.
    """
    settings = backend.callboard().settings
    with st.container(width=_WIDTH, key="sign_in"):
        st.title(_("Connect to your PBX"), anchor=False)
        chosen = _operators(list(settings.accounts.values()))
        _problems(settings.problems)
        return chosen or _own() or _demo()


def _operators(accounts: list[OperatorAccount]) -> bool:
    """Offer the accounts that the operator set up, by their titles, to who may see them.

    To anybody else not even their titles are told, which are names of customers.
    """
    if not accounts:
        return False
    st.subheader(_("Accounts of this installation"), anchor=False)
    verdicts = {account.name: rights.verdict(account.name) for account in accounts}
    granted = [account for account in accounts if verdicts[account.name] is Verdict.GRANTED]
    if not granted:
        gate.draw(verdicts[accounts[0].name])
    for account in granted:
        label = text.in_markdown(account.title)
        if st.button(label, key=f"account_{account.name}", width="stretch"):
            state.choose(account.name)
            return True
    st.subheader(_("Your own account"), anchor=False)
    return False


def _own() -> bool:
    """Ask for the visitor's own credentials; the secret stays in this session's memory."""
    with st.form("credentials"):
        host = st.text_input(_("Host"), value=DEFAULT_HOST, autocomplete="url", key="host")
        beside_host = st.empty()
        app_id = st.text_input(_("App ID"), autocomplete="username", key="app_id")
        secret = st.text_input(
            _("App Secret"),
            type="password",
            autocomplete="current-password",
            key="app_secret",
        )
        beside_secret = st.empty()
        st.caption(_("Create a trusted application in your provider's cabinet: it gives you both."))
        pressed = st.form_submit_button(_("Connect"), type="primary", width="stretch")
    if not pressed:
        return False
    if not app_id.strip() or not secret.strip():
        _tell(beside_secret, _("Enter both the App ID and the App Secret."))
        return False

    def place(error: RingmeError) -> DeltaGenerator:
        return beside_secret if isinstance(error, CredentialsRefused) else beside_host

    return _try(lambda: backend.callboard().connect(host, app_id.strip(), secret.strip()), place)


def _demo() -> bool:
    """Offer a PBX that does not exist, for a look round."""
    pressed = st.button(
        _("Try the demo"), key="demo", icon=":material/play_circle:", width="stretch"
    )
    beside = st.empty()
    st.caption(_("The demo is a made-up office; it needs no account and sends nothing anywhere."))
    return pressed and _try(backend.callboard().demo_visitor, lambda _error: beside)


def _try(enter: Callable[[], Visitor], place: Callable[[RingmeError], DeltaGenerator]) -> bool:
    """Let the visitor in, or tell beside the right field why not."""
    with st.spinner(_("Connecting…")):
        try:
            visitor = enter()
        except RingmeError as error:
            _tell(place(error), _reason(error))
            return False
    state.admit(visitor)
    return True


def _reason(error: RingmeError) -> str:
    return notices.of_error(error, now=backend.callboard().now, zone=language.browser_zone())


def _tell(beside: DeltaGenerator, sentence: str) -> None:
    with beside:
        notices.show(failures=[sentence])


def _problems(problems: tuple[Problem, ...]) -> None:
    """Say that some of the operator's settings cannot be used; which, only the log tells."""
    if problems:
        st.warning(_("Some of the operator's settings cannot be used. The log says which."))
