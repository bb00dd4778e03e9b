"""The desk of one account: what is known lies on it, and what is not is wanted from the PBX.

All sessions of a process that use the same credentials sit at the same desk. A page looks, shows
what is there, and looks again; only ``wait`` waits for the PBX, and not for long.
"""

import logging
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, TypeVar

from components.ledger import shown
from components.ledger.book import Survey
from components.ledger.books import Books, Wish
from components.ledger.callbacks import CallbackErrand, Callbacks, Waited
from components.ledger.errand import Errand
from components.ledger.facts import Correction, Fact, Series
from components.ledger.list_errand import ListErrand
from components.ledger.listed import Lists, Plan, Way
from components.ledger.listing import Listing
from components.ledger.queueing.turns import State, Turns
from components.ledger.queueing.urgency import Urgency
from components.ledger.setbacks import Setbacks, Trouble
from components.ledger.store.shelf import Condition, Shelf
from components.ledger.teams import Teams
from components.ledger.views import Views
from components.ledger.watch import Purse, Watch, Watches
from components.periods.window import Window
from components.ringme.client import Client
from components.ringme.errors import QuotaUsedUp, RingmeError
from components.ringme.models import CallsPage, Extension, User
from components.ringme.quota import Quota

_log: Final = logging.getLogger(__name__)

PATIENCE: Final = 1.5
"""Seconds that a page waits before it shows what there is: an answer or two, as a rule."""

