"""Many sessions, one question: in one process, and in two that share PostgreSQL."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from multiprocessing.connection import Connection

from benchmarks import scene
from benchmarks.row import Row
from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.store.places import MEMORY
from components.simulator import Simulator

_MINUTE = timedelta(minutes=1)
_SESSIONS = 50
_WATCHERS = 20
_MONTH = scene.days(scene.NOW - timedelta(days=33, hours=12), 30)
_TODAY = replace(scene.days(scene.NOW - timedelta(hours=12), 1), is_watched=True)


def measure() -> Iterator[Row]:
    """Count what a crowd costs."""
    yield from _cold()
    yield from _watching()
    with scene.postgresql() as store:
        yield from _two_processes(store)


def _cold() -> Iterator[Row]:
    clock = scene.SetClock()
    with scene.running(clock, latency=0.01) as pbx, scene.program(MEMORY, clock) as callboard:
        _all_look(scene.sit(callboard, pbx.url), _MONTH, _SESSIONS)
        asked = pbx.statistics_requests
        yield Row(
            f"{_SESSIONS} sessions, a cold month", asked, "each by itself", 1500, "requests", 31
        )
        yield from _manners("the same", pbx)


def _watching() -> Iterator[Row]:
    clock = scene.SetClock()
    with scene.running(clock) as pbx, scene.program(MEMORY, clock) as callboard:
        desk = scene.sit(callboard, pbx.url)
        for _ in range(61):
            _all_look(desk, _TODAY, _WATCHERS)
            clock.now += _MINUTE
        asked = pbx.statistics_requests
        each = 61 * _WATCHERS
        yield Row(f"{_WATCHERS} sessions, an hour", asked, "each by itself", each, "requests", 61)


def _two_processes(store: str) -> Iterator[Row]:
    clock = scene.SetClock()
    with scene.running(clock, latency=0.01) as pbx:
        pair = [_Process(store, pbx.url) for _ in range(2)]
        for process in pair:
            process.begin(_MONTH, clock.now)
        for process in pair:
            process.end()
        asked = pbx.statistics_requests
        yield Row("two processes, a cold month", asked, "each by itself", 60, "requests", 31)
        for _ in range(61):
            for process in pair:
                process.begin(_TODAY, clock.now)
            for process in pair:
                process.end()
            clock.now += _MINUTE
        watched = pbx.statistics_requests - asked
        yield Row("two processes, an hour", watched, "each by itself", 122, "requests", 61)
        yield from _manners("two processes", pbx)
        for process in pair:
            process.stop()


def _manners(what: str, pbx: Simulator) -> Iterator[Row]:
    statuses = Counter(record.status for record in pbx.requests)
    refused = statuses[HTTPStatus.TOO_MANY_REQUESTS]
    yield Row(f"{what}: overlaps", pbx.overlaps, "requests", pbx.statistics_requests, "", 0)
    yield Row(f"{what}: 429", refused, "requests", pbx.statistics_requests, "", 0)


def _all_look(desk: Desk, wish: Wish, sessions: int) -> None:
    with ThreadPoolExecutor(sessions) as pool:
        for look in pool.map(desk.wait, [wish] * sessions):
            if look.survey.total is None:
                raise RuntimeError(f"no answer: {look.trouble}")


class _Process:
    """A Callboard in a process of its own, with ten sessions, that is told what time it is."""

    def __init__(self, store: str, pbx_url: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_live, args=(theirs, store, pbx_url))
        self._process.start()

    def begin(self, wish: Wish, now: datetime) -> None:
        self._line.send((wish, now))

    def end(self) -> None:
        if not self._line.poll(scene.PATIENCE):
            raise TimeoutError("a process does not answer")
        self._line.recv()

    def stop(self) -> None:
        self._line.send(None)
        self._process.join()


def _live(line: Connection, store: str, pbx_url: str) -> None:
    clock = scene.SetClock()
    with scene.program(store, clock) as callboard:
        desk = scene.sit(callboard, pbx_url)
        while (told := line.recv()) is not None:
            wish, clock.now = told
            _all_look(desk, wish, 10)
            line.send(None)
