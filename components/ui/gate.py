"""What is lacking before somebody may see the operator's accounts, and how to get it."""

import streamlit as st

from components.access.policy import Verdict
from components.ui import notices, passcode, rights, state
from components.ui.language import _


def draw(verdict: Verdict) -> None:
    """Draw what leads on from a verdict: the passcode's field, a sign-in, or a sentence."""
    match verdict:
        case Verdict.PASSCODE:
            passcode.draw()
        case Verdict.SIGN_IN:
            _offer_sign_in()
        case Verdict.NOT_ALLOWED:
            sentence = _("{address} is not among those who may see these accounts.")
            notices.show(
                failures=[sentence.format(address=rights.address())], key="notice_not_allowed"
            )
            offer_sign_out("sign_out_here")
        case _:
            notices.show(failures=[_closed()], key="notice_closed")


def offer_sign_out(key: str) -> None:
    """Draw a button that ends the sign-in at the identity provider."""
    st.button(_("Sign out"), key=key, icon=":material/logout:", on_click=_sign_out)


def _offer_sign_in() -> None:
    if rights.is_signed_in():
        notices.show(
            failures=[_("The sign-in service does not vouch for your e-mail address.")],
            key="notice_not_vouched",
        )
        offer_sign_out("sign_out_here")
        return
    is_pressed = st.button(
        _("Sign in"), key="oidc", icon=":material/login:", type="primary", width="stretch"
    )
    st.caption(_("Your company's sign-in service asks who you are."))
    if is_pressed:
        st.login()


def _sign_out() -> None:
    state.leave()
    st.logout()


def _closed() -> str:
    return _(
        "These accounts are closed, because nobody has said how they open. The operator sets"
        ' mode = "passcode", "oidc" or "open" below [access] in the secrets file,'
        " and starts Callboard again."
    )
