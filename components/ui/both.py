"""What the numbers of two periods are: from when to when, how long, in which zone, as of when."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

import streamlit as st
from babel.numbers import format_decimal

from components.bootstrap import Visitor
from components.periods import hours
from components.periods.remarks import Side
from components.periods.window import Window
from components.reports.answer import Compared
from components.ui import heading, remarks, text
from components.ui.filters import View
from components.ui.language import _, locale, ngettext

_NOTE: Final = ":material/info:"


def draw(shown: Compared, view: View, visitor: Visitor) -> None:
    """Show what both sides cover, what differs between them, and when all of it was true."""
    found, named = shown.comparison, remarks.sides()
    with st.container(key="range", gap="xxsmall"):
        for side, days in ((Side.A, shown.days_a), (Side.B, shown.days_b)):
            window = found.closed(side, shown.edge).window
            with st.container(key=f"range_{side.value}", gap="xxsmall"):
                span = f"{named[side]}: {heading.span(window, found.zone)}"
                st.subheader(text.in_markdown(span), anchor=False)
                st.caption(text.in_markdown(length(shown, window, days)))
        heading.scope(found, view, visitor, found.pair.a, found.pair.b)
        _remarks(shown)
    heading.moment(shown.as_of, view, visitor, settled=shown.settled)


def _remarks(shown: Compared) -> None:
    """Say what makes the two sides less alike than they look."""

    def clock(at: datetime) -> str:
        local = at.astimezone(shown.comparison.zone)
        return f"{text.day(local.date(), locale())}, {local:%H:%M}"

    with st.container(key="remarks", gap="xxsmall"):
        for sentence in remarks.sentences(shown.comparison.pair.remarks(shown.edge), clock):
            st.caption(f"{_NOTE} {text.in_markdown(sentence)}")


def length(shown: Compared, window: Window, days: Fraction) -> str:
    """Return how long one side is: in days, and where only working time counts, in hours of it.

    Less than a day is told in hours.
    """
    opened = shown.comparison.hours
    if opened is None:
        return _days(days) if days >= 1 else _hours(window.length)
    worked = hours.open_time(window, opened, shown.comparison.zone)
    return _("{days} with working time, {hours} in all").format(
        days=_days(days), hours=_hours(worked)
    )


def _hours(time: timedelta) -> str:
    number = Fraction(time // timedelta(minutes=1), 60)
    spelled = format_decimal(round(float(number), 1), "#,##0.#", locale())
    return ngettext("{number} hour", "{number} hours", _plural(number)).format(number=spelled)


def _days(days: Fraction) -> str:
    spelled = format_decimal(round(float(days), 1), "#,##0.#", locale())
    return ngettext("{number} day", "{number} days", _plural(days)).format(number=spelled)


def _plural(days: Fraction) -> int:
    """Return the whole number whose form goes with a length: 1.5 days are some, like two."""
    return int(days) if days.denominator == 1 else 2
