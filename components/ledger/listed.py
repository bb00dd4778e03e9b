"""The list of single calls as a second way to learn pieces of time, where it takes fewer requests.

The total of a window says how many pages its list has. Once all are read, their sums must equal the
PBX's own total, field by field; only then each piece is a fact like any other. So every page
profits, a second look costs nothing, and nobody can tell by which way a number came.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import Final

from components.ledger.books import Books, Wish
from components.ledger.counting import Tally
from components.ledger.facts import SETTLING, Fact, Series
from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.periods.window import Window, cut
from components.ringme.errors import RingmeError
from components.ringme.models import CallsPage
from components.ringme.wire import CALLS_PER_PAGE

_log: Final = logging.getLogger(__name__)

_LASTS: Final = timedelta(hours=1)
"""How long a list that cannot be read, or does not agree, is left alone."""

_MOST_READINGS: Final = 8
_MOST_READ: Final = 200


class Way(StrEnum):
    """Where pieces of time are learnt from."""

    STATISTICS = "statistics"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A window whose list and whose statistics differ: nothing of the list was kept.

    ``at`` (aware, UTC) is when that was found.
    """

    window: Window
    listed: Sides
    told: Sides
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """The way that takes fewer requests, and how many somebody waits for.

    Where all is known, that is 0, and the way is the one by which it was learnt here. ``mismatch``
    and ``denied`` say why the list is of no use now.
    """

    way: Way
    requests: int
    mismatch: Mismatch | None = None
    denied: RingmeError | None = None


@dataclass(slots=True)
class Reading:
    """The list of one window on its way."""

    tally: Tally
    page: int = 1
    asked_at: datetime | None = None
    is_read: bool = False
    is_renewed: bool = False


