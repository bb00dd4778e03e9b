"""The analyst's morning: four comparisons in a row, each day asked for once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from benchmarks import scene
from benchmarks.row import Row
from components.ledger.books import Wish
from components.periods.window import Window


def _days(month: int, day: int, count: int) -> Wish:
    return scene.days(datetime(2026, month, day, tzinfo=UTC), count)


COMPARISONS = (
    (_days(11, 16, 7), _days(11, 9, 7)),
    (_days(10, 24, 30), _days(9, 24, 30)),
    (_days(10, 1, 31), _days(9, 1, 30)),
    (_days(11, 3, 14), _days(10, 3, 14)),
)
"""Last week, 30 days, October, and 3–16 November, each beside what it is compared with."""


def measure() -> Iterator[Row]:
    """Count the requests of the morning: at first, a second time, and after a restart."""
    naive, cached = _otherwise()
    clock = scene.SetClock()
    with scene.folder() as place, scene.running(clock) as pbx:
        store = f"sqlite:///{place}/callboard.db"
        spent = []
        for times in (2, 1):
            with scene.program(store, clock) as callboard:
                desk = scene.sit(callboard, pbx.url)
                for _ in range(times):
                    before = pbx.statistics_requests
                    for wish in (wish for pair in COMPARISONS for wish in pair):
                        desk.wait(wish)
                    spent.append(pbx.statistics_requests - before)
    yield Row("the analyst's morning", spent[0], "asked naively", naive, "requests", 83)
    yield Row("the analyst's morning", spent[0], "cached by window", cached, "requests", 83)
    yield Row("the same once more", spent[1], "asked naively", naive, "requests", 0)
    yield Row("the same after a restart", spent[2], "asked naively", naive, "requests", 0)


def _otherwise() -> tuple[int, int]:
    """Return the requests without a ledger: each day and each total asked, and each asked once."""
    asked = []
    for wish in (wish for pair in COMPARISONS for wish in pair):
        asked += [Window(*marks) for marks in pairwise(wish.marks)]
        asked.append(Window(wish.marks[0], wish.marks[-1]))
    return len(asked), len(set(asked))
