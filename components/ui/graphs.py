"""The overview's charts on the page: words in the visitor's language, colours of the theme."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

import pandas as pd
import streamlit as st

from components.charts import endings, outcomes
from components.charts.theme import THEMED
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Outcome, Source
from components.ui import text, words
from components.ui.language import _, locale
from components.ui.selection import Show

_Term = TypeVar("_Term", bound=StrEnum)

_PLAIN: Final = {"displayModeBar": False}


def outcome_chart(frame: pd.DataFrame, show: Show) -> None:
    """Draw the outcomes of calls (columns: ``frames.OUTCOMES``), inbound beside outbound."""
    not_reached = words.outcomes(Direction.OUTBOUND)[Outcome.MISSED]
    figure = outcomes.figure(
        frame,
        words={
            **_common(Source.CALLS),
            **_by_value(words.outcomes(Direction.INBOUND)),
            f"{Direction.OUTBOUND}.{Outcome.MISSED}": not_reached,
        },
        palette=THEMED,
        number=_format(show),
        shares=show is Show.SHARES,
    )
    alt = _("Bars of answered, missed and failed calls, inbound beside outbound")
    st.plotly_chart(figure, key="chart_outcomes", config=_PLAIN, alt=alt)


def ending_chart(frame: pd.DataFrame, source: Source, menu: MenuCountsAs, show: Show) -> None:
    """Draw how calls or legs ended (columns: ``frames.ENDINGS``), inbound beside outbound."""
    figure = endings.figure(
        frame,
        words={**_common(source), **_by_value(words.endings(source, menu))},
        palette=THEMED,
        number=_format(show),
        shares=show is Show.SHARES,
    )
    alt = _("Bars of how calls or their legs ended, inbound beside outbound")
    st.plotly_chart(figure, key="chart_endings", config=_PLAIN, alt=alt)


def _common(source: Source) -> Mapping[str, str]:
    return {
        **_by_value(words.directions()),
        "calls": _("Legs") if source is Source.LEGS else _("Calls"),
        "share": _("Share"),
    }


def _by_value(spoken: Mapping[_Term, str]) -> dict[str, str]:
    return {term.value: word for term, word in spoken.items()}


def _format(show: Show) -> Callable[[float], str]:
    """Return how the numbers on the bars are spelled."""
    if show is Show.SHARES:
        return lambda share: text.percent(share, locale())
    return lambda count: text.number(int(count), locale())
