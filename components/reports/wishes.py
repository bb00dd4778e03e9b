"""What a question wants of the ledger, and what a survey tells of its buckets."""

from datetime import datetime

from components.ledger.book import Survey
from components.ledger.books import Wish
from components.measures.stretches import Stretch
from components.reports.folding import fold
from components.reports.question import Question


def wish(question: Question, newer_than: datetime | None, *, is_awaited: bool = False) -> Wish:
    """Return what a question wants of the ledger."""
    pieces = question.pieces
    return Wish(
        question.series,
        pieces.marks,
        newer_than=newer_than,
        gaps=pieces.closed,
        is_awaited=is_awaited,
    )


def told(question: Question, survey: Survey, now: datetime) -> tuple[Stretch, ...]:
    """Return the buckets of a question, as far as a survey tells them.

    ``now`` (aware, UTC) is any moment since the last news, but not after the survey.
    """
    if question.hours is None:
        return survey.stretches
    return fold(survey.stretches, question.pieces, now)
