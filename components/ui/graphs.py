"""The overview's charts on the page: words in the visitor's language, colours of the theme."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from components.charts import endings, outcomes, trend
from components.charts.theme import THEMED
from components.measures.counts import Direction
from components.measures.frames import OTHER
from components.measures.outcomes import Ending, MenuCountsAs, Outcome, Source
from components.measures.stretches import Standing, Stretch
from components.periods.buckets import Step
from components.reports import overview
from components.reports.answer import Answer, Overview
from components.reports.question import Question
from components.ui import once, taking, text, timeline, words
from components.ui.language import _, locale, speech
from components.ui.selection import Show

_Term = TypeVar("_Term", bound=StrEnum)


def outcome_chart(shown: Overview, menu: MenuCountsAs, show: Show) -> None:
    """Draw the outcomes of calls, inbound beside outbound."""
    not_reached = words.outcomes(Direction.OUTBOUND)[Outcome.MISSED]
    figure = once.drawn(
        "chart_outcomes",
        (shown.sides, menu, show, speech()),
        lambda: outcomes.figure(
            overview.outcomes(shown, menu),
            words={
                **_common(Source.CALLS),
                **_by_value(words.outcomes(Direction.INBOUND)),
                f"{Direction.OUTBOUND}.{Outcome.MISSED}": not_reached,
            },
            palette=THEMED,
            number=_format(show),
            shares=show is Show.SHARES,
        ),
    )
    alt = _("Bars of answered, missed and failed calls, inbound beside outbound")
    put(figure, "chart_outcomes", shown.question, alt)


def ending_chart(shown: Overview, menu: MenuCountsAs, show: Show) -> None:
    """Draw how calls or legs ended, inbound beside outbound."""
    source = shown.question.source
    figure = once.drawn(
        "chart_endings",
        (shown.sides, source, menu, show, speech()),
        lambda: endings.figure(
            overview.endings(shown, menu),
            words={**_common(source), **_by_value(words.endings(source, menu))},
            palette=THEMED,
            number=_format(show),
            shares=show is Show.SHARES,
        ),
    )
    alt = _("Bars of how calls or their legs ended, inbound beside outbound")
    put(figure, "chart_endings", shown.question, alt)


def trend_chart(asked: Question, stretches: tuple[Stretch, ...], menu: MenuCountsAs) -> None:
    """Draw calls or legs along time, as far as they are known, inbound above outbound."""
    cut = (asked.marks, asked.step, asked.zone, locale())
    figure = once.drawn(
        "chart_trend",
        (asked, stretches, menu, speech()),
        lambda: trend.figure(
            overview.trend(asked, stretches, menu),
            labels=timeline.labels(*cut),
            ticks=timeline.ticks(*cut),
            words=_along_time(asked.source, asked.step),
            palette=THEMED,
            number=lambda count: text.number(round(count, 1), locale()),
        ),
    )
    alt = _("Bars of answered, missed and failed calls along time, inbound above outbound")
    put(figure, "chart_trend", asked, alt)


def trend_so_far(answer: Answer | None, menu: MenuCountsAs) -> None:
    """Draw what is known of the trend while the totals are not."""
    if answer is not None and answer.stretches and isinstance(answer.question, Question):
        trend_chart(answer.question, answer.stretches, menu)


def put(figure: object, key: str, asked: Question, alt: str) -> None:
    """Show a figure under its key, which can be saved as a picture; ``alt`` tells what it is."""
    config = taking.picture(key, asked.window, asked.zone)
    st.plotly_chart(figure, key=key, config=config, alt=alt)


def _along_time(source: Source, step: Step) -> Mapping[str, str]:
    """Return the words of the trend; the average is that of one bucket."""
    average = {
        Step.HOUR: _("{number} an hour on average"),
        Step.DAY: _("{number} a day on average"),
        Step.WEEK: _("{number} a week on average"),
        Step.MONTH: _("{number} a month on average"),
    }
    groups = _by_value(words.outcomes(Direction.INBOUND))
    if source is Source.CALLS:
        not_reached = words.outcomes(Direction.OUTBOUND)[Outcome.MISSED]
        groups[f"{Direction.OUTBOUND}.{Outcome.MISSED}"] = not_reached
    else:
        connected = words.endings(source)[Ending.BRIDGED]
        groups |= {Outcome.ANSWERED: connected, OTHER: _("Ended otherwise")}
    return {
        **_by_value(words.directions()),
        **groups,
        Standing.PROVISIONAL: _("Provisional"),
        Standing.OPEN: _("So far"),
        "together": _("{first} – {last}, together"),
        "average": average[step],
    }


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
