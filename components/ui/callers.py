"""Callers who wait for a call back, on the page: switched on first, and masked until unmasked."""

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from babel.dates import format_timedelta

from components.bootstrap import Kind, Visitor
from components.exports.sheet import Cell, Sheet, Unit, count
from components.exports.sheet import text as cell_of
from components.ledger.callbacks import Heard, Waited
from components.measures import waiting
from components.measures.waiting import Caller
from components.ui import backend, door, filters, notices, state, taking, text, words
from components.ui.directories import Directory
from components.ui.language import _, locale, ngettext

_SINCE: Final = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
_OFTEN: Final = 1.0
_CALMLY: Final = 10.0
"""Seconds between two looks: while calls are read, and otherwise."""


def is_on(visitor: Visitor) -> bool:
    """Draw the switch, or who has it; tell whether callers may be shown.

    An operator's account has it in the settings, any other visitor on the page.
    """
    if visitor.kind is Kind.OPERATOR:
        account = backend.callboard().settings.accounts.get(visitor.name or "")
        is_allowed = account is not None and account.missed
        if not is_allowed:
            notices.show(
                notes=[
                    _(
                        "This page shows telephone numbers, so it is off. The operator sets "
                        "missed = true below the account in the secrets file to switch it on."
                    )
                ]
            )
        return is_allowed
    session = state.session()
    state.seed("callers_on", session.shows_callers)
    session.shows_callers = st.toggle(
        _("Read the list of calls, which holds telephone numbers"),
        help=_("Numbers stay in memory while somebody looks at them. They are never stored."),
        key="callers_on",
    )
    return session.shows_callers


def since() -> timedelta:
    """Draw since when callers count, and return it."""
    words = {_SINCE[0]: _("24 hours"), _SINCE[1]: _("3 days"), _SINCE[2]: _("7 days")}
    picked: timedelta = st.radio(
        _("Missed within"), _SINCE, format_func=lambda one: words[one], horizontal=True, key="since"
    )
    return picked


def load(visitor: Visitor, within: timedelta) -> Waited:
    """Return the calls, waiting a moment for them the first time; say why they are not new."""
    waited = visitor.desk.callers(within)
    if waited.heard is None and waited.is_asking:
        place = st.empty()
        with place.container(), st.spinner(_("Asking the PBX…"), show_time=True):
            waited = visitor.desk.await_callers(within)
        place.empty()
    state.session().callers_drawn = _news(waited)
    st.fragment(_look, run_every=_OFTEN if waited.is_asking else _CALMLY)()
    if waited.error is not None:
        told = notices.of_error(waited.error, now=visitor.desk.now, zone=zone(visitor))
        older = [] if waited.heard is None else [_("Below is what was last read, with its time.")]
        notices.show(failures=[told], notes=older)
        notices.offer_again(_renew)
    elif waited.heard is None:
        with st.container(key="progress"):
            st.caption(_("The list of calls is being read."))
    return waited


def zone(visitor: Visitor) -> ZoneInfo:
    """Return the zone that was chosen on other pages, else the account's own."""
    return filters.zone_of(state.session().selection, visitor)


def draw(heard: Heard, directory: Directory, visitor: Visitor) -> None:
    """Draw who waits, the latest first (key ``table_missed``)."""
    found = waiting.waiting(heard.contacts, visitor.menu_counts_as)
    _head(heard, found, visitor)
    if not found:
        st.info(_("Nobody waits for a call back."), icon=":material/done_all:")
        return
    session = state.session()
    with st.container(horizontal=True, vertical_alignment="center", key="away"):
        state.seed("unmasked", session.is_unmasked)
        session.is_unmasked = st.toggle(_("Show whole numbers"), key="unmasked")
        if session.is_unmasked:
            table = _sheet(found, directory, zone(visitor))
            taking.offer_sheet(table, "missed", heard.window, zone(visitor), visitor)
            st.caption(_("Files hold the telephone numbers."))
    rows = [
        _row(one, directory, visitor, heard, is_masked=not session.is_unmasked) for one in found
    ]
    with st.container(key="table_missed"):
        frame = pd.DataFrame(rows, columns=[_("Caller"), _("Missed"), _("Rang")])
        st.table(
            frame, hide_index=True, border="horizontal", alt=_("Callers who wait for a call back")
        )


