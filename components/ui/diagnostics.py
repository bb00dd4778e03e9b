"""What Callboard does behind its numbers, a small section each: seen at one moment, then drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from components.bootstrap import Visitor
from components.ledger.desk import Entry
from components.ledger.facts import Correction
from components.ledger.queueing.turns import State
from components.ledger.store.shelf import Condition
from components.periods import zones
from components.reports import inquiry
from components.reports.inquiry import Inquiry
from components.ringme.quota import Quota
from components.ui import asking, corrected, door, heading, keeping, notices, state, text
from components.ui import quota as meters
from components.ui.asking import Rows, Told
from components.ui.language import _, locale, ngettext

_EVERY: Final = 5
"""Seconds between two looks; a look costs no request."""

_MOST_CHANGES: Final = 30
_MOST_ERRORS: Final = 10
_MOST_REQUESTS: Final = 50
_LATEST: Final = 20


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How it all does at one moment by the PBX's clock (aware, UTC), to be shown in a zone.

    ``ahead`` is how far that clock is ahead of this server's.
    """

    now: datetime
    ahead: timedelta
    zone: ZoneInfo
    queue: State
    quota: Quota | None
    store: Condition
    facts: int
    corrections: Sequence[Correction]
    entries: Sequence[Entry]
    question: Inquiry | None

    def clock(self, at: datetime) -> str:
        """Spell a moment to the minute."""
        return text.moment(at, now=self.now, zone=self.zone, locale=locale())

    def watch(self, at: datetime) -> str:
        """Spell a moment to the second."""
        return f"{self.clock(at)}:{at:%S}"


@st.fragment(run_every=_EVERY)
def draw() -> None:
    """Look, and draw every section, for as long as the page stays open.

    Takes nothing: Streamlit would keep what a fragment is given, and with it the secrets.
    """
    visitor = door.still()
    if visitor is None:
        st.rerun()
    seen = look(visitor)
    left, right = st.columns(2, gap="large")
    with left:
        queue(seen)
        circuit(seen)
    with right:
        quota(seen)
    ledger(seen)
    corrections(seen)
    errors(seen)
    requests(seen)


def look(visitor: Visitor) -> Diagnosis:
    """Return how a visitor's account does now; ``question`` is what the visitor last asked."""
    session, desk = state.session(), visitor.desk
    # The store's own word comes last: reading the corrections may be what it fails at.
    corrections = desk.corrections()
    return Diagnosis(
        now=desk.now,
        ahead=desk.ahead,
        zone=zones.named(session.selection.zone) or visitor.zone,
        queue=desk.queue,
        quota=desk.quota,
        store=desk.store,
        facts=desk.size,
        corrections=corrections,
        entries=desk.entries[::-1],
        question=session.question,
    )


def queue(seen: Diagnosis) -> None:
    """Draw whether a request is on its way, who waits, and by which clock."""
    rows = [*asking.queue_rows(seen.queue), asking.clock_row(seen.ahead)]
    with st.container(key="diagnostics_queue"):
        st.subheader(_("Queue"), anchor=False)
        _tell(asking.queue(seen.queue))
        if seen.ahead:
            _tell(asking.clock(seen.ahead))
        _rows(rows, alt=_("Queue"))


def quota(seen: Diagnosis) -> None:
    """Draw what is left of the hour, how it is shared out, and whether questions wait for it."""
    with st.container(key="diagnostics_quota"):
        st.subheader(_("Quota"), anchor=False)
        meters.meter(seen.quota, now=seen.now, zone=seen.zone)
        _tell(asking.hold_up(seen.queue.wait, seen.clock))
        if seen.queue.shares is not None:
            _rows(asking.share_rows(seen.queue.shares), alt=_("Quota"))


def circuit(seen: Diagnosis) -> None:
    """Draw whether the PBX is left alone because it fails."""
    with st.container(key="diagnostics_circuit"):
        st.subheader(_("Circuit breaker"), anchor=False)
        _tell(asking.circuit(seen.queue, seen.clock))


def ledger(seen: Diagnosis) -> None:
    """Draw how much is known, in what it is kept, and what is wrong with that."""
    store = seen.store
    rows = [
        (_("Totals in memory"), text.number(seen.facts, locale())),
        (_("Waiting to be written"), text.number(store.waiting, locale())),
        (_("Kept in"), keeping.kind(store)),
    ]
    aside = PurePath(store.set_aside).name if store.set_aside else None
    with st.container(key="diagnostics_ledger"):
        st.subheader(_("Known numbers"), anchor=False)
        _tell(_kept(seen))
        _rows(rows, alt=_("Known numbers"))
        if aside is not None:
            told = _("A damaged file was set aside: {name}")
            st.caption(text.in_markdown(told.format(name=aside)))


