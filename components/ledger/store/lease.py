"""Whose turn it is at a customer's PBX, among all processes that share one PostgreSQL store.

The PBX computes one statistics answer at a time (contract, section 5). Threads of one process wait
for each other by themselves; processes, by a row of the table ``callboard_lines`` and the clock of
the database alone. Who dies while holding a line keeps it for the rest of the lease, no longer.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from functools import partial
from random import uniform
from threading import Event, Thread
from time import monotonic
from typing import Any, Final, Protocol, TypeAlias
from uuid import uuid4

from sqlalchemy import Update, and_, func, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from components.ledger.store.database import Store
from components.ledger.store.places import StoreKind
from components.ledger.store.schema import LINES
from components.ledger.store.shelf import Shelf

_log: Final = logging.getLogger(__name__)

Notes: TypeAlias = dict[str, Any]
"""What a holder leaves to the next: a few figures that JSON can hold."""

LASTS: Final = timedelta(seconds=25)
"""A line whose holder died is free after this long: it is to be taken over within 30 s."""

_RENEWALS: Final = 3
"""Two renewals may fail, or come late, without the line being lost."""

_CLAIM_LASTS: Final = timedelta(seconds=2)
"""How long a free line is kept for who has waited; a look takes milliseconds."""

_LOOKS: Final = (0.1, 0.25)
"""Seconds between two looks whether the line is free, at random so that looks do not coincide."""


class LineTaken(Exception):
    """Other processes kept the line for longer than somebody wanted to wait."""


@dataclass(slots=True)
class Hold:
    """A customer's line, for as long as the ``with`` block lasts.

    ``notes`` begins as what the last holder left; what is in it at the end is left to the next.
    """

    notes: Notes
    good_until: float | None = None
    taken_away: bool = False

    @property
    def lost(self) -> bool:
        """Whether another process may hold the line by now."""
        is_over = self.good_until is not None and monotonic() > self.good_until
        return self.taken_away or is_over


class Lines(Protocol):
    """Leads to the PBX of each customer, one process at a time."""

    def hold(self, customer: bytes, *, patience: float) -> AbstractContextManager[Hold]:
        """Wait for a customer's line for about ``patience`` seconds at most, and hold it.

        Raises ``LineTaken``.
        """


def lines(shelf: Shelf, *, pause: Callable[[float], object]) -> Lines:
    """Return the lines that fit the store: among processes where several may share it.

    ``pause`` waits for so many seconds; what it returns counts as true once waiting is of no use
    any more (``threading.Event.wait``).
    """
    return Lease(shelf, pause=pause) if shelf.kind is StoreKind.POSTGRESQL else NoLease()


class NoLease:
    """The lines of a process that is alone: always free, and the notes stay here."""

    def __init__(self) -> None:
        """Start without notes."""
        self._notes: dict[bytes, Notes] = {}

    @contextmanager
    def hold(self, customer: bytes, *, patience: float = 0) -> Iterator[Hold]:  # noqa: ARG002
        """Hold the line at once: threads exclude each other elsewhere."""
        hold = Hold(dict(self._notes.get(customer, {})))
        try:
            yield hold
        finally:
            self.leave(customer, hold.notes)

    def leave(self, customer: bytes, notes: Notes) -> None:
        """Leave notes to the next holder."""
        self._notes[customer] = notes


class _Look(Enum):
    """What was seen of a line that was not got."""

    TAKEN = auto()
    UNKNOWN = auto()


class Lease:
    """The lines that processes share through the store."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        pause: Callable[[float], object],
        lasts: timedelta = LASTS,
    ) -> None:
        """Hold nothing yet; ``pause`` as for ``lines``."""
        self._shelf = shelf
        self._pause = pause
        self._lasts = lasts
        self._alone = NoLease()

    @contextmanager
    def hold(self, customer: bytes, *, patience: float) -> Iterator[Hold]:
        """Wait for a customer's line for about ``patience`` seconds at most, and hold it.

        Where the store is in trouble nobody can tell whose turn it is. Then everybody asks, and
        the PBX itself refuses who comes second. Raises ``LineTaken``.
        """
        holder = uuid4().hex
        hold = self._wait(customer, holder, patience)
        if hold is None:
            with self._alone.hold(customer) as hold:
                yield hold
            return
        over = Event()
        Thread(target=self._renew, args=(customer, holder, hold, over), daemon=True).start()
        try:
            yield hold
        finally:
            over.set()
            self._release(customer, holder, hold)

    def _wait(self, customer: bytes, holder: str, patience: float) -> Hold | None:
        """Return the line once it is held; None where nobody can tell."""
        waited = 0.0
        while True:
            looked_at = monotonic()
            look = self._take(customer, holder)
            if look is _Look.UNKNOWN:
                return None
            if look is not _Look.TAKEN:
                return Hold(look, looked_at + self._lasts.total_seconds())
            step = uniform(*_LOOKS)  # noqa: S311 - nothing secret hangs on it
            if waited >= patience or self._pause(step):
                raise LineTaken
            waited += step

    def _take(self, customer: bytes, holder: str) -> Notes | _Look:
        """Take the line if it is free, or put in a claim to be the next."""

        def act(store: Store) -> Notes | _Look:
            with store.transaction() as connection:
                left = connection.scalar(_taking(customer, holder, self._lasts))
                if left is None:
                    connection.execute(_claiming(customer, holder))
            return _Look.TAKEN if left is None else _notes(left)

        nobody_knows: Notes | _Look = _Look.UNKNOWN
        return self._shelf.attempt(act, otherwise=nobody_knows, writing=True)

    def _renew(self, customer: bytes, holder: str, hold: Hold, over: Event) -> None:
        """Push the end of the lease ahead until the hold is over or the line is lost."""
        lasts = self._lasts.total_seconds()
        renewal = _of(customer, holder).values(held_until=func.now() + self._lasts)
        while not over.wait(lasts / _RENEWALS) and not hold.taken_away:
            began = monotonic()
            held = self._shelf.attempt(partial(_change, renewal), otherwise=None, writing=True)
            if held:
                hold.good_until = began + lasts
            elif held is not None and not over.is_set():
                hold.taken_away = True
                _log.warning("another process has taken over the line of a customer")

    def _release(self, customer: bytes, holder: str, hold: Hold) -> None:
        freedom = _of(customer, holder).values(
            holder="", held_until=func.now(), notes=json.dumps(hold.notes)
        )
        self._alone.leave(customer, hold.notes)
        self._shelf.attempt(partial(_change, freedom), otherwise=None, writing=True)


