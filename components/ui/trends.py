"""The trends of two periods on one chart."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from babel.dates import format_interval

from components.charts import compare as drawing
from components.charts.theme import THEMED
from components.measures.changes import Measure
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs
from components.measures.stretches import Standing
from components.periods.buckets import Step
from components.periods.remarks import Side
from components.reports import compare
from components.reports.answer import Compared
from components.reports.compare import Align
from components.reports.comparison import Comparison
from components.reports.question import Question
from components.ui import graphs, once, remarks, state, switches, text, timeline, words
from components.ui.language import _, locale, speech
from components.ui.selection import Of

_SECOND: Final = timedelta(seconds=1)

_WEEK: Final = 7

_TICKS: Final = 7
"""How many places find their number below the chart on a phone."""


def align(comparison: Comparison) -> Align:
    """Return how the trends lie over each other: as chosen, else by weekday from a week on."""
    chosen = state.session().selection.align
    if chosen is not None:
        return chosen
    is_weeks = len(comparison.question(Side.A).marks) > _WEEK
    return Align.WEEKDAY if comparison.step is Step.DAY and is_weeks else Align.POSITION


def draw(found: Compared, menu: MenuCountsAs) -> None:
    """Draw what the chart shows, and the chart (key ``chart_compare``)."""
    source = found.comparison.source
    of, over = switches.of(source), align(found.comparison)
    if compare.shift(found.comparison, Align.WEEKDAY):
        # Else both ways are one.
        switches.align(over)
    figure = once.drawn(
        "chart_compare",
        (found, menu, of, over, speech()),
        lambda: drawing.figure(
            compare.compared(found, menu, over),
            measure=of.value,
            labels=_labels(found, over),
            ticks=_ticks(found),
            words=_words(found, of),
            palette=THEMED,
            number=lambda count: text.number(round(count), locale()),
        ),
    )
    alt = _("Lines of both periods along time, inbound above outbound; the table has the numbers")
    graphs.put(figure, "chart_compare", found.a.question, alt)


def _labels(found: Compared, over: Align) -> dict[str, dict[int, str]]:
    """Return the name of each bucket of both sides, by its place on the common axis."""
    sides = {Side.A: found.a.question, Side.B: found.b.question}
    years = {day.year for asked in sides.values() for day in _days(asked)}
    places = {Side.A: 0, Side.B: compare.shift(found.comparison, over)}
    labels = {
        side: timeline.labels(
            asked.marks, asked.step, asked.zone, locale(), has_year=len(years) > 1
        )
        for side, asked in sides.items()
    }
    return {side.value: dict(enumerate(labels[side], places[side])) for side in sides}


def _days(asked: Question) -> tuple[date, date]:
    """Return the first and the last local day of a question."""
    window = asked.window
    first, last = (at.astimezone(asked.zone) for at in (window.start, window.end - _SECOND))
    return first.date(), last.date()


def _ticks(found: Compared) -> Mapping[int, str]:
    """Return what stands below the axis: A's dates, or plain numbers where A is the shorter one."""
    a, b = len(found.a.question.marks) - 1, len(found.b.question.marks) - 1
    if b <= a:
        asked = found.a.question
        return timeline.ticks(asked.marks, asked.step, asked.zone, locale())
    every = -(-b // _TICKS)
    return {place: text.number(place + 1, locale()) for place in range(0, b, every)}


def _words(found: Compared, of: Of) -> Mapping[str, str]:
    source, measure = found.comparison.source, Measure(of.value)
    both = {
        f"{direction}.{of}": words.measures(source, direction)[measure] for direction in Direction
    }
    return {
        **{direction.value: word for direction, word in words.directions().items()},
        of.value: words.trends(source)[of],
        **both,
        Side.A.value: _named(Side.A, found.a.question),
        Side.B.value: _named(Side.B, found.b.question),
        Standing.PROVISIONAL.value: _("Provisional"),
        Standing.OPEN.value: _("So far"),
    }


def _named(side: Side, asked: Question) -> str:
    """Return the name of a line, with its days: a picture of the chart goes about alone."""
    return f"{remarks.sides()[side]}: {format_interval(*_days(asked), 'yMMMd', locale=locale())}"
