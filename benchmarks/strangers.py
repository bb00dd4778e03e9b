"""Accounts that are named alike: what one of them knows, no other ever sees."""

from collections.abc import Iterator
from datetime import timedelta

from benchmarks import scene
from benchmarks.row import Row
from components.ledger.facts import Fact, Series
from components.ledger.store import accounts
from components.ledger.store.shelf import Shelf
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

_NAMES = (
    ("pbx.example", 1, "12"),
    ("pbx.example", 11, "2"),
    ("pbx.example1", 1, "2"),
    ("pbx.example", None, "112"),
    ("pbx.example", None, "1\x0012"),
    ("pbx.example\x001", None, "12"),
    ("pbx.exampl", 1, "e12"),
    ("pbx.example", 1, "12 "),
)
"""Host, client and App ID: joined without care, several of them are one and the same."""


def measure() -> Iterator[Row]:
    """Count the facts that an account finds of another one, in one store."""
    with scene.folder() as place:
        shelf = Shelf(f"sqlite:///{place}/callboard.db", clock=scene.SetClock())
        series = Series(Source.CALLS)
        window = Window(scene.NOW - timedelta(days=9), scene.NOW - timedelta(days=8))
        digests = [accounts.account(*name) for name in _NAMES]
        for number, digest in enumerate(digests):
            sides = Sides(Counts(total=number, bridged=number))
            shelf.keep(digest, [Fact(series, window, sides, scene.NOW)])
        crossed = 0
        for number, digest in enumerate(digests):
            found, _ = shelf.facts(digest, series)
            crossed += sum(fact.sides.inbound.total != number for fact in found)
        shelf.close()
    yield Row("facts seen by another account", crossed, "facts", len(_NAMES), "", 0)
