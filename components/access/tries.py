"""How often one may try: five wrong ones are free, then each costs a longer wait."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

FREE: Final = 5
"""Wrong tries of one address that cost nothing: people mistype."""

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=15)
"""The wait doubles from the first to the longest: about 100 guesses a day from one address."""

MOST_OF_ALL: Final = 50
SPAN_OF_ALL: Final = timedelta(minutes=15)
"""Wrong tries of all addresses together: many addresses must not make many guesses."""

_FORGOTTEN_AFTER: Final = timedelta(days=1)
_MOST_ADDRESSES: Final = 10_000
"""Addresses that are remembered, about two megabytes; beyond, the oldest are forgotten."""

_MOST_GUESSES: Final = 16


@dataclass(slots=True)
class _Record:
    """What one address has tried in vain."""

    wrong: int = 0
    last_at: datetime | None = None
    until: datetime | None = None
    guesses: deque[bytes] = field(default_factory=lambda: deque(maxlen=_MOST_GUESSES))


class Tries:
    """Counts wrong tries of each address (``whom``); all methods may be called from any thread.

    With ``of_all`` off, only single addresses are slowed down: right where what is guessed at
    is too long to be guessed by many together, and where many must not lock everybody out.
    """

    def __init__(self, clock: Callable[[], datetime], *, of_all: bool = True) -> None:
        """Start with no try; ``clock`` tells the moment (aware, UTC)."""
        self._clock = clock
        self._of_all = of_all
        self._lock = Lock()
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._wrong: deque[datetime] = deque(maxlen=MOST_OF_ALL)

    def until(self, whom: str) -> datetime | None:
        """Return when the next try of an address is let through (aware); None is now."""
        with self._lock:
            return self._until(whom, self._clock())

    def failed(self, whom: str, guess: bytes | None = None) -> None:
        """Count a wrong try.

        With a ``guess`` (a digest of what was tried), the same one is counted once: a television
        whose key was revoked goes on showing it, which is no guessing.
        """
        with self._lock:
            self._count(whom, guess, self._clock())

    def succeeded(self, whom: str) -> None:
        """Forget the wrong tries of an address that got it right."""
        with self._lock:
            self._records.pop(whom, None)

    def attempt(self, whom: str, check: Callable[[], bool]) -> bool:
        """Return what ``check`` says, without asking it while the address has to wait.

        It counts as wrong until it has turned out right: a hundred sessions that try at the same
        moment get no more tries than one.
        """
        with self._lock:
            now = self._clock()
            if self._until(whom, now) is not None:
                return False
            self._count(whom, None, now)
        is_right = check()
        if is_right:
            with self._lock:
                self._records.pop(whom, None)
                if self._wrong:
                    self._wrong.pop()
        return is_right

    def _until(self, whom: str, now: datetime) -> datetime | None:
        record = self._records.get(whom)
        waits = [record.until] if record is not None and record.until is not None else []
        if self._of_all and len(self._wrong) == MOST_OF_ALL:
            waits.append(self._wrong[0] + SPAN_OF_ALL)
        latest = max(waits, default=now)
        return latest if latest > now else None

    def _count(self, whom: str, guess: bytes | None, now: datetime) -> None:
        record = self._record(whom, now)
        if guess is not None:
            if guess in record.guesses:
                return
            record.guesses.append(guess)
        record.wrong += 1
        record.last_at = now
        if record.wrong >= FREE:
            # No number of tries makes the power so large that it cannot be computed.
            doubled = FIRST_WAIT * 2 ** min(record.wrong - FREE, 10)
            record.until = now + min(doubled, LONGEST_WAIT)
        self._wrong.append(now)

    def _record(self, whom: str, now: datetime) -> _Record:
        """Return the record of an address, a new one after a day without a try."""
        record = self._records.get(whom)
        if record is None or (record.last_at or now) + _FORGOTTEN_AFTER <= now:
            record = self._records[whom] = _Record()
        self._records.move_to_end(whom)
        while len(self._records) > _MOST_ADDRESSES:
            self._records.popitem(last=False)
        return record
