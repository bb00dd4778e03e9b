"""The desk of one account: what is known lies on it, and one line leads to the PBX.

All sessions of a process that use the same credentials sit at the same desk,
so that the same question is asked once, and never two at a time.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from components.ledger.flights import Flights
from components.ledger.listing import Listing
from components.ledger.recent import Fact, Query, Recent
from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.periods.window import Window, cut
from components.ringme.client import Client
from components.ringme.errors import StatisticsBusy
from components.ringme.models import Extension, User
from components.ringme.quota import Quota

_log: Final = logging.getLogger(__name__)

_LONGEST_WAIT: Final = 90.0
"""Seconds in which one slow answer, and the one after it, have come or failed."""


@dataclass(frozen=True, slots=True)
class Total:
    """What was read of a window of any length.

    ``as_of`` is the moment (aware, UTC) of its oldest piece that can still
    change, or of its oldest piece where all are ``settled``.
    """

    sides: Sides
    as_of: datetime
    settled: bool


class Desk:
    """Reads an account's statistics as seldom as possible."""

    def __init__(
        self,
        client: Client,
        user: User,
        *,
        line: Lock,
        clock: Callable[[], datetime],
    ) -> None:
        """Sit down after the PBX has accepted the client's credentials as ``user``.

        ``line`` is held during each statistics request. It is shared by all
        desks of the same customer, because the PBX computes one statistics
        answer at a time (contract, section 5).
        """
        self.user = user
        self._client = client
        self._line = line
        self._clock = clock
        self._recent = Recent()
        self._flights: Flights[Query, Fact] = Flights()
        self._listing = Listing(lambda: client.extensions(user.client_id), clock=clock)

    @property
    def now(self) -> datetime:
        """The moment by this desk's clock (aware, UTC)."""
        return self._clock()

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests, as last heard; None when never heard."""
        return self._client.quota

    def read(
        self,
        source: Source,
        window: Window,
        *,
        extensions: Collection[int] = (),
        newer_than: datetime | None = None,
    ) -> Total:
        """Return the total of a window of any length, asking only for what is not known.

        The window is cut into pieces that the PBX accepts, and their totals
        are added. Facts read before ``newer_than`` are read again unless they
        are settled.

        Raises any ``RingmeError`` of the client. Pieces that came before the
        failure are kept.
        """
        facts = [
            self._piece(Query(source, piece, frozenset(extensions)), newer_than)
            for piece in cut(window)
        ]
        changing = [fact for fact in facts if not fact.is_settled]
        return Total(
            sides=sum((fact.sides for fact in facts), Sides()),
            as_of=min(fact.read_at for fact in changing or facts),
            settled=not changing,
        )

    def extensions(self) -> tuple[Extension, ...]:
        """Return the account's extensions, read about once an hour.

        Raises any ``RingmeError`` of the client where they could never be read.
        """
        return self._listing.read()

    def _piece(self, query: Query, newer_than: datetime | None) -> Fact:
        known = self._known(query, newer_than)
        if known is not None:
            return known
        fact = self._share(query, newer_than)
        # Who joins a question on its way may have wanted it asked later than it was.
        return fact if _is_new_enough(fact, newer_than) else self._share(query, newer_than)

    def _share(self, query: Query, newer_than: datetime | None) -> Fact:
        return self._flights.share(query, lambda: self._in_turn(query, newer_than))

    def _in_turn(self, query: Query, newer_than: datetime | None) -> Fact:
        if not self._line.acquire(timeout=_LONGEST_WAIT):
            raise StatisticsBusy
        try:
            # The same may have been answered between the look and the turn.
            return self._known(query, newer_than) or self._ask(query)
        finally:
            self._line.release()

    def _known(self, query: Query, newer_than: datetime | None) -> Fact | None:
        fact = self._recent.find(query)
        if fact is None or not fact.is_good(self.now):
            return None
        return fact if _is_new_enough(fact, newer_than) else None

    def _ask(self, query: Query) -> Fact:
        # Calls may appear while the PBX computes: the answer is only known to
        # be true for the moment at which it was asked for.
        asked_at = self.now
        statistics = self._client.statistics(
            query.source,
            query.window,
            extensions=sorted(query.extensions),
            client_id=self.user.client_id,
        )
        if statistics.unknown:
            _log.info("the PBX told more than is known here: %r", sorted(statistics.unknown))
        fact = Fact(query, statistics.sides, asked_at)
        self._recent.keep(fact)
        return fact


def _is_new_enough(fact: Fact, newer_than: datetime | None) -> bool:
    return newer_than is None or fact.is_settled or fact.read_at >= newer_than
