"""The address's query: how values stand in it, for the grammar of a page and that of a board.

Whatever an address says is checked here; what cannot be read is as if it were not there.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from components.periods import against, spelling
from components.periods.against import Other
from components.periods.spelling import Period

Query: TypeAlias = Mapping[str, Sequence[str]]
"""The address's query: every name with its values in order."""

SHOWN: Final = "shown"
"""What is shown that is not by itself: so there is room for another meaning."""

_LONGEST_NUMBER: Final = 40
_LONGEST_TEAM: Final = 60


def last(query: Query, name: str) -> str | None:
    """Return the last value of a name that is not empty, as it counts."""
    values = query.get(name, ())
    return values[-1] if values and values[-1] else None


def numbers(values: Sequence[str]) -> tuple[str, ...]:
    """Return extension numbers, each once, in the order given.

    One that nobody has stays too: without it the view would be wider than was meant.
    """
    return _each(values, _LONGEST_NUMBER)


def teams(values: Sequence[str]) -> tuple[str, ...]:
    """Return names of teams in the same way."""
    return _each(values, _LONGEST_TEAM)


def period(text: str | None) -> Period | None:
    """Return the period that a value spells."""
    try:
        return spelling.parse(text or "")
    except ValueError:
        return None


def other(text: str | None) -> Other | None:
    """Return what a value says that a period is compared with."""
    try:
        return against.parse(text or "")
    except ValueError:
        return None


def unless(usual: object, chosen: object, spelled: str) -> list[str]:
    """Return the values of a name: none where what is chosen is as usual."""
    return [] if chosen == usual else [spelled]


def _each(values: Sequence[str], longest: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[:longest] for text in values if text))
