"""The book of one series: everything that is known of it, and what a question still costs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from components.ledger import plan
from components.ledger.audit import Audit
from components.ledger.facts import SETTLING, Correction, Fact, Series
from components.ledger.fresh import Fresh
from components.ledger.known import Contradiction, Known, Place
from components.ledger.young import NEVER, Young
from components.measures.counts import Direction, Sides
from components.measures.stretches import Standing, Stretch
from components.periods.window import Window


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known between some marks, and what is not.

    ``stretches`` lie between neighbouring marks where those are told apart, else between marks
    further away; what is unknown or has not begun, or cannot be, is left out. ``total`` is None
    until all is known that has begun. ``missing`` was never told, ``due`` has to be read again;
    both in the order in which to ask; what is known of it is to be read again at ``due_at``, never
    where it is settled. The survey holds until ``good_until`` unless something is learnt before
    (both aware, UTC).
    """

    stretches: tuple[Stretch, ...]
    total: Sides | None
    missing: tuple[Window, ...]
    due: tuple[Window, ...]
    good_until: datetime
    due_at: datetime = NEVER

    @property
    def as_of(self) -> datetime | None:
        """The moment of what is least firm: the oldest of the open parts, else of the provisional.

        A day goes on with each call; that its first hours may still get a late one is another word.
        """
        for firmness in (Standing.OPEN, Standing.PROVISIONAL, Standing.FINAL):
            moments = [one.read_at for one in self.stretches if one.standing is firmness]
            if moments:
                return min(moments)
        return None

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it can change any more."""
        return self.good_until == NEVER and self.total is not None and not self.due


@dataclass(frozen=True, slots=True)
class Learnt:
    """What an answer brought about: facts to keep, and settled totals that had changed."""

    facts: tuple[Fact, ...]
    corrections: tuple[Correction, ...] = ()


class Book:
    """Learns facts, and surveys questions against them. It asks nothing itself."""

    def __init__(self, series: Series) -> None:
        """Begin with blank pages."""
        self.series = series
        self.version = 0
        self.newest: datetime | None = None
        self._known = Known()
        self._told: dict[Window, Fact] = {}
        self._young = Young(series, self._known)
        self._audit = Audit(self._known)
        self._widened: dict[Window, Window] = {}

    def __len__(self) -> int:
        """Return how many facts stand in it."""
        return len(self._told) + len(self._young)

    def recall(self, facts: Iterable[Fact]) -> None:
        """Take in facts that were kept earlier, oldest first; the newest word counts."""
        contradicted = False
        for fact in facts:
            self._note(fact)
            if not fact.is_settled:
                self._young.keep(fact)
                continue
            self._told[fact.window] = fact
            self._young.drop(fact.window)
            contradicted |= not self._learn(fact)
        if contradicted:
            self._known.clear()
            for fact in sorted(self._told.values(), key=lambda each: each.read_at, reverse=True):
                self._learn(fact)
        self._doubt(self._known.places([window.start for window in self._told]))

    def learn(self, fact: Fact) -> Learnt:
        """Take in an answer of the PBX; return what is to be kept of it."""
        self._note(fact)
        if not fact.is_settled:
            self._young.keep(fact)
            self._audit.forget(fact.window)
            return Learnt((fact,))
        facts = [fact]
        rest = self._widened.pop(fact.window, None)
        if rest is not None:
            latest = _sum(self._young.ended(rest) or ())
            if not self._audit.covers(fact, latest, rest):
                return Learnt(())
        for each in facts:
            # What is settled with a part may settle parts of its own.
            facts += self._write(each)
        corrections = tuple(
            Correction(self.series, window, before, after, fact.read_at)
            for window, before, after in self._audit.answered(fact)
        )
        self._doubt(self._known.places((fact.window.start,)))
        return Learnt((*facts, *self._rewritten(corrections)), corrections)

    def survey(
        self,
        marks: Sequence[datetime],
        now: datetime,
        *,
        refresh: timedelta | None = None,
        newer_than: datetime | None = None,
    ) -> Survey:
        """Return what is known between increasing instants, and what it takes to know the rest.

        ``refresh`` is how long the open parts last on a wall; what can still change and was read
        before ``newer_than`` is due.
        """
        firm = max(bisect_right(marks, now - SETTLING) - 1, 0)
        begun = bisect_left(marks, now, hi=len(marks) - 1)
        fresh = Fresh(self._young, now, refresh=refresh, newer_than=newer_than)
        places = self._known.places(marks[: firm + 1])
        stretches = [*self._settled(marks, places, fresh)]
        windows = [Window(*pair) for pair in pairwise(marks[firm : begun + 1])]
        covered = firm
        for position, window in enumerate(windows, firm):
            found = [*fresh.stretch(position, window)]
            if position >= covered:
                found = found or [*fresh.whole(position, marks)]
                covered = found[0].end if found else covered
                stretches += found
        route = self._route(marks[: firm + 1], places, fresh)
        is_shown = sum(one.first < firm for one in stretches) == firm
        settling = [*route.wide, *route.fine]
        missing = fresh.missing if is_shown else [*route.wide, *fresh.missing, *route.fine]
        due = [*self._audit.asks, *fresh.due, *(settling if is_shown else ())]
        ahead = [mark for mark in marks[begun:] if mark >= now][:1]
        ripening = [mark + SETTLING for mark in marks[firm + 1 : firm + 2]]
        return Survey(
            stretches=tuple(stretches),
            total=self._total(marks[: firm + 1], stretches, begun),
            missing=tuple(dict.fromkeys(missing)),
            due=tuple(dict.fromkeys(due)),
            good_until=min((*ahead, *ripening, fresh.next_due), default=NEVER),
            due_at=fresh.due_at,
        )

    def _note(self, fact: Fact) -> None:
        self.version += 1
        self.newest = max(self.newest or fact.read_at, fact.read_at)

    def _settled(
        self, marks: Sequence[datetime], places: Sequence[Place | None], fresh: Fresh
    ) -> Iterator[Stretch]:
        """Yield the stretches of what should be settled, the shortest that are known."""
        onward = _onward(places)
        here = 0
        while here < len(places) - 1:
            place, there = places[here], onward[here]
            if place is None or there is None:
                yield from fresh.odd(here, Window(marks[here], marks[here + 1]))
                here += 1
                continue
            landing = places[there]
            assert landing is not None  # noqa: S101 - an onward place is one
            # No total is settled earlier; an island may be older than what it came to hold.
            read_at = max(place.island.read_at, marks[there] + SETTLING)
            sides = place.until(landing)
            if not (self._audit.asks and _is_negative(sides)):
                yield Stretch(here, there - here, sides, Standing.FINAL, read_at)
            here = there

    def _route(
        self, marks: Sequence[datetime], places: Sequence[Place | None], fresh: Fresh
    ) -> plan.Route:
        """Return what to ask of what should be settled."""
        if len(marks) < 2 or plan.are_joined(places):  # noqa: PLR2004 - no window
            return plan.Route()
        if self._young.is_odd(Window(marks[0], marks[-1])):
            for window in plan.singly(marks, self._known):
                fresh.read(window)
            return plan.Route()
        route = plan.coarse_first(marks, self._known)
        wide = tuple(self._widen(window, fresh.now) for window in route.wide)
        return plan.Route(wide, route.fine)

    def _widen(self, window: Window, now: datetime) -> Window:
        """Return a larger window that tells the same and audits what is settled, where there is."""
        if self._young.ended(window) is None:
            return window
        wide = self._audit.widen(window, now)
        if wide != window:
            self._widened[wide] = window
        return wide

    def _total(
        self, firm: Sequence[datetime], stretches: Sequence[Stretch], begun: int
    ) -> Sides | None:
        last = max(len(firm) - 1, 0)
        whole = self._known.total(Window(firm[0], firm[-1])) if last else Sides()
        if whole is None or _is_negative(whole):
            last, whole = 0, Sides()
        stretches = [one for one in stretches if one.first >= last]
        if sum(one.buckets for one in stretches) < begun - last:
            return None
        return sum((one.sides for one in stretches), whole)

    def _write(self, fact: Fact) -> list[Fact]:
        """Take in a settled total; return its parts that are settled with it.

        Calls that show up late only add. Where the whole has not grown since its parts were read,
        no part of it has.
        """
        self._told[fact.window] = fact
        self._young.drop(fact.window)
        self._learn(fact)
        parts = self._young.ended(fact.window) or []
        return self._settled_now(parts, fact.read_at) if _sum(parts) == fact.sides else []

    def _learn(self, fact: Fact) -> bool:
        """Tell the known; return whether it agrees."""
        try:
            self._known.learn(fact.window, fact.sides, fact.read_at)
        except Contradiction:
            return False
        return True

    def _doubt(self, places: Iterable[Place | None]) -> None:
        """Suspect totals that cannot be: somewhere nearby one has changed since it was told."""
        for island in {place.island for place in places if place is not None}:
            fall = island.fall()
            if fall is not None:
                self._audit.suspect(fall)

    def _settled_now(self, parts: Iterable[Fact], read_at: datetime) -> list[Fact]:
        return [
            Fact(self.series, part.window, part.sides, read_at)
            for part in parts
            if not part.is_settled
        ]

    def _rewritten(self, corrections: Sequence[Correction]) -> Iterator[Fact]:
        """Yield anew the facts that a corrected total is a part of."""
        for window, fact in list(self._told.items()):
            total = self._known.total(window) if corrections else fact.sides
            if total is not None and total != fact.sides:
                self._told[window] = Fact(self.series, window, total, corrections[0].noticed_at)
                yield self._told[window]


def _is_negative(sides: Sides) -> bool:
    """Tell whether a difference is less than nothing: one of its totals has changed since."""
    return any(min(astuple(sides[direction])) < 0 for direction in Direction)


def _sum(facts: Sequence[Fact]) -> Sides | None:
    """Return the totals of all the facts together; None of none."""
    return sum((fact.sides for fact in facts), Sides()) if facts else None


def _onward(places: Sequence[Place | None]) -> list[int | None]:
    """Return, for each place, the next one on the same island."""
    onward: list[int | None] = [None] * len(places)
    seen: dict[int, int] = {}
    for position in range(len(places) - 1, -1, -1):
        place = places[position]
        if place is not None:
            onward[position] = seen.get(id(place.island))
            seen[id(place.island)] = position
    return onward
