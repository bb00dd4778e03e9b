"""A wish with gaps: its runs of wanted pieces are surveyed one by one, and put together again.

What lies between the runs is neither asked for nor counted. So a wish with gaps may cost more than
one without: the counter has to be known at both ends of every run (``known.py``).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from components.ledger.book import Book, Survey
from components.ledger.young import NEVER
from components.measures.counts import Sides
from components.measures.stretches import Stretch
from components.periods.window import Window


def survey(
    book: Book,
    marks: Sequence[datetime],
    gaps: Collection[int],
    now: datetime,
    *,
    refresh: timedelta | None = None,
    newer_than: datetime | None = None,
) -> Survey:
    """Return what is known of the pieces between increasing marks, and what is still to be asked.

    ``gaps`` holds the numbers of the pieces that nobody wants; the others are as in
    :meth:`components.ledger.book.Book.survey`.
    """

    def one(run: range) -> Survey:
        between = marks[run.start : run.stop + 1]
        return book.survey(between, now, refresh=refresh, newer_than=newer_than)

    if marks and not gaps:
        return one(range(len(marks) - 1))
    runs = tuple(_runs(len(marks) - 1, gaps))
    return _together(runs, [one(run) for run in runs])


def _runs(pieces: int, gaps: Collection[int]) -> Iterator[range]:
    """Yield the numbers of the wanted pieces, as far as they follow each other."""
    wanted = (number for number in range(pieces) if number not in gaps)
    # Within a run, numbers and their places grow alike.
    for _, run in groupby(enumerate(wanted), key=lambda each: each[1] - each[0]):
        numbers = [number for _, number in run]
        yield range(numbers[0], numbers[-1] + 1)


def _together(runs: Sequence[range], surveys: Sequence[Survey]) -> Survey:
    totals = [one.total for one in surveys if one.total is not None]
    return Survey(
        stretches=tuple(
            _shifted(stretch, run.start)
            for run, one in zip(runs, surveys, strict=True)
            for stretch in one.stretches
        ),
        total=sum(totals, Sides()) if len(totals) == len(surveys) else None,
        missing=_widest_first([window for one in surveys for window in one.missing]),
        due=_widest_first([window for one in surveys for window in one.due]),
        due_at=min((one.due_at for one in surveys), default=NEVER),
        good_until=min((one.good_until for one in surveys), default=NEVER),
    )


def _shifted(stretch: Stretch, by: int) -> Stretch:
    return replace(stretch, first=stretch.first + by)


def _widest_first(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Return each window once: what is doubted stands in the survey of every run."""
    return tuple(sorted(dict.fromkeys(windows), key=lambda each: each.length, reverse=True))
