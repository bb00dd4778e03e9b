"""The simulated PBX on a loopback socket: what tests and the demo hold in their hands."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Final, Self

from components.simulator.accounts import Account, Clock
from components.simulator.faults import Faults, Where
from components.simulator.gate import Held
from components.simulator.habits import Habits
from components.simulator.handler import Listener
from components.simulator.journal import Journal, Record
from components.simulator.office import Office
from components.simulator.service import Service
from components.simulator.tally import Kind, Sides

HOST: Final = "127.0.0.1"

# How soon a stop is noticed; the standard library's half a second is too long for tests.
_NOTICED_WITHIN: Final = 0.05


def utc_now() -> datetime:
    """Return this moment (aware, UTC)."""
    return datetime.now(UTC)


class Simulator:
    """A PBX over real HTTP, from ``start`` to ``stop`` or as a context manager.

    Without arguments it is a typical office on any free port, App ID ``demo``, secret ``demo``.
    ``habits`` may be exchanged at any time, ``faults`` switched on and off. After a stop it may
    be started again, on the same port and with its tokens, quota and journal as they were.
    """

    def __init__(
        self,
        *,
        office: Office | None = None,
        accounts: Sequence[Account] = (),
        clock: Clock = utc_now,
        habits: Habits | None = None,
        port: int = 0,
        on_request: Callable[[Record], None] | None = None,
    ) -> None:
        """Prepare a PBX of one ``office``, or of several ``accounts``; port 0 is any free one.

        ``on_request`` hears of every request, from the thread that answers it.
        """
        if office is not None and accounts:
            raise ValueError("give an office or accounts, not both")
        hosted = tuple(accounts) or (Account(office=office or Office.typical()),)
        self._clock = clock
        self._port = port
        self._journal = Journal(on_request)
        self._service = Service(hosted, clock, habits or Habits())
        self._running: Listener | None = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Listen on 127.0.0.1; OSError when the port is taken, RuntimeError when running."""
        if self._running is not None:
            raise RuntimeError("the simulator is already running")
        self._service.gate.resume()
        running = Listener((HOST, self._port), self._service, self._journal, self._clock)
        self._port = running.server_port
        self._running = running
        serve = Thread(
            target=running.serve_forever,
            args=(_NOTICED_WITHIN,),
            name="ringme-simulator",
            daemon=True,
        )
        serve.start()

    def stop(self) -> None:
        """Refuse connections, end those that stand and all waiting; does nothing when stopped."""
        running, self._running = self._running, None
        if running is None:
            return
        self._service.gate.release()
        running.shutdown()
        running.server_close()
        running.hang_up()

    @property
    def url(self) -> str:
        """The address to give as host, such as ``http://127.0.0.1:8901``; known once started."""
        if not self._port:
            raise RuntimeError("the simulator was never started")
        return f"http://{HOST}:{self._port}"

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The customers of this PBX."""
        return tuple(line.account for line in self._service.lines)

    @property
    def habits(self) -> Habits:
        """How this PBX behaves while it is well; may be exchanged at any time."""
        return self._service.habits

    @habits.setter
    def habits(self, habits: Habits) -> None:
        self._service.habits = habits

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self._service.faults

    @property
    def requests(self) -> tuple[Record, ...]:
        """The newest 10,000 requests, oldest first; each is there before its answer is sent."""
        return self._journal.records()

    @property
    def token_requests(self) -> int:
        """How many requests for a token there ever were."""
        return self._journal.count(Where.TOKEN)

    @property
    def statistics_requests(self) -> int:
        """How many requests for statistics there ever were, refused ones included."""
        return self._journal.count(Where.STATISTICS)

    @property
    def record_requests(self) -> int:
        """How many requests for the list of calls there ever were, refused ones included."""
        return self._journal.count(Where.RECORDS)

    @property
    def overlaps(self) -> int:
        """How many statistics requests came while another one of their account was running."""
        return sum(line.overlaps for line in self._service.lines)

    def kill_tokens(self) -> None:
        """Let every token die now, long before it expires."""
        self._service.tokens.kill()

    def hold(self, where: Where = Where.EVERYTHING) -> AbstractContextManager[Held]:
        """Hold up these requests, once let in, until the block ends.

        ``with pbx.hold() as held: …; held.wait_for(2)`` makes overlaps without a clock.
        """
        return self._service.gate.hold(where)

    def count(
        self, kind: Kind, start: datetime, end: datetime, extensions: Collection[int] = ()
    ) -> Sides:
        """Count what the first account's PBX would answer now for ``[start, end)``."""
        office = self.accounts[0].office
        return office.count(kind, start, end, extensions, now=self._clock())
