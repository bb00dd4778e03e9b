"""What a visitor has chosen, and how it is spelled in the address (design, section 6).

Links and television sets keep these names for years. Whatever the address
says is checked here; what cannot be read is as if it were not there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from components.measures.outcomes import Source
from components.periods import spelling, zones
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.spelling import Period

Query = Mapping[str, Sequence[str]]
"""The address's query: every name with its values in order."""

LANGUAGES: Final = {"en": "English", "ru": "Русский"}
"""Languages with a complete catalogue, each by its own name."""

_Member = TypeVar("_Member", bound=StrEnum)

_LONGEST_NUMBER: Final = 40


class Show(StrEnum):
    """What the outcome chart shows."""

    COUNTS = "counts"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Selection:
    """One view of Callboard, without credentials.

    ``account`` names one of the operator's accounts; ``extensions`` holds the
    short numbers that people dial, none for the whole account; ``by`` is None
    for the step that is usual for the period; ``zone`` is an IANA name, or None
    for the account's own zone; ``language`` is None where the browser decides.
    """

    account: str | None = None
    period: Period = Preset.LAST_7_DAYS
    by: Step | None = None
    extensions: tuple[str, ...] = ()
    source: Source = Source.CALLS
    zone: str | None = None
    show: Show = Show.COUNTS
    language: str | None = None


def read(query: Query) -> Selection:
    """Return the selection that an address spells."""
    plain = Selection()
    return Selection(
        account=_last(query, "account"),
        period=_period(_last(query, "period")) or plain.period,
        by=_member(Step, _last(query, "by")),
        extensions=_numbers(query.get("ext", ())),
        source=_member(Source, _last(query, "source")) or plain.source,
        zone=_zone(_last(query, "tz")),
        show=_member(Show, _last(query, "show")) or plain.show,
        language=_language(_last(query, "lang")),
    )


def spell(selection: Selection) -> dict[str, list[str]]:
    """Return the address of a selection. What is as usual is left out."""
    plain = Selection()
    spelled = {
        "account": [selection.account] if selection.account else [],
        "period": _unless(plain.period, selection.period, spelling.spell(selection.period)),
        "by": [selection.by.value] if selection.by else [],
        "ext": list(selection.extensions),
        "source": _unless(plain.source, selection.source, selection.source.value),
        "tz": [selection.zone] if selection.zone else [],
        "show": _unless(plain.show, selection.show, selection.show.value),
        "lang": [selection.language] if selection.language else [],
    }
    return {name: values for name, values in spelled.items() if values}


def _unless(usual: object, chosen: object, spelled: str) -> list[str]:
    return [] if chosen == usual else [spelled]


def _last(query: Query, name: str) -> str | None:
    values = query.get(name, ())
    return values[-1] if values and values[-1] else None


def _period(text: str | None) -> Period | None:
    try:
        return spelling.parse(text or "")
    except ValueError:
        return None


def _zone(name: str | None) -> str | None:
    zone = zones.named(name)
    return zone.key if zone else None


def _language(code: str | None) -> str | None:
    return code if code in LANGUAGES else None


def _member(kind: type[_Member], text: str | None) -> _Member | None:
    return kind(text) if text in list(kind) else None


def _numbers(values: Sequence[str]) -> tuple[str, ...]:
    """Return extension numbers, each once, in the order given.

    One that nobody has stays too: without it the view would be wider than was meant.
    """
    return tuple(dict.fromkeys(text[:_LONGEST_NUMBER] for text in values if text))
