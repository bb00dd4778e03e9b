"""What the PBX answered lately, and for how long each answer is good enough.

Nothing here asks. The rules of age are the design's section 4: calls show up
late, so a total is final only when it was read long after its window ended.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from components.measures.counts import Direction, Sides
from components.measures.outcomes import Source, unexplained
from components.periods.window import Window

_SETTLING: Final = timedelta(hours=26)
"""How long after its end a window can still grow (contract, section 6, with a margin)."""

_OPEN_LASTS: Final = timedelta(minutes=2)
_YOUNG_LASTS: Final = timedelta(minutes=15)
_ODD_LASTS: Final = timedelta(minutes=1)
"""A total that does not add up is looked at once more, a minute later, and never final."""


@dataclass(frozen=True, slots=True)
class Query:
    """One total that the PBX can give: which resource, which window, whose calls.

    No extensions stands for the whole account.
    """

    source: Source
    window: Window
    extensions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Fact:
    """The answer to one query, and the moment at which it was true (aware, UTC)."""

    query: Query
    sides: Sides
    read_at: datetime

    @property
    def adds_up(self) -> bool:
        """Whether the outcomes make the total, which nobody promised of legs (contract, 3)."""
        if self.query.source is Source.LEGS:
            return True
        return not any(unexplained(self.sides[direction]) for direction in Direction)

    @property
    def is_settled(self) -> bool:
        """Whether this total will never change again."""
        return self.adds_up and self.read_at >= self.query.window.end + _SETTLING

    def is_good(self, now: datetime) -> bool:
        """Tell whether this total may be shown now without asking again."""
        return self.is_settled or timedelta(0) <= now - self.read_at < self._lasts

    @property
    def _lasts(self) -> timedelta:
        if not self.adds_up:
            return _ODD_LASTS
        return _OPEN_LASTS if self.read_at < self.query.window.end else _YOUNG_LASTS


class Recent:
    """The latest facts of one account, kept in memory by all sessions together."""

    def __init__(self, *, most: int = 2000) -> None:
        """Keep the ``most`` recently used facts; a few hundred bytes each."""
        self._most = most
        self._facts: OrderedDict[Query, Fact] = OrderedDict()
        self._lock = Lock()

    def find(self, query: Query) -> Fact | None:
        """Return what is known, however old, or None."""
        with self._lock:
            fact = self._facts.get(query)
            if fact is not None:
                self._facts.move_to_end(query)
            return fact

    def keep(self, fact: Fact) -> None:
        """Remember a fact in the place of an older one."""
        with self._lock:
            self._facts[fact.query] = fact
            self._facts.move_to_end(fact.query)
            while len(self._facts) > self._most:
                self._facts.popitem(last=False)
