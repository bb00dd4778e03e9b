"""Whatever a page asks, of one period or of two: looked at, waited for and stopped alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.periods.against import Side
from components.periods.window import Window
from components.reports import compare, overview
from components.reports.answer import Answer
from components.reports.comparison import Comparison
from components.reports.question import Question

Inquiry: TypeAlias = Question | Comparison
"""What a page can ask."""


def look(
    desk: Desk, inquiry: Inquiry, *, asking: bool, newer_than: datetime | None = None
) -> Answer:
    """Answer from what is known; with ``asking``, have the rest asked for meanwhile.

    ``newer_than`` refuses what was read earlier (a person pressed *Update*).
    """
    match inquiry:
        case Question():
            return overview.look(desk, inquiry, asking=asking, newer_than=newer_than)
        case Comparison():
            return compare.look(desk, inquiry, asking=asking, newer_than=newer_than)


def wait(desk: Desk, inquiry: Inquiry, *, newer_than: datetime | None = None) -> Answer:
    """Answer, waiting a moment for what has to be asked."""
    match inquiry:
        case Question():
            return overview.wait(desk, inquiry, newer_than=newer_than)
        case Comparison():
            return compare.wait(desk, inquiry, newer_than=newer_than)


def concerns(inquiry: Inquiry, series: Series, window: Window) -> bool:
    """Tell whether a total of a series and window touches what is asked."""
    return any(
        series == one.series and window.start < one.window.end and one.window.start < window.end
        for one in _questions(inquiry)
    )


def stop(desk: Desk, inquiry: Inquiry, *, newer_than: datetime | None = None) -> None:
    """Ask nothing more; what came is kept."""
    match inquiry:
        case Question():
            overview.stop(desk, inquiry, newer_than=newer_than)
        case Comparison():
            compare.stop(desk, inquiry, newer_than=newer_than)


def _questions(inquiry: Inquiry) -> Iterator[Question]:
    if isinstance(inquiry, Question):
        yield inquiry
        yield from (replace(inquiry, extensions=frozenset({each})) for each in inquiry.members)
        return
    for side in Side:
        one = inquiry.question(side)
        yield one
        yield from (replace(one, extensions=frozenset({each})) for each in inquiry.split)
