"""A wish on its way through the queue: one request at a time, until there is none left to send."""

import logging
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Final

from components.ledger.books import Books, Wish
from components.ledger.facts import Series
from components.ledger.queueing.urgency import Urgency
from components.ledger.setbacks import Setbacks
from components.ledger.watch import Purse
from components.periods.window import Window
from components.ringme.errors import RingmeError, UnexpectedAnswer
from components.ringme.quota import Quota

_log: Final = logging.getLogger(__name__)

_TWICE: Final = 2
"""How many answers to the same may change nothing: else it would be asked for ever."""


class Errand:
    """A job of :class:`components.ledger.queueing.turns.Turns`.

    Equal wishes are one errand.
    """

    def __init__(
        self,
        wish: Wish,
        *,
        account: bytes,
        books: Books,
        setbacks: Setbacks,
        ask: Callable[[Series, Window], None],
        quota: Callable[[], Quota | None],
        purse: Purse | None = None,
    ) -> None:
        """Start out; ``ask`` sends one request, and has the books learn its answer.

        ``purse`` is that of the board which the errand is for; pages have none.
        """
        self._purse = purse
        self._wish = wish
        self._account = account
        self._books = books
        self._setbacks = setbacks
        self._send = ask
        self._quota = quota
        self._in_vain: Counter[Window] = Counter()

    @property
    def key(self) -> Hashable:
        """The account, the wish, and whose errand it is: nobody waits for another one's purse."""
        return (self._account, self._wish, self._purse)

    @property
    def is_watched(self) -> bool:
        """Whether a wall shows it."""
        return self._wish.is_watched

    def urgency(self) -> Urgency | None:
        """Return who waits: a person for what is missing or was refused, a wall, or nobody."""
        if self._setbacks.of(self._wish) is not None or self._next() is None:
            return None
        if self._purse is not None:
            return self._urgency(self._purse)
        if self._wish.is_watched:
            return Urgency.WALL
        is_awaited = self._wish.awaited(self._books.survey(self._wish))
        return Urgency.PERSON if is_awaited else Urgency.REST

    def refresh(self) -> None:
        """Take over what other processes have learnt."""
        self._books.refresh(self._wish.series)

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests, as last heard."""
        return self._quota()

    def ask(self) -> None:
        """Send the next request, if there is one; raises any ``RingmeError`` of the client."""
        window = self._next()
        if window is not None:
            asked_at = self._purse.clock() if self._purse is not None else None
            self._send(self._wish.series, window)
            self._setbacks.answered(self._wish)
            if self._purse is not None and asked_at is not None:
                self._purse.pay(asked_at, is_figure=self._wish.is_watched)
            self._check(window)

    def fail(self, error: RingmeError) -> None:
        """Take note that a request failed for good."""
        self._setbacks.note(self._wish, error)

    def _urgency(self, purse: Purse) -> Urgency | None:
        """Return how urgent it is for a board, if its purse allows it."""
        is_new = bool(self._books.survey(self._wish).missing)
        if self._wish.is_watched:
            may_ask, usual = purse.may_refresh(is_new=is_new), Urgency.WALL
        else:
            may_ask, usual = purse.may_fill(is_awaited=self._wish.is_awaited), Urgency.REST
        if not may_ask:
            return None
        # Whoever has just put a board up waits for it.
        return Urgency.PERSON if is_new and purse.is_new else usual

    def _next(self) -> Window | None:
        survey = self._books.survey(self._wish)
        return next(iter((*survey.missing[:1], *survey.due[:1])), None)

    def _check(self, window: Window) -> None:
        """Fail where the same is still wanted after it was told twice."""
        survey = self._books.survey(self._wish)
        self._in_vain[window] += window in (*survey.missing, *survey.due)
        if self._in_vain[window] >= _TWICE:
            _log.error("asked twice for the same and learnt nothing")
            self.fail(UnexpectedAnswer("body", "changes nothing"))
