"""What can be asked of two periods together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from components.measures.outcomes import Source
from components.periods.against import Pair, Side
from components.periods.buckets import Step
from components.periods.hours import WorkingHours
from components.periods.window import Window
from components.reports.question import Question

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many calls, of what kind and whose, in A and in B; and into which buckets both are cut.

    ``extensions`` holds the PBX's own ids; none stands for the whole account. With ``is_whole``
    nothing is cut: one total of each is wanted. Only calls within ``hours`` count, where they are
    set. ``split`` holds the ids of the extensions that are to be told apart. Where ``edge`` (aware,
    UTC) is set, a running period is taken as it was at that moment: what belongs to numbers that
    are shown stays with them, while others are read anew.
    """

    source: Source
    pair: Pair
    step: Step
    zone: ZoneInfo
    extensions: frozenset[int] = frozenset()
    hours: WorkingHours | None = None
    split: tuple[int, ...] = ()
    edge: datetime | None = None
    is_whole: bool = False

    @property
    def window(self) -> Window:
        """The period looked at, all of it."""
        return self.pair.a

    def question(self, side: Side, edge: datetime | None = None) -> Question:
        """Return what is asked of one side; cut where the running one was read at ``edge``.

        The running side is asked for as a whole: what it has come to is its number at the edge.
        """
        pair = self.pair if edge is None else self.pair.cut(edge)
        return self._question(pair.a if side is Side.A else pair.b)

    def closed(self, side: Side, edge: datetime | None = None) -> Question:
        """Return the same of one side as far as it is compared: the running one to the edge."""
        asked = self.question(side, edge)
        if edge is None or side is not self.pair.running:
            return asked
        start = asked.window.start
        end = max(edge.replace(microsecond=0), start + _SECOND)
        return self._question(Window(start, min(end, asked.window.end)))

    def _question(self, window: Window) -> Question:
        return Question(
            self.source,
            window,
            self.step,
            self.zone,
            self.extensions,
            self.hours,
            is_whole=self.is_whole,
        )
