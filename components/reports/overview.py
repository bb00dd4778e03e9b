"""The overview's answer: totals of one window, in and out, and the moment they were true."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from components.ledger.desk import Desk
from components.measures import frames
from components.measures.counts import Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source, unexplained
from components.reports.question import Question


@dataclass(frozen=True, slots=True)
class Overview:
    """Totals of one question. ``as_of`` is aware, UTC; ``settled`` means that they are final."""

    question: Question
    sides: Sides
    as_of: datetime
    settled: bool

    @property
    def is_empty(self) -> bool:
        """Whether there was no call at all, which is not the same as no answer."""
        return self.sides == Sides()

    @property
    def unexplained(self) -> dict[Direction, int]:
        """Calls by which the six outcomes miss the total, where they do (design, section 2).

        Legs have no established partition, so nothing is expected of them.
        """
        if self.question.source is Source.LEGS:
            return {}
        gaps = {direction: unexplained(self.sides[direction]) for direction in Direction}
        return {direction: gap for direction, gap in gaps.items() if gap}


def load(desk: Desk, question: Question, *, newer_than: datetime | None = None) -> Overview:
    """Answer a question from what is known, asking the PBX for the rest.

    ``newer_than`` refuses what was read earlier (a person pressed *Update*).
    Raises any ``RingmeError``.
    """
    total = desk.read(
        question.source,
        question.window,
        extensions=question.extensions,
        newer_than=newer_than,
    )
    return Overview(question, total.sides, total.as_of, total.settled)


def outcomes(overview: Overview, menu: MenuCountsAs) -> pd.DataFrame:
    """Return the outcomes of the calls as a chart takes them (columns: ``frames.OUTCOMES``)."""
    return frames.outcome_frame(overview.sides, menu)


def endings(overview: Overview, menu: MenuCountsAs) -> pd.DataFrame:
    """Return how calls or legs ended as a chart takes it (columns: ``frames.ENDINGS``)."""
    return frames.ending_frame(overview.sides, overview.question.source, menu)