_MOST_ENTRIES: Final = 200

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the desk shows: what is known, and why there is not more of it."""

    survey: Survey
    trouble: Trouble | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing or due."""
        return not (self.survey.missing or self.survey.due)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request that was sent: what for, when (aware, UTC), how long it took, how it failed."""

    series: Series
    window: Window
    at: datetime
    seconds: float
    error: RingmeError | None


class Desk:
    """Knows an account's statistics, and has them asked for as seldom as possible."""

    def __init__(
        self,
        client: Client,
        user: User,
        *,
        account: bytes,
        turns: Turns,
        shelf: Shelf,
        clock: Callable[[], datetime],
        patience: float = PATIENCE,
    ) -> None:
        """Sit down after the PBX has accepted the client's credentials as ``user``.

        ``account`` is the digest under which facts are kept on the ``shelf``. ``turns`` is shared
        by all desks of the same customer, because the PBX computes one statistics answer at a time
        (contract, section 5). ``clock`` is this server's and measures what lasts a while; moments
        are by the PBX's, as the client heard it. ``patience`` is how many seconds ``wait`` waits.
        """
        self.user = user
        self.views = Views(account, shelf, clock=clock)
        self.teams = Teams(account, shelf, clock=clock)
        self._account = account
        self._client = client
        self._turns = turns
        self._shelf = shelf
        self._clock = clock
        self._patience = patience
        self._books = Books(account, shelf, clock=client.clock, refresh=turns.refresh)
        self._lists = Lists(self._books, client.clock)
        self._callbacks = Callbacks(
            lambda window, page: client.calls(window, page=page, client_id=user.client_id),
            clock=client.clock,
        )
        self._setbacks = Setbacks(clock=clock, refresh=turns.refresh)
        self._watches = Watches(turns.refresh, clock=clock)
        self._entering = Lock()
        self._entries: deque[Entry] = deque(maxlen=_MOST_ENTRIES)
        # Not by a method of this desk: a ring would keep a visitor's secret until it is collected.
        self._listing = Listing(
            lambda: _beside(client, turns, lambda: client.extensions(user.client_id)), clock=clock
        )
        turns.hear(client.quota, sent=client.sent)

    @property
    def now(self) -> datetime:
        """The moment by the PBX's clock (aware, UTC): it decides what is open."""
        return self._client.clock()

    @property
    def ahead(self) -> timedelta:
        """How far the PBX's clock is ahead of this server's; nothing up to a minute."""
        return self._client.clock.ahead

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests, as last heard; None when never heard."""
        return shown.quota(self._client.quota, self._client.clock.at)

    @property
    def queue(self) -> State:
        """How the customer's queue does."""
        return shown.state(self._turns.state(), self._client.clock.at)

    @property
    def store(self) -> Condition:
        """How the store does."""
        return self._shelf.condition

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The latest requests for statistics that were sent from here, oldest first."""
        with self._entering:
            return tuple(self._entries)

    @property
    def size(self) -> int:
        """How many facts of this account lie here in memory."""
        return self._books.size

    def corrections(self) -> list[Correction]:
        """Return the latest corrections of settled totals, newest first."""
        return self._books.corrections()

    @property
    def refresh(self) -> timedelta:
        """The time between two refreshes of a wall, where the quota is not short."""
        return self._turns.refresh

    @property
    def stretch(self) -> timedelta:
        """The time that the quota leaves between two refreshes of a wall; nothing if enough."""
        return self._turns.stretch()

    def callers(self, within: timedelta, *, asking: bool = True) -> Waited:
        """Return the calls since so long ago; with ``asking``, have them read if they are old."""
        waited = self._callbacks.look(within)
        found = self._turns.obstacle()
        if found is not None:
            return Waited(waited.heard, is_asking=False, error=found.error)
        if asking and waited.is_asking:
            self._turns.want(
                CallbackErrand(
                    within,
                    account=self._account,
                    callbacks=self._callbacks,
                    quota=lambda: self._client.quota,
                )
            )
        return waited

    def await_callers(self, within: timedelta) -> Waited:
        """Do the same, waiting a moment for them."""
        self._turns.wait_for(lambda: not self.callers(within).is_asking, self._patience)
        return self.callers(within)

    def renew_callers(self) -> None:
        """Have the calls read anew."""
        self._callbacks.renew()

    def watch(self, board: Hashable) -> Watch:
        """Return what all displays of a board share; boards that are equal are one."""
        return self._watches.of(board)

    def plan(self, wish: Wish) -> Plan:
        """Return by which way a wish takes fewer requests, and how many. Asks nothing."""
        return self._lists.plan(wish)

    def look(
        self,
        wish: Wish,
        *,
        asking: bool = True,
        purse: Purse | None = None,
        way: Way = Way.STATISTICS,
    ) -> Look:
        """Return what is known now; with ``asking``, have the rest asked for meanwhile.

        A wish that nobody looks at for a quarter of a minute is given up. What a wall shows says
        why it is not asked for until there is an answer, also while another try is on its way.
        ``purse`` is that of the board it is for, ``way`` where the rest is asked for.
        """
        if self._client.clock.is_told:
            self._books.turn_back()
        self._callbacks.forget()
        survey = self._books.survey(wish)
        trouble = self._setbacks.of(wish) or self._obstacle(wish, survey)
        if asking and trouble is None and (survey.missing or survey.due):
            by_list = way is Way.LIST
            self._turns.want(self._list_errand(wish) if by_list else self._errand(wish, purse))
        if wish.is_watched and trouble is None and (survey.missing or survey.due):
            trouble = self._setbacks.last(wish)
        at = self._client.clock.at
        return Look(survey, None if trouble is None else shown.trouble(trouble, at))

    def wait(self, wish: Wish, *others: Wish, way: Way = Way.STATISTICS) -> Look:
        """Look until nothing is missing or due any more, or something failed, but not for long.

        Waits for all wishes together, and shows the first.
        """

        def is_done() -> bool:
            looks = [self.look(each, way=way) for each in (wish, *others)]
            return all(look.trouble is not None or look.is_done for look in looks)

        self._turns.wait_for(is_done, self._patience)
        return self.look(wish, way=way)

    def stop(self, wish: Wish) -> None:
        """Give up a wish at once; what came is kept."""
        for errand in (self._errand(wish), self._list_errand(wish)):
            self._turns.drop(errand.key)

    def forgive(self) -> None:
        """Forget what failed, so that it is asked again at once."""
        self._setbacks.forgive()
        self._lists.forgive()

    def confirm(self) -> None:
        """Make sure that the PBX accepts the credentials now.

        Raises any ``RingmeError`` of the client.
        """
        _beside(self._client, self._turns, self._client.user)

    def extensions(self) -> tuple[Extension, ...]:
        """Return the account's extensions, read about once an hour.

        Raises any ``RingmeError`` of the client where they could never be read.
        """
        return self._listing.read()

    def _errand(self, wish: Wish, purse: Purse | None = None) -> Errand:
        return Errand(
            wish,
            account=self._account,
            books=self._books,
            setbacks=self._setbacks,
            ask=self._ask,
            quota=lambda: self._client.quota,
            purse=purse,
        )

    def _list_errand(self, wish: Wish) -> ListErrand:
        return ListErrand(
            wish,
            account=self._account,
            lists=self._lists,
            setbacks=self._setbacks,
            ask_total=self._ask,
            ask_page=self._ask_page,
            quota=lambda: self._client.quota,
        )

    def _obstacle(self, wish: Wish, survey: Survey) -> Trouble | None:
        """Return what holds up the whole queue, where somebody waits for it."""
        urgency = Urgency.WALL if wish.is_watched else Urgency.PERSON
        is_awaited = wish.awaited(survey) or (wish.is_watched and survey.due)
        found = self._turns.obstacle(urgency) if is_awaited else None
        if found is None:
            return None
        return Trouble(found.error, self._clock(), found.until, self._setbacks.begun(found.error))

    def _ask(self, series: Series, window: Window) -> None:
        # Calls may appear while the PBX computes: the answer is only known to
        # be true for the moment at which it was asked for.
        asked_at = self._clock()
        try:
            statistics = self._client.statistics(
                series.source,
                window,
                extensions=sorted(series.extensions),
                client_id=self.user.client_id,
            )
        except RingmeError as error:
            self._enter(series, window, asked_at, error)
            raise
        self._enter(series, window, asked_at, None)
        if statistics.unknown:
            _log.info("the PBX told more than is known here: %r", sorted(statistics.unknown))
        # Only now, because this very answer may have told the PBX's time.
        read_at = self._client.clock.at(asked_at)
        self._books.learn(Fact(series, window, statistics.sides, read_at))

    def _ask_page(self, series: Series, window: Window, page: int) -> CallsPage:
        return self._client.calls(
            window,
            page=page,
            extensions=sorted(series.extensions),
            client_id=self.user.client_id,
        )

    def _enter(
        self, series: Series, window: Window, asked_at: datetime, error: RingmeError | None
    ) -> None:
        took = (self._clock() - asked_at).total_seconds()
        known = error.with_traceback(None) if error is not None else None
        with self._entering:
            at = self._client.clock.at(asked_at)
            self._entries.append(Entry(series, window, at, took, known))


def _beside(client: Client, turns: Turns, ask: Callable[[], Answer]) -> Answer:
    """Ask for something else than statistics, unless the hour's requests are used up.

    The queue hears what it cost and what was said of the quota. Raises what ``ask`` raises.
    """
    found = turns.obstacle()
    if found is not None and isinstance(found.error, QuotaUsedUp):
        raise found.error
    before = client.sent
    try:
        return ask()
    except QuotaUsedUp as error:
        turns.exhaust(error)
        raise
    finally:
        turns.hear(client.quota, sent=client.sent - before)
