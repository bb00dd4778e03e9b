"""Customers of the PBX: credentials, tokens, the hour's quota and the one running statistic."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from threading import Lock
from typing import Final

from components.simulator.habits import Habits
from components.simulator.office import Office

Clock = Callable[[], datetime]
"""Tells the moment: aware, UTC."""

CLIENT_ID: Final = 7001
"""The client id of the default account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One customer: an application's credentials and the office behind them."""

    office: Office
    app_id: str = "demo"
    app_secret: str = field(default="demo", repr=False)
    client_id: int = CLIENT_ID
    access: str = "full"
    timezone: str | None = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Quota:
    """What the rate-limit headers say; ``reset`` is in seconds."""

    limit: int
    remaining: int
    reset: int


class Line:
    """An account at work: counts its requests and lets one statistics request run at a time."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self.account = account
        self._clock = clock
        self._lock = Lock()
        self._hour: datetime | None = None
        self._used = 0
        self._running = False
        self._overlaps = 0

    @property
    def overlaps(self) -> int:
        """How many statistics requests met another one still running."""
        return self._overlaps

    def charge(self, limit: int) -> bool:
        """Count a request against this hour; False when the hour was already used up."""
        with self._lock:
            self._turn_the_hour()
            if self._used >= limit:
                return False
            self._used += 1
            return True

    def quota(self, limit: int) -> Quota:
        """Return what is left of this clock hour."""
        with self._lock:
            now = self._turn_the_hour()
            next_hour = _hour(now) + timedelta(hours=1)
            reset = -(-(next_hour - now) // timedelta(seconds=1))
            return Quota(limit, max(0, limit - self._used), reset)

    @contextmanager
    def statistics(self) -> Iterator[bool]:
        """Occupy the account's one place for statistics; yields False where it is taken."""
        with self._lock:
            free = not self._running
            self._running = True
            self._overlaps += not free
        try:
            yield free
        finally:
            if free:
                self._running = False

    def _turn_the_hour(self) -> datetime:
        now = self._clock()
        if self._hour != _hour(now):
            self._hour, self._used = _hour(now), 0
        return now


@dataclass(slots=True)
class _Grant:
    """A token's rights: whose it is, until when, and for how many more requests."""

    line: Line
    expires_at: datetime
    uses: int | None


class Tokens:
    """The sign-in desk: tokens and whom they belong to."""

    def __init__(self, lines: tuple[Line, ...], clock: Clock) -> None:
        self._lines = lines
        self._clock = clock
        self._lock = Lock()
        self._grants: dict[str, _Grant] = {}

    def line(self, app_id: str, app_secret: str) -> Line | None:
        """Return whose credentials these are, or None."""
        for line in self._lines:
            account = line.account
            known = compare_digest(account.app_id.encode(), app_id.encode())
            if known and compare_digest(account.app_secret.encode(), app_secret.encode()):
                return line
        return None

    def issue(self, line: Line, habits: Habits) -> str:
        """Make a new token for this account."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        life = timedelta(seconds=habits.token_life)
        with self._lock:
            self._grants = {
                known: grant
                for known, grant in self._grants.items()
                if grant.expires_at > now
                and not (habits.new_token_kills_old and grant.line is line)
            }
            self._grants[token] = _Grant(line, now + life, habits.token_uses)
        return token

    def use(self, token: str) -> Line | None:
        """Return whose token this is, if it is alive, and use it up by one request."""
        with self._lock:
            grant = self._grants.get(token)
            if grant is None or grant.expires_at <= self._clock() or grant.uses == 0:
                return None
            if grant.uses is not None:
                grant.uses -= 1
            return grant.line

    def kill(self) -> None:
        """Let every token die at once."""
        with self._lock:
            self._grants.clear()


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
