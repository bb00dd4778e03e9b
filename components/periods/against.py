"""Two periods side by side: what a period is compared against, and where a running one is cut.

A is the period looked at, B what it is compared against. An ``against=`` in a link is one of::

    previous      the calendar unit before, or as much time right before
    weekday       earlier by the fewest whole weeks
    year          the same dates of the year before
    52-weeks      364 days earlier
    none          nothing
    2025-11-01..2025-11-10, 2025-11-01T09:00..2025-11-01T18:30      as in ``period=``
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from components.periods import remarks, shifting, spelling
from components.periods.ranges import Days, Minutes
from components.periods.remarks import Remark, Side, Trait
from components.periods.shifting import Match, Range, Shifted
from components.periods.spelling import Period
from components.periods.window import Window, reached

__all__ = [
    "Against",
    "NothingComplete",
    "Other",
    "Pair",
    "Remark",
    "Side",
    "Trait",
    "pair",
    "parse",
    "spell",
    "usual",
]

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)
_T = TypeVar("_T", Window, Range)


class Against(StrEnum):
    """What a period can be compared against, by name; the values stand in links for years."""

    PREVIOUS = "previous"
    WEEKDAY = "weekday"
    YEAR = "year"
    WEEKS_52 = "52-weeks"
    NONE = "none"


Other: TypeAlias = Against | Days | Minutes
"""What a period is compared against: by name, or a range of its own."""

_RULES: Final[Mapping[Against, shifting.Rule]] = {
    Against.PREVIOUS: shifting.previous,
    Against.WEEKDAY: shifting.same_weekdays,
    Against.YEAR: shifting.year_before,
    Against.WEEKS_52: shifting.weeks_52_before,
}


class NothingComplete(ValueError):
    """No day of a running period is over yet, so nothing of it can be compared."""


def parse(text: str) -> Other:
    """Return what a text spells; raises ``ValueError`` where it spells nothing of the kind."""
    try:
        found = spelling.parse(text)
    except ValueError:
        return Against(text)
    if isinstance(found, Days | Minutes):
        return found
    raise ValueError("a period is not compared against one that moves along")


def spell(other: Other) -> str:
    """Return the text of what a period is compared against: ``parse(spell(other)) == other``."""
    return other.value if isinstance(other, Against) else spelling.spell(other)


def usual(period: Period) -> Against:
    """Return what suits a period: the month before for one calendar month, else same weekdays."""
    is_month = shifting.is_calendar_month(period)
    return Against.PREVIOUS if is_month else Against.WEEKDAY


@dataclass(frozen=True, slots=True)
class Pair:
    """Two windows to compare; on one day, two pairs of the same are equal.

    The windows are nominal: a running one goes on to its own end, such as the coming midnight.
    ``range_a`` and ``range_b`` are what they mean in local days or minutes. ``running`` is the side
    that is not over yet (A, where both are not). ``is_alike`` says that both sides last equally
    long by the wall clock, running ones so far; where they do not, they are compared per day.
    ``match`` says which moments stand against each other, ``clamped`` which 28 February of B stands
    for a 29th.
    """

    a: Window
    b: Window
    zone: ZoneInfo
    range_a: Range
    range_b: Range
    running: Side | None = None
    is_alike: bool = True
    match: Match = Match.COUNT
    clamped: date | None = None

    def cut(self, edge: datetime) -> "Pair":
        """Return the pair with the other side cut where the running one had got to at ``edge``.

        Whole days are counted, by number or by date; the rest is counted in seconds from the local
        midnight, so a clock change on another day moves nothing, and never past the end of the
        other day. Sides of different lengths that were chosen by themselves are not cut, except
        where the other one is not over either: it ends with the edge. A second always stays. The
        same pair comes back where nothing is cut: nothing is running, or it was over at ``edge``
        (aware, any zone).
        """
        if self.running is None:
            return self
        ran, other = self._ran_first(self.a, self.b)
        edge = max(edge.astimezone(UTC).replace(microsecond=0), ran.start)
        if edge >= ran.end:
            return self
        end = other.end if self.match is Match.NOTHING else self._moment_against(edge)
        if other.start < edge < other.end:
            end = min(end, edge)
        end = max(end, other.start + _SECOND)
        left = Window(other.start, min(end, other.end))
        return replace(self, a=left) if self.running is Side.B else replace(self, b=left)

    def remarks(self, edge: datetime | None = None) -> tuple[Remark, ...]:
        """Return what is to be said beside the two ranges; ``edge`` as in :meth:`cut`.

        With an edge, only what lies before it, and before the cut, counts.
        """
        a, b = self._so_far(edge)
        said = [
            *remarks.about_clocks(Side.A, a, self.zone),
            *remarks.about_clocks(Side.B, b, self.zone),
            *remarks.about_leap_days(a, b, self.zone),
        ]
        if not self.is_alike:
            said.append(Remark(Trait.UNEQUAL, days=self._days(a, b)))
        if self.clamped is not None:
            said.append(Remark(Trait.CLAMPED, Side.B, self.clamped))
        if edge is not None and self.cut(edge) != self:
            cut = Side.B if self.running is Side.A else Side.A
            said.append(Remark(Trait.CUT, cut, moments=(a.end, b.end)))
        return tuple(said)

    def _so_far(self, edge: datetime | None) -> tuple[Window, Window]:
        """Return both windows as far as they are compared: the running one up to the edge."""
        if edge is None or self.running is None:
            return self.a, self.b
        cut = self.cut(edge)
        edge = edge.astimezone(UTC).replace(microsecond=0)
        ran, other = self._ran_first(cut.a, cut.b)
        ran = Window(ran.start, min(max(edge, ran.start + _SECOND), ran.end))
        return self._ran_first(ran, other)

    def _days(self, a: Window, b: Window) -> tuple[int, int] | None:
        if not isinstance(self.range_a, Days) or not isinstance(self.range_b, Days):
            return None
        return remarks.days_touched(a, self.zone), remarks.days_touched(b, self.zone)

    def _moment_against(self, edge: datetime) -> datetime:
        """Return the moment of the other side that stands against a moment of the running one."""
        ran, other = self._ran_first(self.a, self.b)
        wall = edge.astimezone(self.zone).replace(tzinfo=None)
        day, other_day = _days_against(
            *self._ran_first(self.range_a, self.range_b), self.match, wall
        )
        begun = max(reached(day, self.zone), ran.start)
        other_begun = max(reached(other_day, self.zone), other.start)
        return min(other_begun + (edge - begun), reached(other_day + _DAY, self.zone))

    def _ran_first(self, a: _T, b: _T) -> tuple[_T, _T]:
        """Return what is of the running side, then the other's; and the other way round."""
        return (b, a) if self.running is Side.B else (a, b)


