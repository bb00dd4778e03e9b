"""The log of what was asked, for tests to read and for ``--verbose`` to print."""

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final
from urllib.parse import parse_qs

from components.simulator.faults import Fault, Where

_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Record:
    """One request and what became of it; times are seconds of ``time.monotonic``.

    ``status`` is None when no answer was sent; ``account`` is the App ID where it is known.
    ``place`` is None for a path that does not exist. Header names are in lower case.
    """

    method: str
    path: str
    query: str
    place: Where | None
    status: int | None
    authorised: bool
    account: str | None
    faults: frozenset[Fault]
    started: float
    ended: float
    headers: Mapping[str, str] = field(repr=False)

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The query's parameters; each may stand there more than once."""
        return parse_qs(self.query, keep_blank_values=True)


class Journal:
    """Keeps the newest records, and how many there ever were of each place."""

    def __init__(self, listener: Callable[[Record], None] | None = None) -> None:
        self._lock = Lock()
        self._records: deque[Record] = deque(maxlen=_KEPT)
        self._counts: Counter[Where | None] = Counter()
        self._listener = listener

    def write(self, record: Record) -> None:
        """Add a record; done before the answer is sent, so that a client finds its own request."""
        with self._lock:
            self._records.append(record)
            self._counts[record.place] += 1
        if self._listener is not None:
            self._listener(record)

    def records(self) -> tuple[Record, ...]:
        """Return the newest 10,000 records, oldest first."""
        with self._lock:
            return tuple(self._records)

    def count(self, place: Where) -> int:
        """Return how many requests of this place were ever written."""
        with self._lock:
            return self._counts[place]
