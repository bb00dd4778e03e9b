"""A fact: one total that the PBX gave, when it gave it, and how long that is good enough.

Calls show up late (contract, section 6), so a total can still grow for a while after its window
has ended. Until then it is shown with its age and read again, ever more seldom; after that it is
settled for good.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from components.measures.counts import Sides
from components.measures.outcomes import Source, adds_up
from components.periods.window import Window

SETTLING: Final = timedelta(hours=26)
"""How long after its end a window can still grow (contract, section 6, with a margin)."""

OPEN_LASTS: Final = timedelta(minutes=2)
"""How old a page's numbers may be; a wall's are read again at its own refresh."""

_ODD_LASTS: Final = timedelta(minutes=1)
"""A total that does not add up is looked at once more, a minute later."""

_FIRST_STEP: Final = timedelta(minutes=10)
_GROWTH: Final = 3
"""What has ended is read again when it is three times as old as at the last reading."""

_HOPELESS_LASTS: Final = timedelta(days=1)
"""What never adds up never settles; once a day is enough to find that out."""


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted, and whose: the totals of one series add up over time.

    ``extensions`` holds the PBX's own ids; none stands for the whole account.
    """

    source: Source
    extensions: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Fact:
    """The total of a window, as the PBX gave it at ``read_at`` (aware, UTC)."""

    series: Series
    window: Window
    sides: Sides
    read_at: datetime

    @property
    def age(self) -> timedelta:
        """How long after the end of its window it was read; negative where that was still open."""
        return self.read_at - self.window.end

    @property
    def adds_up(self) -> bool:
        """Whether the outcomes make the total, which nobody promised of legs (contract, 3)."""
        return adds_up(self.sides, self.series.source)

    @property
    def is_settled(self) -> bool:
        """Whether this total is taken to be final."""
        return self.adds_up and self.age >= SETTLING

    def due_at(self, *, refresh: timedelta = OPEN_LASTS, again: bool = False) -> datetime | None:
        """Return when this total is to be read again (aware, UTC); None once it is settled.

        ``refresh`` is how long a number lasts whose time is not over, ``again`` is on where the
        reading before this one did not add up either.
        """
        if self.is_settled:
            return None
        return self.read_at + self._lasts(refresh, again=again)

    def _lasts(self, refresh: timedelta, *, again: bool) -> timedelta:
        if not self.adds_up and not again:
            return _ODD_LASTS
        if self.age < timedelta(0):
            return refresh
        if self.age >= SETTLING:
            return _HOPELESS_LASTS
        return min(max(_FIRST_STEP, (_GROWTH - 1) * self.age), SETTLING - self.age)


@dataclass(frozen=True, slots=True)
class Correction:
    """A settled total that turned out to have changed after all, and when that was noticed."""

    series: Series
    window: Window
    before: Sides
    after: Sides
    noticed_at: datetime
