"""The same numbers as a table: what an analyst reads, and what a screen reader gets."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd
import streamlit as st

from components.measures import rates
from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import (
    Ending,
    MenuCountsAs,
    Source,
    ended,
    endings,
    outcome_of,
    outcomes,
)
from components.ui import once, text, words
from components.ui.language import _, locale, speech

_INDENT: Final = "\N{EM SPACE}"


def numbers(sides: Sides, source: Source, menu: MenuCountsAs) -> None:
    """Draw every number of the answer, inbound beside outbound."""
    frame = once.drawn(
        "table_outcomes", (sides, source, menu, speech()), lambda: _frame(sides, source, menu)
    )
    with st.container(key="table_outcomes"):
        st.table(frame, hide_index=True, border="horizontal", alt=_("All numbers of the period"))


def _frame(sides: Sides, source: Source, menu: MenuCountsAs) -> pd.DataFrame:
    """Return the table in words: a row for each measure, a column for each direction."""
    columns = [_rows(sides[direction], source, menu) for direction in Direction]
    return pd.DataFrame(
        {
            _("Measure"): [name for name, _value in columns[0]],
            **{
                word: [value for _name, value in rows]
                for word, rows in zip(words.directions().values(), columns, strict=True)
            },
        }
    )


def _rows(counts: Counts, source: Source, menu: MenuCountsAs) -> list[tuple[str, str]]:
    """Return each measure of one direction with its value in words."""
    body = _leg_rows(counts) if source is Source.LEGS else _call_rows(counts, menu)
    return [
        *body,
        (_("Average talk"), text.talk(rates.average_talk(counts))),
        (_("Talk time"), text.hours(counts.bridged_duration)),
        (_("Line time"), text.hours(counts.duration)),
    ]


def _call_rows(counts: Counts, menu: MenuCountsAs) -> Iterator[tuple[str, str]]:
    yield _("Calls"), text.number(counts.total, locale())
    totals, spoken = outcomes(counts, menu), words.endings(Source.CALLS, menu)
    for outcome, word in words.outcomes().items():
        yield word, _with_share(totals[outcome], counts)
        parts = [ending for ending in endings(Source.CALLS) if outcome_of(ending, menu) is outcome]
        if len(parts) > 1:
            yield from (_part(ending, counts, spoken) for ending in parts)
    yield _("Answer rate"), text.percent(rates.answer_rate(counts, menu), locale())


def _leg_rows(counts: Counts) -> Iterator[tuple[str, str]]:
    yield _("Legs"), text.number(counts.total, locale())
    spoken = words.endings(Source.LEGS)
    yield from (_part(ending, counts, spoken) for ending in endings(Source.LEGS))


def _part(ending: Ending, counts: Counts, spoken: Mapping[Ending, str]) -> tuple[str, str]:
    return _INDENT + spoken[ending], _with_share(ended(counts, ending), counts)


def _with_share(part: int, counts: Counts) -> str:
    share = text.percent(rates.share(part, counts.total), locale())
    # A number and its share stay on one line of a phone.
    return f"{text.number(part, locale())} ({share})".replace(" ", "\N{NO-BREAK SPACE}")
