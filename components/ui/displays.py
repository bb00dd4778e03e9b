"""The displays of an account: made, listed, renamed, paused and revoked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import streamlit as st

from components.access.displays import Display, Displays, Doing
from components.access.policy import WALL, Verdict
from components.bootstrap import Visitor
from components.ledger.store.displays import LONGEST_TITLE, MOST_DISPLAYS
from components.ledger.store.named import tidy
from components.ledger.store.places import StoreKind
from components.ui import backend, notices, rights, selection, state, text, wall_words
from components.ui.language import _, locale
from components.ui.selection import Selection
from components.ui.state import Made

_TITLE: Final = "display_title"
_LASTS: Final = "display_lasts"
_MAKE: Final = "display_make"

_A_YEAR: Final = 365
_FOR_EVER: Final = 0


def draw(visitor: Visitor) -> None:
    """Draw the displays of the operator's account that a visitor was let in to."""
    _tell_link()
    hindrance = state.session().hindrance
    if hindrance is not None:
        notices.show(failures=[_hindrances()[hindrance]], key="notice_displays")
    state.session().hindrance = None
    _offer_to_make(visitor)
    found = backend.callboard().displays.of(visitor.name or "")
    if found is None:
        st.caption(_("They cannot be read at the moment."))
    elif not found:
        st.caption(_("There is no display yet."))
    for display in found or ():
        _entry(display, visitor)


def link(key: str) -> str:
    """Return the absolute address that a television opens.

    Where the browser has not told its address, without the host.
    """
    scheme, host, path, *_rest = urlsplit(st.context.url or "")
    folder = path.rpartition("/")[0]
    return urlunsplit((scheme, host, f"{folder}/{WALL}", urlencode({"display": key}), ""))


def _tell_link() -> None:
    """Show the link of the display that was made just now: in this one run and never again."""
    session = state.session()
    made, session.made = session.made, None
    if made is None:
        return
    with st.container(border=True, key="display_link"):
        st.text(text.as_characters(made.title))
        st.code(link(made.key), language=None, wrap_lines=True)
        st.caption(
            _(
                "Open this link on the television. It is shown this once only: copy it now."
                " Whoever has it sees the board until it is revoked."
            )
        )