def _head(heard: Heard, found: Sequence[Caller], visitor: Visitor) -> None:
    told = ngettext("{number} caller waits", "{number} callers wait", len(found))
    st.subheader(told.format(number=text.number(len(found), locale())), anchor=False)
    time = _moment(heard.read_at, visitor.desk.now, zone(visitor))
    offset = text.offset(zone(visitor), heard.read_at)
    st.text(f"{words.account(visitor)} · {zone(visitor).key} ({offset})")
    with st.container(horizontal=True, vertical_alignment="center", key="moment"):
        with st.container(key="as_of", width="content"):
            st.caption(text.in_markdown(_("As of {time}").format(time=time)))
        st.button(
            _("Update"), key="update", icon=":material/refresh:", type="tertiary", on_click=_renew
        )


def _row(
    one: Caller, directory: Directory, visitor: Visitor, heard: Heard, *, is_masked: bool
) -> tuple[str, ...]:
    """Return a caller in three cells, in Markdown: a phone has no room for more."""
    now = visitor.desk.now
    times = ngettext("{number} time", "{number} times", one.attempts)
    first, last = (_moment(at, now, zone(visitor)) for at in (one.first_at, one.last_at))
    span = last if one.attempts == 1 else f"{first} – {last}"
    ago = format_timedelta(one.last_at - heard.read_at, add_direction=True, locale=locale())
    missed = f"{times.format(number=one.attempts)} · {span} · {ago}"
    if one.tried_at is not None:
        tried = _moment(one.tried_at, now, zone(visitor))
        missed += " · " + _("called back in vain {time}").format(time=tried)
    cells = _number(one, is_masked=is_masked), missed, ", ".join(directory.names(one.extensions))
    return tuple(map(text.in_markdown, cells))


def _number(one: Caller, *, is_masked: bool) -> str:
    if not one.number:
        return _("Number withheld")
    return waiting.masked(one.number) if is_masked else text.as_characters(one.number)


def _sheet(found: Sequence[Caller], directory: Directory, local: ZoneInfo) -> Sheet:
    """Return the callers with their whole numbers, as a table that is taken away."""
    columns = (
        _("Caller"),
        _("Attempts"),
        _("First"),
        _("Last"),
        _("Called back in vain"),
        _("Rang"),
    )
    rows = (
        (
            cell_of(_number(one, is_masked=False)),
            count(one.attempts),
            *(_clock(at, local) for at in (one.first_at, one.last_at, one.tried_at)),
            cell_of(", ".join(directory.names(one.extensions))),
        )
        for one in found
    )
    return Sheet(_("Missed"), columns, tuple(rows))


def _clock(at: datetime | None, local: ZoneInfo) -> Cell:
    told = None if at is None else at.astimezone(local).replace(tzinfo=None)
    return Cell(told, Unit.MOMENT)


def _moment(at: datetime, now: datetime, local: ZoneInfo) -> str:
    return text.moment(at, now=now, zone=local, locale=locale())


def _news(waited: Waited) -> Hashable:
    """Return what makes the page look different from before."""
    read_at = None if waited.heard is None else waited.heard.read_at
    return read_at, type(waited.error), read_at is None and waited.is_asking


def _renew() -> None:
    # Takes nothing: Streamlit would keep what a callback is given, and with it the secrets.
    visitor = state.session().visitor
    if visitor is not None:
        visitor.desk.renew_callers()


def _look() -> None:
    """Run the page anew where the calls were read anew, or could not be."""
    session, visitor = state.session(), door.still()
    within = state.said("since")
    if visitor is None or not isinstance(within, timedelta):
        return
    if _news(visitor.desk.callers(within)) != session.callers_drawn:
        st.rerun()
