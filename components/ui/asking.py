"""How the asking goes, in words: who waits, what the hour has left, and what holds questions up.

``clock`` spells a moment in the zone on screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from babel.numbers import format_decimal
from babel.units import format_unit

from components.ledger.facts import Series
from components.ledger.queueing.breaker import Circuit
from components.ledger.queueing.budget import Shares, Wait, Why
from components.ledger.queueing.turns import State
from components.ledger.queueing.urgency import Urgency
from components.measures.outcomes import Source
from components.ui import text
from components.ui.language import _, locale, ngettext

Clock: TypeAlias = Callable[[datetime], str]
Rows: TypeAlias = list[tuple[str, str]]
"""What something is called, and what it is."""

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_LENGTHS: Final = (("duration-day", _DAY), ("duration-hour", _HOUR), ("duration-minute", 1))
"""How lengths of time are spelled, and the minutes of each."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, and whether all is well."""

    sentence: str
    is_well: bool = True


def queue(state: State) -> Told:
    """Return whether anything is being asked."""
    if state.is_asking:
        return Told(_("A request is on its way."))
    if sum(state.waiting.values()):
        return Told(_("Nothing is on its way, but questions wait."))
    return Told(_("Nothing is on its way, and nothing waits."))


def queue_rows(state: State) -> Rows:
    """Return how many wait, by who looks at it, and how long a request takes."""
    names: Mapping[Urgency, str] = {
        Urgency.PERSON: _("Waiting: people's questions"),
        Urgency.WALL: _("Waiting: refreshes of walls"),
        Urgency.REST: _("Waiting: other refreshes"),
    }
    waiting = [(name, _number(state.waiting[urgency])) for urgency, name in names.items()]
    return [*waiting, (_("A request takes about"), seconds(state.seconds))]


def hold_up(wait: Wait | None, clock: Clock) -> Told:
    """Return why a person's question has to wait for the quota, and until when."""
    if wait is None:
        return Told(_("The quota holds nothing up."))
    why: Mapping[Why, str] = {
        Why.USED_UP: _("The hour's quota is used up. Nothing is asked before {time}."),
        Why.SHORT: _(
            "What is left is kept for other programs and walls. "
            "Questions wait until {time} at the latest."
        ),
        Why.PACED: _("Refreshes are spread over the hour. The next one is due at {time}."),
    }
    return Told(why[wait.why].format(time=clock(wait.until)), is_well=wait.why is Why.PACED)


def share_rows(shares: Shares) -> Rows:
    """Return how what is left of the hour is shared out."""
    return [
        (_("Limit of the hour"), _number(shares.limit)),
        (_("Requests left"), _number(shares.left)),
        (_("Always kept for other programs"), _number(shares.floor)),
        (_("Expected need of other programs"), _number(shares.others - shares.guess)),
        (_("Kept for walls"), _number(shares.reserve)),
        (_("Free for people's questions"), _number(shares.of(Urgency.PERSON))),
    ]


def circuit(state: State, clock: Clock) -> Told:
    """Return whether requests are let through."""
    opens_again_at = state.opens_again_at
    if state.circuit is Circuit.CLOSED or opens_again_at is None:
        return Told(_("Closed: requests pass."))
    if state.circuit is Circuit.TRYING:
        told = _("Trying: the next request shows whether the PBX is well again.")
        return Told(told, is_well=False)
    told = _("Open: the PBX failed too often, so nothing is asked before {time}.")
    return Told(told.format(time=clock(opens_again_at)), is_well=False)


def clock(ahead: timedelta) -> Told:
    """Return how far the PBX's clock is from this server's, and what follows."""
    told = _("The clock of the PBX is {time} behind this server's. It decides what is over.")
    if ahead > timedelta(0):
        told = _("The clock of the PBX is {time} ahead of this server's. It decides what is over.")
    return Told(told.format(time=length(abs(ahead))), is_well=False)


def clock_row(ahead: timedelta) -> tuple[str, str]:
    """Return the same in short; up to a minute is no difference."""
    if not ahead:
        return _("The PBX's clock"), _("as this server's")
    told = _("{time} ahead") if ahead > timedelta(0) else _("{time} behind")
    return _("The PBX's clock"), told.format(time=length(abs(ahead)))


def length(time: timedelta) -> str:
    """Return a length of time to the minute, such as ``2 hr 5 min``."""
    minutes = round(time / timedelta(minutes=1))
    parts: list[str] = []
    for unit, size in _LENGTHS:
        number, minutes = divmod(minutes, size)
        if number or (unit == "duration-minute" and not parts):
            parts.append(format_unit(number, unit, "short", locale=locale()))
    return " ".join(parts)


def counted(series: Series) -> str:
    """Return what a request counts, and whose."""
    what = _("Call legs") if series.source is Source.LEGS else _("Calls")
    number = len(series.extensions)
    if not number:
        return what + " · " + _("all extensions")
    whose = ngettext("{number} extension", "{number} extensions", number)
    return f"{what} · {whose.format(number=_number(number))}"


def seconds(value: float) -> str:
    """Return a length of time in seconds with one decimal or two."""
    return _("{number} s").format(number=format_decimal(value, "#,##0.0#", locale()))


def _number(value: int) -> str:
    return text.number(value, locale())