def pair(
    period: Period, other: Other, zone: ZoneInfo, now: datetime, *, complete: bool = False
) -> Pair:
    """Return a period and what it is compared against, at the moment ``now`` (aware, any zone).

    With ``complete``, a running side ends with the past midnight, and the other has as many days.
    Raises ``NothingComplete`` where that leaves nothing, and ``ValueError`` where ``other`` is
    ``NONE``, where ``now`` is naive, where a side has no length in this zone, and where one lies
    outside 2000 to 2099.
    """
    if now.tzinfo is None:
        raise ValueError("now must carry a zone: a naive time would mean the machine's own")
    found = spelling.fixed(period, zone, now)
    made = _made(found, _shifted(period, found, other), zone, now)
    return _completed(made, now) if complete and made.running else made


def _shifted(period: Period, found: Range, other: Other) -> Shifted:
    if other is Against.NONE:
        raise ValueError("there is nothing to compare against")
    if isinstance(other, Against):
        return _RULES[other](period, found)
    is_equal = shifting.length(found) == shifting.length(other)
    return Shifted(other, Match.COUNT if is_equal else Match.NOTHING)


def _made(found: Range, shifted: Shifted, zone: ZoneInfo, now: datetime) -> Pair:
    a, b = (spelling.resolve(each, zone, now) for each in (found, shifted.range))
    runs_a, runs_b = (window.start <= now < window.end for window in (a, b))
    match = shifted.match
    if runs_a and runs_b:
        # Both end now, so they are equally long only if they have begun together.
        match = Match.COUNT if a.start == b.start else Match.NOTHING
    elif runs_b and match is Match.DATES:
        match = Match.COUNT
    running = Side.A if runs_a else Side.B if runs_b else None
    made = Pair(a, b, zone, found, shifted.range, running, match=match, clamped=shifted.clamped)
    return replace(made, is_alike=_is_alike(made, now))


def _is_alike(made: Pair, now: datetime) -> bool:
    """Tell whether both sides last equally long, a running one counted up to now."""
    if made.running is None:
        return shifting.length(made.range_a) == shifting.length(made.range_b)
    if made.match is Match.NOTHING:
        return False
    ran, other = (made.range_a, made.range_b)
    if made.running is Side.B:
        ran, other = other, ran
    wall = now.astimezone(made.zone).replace(tzinfo=None)
    day, other_day = _days_against(ran, other, made.match, wall)
    (begun, _), (other_begun, other_end) = shifting.walls(ran), shifting.walls(other)
    return other_day - day == other_begun - begun and other_day < other_end


def _completed(made: Pair, now: datetime) -> Pair:
    """Return a running pair without today, and without what stands against today."""
    today = datetime.combine(now.astimezone(made.zone), time.min)
    a, b = made.range_a, made.range_b
    try:
        if made.a.start <= now < made.a.end:
            a = shifting.shortened(a, today)
        if made.b.start <= now < made.b.end:
            b = shifting.shortened(b, today)
    except ValueError as error:
        raise NothingComplete("no day of a running period is over yet") from error
    if made.match is Match.DATES and isinstance(a, Days):
        return _made(a, shifting.same_dates(a), made.zone, now)
    if made.match is Match.COUNT and made.running is Side.B:
        a = shifting.shortened(a, shifting.walls(a)[0] + shifting.length(b))
    elif made.match is Match.COUNT:
        b = shifting.shortened(b, shifting.walls(b)[0] + shifting.length(a))
    return _made(a, Shifted(b, made.match, made.clamped), made.zone, now)


def _days_against(
    ran: Range, other: Range, match: Match, wall: datetime
) -> tuple[datetime, datetime]:
    """Return when the running day that holds a wall-clock time began, and the day against it.

    A day here begins at midnight, or where the ranges begin at different times of the day, at the
    running one's.
    """
    begun, other_begun = shifting.walls(ran)[0], shifting.walls(other)[0]
    if begun.time() == other_begun.time():
        begun, other_begun = (datetime.combine(each, time.min) for each in (begun, other_begun))
    gone = (wall - begun) // _DAY * _DAY
    day = begun + gone
    return day, shifting.wall_before(day) if match is Match.DATES else other_begun + gone
