"""Single calls counted into the pieces between some marks, and thrown away at once.

A record names a caller (contract, section 8). What is kept of it here is a count, and until the
list has been read to its end the PBX's own name for the call, so that a repeat is not counted.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from components.measures.counts import Counts, Direction, Sides
from components.periods.window import Window
from components.ringme.models import CallRecord


class Tally:
    """Counts the calls between increasing marks (aware, UTC); what lies outside is left out."""

    def __init__(self, marks: Sequence[datetime]) -> None:
        """Begin with none counted."""
        self._marks = marks
        self._sides = [Sides()] * (len(marks) - 1)
        self._seen: set[str] = set()

    def add(self, records: Iterable[CallRecord]) -> bool:
        """Count calls, each once; return whether there was any that had not been seen before."""
        fresh = [one for one in records if one.uuid not in self._seen]
        for record in fresh:
            if record.uuid in self._seen:
                continue
            self._seen.add(record.uuid)
            place = bisect_right(self._marks, record.begins_at) - 1
            if 0 <= place < len(self._sides):
                self._sides[place] += _one(record)
        return bool(fresh)

    @property
    def calls(self) -> int:
        """How many different calls were seen."""
        return len(self._seen)

    def total(self, until: datetime | None = None) -> Sides:
        """Return the counts of all pieces, or of those that end by a moment."""
        return sum((sides for _, sides in self.pieces(until)), Sides())

    def pieces(
        self, until: datetime | None = None, *, firm_until: datetime | None = None
    ) -> list[tuple[Window, Sides]]:
        """Return the pieces with their counts; with ``until``, those that end by that moment.

        Empty ones that follow each other are one, as far as nothing can come to them any more: by
        ``firm_until``.
        """
        found: list[tuple[Window, Sides]] = []
        for start, end, sides in zip(self._marks, self._marks[1:], self._sides, strict=False):
            if until is not None and end > until:
                break
            is_firm = firm_until is not None and end <= firm_until
            if is_firm and found and sides == found[-1][1] == Sides():
                found[-1] = Window(found[-1][0].start, end), sides
            else:
                found.append((Window(start, end), sides))
        return found


def _one(record: CallRecord) -> Sides:
    counts = replace(
        Counts(total=1, duration=record.duration, bridged_duration=record.bridged_duration),
        **{record.ending.value: 1},
    )
    if record.direction is Direction.INBOUND:
        return Sides(inbound=counts)
    return Sides(outbound=counts)
