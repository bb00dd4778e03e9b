"""What a visitor has chosen, and how it is spelled in the address (design, section 6).

Links and television sets keep these names for years. Whatever the address
says is checked here; what cannot be read is as if it were not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from components.measures.causes import Why
from components.measures.counts import Direction
from components.measures.outcomes import Source
from components.measures.week import Heat
from components.periods import against, days_off, hours, spelling, zones
from components.periods.against import Other
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.presets import Preset
from components.periods.spelling import Period
from components.reports import board
from components.reports import query as values
from components.reports.board import Board
from components.reports.compare import Align
from components.reports.query import Query

LANGUAGES: Final = {"en": "English", "ru": "Русский"}
"""Languages with a complete catalogue, each by its own name."""

_Member = TypeVar("_Member", bound=StrEnum)

_DAYS: Final = "days"
"""What is complete, in ``complete=``: so there is room for another meaning."""

MOST_SHIFTS: Final = 7
"""Shifts of working hours in one selection: one for each day of the week."""


class Show(StrEnum):
    """What the outcome chart shows."""

    COUNTS = "counts"
    SHARES = "shares"


class Rows(StrEnum):
    """What stands beside each other: each extension, or the teams that are made of them."""

    EXTENSIONS = "extensions"
    TEAMS = "teams"


class Of(StrEnum):
    """Which calls the trends of two periods show; the values are those of ``changes.Measure``."""

    CALLS = "calls"
    ANSWERED = "answered"
    MISSED = "missed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Selection:
    """One view of Callboard, without credentials.

    ``account`` names one of the operator's accounts; ``extensions`` holds the
    short numbers that people dial and ``teams`` names of teams, none of both for
    the whole account; ``by`` is None for the step that is usual for the period;
    ``zone`` is an IANA name, or None for the account's own zone; ``language`` is None
    where the browser decides.

    Two periods are compared ``against`` what is usual for the first where that is None,
    with ``complete`` without the day that is not over; ``align`` is None for what is usual.
    ``of`` is what their trend shows, ``why`` what the difference is broken down by.
    Working ``hours`` are all hours where no shift is named; ``holidays`` is the country
    (ISO 3166-1) whose public holidays are left out. ``measure`` and ``direction`` are
    what the map of the week shows. Beside each other stand ``rows``, and with ``trends``
    the small trend of each.

    The ``wall`` has a period, extensions and a comparison of its own: what somebody chooses on
    another page moves no board. A link to another page means the same on the wall.
    """

    account: str | None = None
    period: Period = Preset.LAST_7_DAYS
    by: Step | None = None
    extensions: tuple[str, ...] = ()
    source: Source = Source.CALLS
    zone: str | None = None
    show: Show = Show.COUNTS
    language: str | None = None
    against: Other | None = None
    complete: bool = False
    align: Align | None = None
    of: Of = Of.ANSWERED
    why: Why = Why.RATE
    hours: tuple[Shift, ...] = ()
    holidays: str | None = None
    measure: Heat = Heat.MISSED
    direction: Direction = Direction.INBOUND
    wall: Board = field(default_factory=Board)
    teams: tuple[str, ...] = ()
    rows: Rows = Rows.EXTENSIONS
    trends: bool = False

    @property
    def working_hours(self) -> WorkingHours | None:
        """The times that count; None where all do."""
        if not self.hours and self.holidays is None:
            return None
        return WorkingHours(self.hours, self.holidays)


def read(query: Query) -> Selection:
    """Return the selection that an address spells."""
    plain = Selection()
    return Selection(
        account=values.last(query, "account"),
        period=values.period(values.last(query, "period")) or plain.period,
        by=_member(Step, values.last(query, "by")),
        extensions=values.numbers(query.get("ext", ())),
        source=_member(Source, values.last(query, "source")) or plain.source,
        zone=_zone(values.last(query, "tz")),
        show=_member(Show, values.last(query, "show")) or plain.show,
        language=_language(values.last(query, "lang")),
        against=values.other(values.last(query, "against")),
        complete=values.last(query, "complete") == _DAYS,
        align=_member(Align, values.last(query, "align")),
        of=_member(Of, values.last(query, "of")) or plain.of,
        why=_member(Why, values.last(query, "why")) or plain.why,
        hours=_shifts(query.get("hours", ())),
        holidays=_country(values.last(query, "holidays")),
        measure=_member(Heat, values.last(query, "measure")) or plain.measure,
        direction=_member(Direction, values.last(query, "direction")) or plain.direction,
        wall=board.read(query),
        teams=values.teams(query.get("team", ())),
        rows=_member(Rows, values.last(query, "rows")) or plain.rows,
        trends=values.last(query, "trends") == values.SHOWN,
    )


def spell(selection: Selection) -> dict[str, list[str]]:
    """Return the address of a selection. What is as usual is left out."""
    plain = Selection()
    spelled = {
        "account": [selection.account] if selection.account else [],
        "period": values.unless(plain.period, selection.period, spelling.spell(selection.period)),
        "by": [selection.by.value] if selection.by else [],
        "ext": list(selection.extensions),
        "team": list(selection.teams),
        "source": values.unless(plain.source, selection.source, selection.source.value),
        "tz": [selection.zone] if selection.zone else [],
        "show": values.unless(plain.show, selection.show, selection.show.value),
        "lang": [selection.language] if selection.language else [],
        "against": [against.spell(selection.against)] if selection.against else [],
        "complete": [_DAYS] if selection.complete else [],
        "align": [selection.align.value] if selection.align else [],
        "of": values.unless(plain.of, selection.of, selection.of.value),
        "why": values.unless(plain.why, selection.why, selection.why.value),
        "hours": [hours.spell_shift(shift) for shift in selection.hours],
        "holidays": [selection.holidays] if selection.holidays else [],
        "measure": values.unless(plain.measure, selection.measure, selection.measure.value),
        "direction": values.unless(plain.direction, selection.direction, selection.direction.value),
        "rows": values.unless(plain.rows, selection.rows, selection.rows.value),
        "trends": [values.SHOWN] if selection.trends else [],
    }
    return {name: told for name, told in spelled.items() if told}


def spell_wall(selection: Selection) -> dict[str, list[str]]:
    """Return the address of a selection on the wall, where it means its board."""
    spelled = {
        "account": [selection.account] if selection.account else [],
        **board.spell(selection.wall),
        "tz": [selection.zone] if selection.zone else [],
        "lang": [selection.language] if selection.language else [],
    }
    return {name: told for name, told in spelled.items() if told}


def _country(code: str | None) -> str | None:
    return code if code in days_off.countries() else None


def _shifts(values: Sequence[str]) -> tuple[Shift, ...]:
    """Return shifts, each once, in the order given; what is none is left out."""
    found = dict.fromkeys(shift for text in values if (shift := _shift(text)) is not None)
    return tuple(found)[:MOST_SHIFTS]


def _shift(text: str) -> Shift | None:
    try:
        return hours.parse_shift(text)
    except ValueError:
        return None


def _zone(name: str | None) -> str | None:
    zone = zones.named(name)
    return zone.key if zone else None


def _language(code: str | None) -> str | None:
    return code if code in LANGUAGES else None


def _member(kind: type[_Member], text: str | None) -> _Member | None:
    return kind(text) if text in list(kind) else None
