"""Which visitor may see which account: the one function that is asked on every run."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from components.ledger.store.displays import Display
from components.settings import Access, Mode, one_case

WALL: Final = "wall"
"""The one page that a display shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor has shown so far.

    ``owns``: credentials of his own that the PBX accepted, or the demo. ``address``: what the
    identity provider vouches for. ``key``: the page's address carries a display's key, right or
    wrong; ``display``: what that key opens now.
    """

    owns: bool = False
    passcode: bool = False
    address: str | None = None
    key: bool = False
    display: Display | None = None


class Verdict(StrEnum):
    """Whether a page may show an account, or what is lacking."""

    GRANTED = "granted"
    CONNECT = "connect"
    CLOSED = "closed"
    PASSCODE = "passcode"
    SIGN_IN = "sign in"
    NOT_ALLOWED = "not allowed"
    DARK = "dark"
    ONE_BOARD = "one board"


def decide(access: Access, shown: Shown, *, account: str | None, page: str) -> Verdict:
    """Tell whether a visitor may see an account on a page.

    ``account`` is the name of an operator's account, whether there is one of that name or not;
    None is the visitor's own. ``page`` is its path in the address, empty for the first one. A
    display's key decides alone, so that a television never shows what somebody opened before.
    """
    if shown.key:
        return _by_key(shown.display, account=account, page=page)
    if account is None:
        return Verdict.GRANTED if shown.owns else Verdict.CONNECT
    match access.mode:
        case Mode.OPEN:
            return Verdict.GRANTED
        case Mode.PASSCODE:
            return Verdict.GRANTED if shown.passcode else Verdict.PASSCODE
        case Mode.OIDC:
            return _by_address(access.allowed, shown.address)
        case _:
            return Verdict.CLOSED


def _by_key(display: Display | None, *, account: str | None, page: str) -> Verdict:
    if display is None:
        return Verdict.DARK
    is_its_own = (account, page) == (display.account, WALL)
    return Verdict.GRANTED if is_its_own else Verdict.ONE_BOARD


def _by_address(allowed: frozenset[str], address: str | None) -> Verdict:
    if not address:
        return Verdict.SIGN_IN
    person, _at, domain = one_case(address).rpartition("@")
    is_allowed = bool(person) and not allowed.isdisjoint({f"{person}@{domain}", f"@{domain}"})
    return Verdict.GRANTED if is_allowed else Verdict.NOT_ALLOWED
