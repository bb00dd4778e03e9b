"""The account's list of extensions, read seldom and shared by all sessions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from components.ledger.queueing.retry import again_at
from components.ringme.errors import RingmeError
from components.ringme.models import Extension

_LASTS: Final = timedelta(hours=1)


class Listing:
    """Remembers the extensions, or for a while why they could not be read."""

    def __init__(
        self,
        fetch: Callable[[], tuple[Extension, ...]],
        *,
        clock: Callable[[], datetime],
    ) -> None:
        """Start with nothing read; ``fetch`` asks the PBX."""
        self._fetch = fetch
        self._clock = clock
        self._lock = Lock()
        self._extensions: tuple[Extension, ...] | None = None
        self._error: RingmeError | None = None
        self._next_at: datetime | None = None

    def read(self) -> tuple[Extension, ...]:
        """Return the extensions, up to an hour old; older ones where a new reading fails.

        Raises the ``RingmeError`` of the latest try where there never was a list.
        """
        known = self._extensions
        # Who has an old list need not wait for the one who reads the new one.
        if not self._lock.acquire(blocking=known is None):
            return known or ()
        try:
            now = self._clock()
            if self._next_at is None or now >= self._next_at:
                self._try(now)
            if self._extensions is None and self._error is not None:
                raise self._error.with_traceback(None)
            return self._extensions or ()
        finally:
            self._lock.release()

    def _try(self, now: datetime) -> None:
        try:
            self._extensions = self._fetch()
        except RingmeError as error:
            self._error = error.with_traceback(None)
            self._next_at = again_at(error, now)
        else:
            self._error = None
            self._next_at = now + _LASTS
