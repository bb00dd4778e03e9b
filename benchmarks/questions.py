"""Ten thousand random questions, some about calls that show up late: each answer is checked."""

from collections.abc import Iterator
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.row import Row
from tests import questions

_QUESTIONS: Final = 10_000
_LIVES: Final = 2_000
"""Each has six or seven questions; what is left over is not lived."""


def measure() -> Iterator[Row]:
    """Count wrong answers and requests; beside them, what a store keyed by window would ask."""
    tally, wrong = _lived()
    what = "wrong or endless among random questions"
    yield Row(what, wrong, "questions", tally.questions, most=0)
    yield Row("their requests", tally.asked, "cached by window", tally.missing, "requests")


def _lived() -> tuple[questions.Tally, int]:
    """Live until enough was asked; return the tally and the number of lives that went wrong."""
    tally, wrong = questions.Tally(), 0

    @settings(
        max_examples=_LIVES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(life=questions.lives())
    def ask(life: questions.Life) -> None:
        nonlocal wrong
        if tally.questions >= _QUESTIONS:
            return
        try:
            one = questions.live(*life)
        except AssertionError:
            wrong += 1
            return
        tally.questions += one.questions
        tally.asked += one.asked
        tally.missing += one.missing

    ask()
    return tally, wrong