def corrections(seen: Diagnosis) -> None:
    """Draw which totals were taken to be final and have changed after all."""
    changes = [
        (correction, change)
        for correction in seen.corrections
        for change in corrected.changes(correction)
    ][:_MOST_CHANGES]
    with st.container(key="diagnostics_corrections"):
        st.subheader(_("Corrections"), anchor=False)
        if changes:
            columns = {
                _("Noticed"): [seen.clock(one.noticed_at) for one, _change in changes],
                _("Period"): [heading.span(one.window, seen.zone) for one, _change in changes],
                _("Figure"): [
                    f"{change.figure} ({asking.counted(one.series)})" for one, change in changes
                ],
                _("Before → after"): [
                    f"{change.before} → {change.after}" for _one, change in changes
                ],
            }
            _table(columns, alt=_("Corrections"))
        elif seen.store.trouble is not None:
            st.text(_("Not known while the store is in trouble."))
        else:
            st.text(_("None so far."))


def errors(seen: Diagnosis) -> None:
    """Draw which requests failed lately, and why."""
    failed = [(one, one.error) for one in seen.entries if one.error is not None][:_MOST_ERRORS]
    with st.container(key="diagnostics_errors"):
        st.subheader(_("Last errors"), anchor=False)
        if not failed:
            st.text(_("None so far."))
            return
        told = [notices.of_error(error, now=seen.now, zone=seen.zone) for _one, error in failed]
        columns = {
            _("Asked"): [seen.watch(one.at) for one, _error in failed],
            _("What happened"): told,
            _("Period"): [heading.span(one.window, seen.zone) for one, _error in failed],
        }
        _table(columns, alt=_("Last errors"))


def requests(seen: Diagnosis) -> None:
    """Draw what was asked for the view that was shown last, or else lately."""
    asked, about = _asked(seen)
    with st.container(key="diagnostics_requests"):
        st.subheader(_("Requests"), anchor=False)
        st.text(about)
        if asked:
            columns = {
                _("Asked"): [seen.watch(one.at) for one in asked],
                _("Period"): [heading.span(one.window, seen.zone) for one in asked],
                _("Counted"): [asking.counted(one.series) for one in asked],
                _("Took"): [_took(one) for one in asked],
            }
            _table(columns, alt=_("Requests"))


def _took(entry: Entry) -> str:
    seconds = asking.seconds(entry.seconds)
    return seconds if entry.error is None else _("{time}, no answer").format(time=seconds)


def _asked(seen: Diagnosis) -> tuple[Sequence[Entry], str]:
    """Return the requests to show, newest first, and the sentence that says which they are."""
    question = seen.question
    if question is None:
        return seen.entries[:_LATEST], _("The latest requests of this account.")
    behind = [one for one in seen.entries if inquiry.concerns(question, one.series, one.window)]
    shown = heading.span(question.window, seen.zone)
    told = ngettext(
        "For what you saw last ({period}), {number} request was sent lately.",
        "For what you saw last ({period}), {number} requests were sent lately.",
        len(behind),
    )
    if not behind:
        told = _("For what you saw last ({period}), no request was sent lately.")
    number = text.number(len(behind), locale())
    return behind[:_MOST_REQUESTS], told.format(number=number, period=shown)


def _kept(seen: Diagnosis) -> Told:
    """Return how the store does, and since when it is in trouble."""
    note, since = keeping.store_note(seen.store), seen.store.since
    if note is None:
        return Told(_("The store works."))
    if since is not None:
        note += " " + _("Since {time}.").format(time=seen.clock(since))
    return Told(note, is_well=False)


def _tell(told: Told) -> None:
    """Draw a sentence as characters: quietly where all is well."""
    if told.is_well:
        st.text(told.sentence)
    else:
        st.warning(text.in_markdown(told.sentence), icon=":material/warning:")


def _rows(rows: Rows, *, alt: str) -> None:
    columns = {"name": [name for name, _value in rows], "value": [value for _name, value in rows]}
    _table(columns, alt=alt, is_headed=False)


def _table(columns: dict[str, list[str]], *, alt: str, is_headed: bool = True) -> None:
    """Draw a table whose cells are characters, which Streamlit would read as Markdown."""
    cells = {name: [text.in_markdown(cell) for cell in column] for name, column in columns.items()}
    st.table(
        pd.DataFrame(cells),
        hide_index=True,
        hide_header=not is_headed,
        border="horizontal",
        alt=alt,
    )
