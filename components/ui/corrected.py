"""Corrections in words: a total that was taken to be final has turned out to be another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from components.ledger.facts import Correction
from components.measures.counts import Counts, Direction
from components.measures.outcomes import Source, ended, endings
from components.reports import inquiry
from components.reports.inquiry import Inquiry
from components.ui import heading, text, words
from components.ui.language import _, locale

_NEWS: Final = timedelta(days=7)
"""How long a correction is told beside the numbers that it changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of a correction, as people read it."""

    figure: str
    before: str
    after: str


def changes(correction: Correction) -> list[Change]:
    """Return the figures that a correction changed: totals first, then how the calls ended."""
    source = correction.series.source
    return [
        Change(f"{words.directions()[direction]} · {figure}", before, after)
        for direction in Direction
        for (figure, before), (_figure, after) in zip(
            _figures(correction.before[direction], source),
            _figures(correction.after[direction], source),
            strict=True,
        )
        if before != after
    ]


def correction_note(
    corrections: Sequence[Correction], question: Inquiry, *, now: datetime, zone: ZoneInfo
) -> str | None:
    """Return the news about totals that touch what a question shows; None where there are none.

    ``corrections`` come newest first. Only the newest is told, in its first figure.
    """
    found = [
        (correction, change)
        for correction in corrections
        if now - correction.noticed_at < _NEWS
        and inquiry.concerns(question, correction.series, correction.window)
        for change in changes(correction)
    ]
    if not found:
        return None
    newest, change = found[0]
    told = _("Corrected: {period}, {figure}: {after} instead of {before}, noticed: {time}.").format(
        period=heading.span(newest.window, zone),
        figure=change.figure,
        after=change.after,
        before=change.before,
        time=text.moment(newest.noticed_at, now=now, zone=zone, locale=locale()),
    )
    if len(found) > 1:
        told += " " + _("The Diagnostics page shows all changes.")
    return told


def _figures(counts: Counts, source: Source) -> Iterator[tuple[str, str]]:
    """Yield the figures of one direction with their names."""
    total = _("Legs") if source is Source.LEGS else _("Calls")
    yield total, text.number(counts.total, locale())
    spoken = words.endings(source)
    for ending in endings(source):
        yield spoken[ending], text.number(ended(counts, ending), locale())
    yield _("Talk time"), text.hours(counts.bridged_duration)
    yield _("Line time"), text.hours(counts.duration)
