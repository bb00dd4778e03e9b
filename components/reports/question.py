"""What can be asked."""

from dataclasses import dataclass
from typing import Final

from components.measures.outcomes import Source
from components.periods.window import Window, cut

MOST_REQUESTS: Final = 20
"""What one view may cost. The hour has some 1000 requests, for all programs of the customer."""


@dataclass(frozen=True, slots=True)
class Question:
    """How many calls, of what kind, when, and whose.

    ``extensions`` holds the PBX's own ids; none stands for the whole account.
    """

    source: Source
    window: Window
    extensions: frozenset[int] = frozenset()

    @property
    def most_requests(self) -> int:
        """Return what the answer costs where nothing of it is known yet."""
        return len(cut(self.window))
