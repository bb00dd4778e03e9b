"""What the customer's other programs take from the shared hour, and what they may still need.

The PBX tells only how many requests are left; what went beyond our own was theirs.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, sqrt
from typing import Final

_RECENT: Final = timedelta(minutes=5)
_MERGED: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_NONE: Final = timedelta(0)
_SLACK: Final = timedelta(minutes=30)
_LIKE_NOW: Final = (1, 2, 3, 24)
"""Hours ago that tell something about this one: what just happens, and what happens daily."""


@dataclass(frozen=True, slots=True)
class Use:
    """So many requests were made between two moments (aware, UTC)."""

    since: datetime
    until: datetime
    count: int

    def after(self, moment: datetime) -> float:
        """Return how many of them, taken as evenly spread, were made after a moment."""
        if self.since >= moment:
            return self.count
        if self.until <= moment:
            return 0
        return self.count * ((self.until - moment) / (self.until - self.since))


@dataclass(slots=True)
class Others:
    """What the other programs of a customer were seen to use.

    They are expected to need as much of an hour as in the busiest of the last
    three hours and the same hour yesterday, as far as these were watched as a
    whole; half of the limit without such experience. Once they have used more
    than that, they are expected to go on as in the last five minutes. Twice the
    square root is added, because counts of independent events vary by that.
    """

    used: int = 0
    """Requests of this hour."""

    recent: list[Use] = field(default_factory=list)
    hours: dict[datetime, int] = field(default_factory=dict)
    """What they used in each hour that was watched as a whole, by its end (aware, UTC)."""

    def saw(self, use: Use) -> None:
        """Note what they used of this hour since the last look."""
        self.used += use.count
        if self.recent and use.until - self.recent[-1].since <= _MERGED:
            last = self.recent.pop()
            use = Use(last.since, use.until, last.count + use.count)
        kept = (each for each in self.recent if each.until > use.until - _RECENT)
        self.recent = [*kept, use]

    def turn(self, ended_at: datetime, *, seen_at: datetime | None) -> None:
        """Begin a new hour.

        ``seen_at`` is when an hour that was watched as a whole was looked at last, and None
        for one that is no experience.
        """
        if seen_at is not None:
            self.hours[ended_at] = self.used + ceil(self._going_on(seen_at, ended_at))
        oldest = ended_at - _HOUR * max(_LIKE_NOW)
        self.hours = {end: used for end, used in self.hours.items() if end >= oldest}
        self.used = 0

    def usual(self, ends_at: datetime) -> int | None:
        """Return what they may need of an hour that ends then; None without experience."""
        alike = (
            used
            for end, used in self.hours.items()
            if any(abs(ends_at - end - _HOUR * ago) < _SLACK for ago in _LIKE_NOW)
        )
        return max(alike, default=None)

    def unseen(self, seen_at: datetime, now: datetime) -> int:
        """Return how many requests they may have made since the last look."""
        return _at_most(self._going_on(seen_at, now))

    def need(self, seen_at: datetime, ends_at: datetime, *, limit: int) -> int:
        """Return how many requests they may make from the last look until the hour ends."""
        usual = self.usual(ends_at)
        usual = limit // 2 if usual is None else usual
        if self.used > usual:
            return self.unseen(seen_at, ends_at)
        evenly = usual * (max(_NONE, ends_at - seen_at) / _HOUR)
        return usual - self.used + _at_most(evenly) - ceil(evenly)

    def guess(self, seen_at: datetime, ends_at: datetime, *, limit: int) -> int:
        """Return how many of those they need are a mere guess, which a person may risk.

        Without experience that is a quarter of the limit, unless what they lately did says else.
        """
        if self.usual(ends_at) is not None:
            return 0
        needed = self.need(seen_at, ends_at, limit=limit)
        return needed - min(needed, max(needed - limit // 4, self.unseen(seen_at, ends_at)))

    def _going_on(self, seen_at: datetime, until: datetime) -> float:
        """Return how many they make from the last look on if they go on as before it."""
        lately = sum(use.after(seen_at - _RECENT) for use in self.recent)
        return lately * (max(_NONE, until - seen_at) / _RECENT)


def _at_most(expected: float) -> int:
    return ceil(expected + 2 * sqrt(expected))
