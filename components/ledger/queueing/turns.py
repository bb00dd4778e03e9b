"""One statistics request at a time for a customer: whose turn it is, and whether anybody's.

Whoever wants something says so again and again while still interested (``want``). While there is
work, one thread takes the jobs in turns (``waiting.py``), a request each, with the pauses that the
budget, the breaker and the table of failures demand.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Condition, Event, Thread
from typing import Final, NamedTuple

from components.ledger.queueing import retry
from components.ledger.queueing.breaker import Breaker, Circuit
from components.ledger.queueing.budget import Budget, Shares, Wait, Why
from components.ledger.queueing.defects import reported
from components.ledger.queueing.urgency import Urgency
from components.ledger.queueing.waiting import Candidate, Job, Waiting
from components.ledger.store.lease import Hold, Lines, LineTaken
from components.ringme.errors import QuotaUsedUp, RingmeError, StatisticsBusy
from components.ringme.quota import Quota

_LEASE_PATIENCE: Final = 60.0
"""Seconds to wait for another process's request, the longest there is, or for its lease's end."""

_GLANCE: Final = 0.5
"""Seconds between two looks whether something is done, if nobody tells."""

_MINUTE: Final = timedelta(minutes=1)

_USUAL_SECONDS: Final = 1.0
_WEIGHT: Final = 0.2
"""How much the latest request counts in the usual time of one."""


class _GivenUp(Exception):
    """Nobody wants any more what was to be tried again."""


class QuotaKept(QuotaUsedUp):
    """What is left of the hour's requests belongs to others: nobody has said 429 yet."""


class Obstacle(NamedTuple):
    """Why nothing can be asked, and until when at the latest (aware, UTC)."""

    error: RingmeError
    until: datetime


@dataclass(frozen=True, slots=True)
class State:
    """How a customer's queue does: jobs that wait, by urgency, and what holds all of them up."""

    waiting: dict[Urgency, int]
    is_asking: bool
    circuit: Circuit
    opens_again_at: datetime | None
    wait: Wait | None
    shares: Shares | None
    seconds: float