@dataclass(slots=True)
class Lists:
    """What is known of an account's lists, for any number of threads; no call is kept."""

    books: Books
    clock: Callable[[], datetime]
    per_page: int = CALLS_PER_PAGE
    _lock: Lock = field(default_factory=Lock)
    _readings: OrderedDict[Hashable, Reading] = field(default_factory=OrderedDict)
    _denied: tuple[RingmeError, datetime] | None = None
    _has_failed: bool = False
    _mismatches: dict[Series, Mismatch] = field(default_factory=dict)
    _read: OrderedDict[tuple[Series, Window], tuple[datetime, bool]] = field(
        default_factory=OrderedDict
    )

    def plan(self, wish: Wish) -> Plan:
        """Return what a wish takes, by the way that is cheaper. Asks nothing."""
        denied, mismatch = self.denied(), self.mismatch(wish.series)
        is_of_use = wish.series.source is Source.CALLS and denied is None and mismatch is None
        by_list = self.price(wish) if is_of_use else None
        # Only now: what a list told meanwhile is no reason to price the statistics.
        survey = self.books.survey(wish)
        by_statistics = wish.awaited(survey)
        if not survey.missing:
            is_read = not by_statistics and len(wish.marks) > 1 and self._is_read(wish)
            way = Way.LIST if is_read else Way.STATISTICS
            return Plan(way, by_statistics, mismatch, denied)
        if not by_list or by_list >= by_statistics:
            return Plan(Way.STATISTICS, by_statistics, mismatch, denied)
        return Plan(Way.LIST, by_list)

    def price(self, wish: Wish) -> int | None:
        """Return how many pages are still to be read; None where totals are not known yet."""
        pages = 0
        for window in self.wanted(wish):
            total = self.total(wish.series, window)
            if total is None:
                return None
            calls = total.inbound.total + total.outbound.total
            reading = self._reading(wish, window)
            read = 0 if reading is None else reading.page - 1
            pages += max(1, -(-calls // self.per_page) - read)
        return pages

    def wanted(self, wish: Wish) -> Iterator[Window]:
        """Yield the windows of which something is missing, each no longer than the PBX takes.

        One that was read within the hour has told all that it can tell.
        """
        if len(wish.marks) < 2:  # noqa: PLR2004 - no piece lies between fewer
            return
        missing = self.books.survey(wish).missing
        for window in cut(Window(wish.marks[0], wish.marks[-1])):
            is_wanted = any(one.start < window.end and window.start < one.end for one in missing)
            if is_wanted and not self._was_just_read(wish.series, window):
                yield window

    def total(self, series: Series, window: Window) -> Sides | None:
        """Return what the statistics tell of a window, as far as known."""
        return self.books.survey(Wish(series, (window.start, window.end))).total

    def denied(self) -> RingmeError | None:
        """Return why the list cannot be read, for an hour after that was found."""
        with self._lock:
            if self._denied is not None and self.clock() - self._denied[1] >= _LASTS:
                self._denied = None
            return None if self._denied is None else self._denied[0]

    def mismatch(self, series: Series) -> Mismatch | None:
        """Return the latest disagreement of a series, for an hour after that was found."""
        with self._lock:
            found = self._mismatches.get(series)
            if found is not None and self.clock() - found.at >= _LASTS:
                del self._mismatches[series]
                return None
            return found

    def deny(self, error: RingmeError) -> None:
        """Leave the list alone for an hour."""
        with self._lock:
            self._denied = error.with_traceback(None), self.clock()
            self._readings.clear()

    def heard(self, page: CallsPage, *, is_last: bool) -> None:
        """Take note of a page that came, and of how long the PBX's pages are.

        What follows a page says more of that than the PBX's own word for it; a single short page
        says nothing, so its word counts.
        """
        with self._lock:
            self._has_failed = False
            if not is_last and page.records:
                self.per_page = len(page.records)
            elif page.page == 1 and page.per_page > len(page.records):
                self.per_page = page.per_page

    def fails_again(self) -> bool:
        """Note that a page did not come; return whether it was the second in a row."""
        with self._lock:
            has_failed, self._has_failed = self._has_failed, True
            return has_failed

    def forgive(self) -> None:
        """Forget why the list could not be read, so that it is asked for again."""
        with self._lock:
            self._denied = None

    def begin(self, wish: Wish, window: Window) -> Reading:
        """Return the reading of a window, begun if need be."""
        with self._lock:
            key = wish.series, window
            reading = self._readings.get(key)
            if reading is None:
                inside = [mark for mark in wish.marks if window.start < mark < window.end]
                reading = Reading(Tally((window.start, *inside, window.end)))
                self._readings[key] = reading
            self._readings.move_to_end(key)
            while len(self._readings) > _MOST_READINGS:
                self._readings.popitem(last=False)
            return reading

    def keep(self, wish: Wish, window: Window, *, until: datetime | None = None) -> None:
        """Learn the pieces of a list that was read and agrees, or those that end by a moment."""
        reading = self.begin(wish, window)
        at = reading.asked_at or self.clock()
        pieces = reading.tally.pieces(until, firm_until=at - SETTLING)
        # Together: who sees what was told also sees that it was read, and the other way round.
        with self._lock:
            self.books.learn(*(Fact(wish.series, piece, sides, at) for piece, sides in pieces))
            self._readings.pop((wish.series, window), None)
            self._read[wish.series, window] = self.clock(), until is None
            while len(self._read) > _MOST_READ:
                self._read.popitem(last=False)

    def disagree(self, wish: Wish, mismatch: Mismatch) -> None:
        """Note that the list and the statistics of a window differ; forget what was read."""
        _log.warning("the list of calls and the statistics differ; nothing of it is kept")
        with self._lock:
            self._mismatches[wish.series] = mismatch
            self._readings.clear()

    def _was_just_read(self, series: Series, window: Window) -> bool:
        with self._lock:
            read = self._read.get((series, window))
        return read is not None and self.clock() - read[0] < _LASTS

    def _is_read(self, wish: Wish) -> bool:
        """Tell whether all of a wish was learnt from the list."""
        with self._lock:
            read = (
                self._read.get((wish.series, window))
                for window in cut(Window(wish.marks[0], wish.marks[-1]))
            )
            return all(one is not None and one[1] for one in read)

    def _reading(self, wish: Wish, window: Window) -> Reading | None:
        with self._lock:
            return self._readings.get((wish.series, window))
