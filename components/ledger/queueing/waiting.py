"""Who waits for a turn, and whose it is next.

First comes what a person waits for, then walls, then the rest; within those, who had no turn for
the longest time. Whoever is passed over often enough has a turn all the same. A job that nobody
wants any more lapses by itself.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from components.ledger.queueing.urgency import Urgency
from components.ringme.errors import RingmeError
from components.ringme.quota import Quota

_LAPSE: Final = 15.0
"""Seconds after which nobody is taken to be interested: a page looks at least every ten."""

_WALL_LAPSE: Final = 180.0
"""Seconds after which a wall is taken to be gone: it looks at least once a minute."""

_PATIENCE: Final = {Urgency.WALL: 4, Urgency.REST: 12}
"""How many turns of more urgent jobs walls and the rest let pass, before they have one."""


class Job(Protocol):
    """Something that takes requests, until it has what it needs."""

    @property
    def key(self) -> Hashable:
        """What makes two jobs the same."""

    @property
    def is_watched(self) -> bool:
        """Whether a wall shows it."""

    def urgency(self) -> Urgency | None:
        """Return how urgent the next request is; None where there is none to be sent."""

    def refresh(self) -> None:
        """Take over what other processes have learnt."""

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests, as last heard."""

    def ask(self) -> None:
        """Send the next request; raises any ``RingmeError`` of the client."""

    def fail(self, error: RingmeError) -> None:
        """Take note that the request failed for good."""


class Candidate(NamedTuple):
    """A job that could have the next turn."""

    job: Job
    urgency: Urgency


@dataclass(slots=True)
class _Wanted:
    """A job, when somebody last wanted it, and when it last had a turn."""

    job: Job
    at: float
    turn: int


class Waiting:
    """The jobs that wait. Not for several threads at once: who shares it holds a lock.

    ``now`` is in seconds of any clock that is never set.
    """

    def __init__(self) -> None:
        """Start with nobody."""
        self._jobs: dict[Hashable, _Wanted] = {}
        self._walls: dict[Hashable, float] = {}
        self._turn = 0
        self._passed: Counter[Urgency] = Counter()

    def __contains__(self, key: Hashable) -> bool:
        """Tell whether the job of this key waits."""
        return key in self._jobs

    def want(self, job: Job, now: float) -> None:
        """Have a job wait, or go on waiting; of two that are the same the first stays."""
        # Who comes now is the last of those who wait, but before who has a turn just now.
        wanted = self._jobs.setdefault(job.key, _Wanted(job, now, self._turn - 1))
        wanted.at = now
        if job.is_watched:
            self._walls[job.key] = now

    def drop(self, key: Hashable) -> None:
        """Forget a job."""
        self._jobs.pop(key, None)

    def clear(self) -> None:
        """Forget all jobs."""
        self._jobs.clear()

    def jobs(self, now: float) -> list[Job]:
        """Return the jobs that are still wanted; the others are forgotten."""
        oldest = now - _LAPSE
        self._jobs = {key: one for key, one in self._jobs.items() if one.at >= oldest}
        return [one.job for one in self._jobs.values()]

    def walls(self, now: float) -> int:
        """Return how many different jobs walls show, also while these want nothing new."""
        oldest = now - _WALL_LAPSE
        self._walls = {key: at for key, at in self._walls.items() if at >= oldest}
        return len(self._walls)

    def take(self, able: Iterable[Candidate]) -> Candidate | None:
        """Return which of these has the next turn, and count it; None of none."""
        waiting = [one for one in able if one.job.key in self._jobs]
        chosen = min(waiting, key=self._rank, default=None)
        if chosen is not None:
            self._turn += 1
            self._jobs[chosen.job.key].turn = self._turn
            self._passed[chosen.urgency] = 0
            self._passed.update({one.urgency for one in waiting if one.urgency > chosen.urgency})
        return chosen

    def _rank(self, candidate: Candidate) -> tuple[bool, Urgency, int]:
        """Return what puts the next turn first: waited too long, more urgent, longer without."""
        job, urgency = candidate
        is_patient = self._passed[urgency] < _PATIENCE.get(urgency, 1)
        return is_patient, urgency, self._jobs[job.key].turn
