"""Asks for the passcode that opens the operator's accounts, and lets nobody guess at it."""

from datetime import datetime
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.access import passcode
from components.ui import backend, language, notices, rights, state
from components.ui.language import _

_FIELD: Final = "passcode"


def draw() -> None:
    """Draw the field; whoever types the right passcode is let in, and the page runs anew."""
    # What was typed is gone from the field once it was sent, right or wrong.
    with st.form("passcode_form", clear_on_submit=True):
        typed = st.text_input(
            _("Passcode"), type="password", autocomplete="current-password", key=_FIELD
        )
        beside = st.empty()
        pressed = st.form_submit_button(_("Open"), type="primary", width="stretch")
    if pressed and not typed:
        _tell(beside, _("Enter the passcode."))
    elif pressed and _is_right(typed):
        state.session().passcode = True
        st.rerun()
    else:
        _tell_failure(beside, is_wrong=pressed)


def _is_right(typed: str) -> bool:
    callboard = backend.callboard()
    hashed = callboard.settings.access.passcode_hash
    return callboard.tries.attempt(rights.whom(), lambda: passcode.matches(hashed, typed))


def _tell_failure(beside: DeltaGenerator, *, is_wrong: bool) -> None:
    until = backend.callboard().tries.until(rights.whom())
    if until is not None:
        sentence = _("Too many wrong passcodes. Try again after {time}.")
        _tell(beside, sentence.format(time=_clock(until)))
    elif is_wrong:
        _tell(beside, _("This is not the passcode."))


def _clock(at: datetime) -> str:
    return f"{at.astimezone(language.browser_zone()):%H:%M:%S}"


def _tell(beside: DeltaGenerator, sentence: str) -> None:
    with beside:
        notices.show(failures=[sentence], key="notice_passcode")
