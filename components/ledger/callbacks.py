"""The calls of the last hours, in memory only and no longer than somebody looks at them.

They hold people's telephone numbers (contract, section 8). So nothing of them goes to the store,
and what nobody has looked at for a quarter of an hour is forgotten.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from components.ledger.queueing.retry import again_at
from components.ledger.queueing.urgency import Urgency
from components.measures.counts import Direction
from components.measures.waiting import Contact
from components.periods.window import Window
from components.ringme.errors import QuotaUsedUp, RingmeError
from components.ringme.models import CallRecord, CallsPage
from components.ringme.quota import Quota

_LASTS: Final = timedelta(minutes=5)
_PAGE_LASTS: Final = timedelta(minutes=2)
"""How old the list may be, at least and for each page: a reading costs all its pages again.

So looking on costs 12 requests an hour for one page, and never more than 30.
"""

_KEPT: Final = timedelta(minutes=15)
_SECOND: Final = timedelta(seconds=1)

_ROUND: Final = 10
"""What the length of a cut page is a multiple of."""

AskPage = Callable[[Window, int], CallsPage]


@dataclass(frozen=True, slots=True)
class Heard:
    """The calls of a window, as they were told at ``read_at`` (aware, UTC) on ``pages``."""

    window: Window
    contacts: tuple[Contact, ...] = field(repr=False)
    read_at: datetime
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Waited:
    """What is known of the calls; None before they were read. ``error`` is why they are not new."""

    heard: Heard | None
    is_asking: bool
    error: RingmeError | None


class Callbacks:
    """The calls of the last hours of an account, shared by all who look at them."""

    def __init__(self, ask: AskPage, *, clock: Callable[[], datetime]) -> None:
        """Begin with none; ``ask`` fetches a page of a window."""
        self._ask = ask
        self._clock = clock
        self._lock = Lock()
        self._heard: dict[timedelta, Heard] = {}
        self._renewed: set[timedelta] = set()
        self._seen: dict[timedelta, datetime] = {}
        self._failed: tuple[RingmeError, datetime] | None = None
        self._reading: dict[timedelta, tuple[Window, int, dict[str, list[Contact]]]] = {}

    def look(self, within: timedelta) -> Waited:
        """Return what is known of the calls since so long ago."""
        now = self._clock()
        with self._lock:
            self._seen[within] = now
            self._forget(now)
            error = self._failed[0] if self._failed is not None else None
            return Waited(self._heard.get(within), self._is_due(within, now), error)

    def renew(self) -> None:
        """Have everything read anew, and forget what failed; what is known stays until then."""
        with self._lock:
            self._failed = None
            self._renewed.update(self._heard)

    def forget(self) -> None:
        """Forget what nobody has looked at for a while."""
        now = self._clock()
        with self._lock:
            self._forget(now)

    def is_due(self, within: timedelta) -> bool:
        """Tell whether the calls are to be read."""
        with self._lock:
            return self._is_due(within, self._clock())

    def read_on(self, within: timedelta) -> None:
        """Read the next page. Raises any ``RingmeError`` of the client."""
        now = self._clock().replace(microsecond=0)
        with self._lock:
            reading = self._reading.get(within)
            window, page, found = reading or (Window(now - within, now + _SECOND), 1, {})
        told = self._ask(window, page)
        known = len(found)
        for record in told.records:
            _add(found, record)
        is_last = _is_short(told) or len(found) == known
        with self._lock:
            if is_last:
                self._reading.pop(within, None)
                self._renewed.discard(within)
                contacts = tuple(one for each in found.values() for one in each)
                self._heard[within] = Heard(window, contacts, window.end - _SECOND, page)
                self._failed = None
            else:
                self._reading[within] = window, page + 1, found

    def fail(self, error: RingmeError) -> None:
        """Take note that a page could not be had. A quota is the queue's to remember."""
        with self._lock:
            self._reading.clear()
            if not isinstance(error, QuotaUsedUp):
                now = self._clock()
                self._failed = error.with_traceback(None), again_at(error, now)

    def _is_due(self, within: timedelta, now: datetime) -> bool:
        if self._failed is not None and now < self._failed[1]:
            return False
        heard = self._heard.get(within)
        if heard is None or within in self._renewed:
            return True
        return now - heard.read_at >= max(_LASTS, heard.pages * _PAGE_LASTS)

    def _forget(self, now: datetime) -> None:
        for within, seen_at in list(self._seen.items()):
            if now - seen_at >= _KEPT:
                del self._seen[within]
                self._heard.pop(within, None)
                self._renewed.discard(within)
                self._reading.pop(within, None)


class CallbackErrand:
    """A job of :class:`components.ledger.queueing.turns.Turns`: one page a turn."""

    is_watched: Final = False

    def __init__(
        self,
        within: timedelta,
        *,
        account: bytes,
        callbacks: Callbacks,
        quota: Callable[[], Quota | None],
    ) -> None:
        """Start out for the calls since so long ago."""
        self._within = within
        self._account = account
        self._callbacks = callbacks
        self._quota = quota

    @property
    def key(self) -> Hashable:
        """The account, and since when."""
        return (self._account, self._within)

    def urgency(self) -> Urgency | None:
        """Return that a person waits, as long as the calls are to be read."""
        return Urgency.PERSON if self._callbacks.is_due(self._within) else None

    def refresh(self) -> None:
        """Other processes keep nothing that could be taken over."""

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests, as last heard."""
        return self._quota()

    def ask(self) -> None:
        """Read the next page; raises any ``RingmeError`` of the client."""
        if self._callbacks.is_due(self._within):
            self._callbacks.read_on(self._within)

    def fail(self, error: RingmeError) -> None:
        """Take note that it failed for good."""
        self._callbacks.fail(error)


def _is_short(page: CallsPage) -> bool:
    """Tell whether a page is shorter than the PBX's pages are, which ends the list.

    Not where its length is a round number: there a PBX may have cut it without a word, and of an
    unfinished list nobody could say who still waits.
    """
    length = len(page.records)
    return length < page.per_page and (length == 0 or length % _ROUND > 0)


def _add(found: dict[str, list[Contact]], record: CallRecord) -> None:
    """Add a call, once for each extension that it names."""
    legs = found.setdefault(record.uuid, [])
    if all(leg.extension != record.extension for leg in legs):
        is_inbound = record.direction is Direction.INBOUND
        legs.append(
            Contact(
                uuid=record.uuid,
                direction=record.direction,
                ending=record.ending,
                begins_at=record.begins_at,
                ends_at=record.ends_at or record.begins_at,
                extension=record.extension,
                number=record.caller if is_inbound else record.callee,
            )
        )