class Turns:
    """The queue of one customer in this process; ``lines`` keeps it in turn with other ones."""

    def __init__(
        self,
        customer: bytes,
        *,
        clock: Callable[[], datetime],
        lines: Lines,
        monotonic: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
        refresh: timedelta = _MINUTE,
    ) -> None:
        """Start with nothing to do. ``wait`` lets seconds pass between two tries.

        ``refresh`` is the time between two refreshes of a wall.
        """
        self._customer = customer
        self._clock = clock
        self._lines = lines
        self._monotonic = monotonic
        self._closing = Event()
        self._wait = wait or self._closing.wait
        self._changed = Condition()
        self._waiting = Waiting()
        self._worker: Thread | None = None
        self._is_news = False
        self._is_asking = False
        self._budget = Budget(clock())
        self._breaker = Breaker()
        self.refresh = refresh
        self._failure: RingmeError | None = None
        self._is_failing = False
        self._seconds = _USUAL_SECONDS

    def want(self, job: Job) -> None:
        """Have a job done; to be said again every few seconds while it is still wanted."""
        with self._changed:
            self._waiting.want(job, self._monotonic())
            self._is_news = True
            if self._worker is None and not self._closing.is_set():
                worker = Thread(target=self._work, name="callboard-turns", daemon=True)
                worker.start()
                self._worker = worker

    def drop(self, key: Hashable) -> None:
        """Forget a job; a request that is on its way is still waited for."""
        with self._changed:
            self._waiting.drop(key)

    def wait_for(self, is_done: Callable[[], bool], patience: float) -> bool:
        """Wait until something is done or nothing can be, at most so many seconds; return which."""
        deadline = self._monotonic() + patience
        while not is_done():
            left = deadline - self._monotonic()
            with self._changed:
                if self._worker is not None and left > 0:
                    self._changed.wait(min(left, _GLANCE))
                is_over = self._worker is None or left <= 0
            if is_over:
                return is_done()
        return True

    def obstacle(self, urgency: Urgency = Urgency.PERSON) -> Obstacle | None:
        """Return what keeps all of this urgency from being asked; None where nothing does."""
        now = self._clock()
        with self._changed:
            wait = self._budget.verdict(urgency, now, walls=self._walls())
            opens_again_at = self._breaker.passes_at(after=self._probe(urgency))
            if wait is not None and wait.why is not Why.PACED:
                is_used_up = wait.why is Why.USED_UP
                kind = QuotaUsedUp if is_used_up else QuotaKept
                return Obstacle(kind(wait.until), wait.until)
            if opens_again_at is not None and self._failure is not None and now < opens_again_at:
                return Obstacle(self._failure, opens_again_at)
        return None

    def stretch(self) -> timedelta:
        """Return the time that the quota leaves between two refreshes of one window on a wall.

        It is nothing while there is enough, and where none is to be had at all.
        """
        now = self._clock()
        with self._changed:
            walls = self._walls()
            wait = self._budget.verdict(Urgency.WALL, now, walls=walls)
            if wait is not None and wait.why is not Why.PACED:
                return timedelta(0)
            windows = max(1, self._waiting.walls(self._monotonic()))
            return windows * self._budget.pace(Urgency.WALL, now, walls=walls)

    def hear(self, quota: Quota | None, *, sent: int) -> None:
        """Take into account what the answers to so many other requests of ours said."""
        now = self._clock()
        with self._changed:
            for _ in range(sent):
                self._budget.spent(now)
            self._budget.heard(quota, now)

    def exhaust(self, error: QuotaUsedUp) -> None:
        """Ask nothing more before the reset: another request has met a 429."""
        with self._changed:
            self._budget.exhausted(error.resets_at, self._clock())

    def close(self) -> None:
        """Take on nothing more, and wait for nothing."""
        self._closing.set()

    def state(self) -> State:
        """Return how the queue does at this moment."""
        now = self._clock()
        with self._changed:
            jobs = self._waiting.jobs(self._monotonic())
            waiting = dict.fromkeys(Urgency, 0)
            verdicts = (
                self._budget.verdict(urgency, now, walls=self._walls()) for urgency in Urgency
            )
            wait = next((verdict for verdict in verdicts if verdict is not None), None)
            shares = self._budget.shares(now, walls=self._walls())
        for job in jobs:
            urgency = job.urgency()
            if urgency is not None:
                waiting[urgency] += 1
        return State(
            waiting=waiting,
            is_asking=self._is_asking,
            circuit=self._breaker.state(now),
            opens_again_at=self._breaker.opens_again_at,
            wait=wait,
            shares=shares,
            seconds=self._seconds,
        )

    def _work(self) -> None:
        """Take turns until there is none to take."""
        is_over = False
        while not is_over:
            with self._changed:
                self._is_news = False
                jobs = self._waiting.jobs(self._monotonic())
            had_one = self._take_one(jobs)
            with self._changed:
                self._is_asking = False
                is_over = self._closing.is_set() or not (had_one or self._is_news)
                if is_over:
                    self._worker = None
                    # Who still wants something will say so; whose tab is closed is let go.
                    self._waiting.clear()
                self._changed.notify_all()

    def _take_one(self, jobs: list[Job]) -> bool:
        """Let one of these have a turn; return whether there was one to have it."""
        try:
            chosen = self._choose(jobs)
            if chosen is not None:
                self._take(*chosen)
        except Exception as defect:  # noqa: BLE001 - whatever it was, the others go on
            reported(defect)
            with self._changed:
                self._waiting.clear()
            return False
        return chosen is not None

    def _choose(self, jobs: list[Job]) -> Candidate | None:
        """Return whose turn it is, if anybody can have one; forget who wants nothing now."""
        now = self._clock()
        able: list[Candidate] = []
        for job in jobs:
            urgency = job.urgency()
            if urgency is None:
                self._forget(job)
            elif self._may_ask(urgency, now):
                able.append(Candidate(job, urgency))
        with self._changed:
            return self._waiting.take(able)

    def _forget(self, job: Job) -> None:
        """Let go of a job that wants nothing, unless it may have been wanted anew meanwhile."""
        with self._changed:
            if not self._is_news:
                self._waiting.drop(job.key)

    def _is_wanted(self, job: Job) -> bool:
        with self._changed:
            is_waiting = job in self._waiting.jobs(self._monotonic())
        return is_waiting and not self._closing.is_set()

    def _walls(self) -> int:
        """Return how many windows on walls there are, were each read once a minute."""
        return ceil(self._waiting.walls(self._monotonic()) * (_MINUTE / self.refresh))

    def _probe(self, urgency: Urgency) -> timedelta | None:
        """Return how long after the last try a request passes an open breaker, if it may at all.

        A wall's answer is there within one refresh of the PBX's return.
        """
        return self.refresh / 2 if urgency is Urgency.WALL else None

    def _may_ask(self, urgency: Urgency, now: datetime) -> bool:
        with self._changed:
            if not self._breaker.admits(now, after=self._probe(urgency)):
                return False
            return self._budget.verdict(urgency, now, walls=self._walls()) is None

    def _take(self, job: Job, urgency: Urgency) -> None:
        """Have a job send one request, if it is still needed once the line is ours."""
        try:
            with self._lines.hold(self._customer, patience=_LEASE_PATIENCE) as hold:
                with self._changed:
                    self._budget.recall(hold.notes, self._clock())
                job.refresh()
                is_needed = self._is_wanted(job) and job.urgency() is not None
                if is_needed and self._may_ask(urgency, self._clock()):
                    self._is_asking = True
                    self._try(job, urgency, hold)
                with self._changed:
                    hold.notes = self._budget.notes()
        except LineTaken:
            job.fail(StatisticsBusy())
        except Exception as defect:  # noqa: BLE001 - it must not become a loop of requests
            job.fail(reported(defect))

    def _try(self, job: Job, urgency: Urgency, hold: Hold) -> None:
        urgent = urgency is Urgency.PERSON
        # A wall looks again by itself: while all fails, one try at a time will do.
        is_sparing = self._is_failing and not urgent

        def allowed() -> bool:
            if is_sparing or job.urgency() is None:
                return False
            now = self._clock()
            with self._changed:
                may_ask = self._is_wanted(job) and self._breaker.admits(now) and not hold.lost
                return may_ask and self._budget.may_retry(now)

        def pause(seconds: float) -> None:
            self._wait(seconds)
            if not self._is_wanted(job):
                raise _GivenUp

        try:
            retry.attempts(urgent=urgent, wait=pause, allowed=allowed)(self._ask, job, urgency)
        except RingmeError as error:
            # With its traceback it would keep the client of a visitor who has left.
            self._failure = error.with_traceback(None)
            self._is_failing = True
            job.fail(self._failure)
        except _GivenUp:
            pass

    def _ask(self, job: Job, urgency: Urgency) -> None:
        started = self._monotonic()
        with self._changed:
            self._budget.spent(self._clock(), urgency)
        error = None
        try:
            job.ask()
        except RingmeError as raised:
            error = raised
        now = self._clock()
        with self._changed:
            if error is None:
                self._is_failing = False
                self._seconds += _WEIGHT * (self._monotonic() - started - self._seconds)
            self._note(error, now)
            self._budget.heard(job.quota, now)
        if error is not None:
            raise error

    def _note(self, error: RingmeError | None, now: datetime) -> None:
        row = retry.row(error) if error is not None else None
        if row is not None and not row.charged:
            self._budget.unspent(now)
        if row is not None and row.counts:
            self._breaker.failed(now)
        elif row is None or row.charged:
            # Whatever it answered, it is there.
            self._breaker.succeeded(now)
        if isinstance(error, QuotaUsedUp):
            self._budget.exhausted(error.resets_at, now)
