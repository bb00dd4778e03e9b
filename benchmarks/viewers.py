"""A hundred people who look at one server, and what a change of period brings to each of them."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from itertools import chain
from statistics import median, quantiles
from typing import Final

from benchmarks.processes import pbx, server
from benchmarks.row import Row
from benchmarks.tab import Run, Tab

_VIEWERS: Final = 100
_EVERY: Final = 10.0
_TIMES: Final = 4
"""Each viewer has the page run again every ten seconds, so many times."""

_QUERY: Final = "account=bench&period=last-28-days"
"""Four weeks by day, the heaviest view that people keep open."""

_CHANGES: Final = ("Last 7 days", "Last 28 days", "Yesterday", "This month", "Last month")
_AGREED: Final = 100.0
_MOST_BYTES: Final = 12_000


def measure() -> Iterable[Row]:
    """Measure how long viewers wait, and how many bytes a change of period takes."""
    with pbx() as host, server(host=host) as ours:
        changes, runs = asyncio.run(_use(ours.url))
    times = [1000 * run.seconds for run in runs]
    alone = median(1000 * run.seconds for run in changes)
    beside = "one viewer alone"
    yield Row("100 viewers every 10 s, median", median(times), beside, alone, "ms", _AGREED)
    yield Row("100 viewers every 10 s, p95", quantiles(times, n=20)[-1], beside, alone, "ms")
    failed = sum(run.failed for run in runs)
    yield Row("100 viewers every 10 s, errors", failed, "runs", len(runs), most=0)
    wire, plain = (max(sizes) / 1000 for sizes in zip(*_sizes(changes), strict=True))
    yield Row("a change of period, at most", wire, "uncompressed", plain, "kB", _MOST_BYTES / 1000)


async def _use(url: str) -> tuple[list[Run], list[Run]]:
    """Return the runs of one viewer who changes the period, and those of all who watch."""
    return await _change(url), await _watch(url)


def _sizes(runs: Sequence[Run]) -> list[tuple[int, int]]:
    return [(run.wire, run.plain) for run in runs]


async def _change(url: str) -> list[Run]:
    """Choose periods that were all loaded before, one after another, and return those runs."""
    async with Tab(url, _QUERY) as tab:
        await tab.load()
        for period in _CHANGES:
            await tab.load(period=period)
        return [await tab.run(period=period) for period in _CHANGES]


async def _watch(url: str) -> list[Run]:
    """Let all viewers come and watch, evenly spread over the time between two runs."""
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(Tab(url, _QUERY)) for _ in range(_VIEWERS)]
        for tab in tabs:
            await tab.run()
        pauses = (_EVERY * place / len(tabs) for place in range(len(tabs)))
        seen = await asyncio.gather(*map(_view, tabs, pauses))
    return list(chain.from_iterable(seen))


async def _view(tab: Tab, pause: float) -> list[Run]:
    loop = asyncio.get_running_loop()
    begin = loop.time() + pause
    runs = []
    for turn in range(_TIMES):
        await asyncio.sleep(begin + turn * _EVERY - loop.time())
        runs.append(await tab.run())
    return runs
