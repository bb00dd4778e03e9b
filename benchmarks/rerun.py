"""What the server computes for a warm run of the overview, beside a script of one line."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from statistics import median
from typing import Final

from benchmarks.processes import BARE, Server, pbx, server
from benchmarks.row import Row
from benchmarks.tab import Run, Tab

_ROUNDS: Final = 9
_RUNS: Final = 40
"""Runs in a round. All kinds take turns in each round, so that whatever else goes on meets all."""

_QUERY: Final = "account=bench&period=last-7-days"
_AS_HEAVY: Final = 2.0

_Kind = tuple[Server, Callable[[], Awaitable[Run]]]


def measure() -> Iterable[Row]:
    """Measure the CPU of the bare script, of a look at what did not change, and of a whole run."""
    with pbx() as host, server(BARE) as bare, server(host=host) as ours:
        plain, look, whole = asyncio.run(_compare(bare, ours))
    beside = "a script of one line"
    yield Row("a warm look at the overview, CPU", look, beside, plain, "ms", _AS_HEAVY * plain)
    yield Row("a warm run of the whole overview, CPU", whole, beside, plain, "ms")


async def _compare(bare: Server, ours: Server) -> list[float]:
    """Return the milliseconds of the bare script, a look and a whole run."""
    async with Tab(bare.url) as line, Tab(ours.url, _QUERY) as page:
        await line.run()
        await page.load()
        kinds: list[_Kind] = [(bare, line.run), (ours, page.look), (ours, page.run)]
        taken: list[list[float]] = [[] for _ in kinds]
        for _round in range(_ROUNDS):
            for times, (whose, act) in zip(taken, kinds, strict=True):
                times.append(await _cpu(whose, act))
    return [1000 * median(times) for times in taken]


async def _cpu(whose: Server, act: Callable[[], Awaitable[Run]]) -> float:
    """Return the seconds of CPU that one of some runs took."""
    before = whose.cpu
    for _run in range(_RUNS):
        if (await act()).failed:
            raise RuntimeError("the page shows an error")
    return (whose.cpu - before) / _RUNS
