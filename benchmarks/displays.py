"""Twenty televisions on one board: what they ask in an hour, and what they cost the server."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Final
from zoneinfo import ZoneInfo

from benchmarks import scene
from benchmarks.processes import Server, pbx, server
from benchmarks.row import Row
from benchmarks.tab import Tab
from components.ledger.desk import Desk
from components.ledger.store.places import MEMORY
from components.periods.presets import Preset
from components.reports import wall
from components.reports.wall import Figures, Freshness, Watched

_DISPLAYS: Final = 20
_HOUR: Final = timedelta(hours=1)
_LOOK: Final = timedelta(seconds=10)
"""How often a display is drawn anew at the usual refresh of a minute."""

_GLANCE: Final = 0.002
_MOSCOW: Final = ZoneInfo("Europe/Moscow")
_BEGIN: Final = datetime(2026, 11, 25, 13, 40, tzinfo=_MOSCOW).astimezone(UTC)
"""A working afternoon: thirteen hours are over, and the full hour strikes in between."""

_MOST_REQUESTS: Final = 61
_MOST_CPU: Final = 50.0
_WATCHED_FOR: Final = 60.0
_QUERY: Final = "account=bench"


def measure() -> Iterator[Row]:
    """Count an hour's requests, cold and warm, and take the server's CPU for a minute."""
    yield from _hours()
    with pbx() as host, server(host=host) as ours:
        cpu, alone = asyncio.run(_watch(ours, _DISPLAYS)), asyncio.run(_watch(ours, 1))
    what = f"{_DISPLAYS} displays, CPU of the server"
    yield Row(what, 100 * cpu, "one display", 100 * alone, "% of a core", _MOST_CPU)


def _hours() -> Iterator[Row]:
    clock = scene.SetClock(_BEGIN)
    with scene.running(clock) as simulator, scene.program(MEMORY, clock) as callboard:
        desk = scene.sit(callboard, simulator.url)
        each = _DISPLAYS * _HOUR // timedelta(minutes=1)
        for which in ("a cold hour", "the hour after"):
            before = simulator.statistics_requests
            worst = _live(desk, clock)
            asked = simulator.statistics_requests - before
            what = f"{_DISPLAYS} displays, {which}"
            yield Row(what, asked, "each by itself", each, "requests", _MOST_REQUESTS)
            yield Row(f"{what}: not live", worst, "looks", _HOUR / _LOOK, "", 0)


def _live(desk: Desk, clock: scene.SetClock) -> int:
    """Watch for an hour, and return how often a board was anything but live."""
    watched = Watched(Preset.TODAY, _MOSCOW)
    end, late = clock.now + _HOUR, 0
    with ThreadPoolExecutor(_DISPLAYS) as pool:
        while clock.now < end:
            seen = list(pool.map(lambda _: _look(desk, watched), range(_DISPLAYS)))
            late += any(wall.freshness(each, clock.now) is not Freshness.LIVE for each in seen)
            clock.now += _LOOK
    return late


def _look(desk: Desk, watched: Watched) -> Figures:
    """Look, and look once more when everything that was asked for has come."""
    wall.look(desk, watched)
    while desk.queue.is_asking or any(desk.queue.waiting.values()):
        sleep(_GLANCE)
    return wall.look(desk, watched)


async def _watch(ours: Server, count: int) -> float:
    """Return the share of a core that the server took for so many displays, by its own clock."""
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(Tab(ours.url, _QUERY, path="wall"))
            for _ in range(count)
        ]
        for tab in tabs:
            await tab.run()
        began, used = monotonic(), ours.cpu
        await asyncio.gather(*(_view(tab, began, place / count) for place, tab in enumerate(tabs)))
        return (ours.cpu - used) / (monotonic() - began)


async def _view(tab: Tab, began: float, share: float) -> None:
    """Look again as often as the page does, not all displays at the same moment."""
    at = began + share * tab.every
    while at < began + _WATCHED_FOR:
        await asyncio.sleep(at - monotonic())
        if (await tab.look()).failed:
            raise RuntimeError("the wall shows an error")
        at += tab.every
