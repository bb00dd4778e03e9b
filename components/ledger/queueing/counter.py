"""The PBX's hourly counter, as far as its headers and our own requests tell (contract, 5)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from components.ledger.queueing.others import Others, Use
from components.ringme.quota import Quota

HOUR: Final = timedelta(hours=1)
LATE: Final = timedelta(seconds=1)
"""The headers tell the reset in whole seconds, so it may come so much later."""

_SAME: Final = timedelta(minutes=1)
"""Two answers of one hour name the same reset but for seconds lost on the way."""

_TO_THE_END: Final = timedelta(minutes=10)
"""An hour counts as watched to its end where an answer came in its last ten minutes."""


@dataclass(slots=True)
class Counter:
    """One hour of the counter after the other.

    ``left`` is None before the first header. It is the smaller of two figures: what the
    PBX said was left, and what should be left after our own requests. The
    difference was used by others. ``is_whole`` tells whether the hour is watched
    from its beginning. All moments are aware, UTC.
    """

    resets_at: datetime
    limit: int | None = None
    left: int | None = None
    own: int = 0
    retries: int = 0
    heard_at: datetime | None = None
    is_whole: bool = False
    others: Others = field(default_factory=Others)

    def turn(self, now: datetime) -> None:
        """Begin a new hour if this one is over."""
        if now >= self.resets_at + LATE:
            self._begin(self.resets_at + HOUR * ((now - self.resets_at) // HOUR + 1))

    def spent(self) -> None:
        """Count one request of ours."""
        self.own += 1
        if self.left is not None:
            self.left = max(0, self.left - 1)

    def unspent(self) -> None:
        """Take back one request of ours that the PBX has not counted."""
        if self.own:
            self.own -= 1
            self.left = None if self.left is None else self.left + 1

    def heard(self, quota: Quota, now: datetime) -> None:
        """Take what an answer's headers said."""
        self.limit = max(quota.limit or self.limit or 0, quota.remaining or 0) or None
        if self._is_another_hour(quota):
            self._begin(quota.resets_at or self.resets_at)
            # The request of this answer is the first that the new hour counts.
            self.spent()
        if quota.remaining is not None:
            self.take(quota.remaining, now)
        elif self.left is None and self.limit is not None:
            self.left = max(0, self.limit - self.own)
        if quota.resets_at is not None:
            self._set(quota.resets_at)
        self.heard_at = now

    def take(self, left: int, now: datetime) -> None:
        """Believe that no more than this is left."""
        if self.left is None:
            # What was gone before the first look was theirs, as far as anybody knows.
            self.others.used = max(0, (self.limit or 0) - left - self.own)
            self.left = left
        elif left < self.left:
            since = self.heard_at or min(self.resets_at - HOUR, now)
            self.others.saw(Use(since, now, self.left - left))
            self.left = left

    def knows_more_than(self, other: "Counter") -> bool:
        """Tell whether this counter heard more lately from the PBX than another one."""
        if self.left is None or other.left is None:
            return other.left is None
        return self.heard_at is not None and (
            other.heard_at is None or self.heard_at > other.heard_at
        )

    def join(self, other: "Counter") -> None:
        """Believe the smaller figure where another count of the same hour has one."""
        if abs(other.resets_at - self.resets_at) > _SAME:
            return
        self.retries = max(self.retries, other.retries)
        if self.left is not None and other.left is not None:
            self.left = min(self.left, other.left)

    def _begin(self, resets_at: datetime) -> None:
        """Begin an hour: until the PBX says otherwise, the whole limit is left."""
        self.others.turn(self.resets_at, seen_at=self.heard_at if self._was_watched() else None)
        self.is_whole = self.left is not None
        self.left = self.limit if self.is_whole else None
        self.resets_at, self.own, self.retries, self.heard_at = resets_at, 0, 0, None

    def _was_watched(self) -> bool:
        if self.heard_at is None:
            return False
        return self.is_whole and self.resets_at - self.heard_at <= _TO_THE_END

    def _is_another_hour(self, quota: Quota) -> bool:
        """Tell whether the PBX began to count anew before it was expected to."""
        if quota.resets_at is None or quota.remaining is None or self.left is None:
            return False
        return quota.resets_at > self.resets_at + _SAME and quota.remaining > self.left

    def _set(self, resets_at: datetime) -> None:
        is_same = abs(resets_at - self.resets_at) <= _SAME
        # Of two that mean the same, the later one is not too early.
        self.resets_at = max(resets_at, self.resets_at) if is_same else resets_at
