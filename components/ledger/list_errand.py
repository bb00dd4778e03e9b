"""Reading the lists of a wish, one request a turn: a total that is missing, or the next page."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Final

from components.ledger.books import Wish
from components.ledger.facts import SETTLING, Series
from components.ledger.listed import Lists, Mismatch, Reading, Way
from components.ledger.queueing.urgency import Urgency
from components.ledger.setbacks import Setbacks
from components.measures.counts import Sides
from components.periods.window import Window
from components.ringme.errors import (
    AccessDenied,
    BadRequest,
    NoAnswer,
    NotFound,
    PbxFault,
    Resource,
    RingmeError,
    UnexpectedAnswer,
)
from components.ringme.models import CallsPage
from components.ringme.quota import Quota


class ListErrand:
    """A job of :class:`components.ledger.queueing.turns.Turns`; equal wishes are one."""

    is_watched: Final = False

    def __init__(
        self,
        wish: Wish,
        *,
        account: bytes,
        lists: Lists,
        setbacks: Setbacks,
        ask_total: Callable[[Series, Window], None],
        ask_page: Callable[[Series, Window, int], CallsPage],
        quota: Callable[[], Quota | None],
    ) -> None:
        """Start out; ``ask_total`` has the books learn the total of a window."""
        self._wish = wish
        self._account = account
        self._lists = lists
        self._setbacks = setbacks
        self._ask_total = ask_total
        self._ask_page = ask_page
        self._quota = quota
        self._is_reading = False

    @property
    def key(self) -> Hashable:
        """The account, the wish, and that it is had from the list."""
        return (self._account, self._wish, Way.LIST)

    def urgency(self) -> Urgency | None:
        """Return that a person waits, as long as the list may tell what is missing."""
        series = self._wish.series
        is_hopeless = self._lists.denied() or self._lists.mismatch(series)
        if is_hopeless or self._setbacks.of(self._wish) is not None:
            return None
        return Urgency.PERSON if next(self._lists.wanted(self._wish), None) else None

    def refresh(self) -> None:
        """Take over what other processes have learnt."""
        self._lists.books.refresh(self._wish.series)

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests, as last heard."""
        return self._quota()

    def ask(self) -> None:
        """Send the next request; raises any ``RingmeError`` of the client."""
        self._is_reading = False
        window = next(self._lists.wanted(self._wish), None)
        if window is None:
            return
        reading = self._lists.begin(self._wish, window)
        if self._told(window) is None:
            self._ask_total(self._wish.series, window)
        elif not reading.is_read:
            self._read_on(reading, window)
        elif not reading.is_renewed:
            self._renew(reading, window)
        else:
            self._keep_what_is_settled(reading, window)
        self._setbacks.answered(self._wish)

    def fail(self, error: RingmeError) -> None:
        """Take note that a request failed for good; without the list there are the statistics.

        A PBX that does not answer may be down; one that does not answer a list, twice in a row,
        but all else, has no list for us.
        """
        is_broken = self._is_reading and isinstance(error, PbxFault | NoAnswer)
        if _is_of_list(error) or (is_broken and self._lists.fails_again()):
            self._lists.deny(error)
        else:
            self._setbacks.note(self._wish, error)

    def _told(self, window: Window) -> Sides | None:
        return self._lists.total(self._wish.series, window)

    def _read_on(self, reading: Reading, window: Window) -> None:
        """Read the next page; the list ends where it has told as much as the statistics."""
        # All that follows is true at least for the moment of the first page.
        reading.asked_at = reading.asked_at or self._lists.clock()
        self._is_reading = True
        page = self._ask_page(self._wish.series, window, reading.page)
        is_news = reading.tally.add(page.records)
        reading.page += 1
        told = self._told(window)
        is_equal = reading.tally.total() == told
        # A short page is the last one, unless calls are still to come: not every PBX that cuts its
        # pages says so.
        is_short = len(page.records) < page.per_page
        is_last = is_short and told is not None and reading.tally.calls >= _calls(told)
        reading.is_read = is_equal or not is_news or is_last
        self._lists.heard(page, is_last=reading.is_read)
        if is_equal:
            self._lists.keep(self._wish, window)

    def _renew(self, reading: Reading, window: Window) -> None:
        """Ask for the total anew: calls may have come since it was told."""
        reading.is_renewed = True
        self._ask_total(self._wish.series, window)
        if reading.tally.total() == self._told(window):
            self._lists.keep(self._wish, window)
        elif self._settled(reading, window) is None:
            self._disagree(reading, window)

    def _keep_what_is_settled(self, reading: Reading, window: Window) -> None:
        """Compare that part of the window by itself to which no late call can come any more."""
        settled = self._settled(reading, window)
        if settled is None:
            self._disagree(reading, window)
            return
        self._ask_total(self._wish.series, settled)
        if reading.tally.total(settled.end) != self._told(settled):
            self._disagree(reading, window)
            return
        listed, told = reading.tally.total(), self._told(window)
        self._lists.keep(self._wish, window, until=settled.end)
        if told is not None:
            rest = Window(settled.end, window.end)
            parts = (
                listed - reading.tally.total(settled.end),
                told - (self._told(settled) or told),
            )
            self._lists.disagree(self._wish, Mismatch(rest, *parts, self._lists.clock()))

    def _settled(self, reading: Reading, window: Window) -> Window | None:
        """Return the settled part of a window; None where that is all of it, or nothing."""
        read_at: datetime = reading.asked_at or self._lists.clock()
        firm = [mark for mark in self._wish.marks if window.start < mark <= read_at - SETTLING]
        is_part = bool(firm) and firm[-1] < window.end
        return Window(window.start, firm[-1]) if is_part else None

    def _disagree(self, reading: Reading, window: Window) -> None:
        told = self._told(window) or Sides()
        found = Mismatch(window, reading.tally.total(), told, self._lists.clock())
        self._lists.disagree(self._wish, found)


def _calls(sides: Sides) -> int:
    return sides.inbound.total + sides.outbound.total


def _is_of_list(error: RingmeError) -> bool:
    """Tell whether it is the list that cannot be had, and not the PBX or the quota."""
    if isinstance(error, AccessDenied | NotFound):
        return error.resource is Resource.RECORDS
    return isinstance(error, UnexpectedAnswer | BadRequest)
