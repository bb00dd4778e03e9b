"""What a page has to say besides its numbers: failures and notes, in one place of the page."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from components.reports.answer import Compared, Overview
from components.ringme.errors import RingmeError
from components.ui import text, troubles, words
from components.ui.language import _, locale, ngettext

_ERROR: Final = ":material/error:"
_NOTE: Final = ":material/info:"


def show(*, failures: Sequence[str] = (), notes: Sequence[str] = (), key: str = "notice") -> None:
    """Show failures before notes, as characters; nothing where there are none.

    Streamlit takes each ``key`` once a run: whatever may stand beside another
    notice brings its own.
    """
    if not failures and not notes:
        return
    with st.container(key=key):
        for sentence in failures:
            st.error(text.in_markdown(sentence), icon=_ERROR)
        for sentence in notes:
            st.info(text.in_markdown(sentence), icon=_NOTE)


def offer_again(forgive: Callable[[], None]) -> None:
    """Offer to try once more. ``forgive`` runs before the page does, so that it asks once."""
    st.button(_("Try again"), key="again", icon=":material/refresh:", on_click=forgive)


def of_error(error: RingmeError, *, now: datetime, zone: ZoneInfo) -> str:
    """Return the sentence for a failure, its moments in the zone on screen."""

    def clock(at: datetime) -> str:
        return text.moment(at, now=now, zone=zone, locale=locale())

    return troubles.sentence(error, clock=clock)


def of_gaps(shown: Overview | Compared) -> list[str]:
    """Return a note for each direction whose outcomes do not add up to its total."""
    return [
        _("{direction}: the outcomes do not add up to the total; {calls} apart.").format(
            direction=words.directions()[direction],
            calls=ngettext("{number} call", "{number} calls", abs(gap)).format(
                number=text.number(abs(gap), locale())
            ),
        )
        for direction, gap in shown.unexplained.items()
    ]
