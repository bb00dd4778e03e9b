"""The PBX's clock, as the `Date` of its answers tells it: it decides what is open and what is over.

Up to a minute of difference is nobody's business: then the time is exactly this server's. More
than that is believed once two answers in a row say the same, so that no single wrong header moves
anything; a sign-in alone is two answers.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final

_log: Final = logging.getLogger(__name__)

_NONE: Final = timedelta(0)
_TOLERATED: Final = timedelta(minutes=1)
_BACK_WITHIN: Final = timedelta(seconds=45)
"""A difference that was believed is dropped only here, so that one of a minute does not flutter."""

_STEADY: Final = timedelta(seconds=15)
"""So far a difference may drift before it is taken anew: time is not to jump by little."""

_ALIKE: Final = timedelta(seconds=5)
"""So far two answers may be apart, besides what is unknown of each, and still say the same."""

_HALF_A_SECOND: Final = timedelta(seconds=0.5)
"""The header leaves out the fraction: on average, it is half a second late."""

_YEARS: Final = range(2000, 2200)
"""Others are the time of a machine that has none."""

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"
# The one form that may be sent (RFC 9110, 5.6.7); the two obsolete ones are not worth a guess.
_DATE: Final = re.compile(
    r"([A-Z][a-z]{2}), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT"
)


@dataclass(frozen=True, slots=True)
class _Heard:
    """How far one answer said that the PBX is ahead; the truth lies within ``unknown`` of it."""

    ahead: timedelta
    unknown: timedelta

    def agrees(self, other: "_Heard") -> bool:
        return abs(self.ahead - other.ahead) <= _ALIKE + self.unknown + other.unknown


class PbxClock:
    """Tells a PBX's time; any number of threads may hear and ask.

    What lasts a while (a quota's reset, a pause, a token's life) is to be measured by ``own``,
    which does not jump when the PBX's clock is set.
    """

    def __init__(self, own: Callable[[], datetime]) -> None:
        """Begin with this server's time (aware, UTC) as the PBX's."""
        self.own = own
        self._lock = Lock()
        self._ahead = _NONE
        self._latest: _Heard | None = None
        self._is_told = False

    def __call__(self) -> datetime:
        """Return the present moment by the PBX's clock (aware, UTC)."""
        return self.at(self.own())

    @property
    def ahead(self) -> timedelta:
        """How far the PBX's clock is ahead of this server's (negative: behind); 0 to a minute."""
        return self._ahead

    @property
    def is_told(self) -> bool:
        """Whether two answers in a row have said the same time."""
        return self._is_told

    def at(self, own: datetime) -> datetime:
        """Return what the PBX's clock says at a moment of this server's."""
        return own + self._ahead

    def hear(self, date: str | None, *, asked_at: datetime, answered_at: datetime) -> None:
        """Take what the `Date` of an answer said, between two moments of this server's clock."""
        said = read(date)
        # Where this server's own clock was set meanwhile, nobody knows when that was.
        if said is None or answered_at < asked_at:
            return
        unknown = (answered_at - asked_at) / 2
        heard = _Heard(said + _HALF_A_SECOND - (asked_at + unknown), unknown)
        with self._lock:
            former, self._latest = self._latest, heard
            if former is not None and heard.agrees(former):
                self._is_told = True
                self._believe(heard)

    def _believe(self, heard: _Heard) -> None:
        difference = abs(heard.ahead)
        if difference <= (_BACK_WITHIN if self._ahead else _TOLERATED + heard.unknown):
            ahead = _NONE
        elif self._ahead and abs(heard.ahead - self._ahead) <= _STEADY + heard.unknown:
            return
        else:
            ahead = timedelta(seconds=round(heard.ahead.total_seconds()))
        if ahead != self._ahead:
            _log.warning("the PBX's clock is %+.0f s ahead of this one", ahead.total_seconds())
            self._ahead = ahead


def read(date: str | None) -> datetime | None:
    """Return the moment that a `Date` header names (aware, UTC); None where it is not well formed.

    Never raises, whatever the header holds.
    """
    found = _DATE.fullmatch(date or "")
    if found is None or int(found[4]) not in _YEARS:
        return None
    day, year, hour, minute, second = map(int, found.group(2, 4, 5, 6, 7))
    try:
        month = _MONTHS.index(found[3]) // 3 + 1
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return moment if _DAYS[moment.weekday()] == found[1] else None
