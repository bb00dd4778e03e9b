"""What the visitor of this run has shown, and what the one policy says of it."""

from typing import Final

import streamlit as st

from components.access import policy
from components.access.displays import Display
from components.access.policy import Shown, Verdict
from components.ui import backend, state

_KEY: Final = "display"
"""The name in the address under which a display shows its key."""

_HERE: Final = "loopback"
"""Who comes from the loopback: Streamlit names no address for it."""


def verdict(account: str | None, page: str | None = None) -> Verdict:
    """Tell whether this run may show an account (None: the visitor's own) on a page.

    ``page`` is its path, that of the page which is drawn unless given. Nothing is remembered
    from one run to the next: the policy is asked each time.
    """
    asked = page if page is not None else state.session().page or ""
    access = backend.callboard().settings.access
    return policy.decide(access, _shown(), account=account, page=asked)


def is_display() -> bool:
    """Tell whether the address carries a display's key, right or wrong."""
    return _KEY in st.query_params


def key() -> str | None:
    """Return the display's key in the address; None where there is none."""
    return st.query_params.get(_KEY)


def display() -> Display | None:
    """Return what the key in the address opens now; None where that is nothing."""
    shown, callboard = key(), backend.callboard()
    if shown is None:
        return None
    found = callboard.displays.find(shown, whom=whom())
    return found if found is not None and found.account in callboard.settings.accounts else None


def address() -> str | None:
    """Return the e-mail address that the identity provider vouches for; None without one."""
    claims = st.user
    email = claims.get("email")
    if not is_signed_in() or not isinstance(email, str):
        return None
    # Some providers say nothing of it, and some say it in letters.
    is_refuted = str(claims.get("email_verified", True)).casefold() in {"false", "none", "0"}
    return None if is_refuted else email


def is_signed_in() -> bool:
    """Tell whether an identity provider has told who this is, whether that is enough or not."""
    return st.user.get("is_logged_in") is True


def whom() -> str:
    """Return the network address whose wrong tries are counted together."""
    found = st.context.ip_address
    return found if isinstance(found, str) else _HERE


def _shown() -> Shown:
    session = state.session()
    visitor = session.visitor
    return Shown(
        owns=visitor is not None and visitor.name is None,
        passcode=session.passcode,
        address=address(),
        key=is_display(),
        display=display(),
    )
