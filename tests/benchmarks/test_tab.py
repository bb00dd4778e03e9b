"""A tab without a browser, at a server without a program."""

import asyncio

import pytest

from benchmarks.processes import BARE, server
from benchmarks.tab import Tab
from components.simulator import Simulator


@pytest.fixture(scope="module")
def bare():
    with server(BARE) as running:
        yield running


def visit(url, times):
    async def runs():
        async with Tab(url) as tab:
            return [await tab.run() for _ in range(times)]

    return asyncio.run(runs())


def test_a_run_ends_and_says_what_it_took(bare):
    (run,) = visit(bare.url, 1)

    assert run.seconds > 0
    assert run.messages > 0
    assert not run.failed


def test_bytes_are_counted_as_they_are_on_the_wire(bare):
    run = visit(bare.url, 3)[-1]

    # What was sent before is in the compressor's memory.
    assert 0 < run.wire < run.plain


def test_the_cpu_of_a_server_grows_with_its_runs(bare):
    before = bare.cpu

    visit(bare.url, 30)

    assert bare.cpu > before


def test_a_tab_that_came_by_a_path_stays_at_that_page():
    async def boards(url):
        async with Tab(url, "account=bench", path="wall") as tab:
            await tab.run()
            first, tab.board = tab.board, ""
            await tab.run()
            return first, tab.board

    with Simulator() as pbx, server(host=pbx.url) as ours:
        first, second = asyncio.run(boards(ours.url))

    assert first
    assert second
