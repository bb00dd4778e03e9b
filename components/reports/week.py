"""The hours of a week: first their total, then each hour by the way that takes fewer requests."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from components.ledger.desk import Desk
from components.ledger.listed import Plan
from components.periods import spelling
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.spelling import Period
from components.periods.window import Window, midnight
from components.reports import overview
from components.reports.question import Question

_DAY: Final = timedelta(days=1)
_LAST_DAYS: Final = (Preset.LAST_7_DAYS, Preset.LAST_28_DAYS, Preset.LAST_90_DAYS)


def window(period: Period, zone: ZoneInfo, now: datetime) -> Window:
    """Return the whole days of a period: a day that is not over would thin out its weekday.

    The last N days are those until yesterday. A period that begins today, or later, stays as it is.
    ``now`` is aware. Raises ``ValueError`` where no time is left.
    """
    today: date = now.astimezone(zone).date()
    whole = spelling.resolve(period, zone, now)
    begins = midnight(today, zone)
    if period in _LAST_DAYS:
        return spelling.resolve(period, zone, begins - timedelta(seconds=1))
    return Window(whole.start, begins) if whole.start < begins < whole.end else whole


def question(desk: Desk, asked: Question) -> Question:
    """Return what is to be asked next: the total, or once that is known each hour.

    How many pages the list of calls has is not known before the total is, nor is the way.
    """
    hourly = replace(asked, step=Step.HOUR)
    whole = replace(hourly, is_whole=True)
    if desk.look(overview.wish(whole, None), asking=False).survey.total is None:
        return whole
    return replace(hourly, way=plan(desk, hourly).way)


def plan(desk: Desk, asked: Question) -> Plan:
    """Return how the hours are learnt, and what stands in the way of the list of calls."""
    return desk.plan(overview.wish(asked, None))
