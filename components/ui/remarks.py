"""What is to be said beside two periods before their numbers are compared, in words."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from babel.numbers import format_decimal

from components.periods.remarks import Remark, Side, Trait
from components.ui import text
from components.ui.language import _, locale, ngettext

_HOUR: Final = timedelta(hours=1)

_OTHER: Final = {Side.A: Side.B, Side.B: Side.A}

Clock = Callable[[datetime], str]
"""Spells a moment in the zone on screen."""


def sentences(remarks: Sequence[Remark], clock: Clock) -> list[str]:
    """Return a sentence for each remark."""
    return [_sentence(remark, clock) for remark in remarks]


def sides() -> dict[Side, str]:
    """Return the names of the two periods."""
    return {Side.A: _("A"), Side.B: _("B")}


def _sentence(remark: Remark, clock: Clock) -> str:
    match remark.trait:
        case Trait.SHORT_DAY | Trait.LONG_DAY:
            return _clocks_changed(remark)
        case Trait.LEAP_DAY:
            return _leap_day(remark)
        case Trait.UNEQUAL:
            # How long each of them is stands beside its dates.
            return _("A and B are not equally long, so counts are compared per day.")
        case Trait.CLAMPED:
            return _("There is no 29 February in B: its 28 February stands for that day, too.")
        case Trait.CUT:
            return _cut(remark, clock)


def _clocks_changed(remark: Remark) -> str:
    assert remark.side is not None  # noqa: S101 - a remark about a day has them
    assert remark.day is not None  # noqa: S101
    assert remark.length is not None  # noqa: S101
    hours = remark.length / _HOUR
    length = ngettext("{number} hour", "{number} hours", round(hours)).format(
        number=format_decimal(hours, "#,##0.##", locale())
    )
    return _("{period}: the clocks were changed on {day}, a day of {length}.").format(
        period=sides()[remark.side], day=text.day(remark.day, locale()), length=length
    )


def _leap_day(remark: Remark) -> str:
    assert remark.side is not None  # noqa: S101 - only one side has the day
    named = sides()
    return _("{period} has a 29 February, {other} has none.").format(
        period=named[remark.side], other=named[_OTHER[remark.side]]
    )


def _cut(remark: Remark, clock: Clock) -> str:
    assert remark.moments is not None  # noqa: S101 - a cut is at a moment
    a, b = map(clock, remark.moments)
    if remark.side is Side.B:
        return _("A is still running: B is cut at {b}, as far as A had come at {a}.").format(
            a=a, b=b
        )
    return _("B is still running: A is cut at {a}, as far as B had come at {b}.").format(a=a, b=b)
