"""Settled totals are looked over when a larger request happens to cover them.

A request that is needed anyway can be made larger, over settled ground beside it, at no extra cost:
its answer must be the sum of what was known and of what was last read of the rest. Where it is not,
the rest is asked by itself, and if the difference stays, the ground is halved until the totals that
have changed are found. They are corrected, and the correction is kept to be shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from components.ledger.facts import Fact
from components.ledger.known import Known
from components.measures.counts import Sides
from components.periods.window import LONGEST, Window

_EVERY: Final = timedelta(hours=20)
"""Seldom enough that the one request more, which a difference costs, does not count."""


@dataclass(frozen=True, slots=True)
class _Split:
    """A window that is told otherwise than known: its first part is asked, the rest follows."""

    first: Window
    rest: Window
    told: Sides


class Audit:
    """What is doubted of the settled totals of one series."""

    def __init__(self, known: Known) -> None:
        """Doubt nothing."""
        self._known = known
        self._last_at: datetime | None = None
        self._held: Fact | None = None
        self._splits: list[_Split] = []
        self._suspects: list[Window] = []

    @property
    def asks(self) -> tuple[Window, ...]:
        """The windows to ask, though their totals are known, because they are doubted."""
        return (*self._suspects, *(split.first for split in self._splits))

    def widen(self, window: Window, now: datetime) -> Window:
        """Return a window that also covers what is settled before it, if it is time to look."""
        is_early = self._last_at is not None and now - self._last_at < _EVERY
        if is_early or self._held is not None:
            return window
        start = self._known.earliest(window.start, window.end - LONGEST)
        return Window(start, window.end)

    def covers(self, fact: Fact, young: Sides | None, rest: Window) -> bool:
        """Tell whether a widened total is the sum that it should be; else hold it in doubt.

        ``young`` is what was last read of the ``rest``, the part that was not settled.
        """
        self._last_at = fact.read_at
        ground = self._known.total(Window(fact.window.start, rest.start))
        if ground is not None and young is not None and ground + young == fact.sides:
            return True
        self._held = fact
        return False

    def suspect(self, window: Window) -> None:
        """Doubt the total of a window."""
        if window not in self._suspects:
            self._suspects.append(window)

    def forget(self, window: Window) -> None:
        """Give up doubting a window whose answer is of no use."""
        self._suspects = [each for each in self._suspects if each != window]
        self._splits = [split for split in self._splits if split.first != window]

    def answered(self, fact: Fact) -> Iterator[tuple[Window, Sides, Sides]]:
        """Take an answer into account; yield what changed as ``(window, before, after)``.

        The known totals are corrected one by one as they are yielded.
        """
        mine = [split for split in self._splits if split.first == fact.window]
        self.forget(fact.window)
        yield from self._compare(fact.window, fact.sides)
        for split in mine:
            yield from self._compare(split.rest, split.told - fact.sides)
        held = self._held
        if held is not None and self._known.total(held.window) is not None:
            self._held = None
            yield from self._compare(held.window, held.sides)

    def _compare(self, window: Window, told: Sides) -> Iterator[tuple[Window, Sides, Sides]]:
        known = self._known.total(window)
        if known is None or known == told:
            return
        inside = self._known.within(window)
        if inside:
            middle = inside[len(inside) // 2]
            split = _Split(Window(window.start, middle), Window(middle, window.end), told)
            self._splits.append(split)
            return
        self._known.correct(window, told)
        yield window, known, told
