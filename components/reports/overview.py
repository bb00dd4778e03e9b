"""The overview's answer: totals of a window and how they came about, as far as they are known."""

from dataclasses import replace
from datetime import datetime
from typing import Final

import pandas as pd

from components.ledger.book import Survey
from components.ledger.books import Wish
from components.ledger.desk import Desk, Look
from components.ledger.listed import Way
from components.measures import frames
from components.measures.outcomes import MenuCountsAs
from components.measures.stretches import Stretch
from components.reports import members
from components.reports.answer import Answer, Overview
from components.reports.members import Members
from components.reports.question import Question
from components.reports.wishes import told, wish

__all__ = [
    "Overview",
    "endings",
    "look",
    "outcomes",
    "read",
    "stop",
    "told",
    "trend",
    "wait",
    "wish",
]

_AT_ONCE: Final = 20
"""Wishes for single extensions that a page waits for together."""


def look(
    desk: Desk, question: Question, *, asking: bool, newer_than: datetime | None = None
) -> Answer:
    """Answer a question from what is known; with ``asking``, have the rest asked for meanwhile.

    ``newer_than`` refuses what was read earlier (a person pressed *Update*).
    """
    wanted, now = wish(question, newer_than), desk.now
    seen = desk.look(wanted, asking=asking, way=question.way)
    missing = desk.plan(wanted).requests if question.way is Way.LIST else None
    answer = _answer(question, wanted, seen, now, missing)
    if not question.members:
        return answer
    return _with_members(answer, members.look(desk, question, newer_than, asking=asking))


def wait(desk: Desk, question: Question, *, newer_than: datetime | None = None) -> Answer:
    """Answer a question, waiting a moment for what has to be asked."""
    first = members.wishes(question, newer_than)[:_AT_ONCE]
    desk.wait(wish(question, newer_than), *first, way=question.way)
    return look(desk, question, asking=True, newer_than=newer_than)


def stop(desk: Desk, question: Question, *, newer_than: datetime | None = None) -> None:
    """Ask nothing more for a question; what came is kept."""
    for each in (wish(question, newer_than), *members.wishes(question, newer_than)):
        desk.stop(each)


def outcomes(overview: Overview, menu: MenuCountsAs) -> pd.DataFrame:
    """Return the outcomes of both directions (columns: ``measures.frames.OUTCOMES``)."""
    return frames.outcome_frame(overview.sides, menu)


def endings(overview: Overview, menu: MenuCountsAs) -> pd.DataFrame:
    """Return how calls or legs ended (columns: ``measures.frames.ENDINGS``)."""
    return frames.ending_frame(overview.sides, overview.question.source, menu)


def trend(question: Question, stretches: tuple[Stretch, ...], menu: MenuCountsAs) -> pd.DataFrame:
    """Return the outcomes along time, as far as known (columns: ``measures.frames.TREND``)."""
    return frames.trend_frame(stretches, question.source, menu)


def read(question: Question, survey: Survey, now: datetime) -> Overview | None:
    """Return what a survey tells of a question; None until the totals are known.

    ``now`` (aware, UTC) is any moment since the last news, but not after the survey.
    """
    if survey.total is None or survey.as_of is None:
        return None
    return Overview(
        question,
        survey.total,
        told(question, survey, now),
        survey.as_of,
        survey.is_settled,
    )


def _with_members(answer: Answer, told: Members) -> Answer:
    shown = answer.shown
    return replace(
        answer,
        shown=replace(shown, rows=told.rows) if isinstance(shown, Overview) else None,
        missing=answer.missing + told.missing,
        trouble=answer.trouble or told.trouble,
    )


def _answer(
    question: Question, wanted: Wish, seen: Look, now: datetime, planned: int | None
) -> Answer:
    """Return an answer; ``planned`` requests are missing, where not each piece takes its own."""
    survey = seen.survey
    shown = read(question, survey, now)
    missing = wanted.awaited(survey) if planned is None else planned
    return Answer(
        question,
        shown,
        missing=missing,
        due=max(0, len(survey.missing) + len(survey.due) - missing) if planned is None else 0,
        trouble=seen.trouble,
        has_begun=question.is_closed or survey.total is None or bool(survey.stretches),
        is_closed=question.is_closed,
        stretches=told(question, survey, now) if shown is None else shown.stretches,
    )
