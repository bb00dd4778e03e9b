"""The extensions that a question tells apart: a request for each, or for each of its buckets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.setbacks import Trouble
from components.measures.counts import Sides
from components.measures.stretches import Stretch
from components.periods import buckets
from components.periods.buckets import Step
from components.reports.answer import Row
from components.reports.question import Question
from components.reports.wishes import told, wish

_AT_ONCE: Final = 20
"""Wishes for single extensions that are in the queue together."""

_MOST_BARS: Final = 14
"""Bars of a trend that finds room in a cell of a table: two weeks by day, a quarter by week."""


@dataclass(frozen=True, slots=True)
class Members:
    """What is known of each extension, and how many requests it takes to know the rest."""

    rows: tuple[Row, ...]
    missing: int
    trouble: Trouble | None


def look(desk: Desk, question: Question, newer_than: datetime | None, *, asking: bool) -> Members:
    """Return the members as far as they are known; with ``asking``, have the next ones asked for.

    ``newer_than`` refuses what was read earlier (a person pressed *Update*).
    """
    rows, missing, asked, trouble, now = [], 0, 0, None, desk.now
    for extension, wanted in zip(question.members, wishes(question, newer_than), strict=True):
        seen = desk.look(wanted, asking=asking and asked < _AT_ONCE)
        survey = seen.survey
        awaited = wanted.awaited(survey)
        asked += bool(awaited)
        missing += awaited
        trouble = trouble or seen.trouble
        trend = None
        if question.member_step is not None:
            one = question.member(extension)
            trend = _trend(told(one, survey, now), len(one.marks) - 1)
        rows.append(Row(extension, survey.total, survey.as_of, trend))
    return Members(tuple(rows), missing, trouble)


def wishes(question: Question, newer_than: datetime | None) -> tuple[Wish, ...]:
    """Return what is wanted of each member, in their order."""
    return tuple(wish(question.member(extension), newer_than) for extension in question.members)


def trend_step(question: Question) -> Step:
    """Return the finest step that leaves few enough bars for a cell, but more than one."""
    window = question.window
    number = {
        step: len(buckets.boundaries(window, step, question.zone)) - 1
        for step in Step
        if buckets.fits(window, step)
    }
    many = [step for step, bars in number.items() if bars > 1]
    few = [step for step in many if number[step] <= _MOST_BARS]
    return (few or many[-1:] or [Step.HOUR])[0]


def _trend(stretches: Sequence[Stretch], bars: int) -> tuple[Sides | None, ...]:
    """Return what each bucket came to; None for those that are not known, or have not begun."""
    trend: list[Sides | None] = [None] * bars
    for stretch in stretches:
        if stretch.buckets == 1 or stretch.sides == Sides():
            trend[stretch.first : stretch.end] = [stretch.sides] * stretch.buckets
    return tuple(trend)