def _taking(customer: bytes, holder: str, lasts: timedelta) -> ReturningInsert[str]:
    """Take a line that is free and that nobody else is next on; returns the notes if so."""
    until = func.now() + lasts
    first = insert(LINES).values(
        customer=customer,
        holder=holder,
        held_until=until,
        claimant="",
        claimed_until=func.now(),
        notes="{}",
    )
    is_ours = or_(LINES.c.claimed_until <= func.now(), LINES.c.claimant.in_(("", holder)))
    return first.on_conflict_do_update(
        index_elements=[LINES.c.customer],
        set_={"holder": holder, "held_until": until, "claimant": ""},
        where=and_(LINES.c.held_until <= func.now(), is_ours),
    ).returning(LINES.c.notes)


def _claiming(customer: bytes, holder: str) -> Update:
    """Become the next, unless somebody else is: a busy process would always be quicker."""
    return (
        update(LINES)
        .where(
            LINES.c.customer == customer,
            or_(LINES.c.claimed_until <= func.now(), LINES.c.claimant.in_(("", holder))),
        )
        .values(claimant=holder, claimed_until=func.now() + _CLAIM_LASTS)
    )


def _of(customer: bytes, holder: str) -> Update:
    """Change the line of a customer, if this holder still holds it."""
    return update(LINES).where(LINES.c.customer == customer, LINES.c.holder == holder)


def _change(change: Update, store: Store) -> bool:
    with store.transaction() as connection:
        return connection.execute(change).rowcount == 1


def _notes(text: str) -> Notes:
    try:
        notes = json.loads(text)
    except ValueError:
        return {}
    return notes if isinstance(notes, dict) else {}
