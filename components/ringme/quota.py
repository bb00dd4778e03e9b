"""The hourly quota, as the headers of an answer tell it (contract, section 5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# 1000 an hour was seen; a figure above a million is no quota.
_MOST_REQUESTS: Final = 1_000_000
# The counter starts again within the hour; allow for hosts that count days.
_LONGEST_RESET: Final = 24 * 60 * 60
# Two answers of one hour name the same reset but for seconds lost on the way.
_SAME_HOUR: Final = timedelta(minutes=1)
_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many requests the hour allows and has left; None is unknown, never zero.

    All programs and users of the client share it. `resets_at` is aware, UTC.
    """

    limit: int | None
    remaining: int | None
    resets_at: datetime | None


def read(headers: Mapping[str, str], now: datetime) -> Quota | None:
    """Read the quota headers; an absurd value is unknown, nothing usable is None.

    Never raises, whatever the headers hold.
    """
    given = {name.lower(): value for name, value in headers.items()}
    limit = _number(given.get("x-ratelimit-limit"), most=_MOST_REQUESTS) or None
    remaining = _number(given.get("x-ratelimit-remaining"), most=_MOST_REQUESTS)
    seconds = _number(given.get("x-ratelimit-reset"), most=_LONGEST_RESET)
    if remaining is not None and limit is not None and remaining > limit:
        remaining = None
    resets_at = None if seconds is None else now + timedelta(seconds=seconds)
    if limit is None and remaining is None and resets_at is None:
        return None
    return Quota(limit, remaining, resets_at)


def newer(known: Quota | None, seen: Quota | None, now: datetime) -> Quota | None:
    """Join what was known with what an answer just said.

    Within one hour the smaller `remaining` is believed: answers overtake each other, and
    resources may be counted apart (contract, section 9).
    """
    if known is None or seen is None:
        return seen or known
    if not _same_hour(known, seen, now):
        return seen
    left = [figure for figure in (known.remaining, seen.remaining) if figure is not None]
    return Quota(
        limit=known.limit if seen.limit is None else seen.limit,
        remaining=min(left, default=None),
        resets_at=seen.resets_at or known.resets_at,
    )


def next_hour(now: datetime) -> datetime:
    """Return when the next full hour starts: the reset that a silent PBX is assumed to have."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _same_hour(known: Quota, seen: Quota, now: datetime) -> bool:
    """Tell whether both speak of one counter; without a reset nobody knows, so no."""
    if known.resets_at is None:
        return False
    if seen.resets_at is None:
        return now < known.resets_at
    return abs(seen.resets_at - known.resets_at) <= _SAME_HOUR


def _number(text: str | None, *, most: int) -> int | None:
    if text is None or not _WHOLE_NUMBER.fullmatch(text.strip(" \t")):
        return None
    number = int(text)
    return number if number <= most else None
