"""Processes that are killed while they write: what they said they had kept must be there, whole."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Final

from benchmarks import writer
from benchmarks.row import Row
from components.ledger.store.shelf import Shelf

_TIMES: Final = 200
_MOST_BATCHES: Final = 8
_LONGEST_MOMENT: Final = 0.004
"""Seconds, about as much as one batch takes, so that a kill hits any part of it."""

_MOST_CORRECTIONS: Final = 1_000_000


@dataclass(slots=True)
class Toll:
    """What came of killing so many writers of one store, in batches and looks."""

    kept: int = 0
    lost: int = 0
    halves: int = 0
    failures: int = 0


def measure() -> Iterator[Row]:
    """Kill 200 writers of one store, each at a random moment."""
    with tempfile.TemporaryDirectory() as folder:
        toll = kill(_TIMES, Path(folder), seed=3)
    yield Row(f"{_TIMES} × kill -9: batches lost", toll.lost, "kept", toll.kept, "batches", 0)
    yield Row("batches kept by half", toll.halves, "kept", toll.kept, "batches", 0)
    yield Row("stores that failed to open", toll.failures, "kills", _TIMES, "stores", 0)


def kill(times: int, folder: Path, seed: int) -> Toll:
    """Kill writers one after the other, and look into their store after each."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    url = f"sqlite:///{folder}/callboard.db"
    command = [sys.executable, "-m", "benchmarks.writer", url]
    pipe = subprocess.PIPE
    toll, told, first = Toll(), set[int](), 0
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as writers:  # noqa: S603
        for _ in range(times):
            told |= _one(writers, first, chance)
            first = _look(url, told, toll)
        writers.communicate()
    return toll


def _one(writers: subprocess.Popen[str], first: int, chance: random.Random) -> set[int]:
    """Start a writer, kill it after some batches and a moment, and return what it told of."""
    if writers.stdin is None or writers.stdout is None:
        raise ValueError("the writers must be spoken to")
    writers.stdin.write(f"{first}\n")
    writers.stdin.flush()
    process = int(writers.stdout.readline())
    told = [writers.stdout.readline() for _ in range(chance.randint(0, _MOST_BATCHES))]
    Event().wait(chance.uniform(0, _LONGEST_MOMENT))
    os.kill(process, signal.SIGKILL)
    while (line := writers.stdout.readline()) != "over\n":
        told.append(line)
    return {int(line) for line in told}


def _look(url: str, told: set[int], toll: Toll) -> int:
    """Open the store as the program does, count what is wrong; return the next free number."""
    with closing(Shelf(url, clock=lambda: datetime.now(UTC))) as shelf:
        facts, _mark = shelf.facts(writer.ACCOUNT, writer.SERIES)
        corrections = Counter(shelf.corrections(writer.ACCOUNT, _MOST_CORRECTIONS))
        condition = shelf.condition
    found = {fact.window: fact for fact in facts}
    kept = range(-(-len(facts) // writer.AT_ONCE))
    whole = {
        number
        for number in kept
        if all(found.get(fact.window) == fact for fact in writer.batch(number))
        and corrections[writer.correction(number)] == 1
    }
    toll.kept = len(whole)
    toll.lost += len(told - whole)
    toll.halves += len(set(kept) - whole) + (sum(corrections.values()) != len(kept))
    toll.failures += condition.trouble is not None or condition.set_aside is not None
    return len(kept)