def _offer_to_make(visitor: Visitor) -> None:
    # What is in a popover that tracks its state is drawn only while it is open.
    popover = st.popover(_("New display"), key=_MAKE, icon=":material/add:", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.caption(_("It shows the board that is chosen on the page Wall now:"))
        st.text(_in_words(state.session().selection))
        with st.form("display_form", border=False):
            st.text_input(_("Where it hangs"), max_chars=LONGEST_TITLE, key=_TITLE)
            state.seed(_LASTS, _A_YEAR)
            lasting = _lasting()
            st.selectbox(_("Link expires"), [*lasting], format_func=lasting.__getitem__, key=_LASTS)
            st.form_submit_button(_("Make the link"), type="primary", on_click=_make)
        if visitor.desk.store.kind is StoreKind.MEMORY:
            st.caption(_("They are kept until the program ends."))


def _entry(display: Display, visitor: Visitor) -> None:
    with st.container(border=True, key=f"display_{display.id}", gap="xsmall"):
        st.text(text.as_characters(display.title))
        st.text(_in_words(selection.read(parse_qs(display.board))))
        st.caption(text.in_markdown(" · ".join(_facts(display, visitor))))
        with st.container(horizontal=True):
            _offer_to_pause(display)
            _offer_to_change(display)


def _facts(display: Display, visitor: Visitor) -> list[str]:
    now = backend.callboard().now

    def told(at: datetime) -> str:
        return text.moment(at, now=now, zone=visitor.zone, locale=locale())

    expires, seen = display.expires_at, display.seen_at
    facts = [
        _("made {moment}").format(moment=told(display.made_at)),
        _("never expires") if expires is None else _expiry(told(expires), is_over=expires <= now),
        _("never seen") if seen is None else _("last seen {moment}").format(moment=told(seen)),
    ]
    return [_("Paused"), *facts] if display.is_paused else facts


def _expiry(moment: str, *, is_over: bool) -> str:
    sentence = _("expired {moment}") if is_over else _("expires {moment}")
    return sentence.format(moment=moment)


def _offer_to_pause(display: Display) -> None:
    label, icon, act = (
        (_("Resume"), ":material/play_arrow:", _resume)
        if display.is_paused
        else (_("Pause"), ":material/pause:", _pause)
    )
    key = f"display_pause_{display.id}"
    st.button(label, key=key, icon=icon, on_click=act, args=(display.id,))


def _offer_to_change(display: Display) -> None:
    popover = st.popover(
        _("Rename or revoke"),
        key=_change(display.id),
        icon=":material/edit:",
        on_change="rerun",
    )
    if not popover.open:
        return
    field = _field(display.id)
    with popover:
        with st.form(f"display_form_{display.id}", border=False):
            state.seed(field, display.title)
            st.text_input(_("New name"), max_chars=LONGEST_TITLE, key=field)
            st.form_submit_button(
                _("Rename"),
                key=f"display_rename_{display.id}",
                on_click=_rename,
                args=(display.id,),
            )
        st.caption(_("A revoked link never works again; the television goes dark."))
        st.button(
            _("Revoke"),
            key=f"display_revoke_{display.id}",
            icon=":material/delete:",
            on_click=_revoke,
            args=(display.id,),
        )


def _change(number: int) -> str:
    return f"display_change_{number}"


def _field(number: int) -> str:
    """Return the key of the field for a display's new name: each display has its own."""
    return f"display_new_title_{number}"


# What the buttons do. Streamlit keeps what they are given: a display's number and no more.


def _make() -> None:
    session, title, days = state.session(), _typed(_TITLE), state.said(_LASTS)
    account = _account()
    if account is None:
        return
    if not isinstance(days, int) or days not in _lasting():
        days = _A_YEAR
    callboard = backend.callboard()
    outcome = callboard.displays.make(
        title=title,
        account=account,
        board=_spelled(session.selection),
        expires_at=callboard.now + timedelta(days=days) if days else None,
    )
    if isinstance(outcome, Doing):
        session.hindrance = outcome
        return
    display, key = outcome
    session.made = Made(display.title, key)
    state.close(_MAKE)
    state.forget(_TITLE, _LASTS)


def _rename(number: int) -> None:
    title = _typed(_field(number))
    if _do(lambda displays, account: displays.rename(number, account, title)):
        state.close(_change(number))
        state.forget(_field(number))


def _pause(number: int) -> None:
    _do(lambda displays, account: displays.pause(number, account))


def _resume(number: int) -> None:
    _do(lambda displays, account: displays.resume(number, account))


def _revoke(number: int) -> None:
    _do(lambda displays, account: displays.revoke(number, account))


def _do(change: Callable[[Displays, str], Doing]) -> bool:
    """Change a display of the account that is shown, or have it said why that failed."""
    account = _account()
    if account is None:
        return False
    outcome = change(backend.callboard().displays, account)
    state.session().hindrance = None if outcome is Doing.DONE else outcome
    return outcome is Doing.DONE


def _account() -> str | None:
    """Return the operator's account that is shown, if it still may be: a button is a run, too."""
    visitor = state.session().visitor
    if visitor is None or visitor.name is None:
        return None
    return visitor.name if rights.verdict(visitor.name) is Verdict.GRANTED else None


def _typed(field: str) -> str:
    return tidy(state.value(field))[:LONGEST_TITLE].rstrip()


def _spelled(chosen: Selection) -> str:
    """Spell a board as it is kept: without account, in the language of whoever makes it."""
    board = replace(chosen, account=None, language=state.session().language)
    return urlencode(selection.spell_wall(board), doseq=True, errors="replace")


def _in_words(chosen: Selection) -> str:
    return text.as_characters(wall_words.summary(chosen))


def _lasting() -> Mapping[int, str]:
    """Return for how many days a link may last, in words."""
    return {
        7: _("In a week"),
        30: _("In 30 days"),
        90: _("In 90 days"),
        _A_YEAR: _("In a year"),
        _FOR_EVER: _("Never"),
    }


def _hindrances() -> Mapping[Doing, str]:
    return {
        Doing.NAMELESS: _("Say where the display hangs, so that others know which one it is."),
        Doing.TOO_LONG: _("Too much is chosen for this board: choose fewer extensions."),
        Doing.FULL: _("There are {number} displays, and no room for more.").format(
            number=MOST_DISPLAYS
        ),
        Doing.GONE: _("Somebody else has revoked this display."),
        Doing.TROUBLE: _("The store cannot keep the change at the moment. Try again later."),
    }
