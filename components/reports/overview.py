"""The overview's answer: totals of a window and how they came about, as far as they are known."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from components.ledger.books import Wish
from components.ledger.desk import Desk, Look
from components.ledger.setbacks import Trouble
from components.measures import frames
from components.measures.counts import Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source, unexplained
from components.measures.stretches import Standing, Stretch
from components.reports.question import Question


@dataclass(frozen=True, slots=True)
class Overview:
    """Totals of one question, and of its buckets as far as they are told apart.

    ``as_of`` is aware, UTC: the moment of the oldest part that can still change, or of the oldest
    where nothing can. ``settled`` means that all of it is final.
    """

    question: Question
    sides: Sides
    stretches: tuple[Stretch, ...]
    as_of: datetime
    settled: bool

    @property
    def is_empty(self) -> bool:
        """Whether there was no call at all, which is not the same as no answer."""
        return self.sides == Sides()

    @property
    def unexplained(self) -> dict[Direction, int]:
        """Calls by which the six outcomes miss the total, where they do (design, section 2).

        Counted in each stretch by itself, so that opposite gaps do not hide each other. Legs have
        no established partition, so nothing is expected of them.
        """
        if self.question.source is Source.LEGS:
            return {}
        gaps = {
            direction: sum(abs(unexplained(one.sides[direction])) for one in self._odd)
            for direction in Direction
        }
        return {direction: gap for direction, gap in gaps.items() if gap}

    @property
    def _odd(self) -> list[Stretch]:
        """Return what might not add up: what does not is never final."""
        return [one for one in self.stretches if one.standing is not Standing.FINAL]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a question now, and what it takes to know the rest.

    ``overview`` is None until the totals are known; ``stretches`` is what is known so far.
    ``missing`` is how many requests somebody waits for: to know all of it, or to have it new where
    that was asked for. ``due`` is how many will come by themselves. ``trouble`` says why nothing is
    asked now.
    """

    question: Question
    overview: Overview | None
    missing: int
    due: int
    trouble: Trouble | None
    has_begun: bool = True
    stretches: tuple[Stretch, ...] = ()


def look(
    desk: Desk, question: Question, *, asking: bool, newer_than: datetime | None = None
) -> Answer:
    """Answer a question from what is known; with ``asking``, have the rest asked for meanwhile.

    ``newer_than`` refuses what was read earlier (a person pressed *Update*).
    """
    seen = desk.look(_wish(question, newer_than), asking=asking)
    return _answer(question, seen, is_renewed=newer_than is not None)


def wait(desk: Desk, question: Question, *, newer_than: datetime | None = None) -> Answer:
    """Answer a question, waiting a moment for what has to be asked."""
    seen = desk.wait(_wish(question, newer_than))
    return _answer(question, seen, is_renewed=newer_than is not None)


def stop(desk: Desk, question: Question, *, newer_than: datetime | None = None) -> None:
    """Ask nothing more for a question; what came is kept."""
    desk.stop(_wish(question, newer_than))


def outcomes(overview: Overview, menu: MenuCountsAs) -> pd.DataFrame:
    """Return the outcomes of both directions (columns: ``measures.frames.OUTCOMES``)."""
    return frames.outcome_frame(overview.sides, menu)


def endings(overview: Overview, menu: MenuCountsAs) -> pd.DataFrame:
    """Return how calls or legs ended (columns: ``measures.frames.ENDINGS``)."""
    return frames.ending_frame(overview.sides, overview.question.source, menu)


def trend(question: Question, stretches: tuple[Stretch, ...], menu: MenuCountsAs) -> pd.DataFrame:
    """Return the outcomes along time, as far as known (columns: ``measures.frames.TREND``)."""
    return frames.trend_frame(stretches, question.source, menu)


def _wish(question: Question, newer_than: datetime | None) -> Wish:
    return Wish(question.series, question.marks, newer_than=newer_than)


def _answer(question: Question, seen: Look, *, is_renewed: bool) -> Answer:
    survey = seen.survey
    overview = None
    if survey.total is not None and survey.as_of is not None:
        overview = Overview(
            question, survey.total, survey.stretches, survey.as_of, survey.is_settled
        )
    return Answer(
        question,
        overview,
        missing=len(survey.missing) + (len(survey.due) if is_renewed else 0),
        due=0 if is_renewed else len(survey.due),
        trouble=seen.trouble,
        has_begun=survey.total is None or bool(survey.stretches),
        stretches=survey.stretches,
    )
