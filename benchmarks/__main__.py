"""Run all benchmarks, or those that are named: ``python -m benchmarks [rerun viewers …]``."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from benchmarks import (
    crowd,
    displays,
    hours,
    kills,
    morning,
    planning,
    questions,
    rerun,
    strangers,
    viewers,
)
from benchmarks.row import Row, table

BENCHMARKS: Final[Mapping[str, Callable[[], Iterable[Row]]]] = {
    "morning": morning.measure,
    "crowd": crowd.measure,
    "displays": displays.measure,
    "hours": hours.measure,
    "questions": questions.measure,
    "kills": kills.measure,
    "planning": planning.measure,
    "strangers": strangers.measure,
    "rerun": rerun.measure,
    "viewers": viewers.measure,
}
"""Each by its name, in the order in which they run."""


def main(names: Sequence[str]) -> int:
    """Run, print the table, and return 1 where a limit was passed, 2 for an unknown name."""
    unknown = set(names) - BENCHMARKS.keys()
    if unknown:
        sys.stderr.write(f"there is no benchmark {sorted(unknown)}; there are {[*BENCHMARKS]}\n")
        return 2
    rows: list[Row] = []
    for name in names or BENCHMARKS:
        sys.stderr.write(f"{name} …\n")
        rows += BENCHMARKS[name]()
    sys.stdout.write(table(rows))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
