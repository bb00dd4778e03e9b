"""What can still change, as one survey finds it: what is known of it, and what is to be asked."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from components.ledger.young import NEVER, Reading, Young, standing
from components.measures.counts import Sides
from components.measures.stretches import Standing, Stretch
from components.periods.window import Window, cut


class Fresh:
    """Reads what can still change for one survey, and notes what of it is missing or due."""

    def __init__(
        self,
        young: Young,
        now: datetime,
        *,
        refresh: timedelta | None,
        newer_than: datetime | None,
    ) -> None:
        """Begin at ``now``; the rest as in :meth:`components.ledger.book.Book.survey`."""
        self.now = now
        self.missing: list[Window] = []
        self.due: list[Window] = []
        self.next_due = NEVER
        self.due_at = NEVER
        self._young = young
        self._refresh = refresh
        self._newer_than = newer_than

    def stretch(self, position: int, window: Window) -> Iterator[Stretch]:
        """Yield what is known of one bucket that can still change; note what is not."""
        pieces = [piece for piece in cut(window) if piece.start < self.now]
        readings = [self.read(piece) for piece in pieces]
        known = [reading for reading in readings if reading is not None]
        if known and len(known) == len(pieces):
            changing = [reading for reading in known if reading.due_at != NEVER]
            whole = Reading(
                sum((each.sides for each in known), Sides()),
                min(each.read_at for each in changing or known),
                min(each.due_at for each in known),
                is_cut=any(each.is_cut for each in known),
            )
            firmness = standing(whole, window, self.now)
            yield Stretch(position, 1, whole.sides, firmness, whole.read_at)

    def whole(self, position: int, marks: Sequence[datetime]) -> Iterator[Stretch]:
        """Yield what is known of several buckets together, where the first is not known itself."""
        for window in self._young.wholes(marks[position]):
            last = bisect_left(marks, window.end)
            reading = self._young.find(window, self.now)
            if window.end in marks[last : last + 1] and reading is not None:
                begun = min(last, bisect_left(marks, self.now))
                firmness = standing(reading, window, self.now)
                yield Stretch(position, begun - position, reading.sides, firmness, reading.read_at)
                return

    def odd(self, position: int, window: Window) -> Iterator[Stretch]:
        """Yield what is known of one bucket that should be settled, but does not add up."""
        reading = self._young.find(window, self.now)
        if reading is not None and not reading.is_cut:
            self._note(reading, window)
            yield Stretch(position, 1, reading.sides, Standing.PROVISIONAL, reading.read_at)

    def read(self, window: Window) -> Reading | None:
        """Return what is known of a window that is not settled; note whether it is to be asked."""
        reading = self._young.find(window, self.now, refresh=self._refresh)
        if reading is None:
            self.missing.append(window)
            return None
        self._note(reading, window)
        if reading.is_cut and window.end <= self.now:
            # The number of a part of its time is not that of the whole.
            self.missing.append(window)
        elif self._is_due(reading):
            self.due.append(window)
        else:
            self.next_due = min(self.next_due, reading.due_at)
        return reading

    def _note(self, reading: Reading, window: Window) -> None:
        due_at = min(reading.due_at, window.end) if reading.is_cut else reading.due_at
        self.due_at = min(self.due_at, due_at)

    def _is_due(self, reading: Reading) -> bool:
        if reading.due_at == NEVER:
            return False
        is_old = self._newer_than is not None and reading.read_at < self._newer_than
        return is_old or reading.due_at <= self.now
