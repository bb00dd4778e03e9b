"""A wall for hours, in real time: ``make soak``, or ``make soak MINUTES=10 ONLY="cuts outage"``.

Apart from the benchmarks and never in CI: two hours are what a leak of memory takes to be seen.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from statistics import linear_regression
from time import monotonic
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from playwright.sync_api import sync_playwright

from benchmarks import scene
from benchmarks.processes import Server, server
from benchmarks.row import Row, table
from benchmarks.tab import Tab
from benchmarks.watch import Watch, midnight_zone
from components.simulator import Habits, Simulator
from tests.browser.cable import Cable
from tests.browser.chromium import launch
from tests.browser.screen import Screen
from tests.browser.wall import Wall, display_key

_MINUTES: Final = 120
"""Minutes for which the memory is watched, unless told otherwise."""

_DISPLAYS: Final = 10
_MOSCOW: Final = ZoneInfo("Europe/Moscow")
_REFRESH: Final = 2
_SAMPLE: Final = 10
"""Seconds between two looks at the memory."""

_SETTLED: Final = 0.25
"""The share of the time after which memory is expected to have settled: half an hour of two."""

_MOST_GROWTH: Final = 1.0
_CUT_EVERY: Final = 30
_BACK: Final = 30
"""Seconds in which a board must be live again after a cut."""

_DRAWN: Final = 3
"""Seconds that a change may take until it stands on the screen."""

_STOOD: Final = 60
"""Seconds in which a board first comes."""


def memory(minutes: float) -> Iterator[Row]:
    """Let ten displays look for so long, two of them where midnight strikes with the next hour."""
    with scene.folder() as place, _pbx() as pbx:
        store = place / "callboard.db"
        key = display_key(store, "bench", "period=today")
        surroundings = {"CALLBOARD_STORE": f"sqlite:///{store}", **_refresh(_REFRESH)}
        with server(host=pbx.url, **surroundings) as ours:
            watch = Watch(pbx.accounts[0].office, timedelta(seconds=_REFRESH))
            sizes = asyncio.run(_live(ours, watch, key, minutes))
    yield from _grown(sizes)
    yield Row("boards that were wrong", watch.wrong, "looks", watch.looks, most=0)
    yield Row("boards that were not live", watch.late, "looks", watch.looks, most=watch.looks / 100)
    yield Row("midnights that struck", watch.midnights, "looks", watch.looks)


def cuts(minutes: float) -> Iterator[Row]:
    """Cut the wire of a browser every half a minute, for a twelfth of the time."""
    waits = []
    with (
        _pbx() as pbx,
        server(host=pbx.url, **_refresh(_REFRESH)) as ours,
        Cable(ours.url) as cable,
        _wall(cable.url) as wall,
    ):
        end = monotonic() + 60 * minutes / 12
        while monotonic() < end:
            cable.cut()
            began = monotonic()
            wall.until_redrawn(within=_STOOD)
            wall.until_all("live", within=_STOOD)
            waits.append(monotonic() - began)
            wall.page.wait_for_timeout(1000 * max(0, _CUT_EVERY - waits[-1]))
    what = "after a cut, until all is live"
    yield Row(what, max(waits), "cuts, nobody pressing", len(waits), "s", _BACK)


def outage(minutes: float) -> Iterator[Row]:
    """Kill the PBX and bring it back: at the usual refresh of a minute, or a shorter one."""
    refresh = max(_REFRESH, round(min(60, minutes / 2)))
    with (
        _pbx() as pbx,
        server(host=pbx.url, **_refresh(refresh)) as ours,
        _wall(ours.url) as wall,
    ):
        pbx.stop()
        began = monotonic()
        for name, states, most in (("late", ("late", "stale"), 2), ("stale", ("stale",), 5)):
            wall.until_all(*states, within=most * refresh + _STOOD)
            taken = monotonic() - began
            yield Row(
                f"PBX gone, all {name}", taken, "refresh", refresh, "s", most * refresh + _DRAWN
            )
        pbx.start()
        began = monotonic()
        wall.until_all("live", within=refresh + _STOOD)
        taken = monotonic() - began
        yield Row("PBX back, all live", taken, "refresh", refresh, "s", refresh + _DRAWN)


PARTS: Final[Mapping[str, Callable[[float], Iterable[Row]]]] = {
    "outage": outage,
    "cuts": cuts,
    "memory": memory,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the table, and return 1 where a limit was passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--minutes", type=float, default=_MINUTES, help="for the memory")
    asked = parser.parse_args(arguments)
    if set(asked.parts) - PARTS.keys():
        parser.error(f"there are {', '.join(PARTS)}")
    rows: list[Row] = []
    for name in asked.parts or PARTS:
        sys.stderr.write(f"{name} …\n")
        rows += PARTS[name](asked.minutes)
    sys.stdout.write(table(rows))
    return 0 if all(row.holds for row in rows) else 1


async def _live(ours: Server, watch: Watch, key: str, minutes: float) -> list[tuple[float, float]]:
    """Let all displays look as often as they would; return hours and megabytes, again and again."""
    began = monotonic()
    end = began + 60 * minutes
    abroad = midnight_zone(datetime.now(UTC))
    zones = [_MOSCOW] * (_DISPLAYS - 2) + [abroad] * 2
    async with AsyncExitStack() as stack:
        tabs = []
        for zone in zones:
            query = f"account=bench&tz={quote(zone.key)}" if zone is abroad else f"display={key}"
            tabs.append(await stack.enter_async_context(Tab(ours.url, query, path="wall")))
        weighing = asyncio.create_task(_weigh(ours, began, end))
        await asyncio.gather(
            *(_look(tab, watch, zone, end) for tab, zone in zip(tabs, zones, strict=True))
        )
        return await weighing


async def _look(tab: Tab, watch: Watch, zone: ZoneInfo, end: float) -> None:
    await tab.run()
    while monotonic() < end:
        await asyncio.sleep(tab.every)
        if (await tab.look()).failed:
            raise RuntimeError("the wall shows an error")
        watch.see(tab.board, zone, datetime.now(UTC))


async def _weigh(ours: Server, began: float, end: float) -> list[tuple[float, float]]:
    sizes = []
    while monotonic() < end:
        await asyncio.sleep(_SAMPLE)
        sizes.append(((monotonic() - began) / 3600, ours.process.memory_info().rss / 2**20))
    return sizes


def _grown(sizes: Sequence[tuple[float, float]]) -> Iterator[Row]:
    """Lay a straight line through what was weighed once it had settled."""
    settled = sizes[int(_SETTLED * len(sizes)) :]
    hours, megabytes = zip(*settled, strict=True)
    growth = linear_regression(hours, megabytes).slope
    span = hours[-1] - hours[0]
    what = f"{_DISPLAYS} displays: memory, each hour"
    yield Row(what, growth, f"all, after {span:.1f} h", megabytes[-1], "MB", _MOST_GROWTH)


def _refresh(seconds: int) -> dict[str, str]:
    return {"CALLBOARD_WALL_REFRESH": f"{seconds}"}


def _pbx() -> Simulator:
    return Simulator(habits=Habits(quota=10**7))


@contextmanager
def _wall(url: str) -> Iterator[Wall]:
    """Lend a browser's wall once all its figures are live."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        screen = Screen(browser.new_page(), url)
        screen.go("/wall?account=bench")
        wall = Wall(screen)
        wall.until_all("live", within=_STOOD)
        yield wall
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
