"""How a period stands in a link (``period=``), both ways, and what it means in a zone.

A period is one of::

    last-7-days                              a preset
    2026-11-01..2026-11-10                   whole local days, both included
    2026-11-01T09:00..2026-11-01T18:30       local minutes, the end not included
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from components.periods.presets import Preset, days
from components.periods.ranges import Days, Minutes
from components.periods.window import Window, midnight

__all__ = ["Days", "Minutes", "Period", "Preset", "dates", "fixed", "parse", "resolve", "spell"]

Period: TypeAlias = Preset | Days | Minutes
"""What a person can ask for; a zone and the present moment make a window of it."""

# Spelled out, because fromisoformat also takes 20261101, week dates, seconds and zones, and \d
# also takes digits of other scripts: one period would have many spellings.
_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAYS: Final = re.compile(rf"({_DATE})\.\.({_DATE})")
_MINUTES: Final = re.compile(rf"({_DATE}T[0-9]{{2}}:[0-9]{{2}})\.\.({_DATE}T[0-9]{{2}}:[0-9]{{2}})")


def parse(text: str) -> Period:
    """Return the period that a text spells; raises ``ValueError`` where it spells none."""
    if found := _DAYS.fullmatch(text):
        return Days(*map(date.fromisoformat, found.groups()))
    if found := _MINUTES.fullmatch(text):
        return Minutes(*map(datetime.fromisoformat, found.groups()))
    return Preset(text)


def spell(period: Period) -> str:
    """Return the text of a period, such that ``parse(spell(period)) == period``."""
    match period:
        case Preset():
            return period.value
        case Days(first, last):
            return f"{first.isoformat()}..{last.isoformat()}"
        case Minutes(start, end):
            return f"{start.isoformat(timespec='minutes')}..{end.isoformat(timespec='minutes')}"


def resolve(period: Period, zone: ZoneInfo, now: datetime) -> Window:
    """Return the instants that a period means in a zone, at the moment ``now`` (aware, any zone).

    Whole days stay whole: a window that includes today ends with the coming midnight. A wall-clock
    time that the clocks show twice means the first; one that they skip is counted on from before
    the jump (PEP 495, ``fold=0``). Raises ``ValueError`` where ``now`` is naive, where the period
    has no length in this zone (the day that Samoa never had, an hour that was skipped), and where a
    preset's days lie outside 2000 to 2099.
    """
    period = fixed(period, zone, now)
    if isinstance(period, Minutes):
        return Window(_instant(period.start, zone), _instant(period.end, zone))
    return Window(midnight(period.first, zone), midnight(period.last + timedelta(days=1), zone))


def fixed(period: Period, zone: ZoneInfo, now: datetime) -> Days | Minutes:
    """Return a period that stays what it is: the days that a preset means at the moment ``now``.

    Raises ``ValueError`` as :func:`resolve` does for ``now`` and for presets.
    """
    return days(period, _today(zone, now)) if isinstance(period, Preset) else period


def dates(period: Period, zone: ZoneInfo, now: datetime) -> Days:
    """Return the first and last local day that a period touches in a zone, at the moment ``now``.

    Raises ``ValueError`` as :func:`resolve` does.
    """
    window = resolve(period, zone, now)
    final = window.end - timedelta(seconds=1)
    return Days(window.start.astimezone(zone).date(), final.astimezone(zone).date())


def _today(zone: ZoneInfo, now: datetime) -> date:
    if now.tzinfo is None:
        raise ValueError("now must carry a zone: a naive time would mean the machine's own")
    return now.astimezone(zone).date()


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
