"""What a wall shows: a period's totals, how fresh they are, and the same time of another period.

Twenty displays of one board cost what one costs: all of them look at the same desk.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from components.ledger.book import Survey
from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.ledger.setbacks import Trouble
from components.ledger.watch import Told, Watch
from components.ledger.young import NEVER
from components.measures.counts import Direction, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing, Stretch
from components.periods import against, buckets, spelling
from components.periods.against import Against, Other, Pair, Side
from components.periods.buckets import Step
from components.periods.spelling import Period
from components.periods.window import Window

__all__ = ["Before", "Figures", "Freshness", "Watched", "freshness", "look"]

_LATE: Final = 2
_STALE: Final = 5
"""How many refreshes old a figure is when it is late, and stale."""

_OLDEST: Final = timedelta(minutes=15)
"""How old a figure may be at most before it is stale, however seldom it is refreshed."""

_TOGETHER: Final = 2
"""Pieces that may be told as one: the running one, and one that has just ended."""


class Freshness(StrEnum):
    """How far a figure can be trusted; the values stand in the page's markup."""

    LIVE = "live"
    LATE = "late"
    STALE = "stale"
    NO_DATA = "no-data"


@dataclass(frozen=True, slots=True)
class Watched:
    """What a board asks: calls of a period in a zone, of some extensions (none: of all)."""

    period: Period
    zone: ZoneInfo
    extensions: frozenset[int] = field(default_factory=frozenset)
    against: Other = Against.WEEKDAY


