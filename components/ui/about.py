"""What the numbers of a file are: a sheet for whoever gets it without the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from components.exports.sheet import Sheet
from components.exports.sheet import text as cell
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Outcome, Source
from components.periods.remarks import Side
from components.reports.answer import Compared, Overview
from components.reports.question import Question
from components.ui import both, cards, heading, hours, remarks, sheets, text, words
from components.ui.language import _, locale

Line: TypeAlias = tuple[str, str]
"""What something is called, and what it is."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where numbers come from: whose they are, as characters, and when the file was asked for.

    ``extensions`` is empty for the whole account; ``now`` is aware.
    """

    account: str
    extensions: tuple[str, ...]
    zone: ZoneInfo
    now: datetime


def sheet(shown: Overview | Compared, menu: MenuCountsAs, origin: Origin) -> Sheet:
    """Return what the numbers are, how firm they are, and how each of them is made."""
    lines = [
        *_scope(shown, origin),
        *_standing(shown, origin),
        *_definitions(shown, menu),
    ]
    rows = tuple((cell(name), cell(said)) for name, said in lines)
    return Sheet(_("About"), (_("What"), _("Meaning")), rows)


def _scope(shown: Overview | Compared, origin: Origin) -> Iterator[Line]:
    """Yield what was counted: whose calls, when, and by which filters."""
    question = _question(shown)
    yield _("Account"), origin.account
    yield _("Counted"), _("Call legs") if question.source is Source.LEGS else _("Calls")
    yield from _periods(shown, origin)
    offset = text.offset(origin.zone, question.window.start)
    yield _("Time zone"), f"{origin.zone.key} ({offset})"
    yield _("Extensions"), ", ".join(origin.extensions) or _("all extensions")
    opened = question.hours
    yield _("Working hours"), _("All hours") if opened is None else hours.spoken(opened)


def _question(shown: Overview | Compared) -> Question:
    return shown.question if isinstance(shown, Overview) else shown.a.question


def _periods(shown: Overview | Compared, origin: Origin) -> Iterator[Line]:
    if isinstance(shown, Overview):
        yield _("Period"), heading.span(shown.question.window, origin.zone)
        return
    for side, days in ((Side.A, shown.days_a), (Side.B, shown.days_b)):
        window = shown.comparison.closed(side, shown.edge).window
        span = heading.span(window, origin.zone)
        yield remarks.sides()[side], f"{span} ({both.length(shown, window, days)})"
    found = shown.comparison.pair.remarks(shown.edge)
    for sentence in remarks.sentences(found, lambda at: _moment(at, origin.zone)):
        yield _("Note"), sentence


def _standing(shown: Overview | Compared, origin: Origin) -> Iterator[Line]:
    """Yield when the numbers were true, and whether they can still change."""
    yield _("As of"), _moment(shown.as_of, origin.zone)
    firm = _("Final") if shown.settled else _("Provisional, calls can show up a day late")
    yield _("Standing"), firm


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{text.day(local.date(), locale())}, {local:%H:%M}"


def _definitions(shown: Overview | Compared, menu: MenuCountsAs) -> Iterator[Line]:
    """Yield how each number is made, in the words of the PBX."""
    source = _question(shown).source
    made = _of_legs() if source is Source.LEGS else _of_calls(menu)
    for name, formula in made:
        yield name, formula.replace("`", "")
    yield _("Average talk"), _("Talk time / conversations. Waiting is not talk.")
    yield _("Talk time"), "bridged_duration"
    yield _("Line time"), "duration"
    if isinstance(shown, Compared):
        yield _("Change"), _("A − B, and in per cent of B. Of a rate: percentage points (pp).")
        if shown.is_per_day:
            yield _("A per day"), _("A and B are not equally long, so changes are those per day.")
    yield _("Empty cell"), _("There is no number. It never means 0.")


def _of_calls(menu: MenuCountsAs) -> Iterator[Line]:
    inbound, outbound = (words.outcomes(direction) for direction in Direction)
    yield sheets.total(Source.CALLS), _("All calls: `total`")
    yield inbound[Outcome.ANSWERED], cards.answered_formula(menu)
    missed = f"{inbound[Outcome.MISSED]}, {outbound[Outcome.MISSED].lower()}"
    yield missed, cards.missed_formula(menu)
    failed = _("Declined for other reasons, often technical: `failed`. Counted apart.")
    yield inbound[Outcome.FAILED], failed
    yield _("Answer rate"), _("Answered / calls")


def _of_legs() -> Iterator[Line]:
    yield sheets.total(Source.LEGS), _("All legs: `total`")
    yield _("Connected"), _("Legs on which somebody spoke with somebody: `bridged`")
    yield _("Failed"), _("Declined for other reasons, often technical: `failed`")
