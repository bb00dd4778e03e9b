"""Writes facts until it is killed, and says which: ``python -m benchmarks.writer URL``.

Each line of the standard input starts another writer, from a number on. Processes are split off
from this one, because to start Python anew for each would take most of the time.
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from components.ledger.facts import Correction, Fact, Series
from components.ledger.store import places
from components.ledger.store.database import Store
from components.ledger.store.places import Place
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

ACCOUNT: Final = b"A" * 32
SERIES: Final = Series(Source.CALLS)
AT_ONCE: Final = 3
"""Facts of one transaction, which are there together or not at all."""

_BEGIN: Final = datetime(2020, 1, 1, tzinfo=UTC)


def batch(number: int) -> Sequence[Fact]:
    """Return the facts that are kept together under a number; no two numbers share one."""
    return [_fact(number * AT_ONCE + position) for position in range(AT_ONCE)]


def correction(number: int) -> Correction:
    """Return the correction that is kept together with a batch."""
    first = _fact(number * AT_ONCE)
    return Correction(SERIES, first.window, Sides(), first.sides, first.read_at)


def _fact(number: int) -> Fact:
    start = _BEGIN + timedelta(hours=number)
    window = Window(start, start + timedelta(hours=1))
    counts = Counts(total=number, bridged=number)
    return Fact(SERIES, window, Sides(counts, counts), window.end + timedelta(days=2))


def _write(place: Place, first: int) -> None:
    """Keep one batch after the other, and tell the number of each that is kept."""
    store = Store.open(place)
    for number in count(first):
        store.correct(ACCOUNT, [correction(number)], batch(number))
        _tell(number)


def _tell(word: object) -> None:
    # One write, so that a line is told whole or not at all.
    os.write(1, f"{word}\n".encode())


def main(place: Place) -> None:
    """Start a writer for each line, tell its process first, and when it is over."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _write(place, int(line))
        _tell(child)
        os.waitpid(child, 0)
        _tell("over")


if __name__ == "__main__":
    main(places.read(sys.argv[1]))
