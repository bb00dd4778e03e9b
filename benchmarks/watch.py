"""Looks at boards again and again, and counts what is not as the PBX counts it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from components.simulator import Kind, Office

_CALLS: Final = re.compile(r'st-key-wall_in_calls\b.*?class="wb-digits[^>]*>([^<]*)<', re.DOTALL)
_STATES: Final = re.compile(r'<section[^>]*data-state="([a-z-]+)"')
_NO_NUMBER: Final = "–"
_DAY: Final = timedelta(days=1)
_FARTHEST_WEST: Final = 12

_STALE: Final = 5
"""Refreshes after which a figure is stale: until then it may stand there as it was read."""

_SLACK: Final = timedelta(seconds=5)
"""An answer is on its way for a while, and so is a redraw."""


@dataclass
class Watch:
    """What was seen of boards of today, whose figures are read again each ``refresh``.

    ``wrong`` boards show another number than the office had within the last refreshes, ``late``
    ones are anything but live. ``midnights`` counts days that began, once for each zone.
    """

    office: Office
    refresh: timedelta
    looks: int = 0
    wrong: int = 0
    late: int = 0
    midnights: int = 0
    _days: dict[str, date] = field(default_factory=dict)

    def see(self, board: str, zone: ZoneInfo, now: datetime) -> None:
        """Look at a board's HTML that was drawn just now (aware), for the day in this zone."""
        today = now.astimezone(zone).date()
        self.midnights += self._days.setdefault(zone.key, today) != today
        self._days[zone.key] = today
        self.looks += 1
        self.late += set(_STATES.findall(board)) != {"live"}
        self.wrong += not self._is_right(board, zone, now)

    def _is_right(self, board: str, zone: ZoneInfo, now: datetime) -> bool:
        """Tell whether inbound calls are as many as they were at some moment not long ago."""
        found = _CALLS.search(board)
        if found is None:
            return False
        told = found[1].strip()
        if told == _NO_NUMBER:
            return True
        number = int(re.sub(r"\D", "", told))
        return any(least <= number <= most for least, most in self._counts(zone, now))

    def _counts(self, zone: ZoneInfo, now: datetime) -> Iterator[tuple[int, int]]:
        """Yield the bounds for today, and for the day before where it has just ended."""
        oldest = now - _STALE * self.refresh - _SLACK
        for day in {at.astimezone(zone).date() for at in (now, now - _SLACK)}:
            start = datetime(day.year, day.month, day.day, tzinfo=zone)
            end = start.astimezone(UTC) + _DAY
            counted = (self.office.count(Kind.CALLS, start, end, now=at) for at in (oldest, now))
            least, most = (sides["in"]["total"] for sides in counted)
            yield least, most


def midnight_zone(now: datetime) -> ZoneInfo:
    """Return a zone in which the next full hour is midnight."""
    hour = (now.astimezone(UTC).hour + 1) % 24
    # The signs of these names are the other way round.
    is_west = hour <= _FARTHEST_WEST
    return ZoneInfo(f"Etc/GMT+{hour}" if is_west else f"Etc/GMT-{24 - hour}")
