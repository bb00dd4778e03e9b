"""Copies the address of what is shown: as these dates, or as dates that go along with the days."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from components.bootstrap import Visitor
from components.periods import spelling
from components.periods.presets import Preset
from components.reports.comparison import Comparison
from components.ui import selection, state
from components.ui.filters import View
from components.ui.language import _
from components.ui.selection import Selection

_READABLE: Final = ":/,"
"""Signs that a query may hold as they are (RFC 3986, 3.4), so that a person can read the link."""


def offer(view: View, visitor: Visitor) -> None:
    """Draw the popover *Copy link* (key ``copy_link``): *These dates*, and *Always …* of a preset.

    Links are absolute and spell the visitor's selection, so it has to be settled before.
    """
    chosen = replace(state.session().selection, language=None)
    # What is in a popover that tracks its state is drawn, and sent, only while it is open.
    popover = st.popover(_("Copy link"), icon=":material/link:", key="copy_link", on_change="rerun")
    if not popover.open:
        return
    with popover:
        fixed = pinned(chosen, view, visitor)
        if fixed is not None:
            _link(_("These dates"), fixed, "link_dates")
        if isinstance(chosen.period, Preset):
            _link(always()[chosen.period], chosen, "link_always")
        if chosen.account is None:
            st.caption(_("Whoever opens the link connects to the account first."))


def pinned(chosen: Selection, view: View, visitor: Visitor) -> Selection | None:
    """Return a selection that means the same days for good, in whatever zone somebody reads.

    None where the selection asks nothing.
    """
    question = view.question
    fixed = replace(chosen, zone=view.zone.key)
    if isinstance(question, Comparison):
        pair = question.pair
        return replace(fixed, period=pair.range_a, against=pair.range_b, complete=False)
    if question is None:
        return None
    return replace(fixed, period=spelling.fixed(chosen.period, view.zone, visitor.desk.now))


def always() -> Mapping[Preset, str]:
    """Return the names of links that go along with the days."""
    return {
        Preset.TODAY: _("Always today"),
        Preset.YESTERDAY: _("Always yesterday"),
        Preset.LAST_7_DAYS: _("Always the last 7 days"),
        Preset.LAST_28_DAYS: _("Always the last 28 days"),
        Preset.LAST_90_DAYS: _("Always the last 90 days"),
        Preset.THIS_WEEK: _("Always the running week"),
        Preset.LAST_WEEK: _("Always the week before"),
        Preset.THIS_MONTH: _("Always the running month"),
        Preset.LAST_MONTH: _("Always the month before"),
        Preset.THIS_QUARTER: _("Always the running quarter"),
        Preset.LAST_QUARTER: _("Always the quarter before"),
        Preset.YEAR_TO_DATE: _("Always the year to date"),
    }


def address(chosen: Selection) -> str:
    """Return the absolute address of a selection on the page that is shown.

    Where the browser has not told its address, the query alone: it works in any tab of Callboard.
    """
    scheme, host, path, *_rest = urlsplit(st.context.url or "")
    return urlunsplit((scheme, host, path or "/", _query(chosen), ""))


def _query(chosen: Selection) -> str:
    return urlencode(selection.spell(chosen), doseq=True, safe=_READABLE)


def _link(name: str, chosen: Selection, key: str) -> None:
    with st.container(key=key, gap="xxsmall"):
        st.caption(name)
        st.code(address(chosen), language=None, wrap_lines=True)
