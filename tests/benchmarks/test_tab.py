"""A tab without a browser, at a server without a program."""

import asyncio

import pytest

from benchmarks.processes import BARE, server
from benchmarks.tab import Tab


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