@dataclass(frozen=True, slots=True)
class Before:
    """The other period, so far: both sides up to the same moment of their days.

    ``now`` is what the watched period had come to at ``edge`` (aware, UTC), ``then`` what the other
    one had, and ``window`` the other one up to there.
    """

    window: Window
    then: Sides
    now: Sides
    edge: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a board at one look. All moments are aware, UTC.

    ``sides`` is None where nothing was ever read of the window, and ``read_at`` the moment at which
    they were true. From ``late_at`` and ``stale_at`` on they are late and stale; None is never.
    ``refresh`` is the time between two readings, which ``is_stretched`` where the quota is short.
    ``hours`` lie between ``marks``, and are as long as ``step`` says; what is not known of them is
    left out, and one stretch may hold several.
    """

    window: Window
    sides: Sides | None
    read_at: datetime | None
    late_at: datetime | None
    stale_at: datetime | None
    refresh: timedelta
    is_stretched: bool
    trouble: Trouble | None
    before: Before | None
    hours: tuple[Stretch, ...]
    marks: tuple[datetime, ...]
    step: Step


def freshness(figures: Figures, now: datetime) -> Freshness:
    """Return how far the figures can be trusted at a moment (aware)."""
    if figures.sides is None:
        return Freshness.NO_DATA
    if figures.stale_at is not None and now >= figures.stale_at:
        return Freshness.STALE
    if figures.late_at is not None and now >= figures.late_at:
        return Freshness.LATE
    return Freshness.LIVE


def look(desk: Desk, watched: Watched, *, asking: bool = True) -> Figures:
    """Return what is known of a board now; with ``asking``, have the rest asked for meanwhile.

    Displays look every 1 to 10 seconds. Raises ``ValueError`` where the period has no length in its
    zone.
    """
    now = desk.now
    window = spelling.resolve(watched.period, watched.zone, now)
    series = Series(Source.CALLS, watched.extensions)
    watch = desk.watch((series, watched.period, watched.zone))
    wish = Wish(series, (window.start, window.end), is_watched=True)
    seen = desk.look(wish, asking=asking, purse=watch.purse)
    total, read_at = seen.survey.total, seen.survey.as_of
    told = Told(window, total, read_at) if total is not None and read_at is not None else None
    refresh, is_stretched = _refresh(desk)
    late_at, stale_at = _ages(seen.survey, refresh) if told is not None else (None, None)
    # Nothing else is asked for where the figures themselves cannot be had.
    is_well = told is not None and seen.trouble is None and (late_at is None or now < late_at)
    beside = _Beside(desk, watched, series, watch, asking=asking and is_well)
    step = buckets.usual(window)
    marks = buckets.boundaries(window, step, watched.zone)
    return Figures(
        window=window,
        sides=told.sides if told is not None else None,
        read_at=told.read_at if told is not None else None,
        late_at=late_at,
        stale_at=stale_at,
        refresh=refresh,
        is_stretched=is_stretched,
        trouble=seen.trouble,
        before=beside.before(told, now, is_fresh=is_well) if told is not None else None,
        hours=beside.hours(told, marks, now),
        marks=marks,
        step=step,
    )


def _refresh(desk: Desk) -> tuple[timedelta, bool]:
    """Return the time between two readings, and whether the quota makes it longer than usual."""
    stretched = min(desk.stretch, _OLDEST / _LATE)
    return max(desk.refresh, stretched), stretched > desk.refresh


def _ages(survey: Survey, refresh: timedelta) -> tuple[datetime | None, datetime | None]:
    """Return when what is known of a window will be late, and stale; None of what is settled."""
    if survey.due_at == NEVER:
        return None, None
    # What is over is read again ever more seldom: it is as good as new until then.
    as_new = survey.due_at - refresh
    late_at = as_new + _LATE * refresh
    return late_at, max(late_at, as_new + min(_STALE * refresh, _OLDEST))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands on a board beside its figures, and comes out of the same purse."""

    desk: Desk
    watched: Watched
    series: Series
    watch: Watch
    asking: bool

    def before(self, told: Told, now: datetime, *, is_fresh: bool) -> Before | None:
        """Return the other period as far as the watched one had got when it was compared."""
        pair = self._pair(now)
        if pair is None:
            return None
        if pair.running is None:
            if told.read_at < told.window.end:
                return None
            then = self._total(pair.b)
            return None if then is None else Before(pair.b, then, told.sides, told.window.end)
        pairing = self.watch.pairing
        ahead = pairing.next(told) if is_fresh else None
        if ahead is not None and self._total(pair.cut(ahead.read_at).b) is not None:
            pairing.show(ahead)
        shown = pairing.shown(told.window)
        if shown is None:
            return None
        other = pair.cut(shown.read_at).b
        then = self._total(other)
        return None if then is None else Before(other, then, shown.sides, shown.read_at)

    def hours(
        self, told: Told | None, marks: tuple[datetime, ...], now: datetime
    ) -> tuple[Stretch, ...]:
        """Return the pieces between some marks that are known; the rest of the total is the last.

        So the running one costs nothing: it is what the total has more than those that are over.
        """
        over = marks[: bisect_right(marks, now)]
        if len(over) < 2:  # noqa: PLR2004 - the first piece has not ended
            stretches: tuple[Stretch, ...] = ()
        else:
            stretches = self._look(over).stretches
        rest = _rest(stretches, told, marks) if told is not None else None
        return stretches if rest is None else (*stretches, rest)

    def _pair(self, now: datetime) -> Pair | None:
        watched = self.watched
        if watched.against is Against.NONE:
            return None
        try:
            pair = against.pair(watched.period, watched.against, watched.zone, now)
        except ValueError:
            return None
        return None if pair.running is Side.B else pair

    def _total(self, window: Window) -> Sides | None:
        return self._look((window.start, window.end), is_awaited=True).total

    def _look(self, marks: tuple[datetime, ...], *, is_awaited: bool = False) -> Survey:
        wish = Wish(self.series, marks, is_awaited=is_awaited)
        return self.desk.look(wish, asking=self.asking, purse=self.watch.purse).survey


def _rest(stretches: Sequence[Stretch], told: Told, marks: Sequence[datetime]) -> Stretch | None:
    """Return what the total has beyond the pieces that are known, where these leave no gap."""
    known = sum(one.buckets for one in stretches)
    begun = min(bisect_left(marks, told.read_at), len(marks) - 1)
    is_gapless = not stretches or stretches[-1].end == known
    if not is_gapless or not 0 < begun - known <= _TOGETHER or marks[known] > told.read_at:
        return None
    rest = told.sides - sum((one.sides for one in stretches), Sides())
    if any(min(astuple(rest[way])) < 0 for way in Direction):
        # A late call was seen in one of them after the total was read.
        return None
    return Stretch(known, begun - known, rest, Standing.OPEN, told.read_at)
