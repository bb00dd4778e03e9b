"""The extensions that a question tells apart: each of them whole, a request or so for each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.ledger.setbacks import Trouble
from components.reports.answer import Row
from components.reports.question import Question

_AT_ONCE: Final = 20
"""Wishes for single extensions that are in the queue together."""


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
    rows, missing, asked, trouble = [], 0, 0, None
    for extension, wish in zip(question.members, wishes(question, newer_than), strict=True):
        seen = desk.look(wish, asking=asking and asked < _AT_ONCE)
        awaited = wish.awaited(seen.survey)
        asked += bool(awaited)
        missing += awaited
        trouble = trouble or seen.trouble
        rows.append(Row(extension, seen.survey.total, seen.survey.as_of))
    return Members(tuple(rows), missing, trouble)


def wishes(question: Question, newer_than: datetime | None) -> tuple[Wish, ...]:
    """Return what is wanted of each member, in their order."""
    pieces = question.whole
    return tuple(
        Wish(
            Series(question.source, frozenset({extension})),
            pieces.marks,
            newer_than=newer_than,
            gaps=pieces.closed,
        )
        for extension in question.members
    )
