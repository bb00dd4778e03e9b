"""A board on a wall, as twenty displays of it share it: what it may spend, what it compares.

A board has a purse: as many requests in any hour as refreshes fit into one. What the chart and the
comparison take out of it is paid back by refreshing the figures a little more slowly, and they wait
rather than make a figure older than two refreshes. What failed costs nothing here: the pauses after
it are those of ``setbacks.py`` and of the queue.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import merge
from threading import Lock
from typing import Final

from components.measures.counts import Sides
from components.periods.window import Window

_HOUR: Final = timedelta(hours=1)

_USUAL_REST: Final = 10
"""What a day costs in an hour beside its total: four cuts of another day, and its own hours."""

_KEPT: Final = 3
"""Requests that no chart may take: they are for comparisons."""

_SPARE: Final = 2
"""Requests that only figures may take, so that none of them ever waits for the rest."""

_SLOWEST: Final = 5 / 3
"""The most refreshes between two figures for the sake of the rest; answers take time, too."""

_FIRST: Final = timedelta(minutes=2)
"""So long after its first look, what a board never knew is asked for as if a person waited."""

_LEAST_BETWEEN: Final = timedelta(minutes=15)
"""A comparison is read anew no sooner: its other side costs a request each time."""

_MOST_BOARDS: Final = 200
"""Boards that are remembered; what is forgotten begins with a full purse."""


class Purse:
    """What one board may still ask; ``refresh`` is the time between two readings of its figures.

    ``clock`` is this server's own, and so are all moments here (aware, UTC).
    """

    def __init__(self, refresh: timedelta, *, clock: Callable[[], datetime]) -> None:
        """Begin with a full one."""
        self.clock = clock
        self._size = max(1, _HOUR // refresh)
        self._slowest = refresh * _SLOWEST
        self._most_rest = self._size // 3
        self._usual_rest = min(_USUAL_REST, self._size // 6)
        self._kept = min(_KEPT, self._most_rest // 4)
        self._began_at = clock()
        self._lock = Lock()
        self._figures: deque[datetime] = deque()
        self._rest: deque[datetime] = deque()
        self._refreshed_at: datetime | None = None

    @property
    def is_new(self) -> bool:
        """Tell whether somebody has just put the board up, and waits for all of it."""
        return self.clock() < self._began_at + _FIRST

    def may_refresh(self, *, is_new: bool) -> bool:
        """Tell whether a figure may be asked for; what ``is_new`` was never read, and is urgent."""
        now = self.clock()
        with self._lock:
            self._forget(now)
            is_time = self._refreshed_at is None or now >= self._refreshed_at + self._pace()
            return (is_new or is_time) and self._spent() < self._size

    def may_fill(self, *, is_awaited: bool) -> bool:
        """Tell whether something else may be asked for: a comparison is awaited, a chart is not."""
        now = self.clock()
        with self._lock:
            self._forget(now)
            most = self._most_rest if is_awaited else self._most_rest - self._kept
            is_left = len(self._rest) < most and self._spent() < self._size - _SPARE
            return is_left and self._evenly(self._left() - 1, usual_rest=0) <= self._slowest

    def pay(self, at: datetime, *, is_figure: bool) -> None:
        """Note that a figure, or something else, was asked for at a moment, and told since."""
        with self._lock:
            self._forget(at)
            due_at = at if self._refreshed_at is None else self._refreshed_at + self._pace()
            # What came early has to be paid back like the rest.
            (self._figures if is_figure and due_at <= at else self._rest).append(at)
            if is_figure:
                self._refreshed_at = at

    def _pace(self) -> timedelta:
        """Return the time between two figures at which the purse never runs empty.

        What will be asked for beside them makes them slower only so far: then it has to wait.
        """
        wished = self._evenly(self._left(), usual_rest=self._usual_rest)
        return max(self._evenly(self._left(), usual_rest=0), min(wished, self._slowest))

    def _evenly(self, left: int, *, usual_rest: int) -> timedelta:
        """Return the time between two figures that spreads ``left`` requests over what is to come.

        What was spent comes back after an hour, piece by piece. The figures until then have to do
        with what is left and what has come back, less what else will be asked for by then:
        ``usual_rest`` in an hour.
        """
        pace = _HOUR / max(1, self._size - usual_rest)
        since = self._refreshed_at
        if since is None:
            return pace
        rest = len(self._rest)
        for at, is_rest in self._in_order():
            back = at + _HOUR - since
            left, rest = left + 1, rest - is_rest
            more = max(0, min(usual_rest * (back / _HOUR), self._most_rest - rest))
            pace = max(pace, back / max(1, left - more))
        return pace

    def _in_order(self) -> Iterable[tuple[datetime, bool]]:
        """Return when requests were spent, oldest first, and which of them on the rest."""
        figures = ((at, False) for at in self._figures)
        return merge(figures, ((at, True) for at in self._rest))

    def _left(self) -> int:
        return self._size - self._spent()

    def _spent(self) -> int:
        return len(self._figures) + len(self._rest)

    def _forget(self, now: datetime) -> None:
        for spent in (self._figures, self._rest):
            while spent and spent[0] <= now - _HOUR:
                spent.popleft()


@dataclass(frozen=True, slots=True)
class Told:
    """What a running window had come to at a moment (aware, UTC)."""

    window: Window
    sides: Sides
    read_at: datetime

    def serves(self, latest: "Told") -> bool:
        """Tell whether a comparison of this one will do while another one is the latest."""
        older = latest.read_at - self.read_at
        return self.window == latest.window and timedelta(0) <= older < _LEAST_BETWEEN


class Pairing:
    """Which reading of a running window is compared, and which one will be next."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lock = Lock()
        self._shown: Told | None = None
        self._next: Told | None = None

    def shown(self, window: Window) -> Told | None:
        """Return the reading of a window that is compared; None where there is none yet."""
        with self._lock:
            return self._shown if self._shown is not None and self._shown.window == window else None

    def next(self, latest: Told) -> Told | None:
        """Return the reading that is compared next, once its other side is known.

        ``latest`` is what is on the wall now; None is returned where what is compared will do.
        """
        with self._lock:
            former = self._next or self._shown
            if former is None or not former.serves(latest):
                self._next = latest
            return self._next

    def show(self, told: Told) -> None:
        """Compare a reading from now on: its other side is known."""
        with self._lock:
            self._shown = told
            self._next = None if self._next == told else self._next


@dataclass(frozen=True, slots=True)
class Watch:
    """What the displays of one board share."""

    purse: Purse
    pairing: Pairing = field(default_factory=Pairing)


class Watches:
    """The boards of one account, for any number of threads; the one seen longest ago goes first."""

    def __init__(self, refresh: timedelta, *, clock: Callable[[], datetime]) -> None:
        """Begin with none; the rest as in :class:`Purse`."""
        self._clock = clock
        self._refresh = refresh
        self._lock = Lock()
        self._boards: OrderedDict[Hashable, Watch] = OrderedDict()

    def of(self, board: Hashable) -> Watch:
        """Return what the displays of a board share."""
        with self._lock:
            watch = self._boards.setdefault(board, Watch(Purse(self._refresh, clock=self._clock)))
            self._boards.move_to_end(board)
            while len(self._boards) > _MOST_BOARDS:
                self._boards.popitem(last=False)
            return watch
