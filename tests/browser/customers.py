"""The customers of the simulated PBX, and how the operator has set up some of them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final

from components.simulator import (
    PEOPLE,
    Account,
    Call,
    Direction,
    Ending,
    Extension,
    Habits,
    Kind,
    Office,
    Simulator,
)

CANARY = "canary"
"""Begins every secret, so that none can get anywhere unnoticed."""

HOSTILE_ID = "<b>bold</b> *a* $x^2$ ![x](http://203.0.113.9/login.png) \u202eevil"
"""An App ID, and with it a login, that would like to be more than characters."""


HABITS: Final = Habits(quota=100_000)
"""How the PBX of all customers behaves, unless a test slows it down for a while."""


class Ringing(Office):
    """An office whose phone rings, inbound and answered, whenever a test says so."""

    def __init__(self) -> None:
        super().__init__(PEOPLE, lambda _day: ())
        self._lock = Lock()
        self._rung: list[datetime] = []

    def ring(self) -> None:
        """Have one more call, of this moment."""
        with self._lock:
            self._rung.append(now())

    def count(self, kind, start, end, extensions=(), *, now=None):
        """Count the calls so far."""
        with self._lock:
            calls = [_answered(at) for at in self._rung]
        return Office.of(calls).count(kind, start, end, extensions, now=now)


def _answered(at: datetime) -> Call:
    return Call.direct(at, Direction.INBOUND, Ending.BRIDGED, PEOPLE[1].id)


@dataclass(frozen=True)
class Customer:
    """One account of the PBX; with a ``title`` it is also one of the operator's."""

    app_id: str
    office: Office = field(default_factory=Office.quiet)
    title: str | None = None

    @property
    def secret(self) -> str:
        """The App Secret."""
        return f"{CANARY}-of-{CUSTOMERS.index(self)}-c0ffee"

    def inbound(self, first: str, last: str) -> int:
        """Return how many inbound calls there were from the first to the last day, in Moscow."""
        start, end = (datetime.fromisoformat(f"{day}T00:00+03:00") for day in (first, last))
        return self.office.count(Kind.CALLS, start, end + timedelta(days=1))["in"]["total"]


HOSTILE_LABELS = (
    "<b>bold</b><script>alert(1)</script>",
    "![x](http://203.0.113.9/label.png)",
    "[a](javascript:alert(1)) https://203.0.113.9/autolink",
    "$x^2$ and $$\\frac{1}{2}$$",
    "=1+1",
    ":material/home: :red[red] :smile:",
    "`code` **bold** _it_ ~~gone~~ # head",
    "\u202eright to left\u2066 \u0645\u0631\u062d\u0628\u0627",
    "<img src=http://203.0.113.9/img.png onerror=alert(1)>",
    "&lt;b&gt; &amp; \\* %{y} {0} {number}",
    "long " * 100,
)

HOSTILE_TITLE = " ".join((*HOSTILE_LABELS[:7], HOSTILE_LABELS[8]))

_HOSTILE_PEOPLE = tuple(
    Extension(50000 + place, str(500 + place), label) for place, label in enumerate(HOSTILE_LABELS)
)

OPERATED = (
    Customer("golden", Office.documented_example(), title="Golden Example"),
    Customer("office", Office.typical(), title="Typical Office"),
    Customer("quiet", title="Quiet Office"),
    Customer("hostile", Office.quiet(people=_HOSTILE_PEOPLE), title=HOSTILE_TITLE),
)
"""Those whom the operator of most tests has set up."""

_BUSY = Office.typical()

SPARE = tuple(Customer(f"spare-{number}", _BUSY, title=f"Spare {number}") for number in range(150))
"""For tests that leave traces: known numbers, a breaker, a quota. Each takes one of its own."""

RINGING = Customer("ringing", Ringing(), title="Ringing Office")

CUSTOMERS = (
    *OPERATED,
    Customer("guest", Office.documented_example()),
    Customer("narrow", Office.documented_example()),
    Customer(HOSTILE_ID),
    *SPARE,
    RINGING,
)


def slow_clock() -> Callable[[], datetime]:
    """Make a clock by which the hour has just begun, so that it does not strike during a test."""
    minute = now().minute
    # The product overlooks a difference of a minute, and would tell another minute than the PBX.
    late = timedelta(minutes=minute if minute > 1 else 0)
    return lambda: now() - late


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def simulator(habits: Habits = HABITS, clock: Callable[[], datetime] = now) -> Simulator:
    """Make the PBX that serves them all."""
    accounts = [
        Account(
            office=customer.office,
            app_id=customer.app_id,
            app_secret=customer.secret,
            client_id=7001 + place,
        )
        for place, customer in enumerate(CUSTOMERS)
    ]
    return Simulator(accounts=accounts, habits=habits, clock=clock)


def secrets_file(
    host: str, operated: Sequence[Customer] = OPERATED, *, access: str = 'mode = "open"'
) -> str:
    """Write the operator's secrets, with these lines on who may see the accounts.

    A JSON text is also one of TOML.
    """
    return f"[access]\n{access}\n\n" + "\n".join(
        f"[accounts.{customer.app_id}]\n"
        f"host = {json.dumps(host)}\n"
        f"app_id = {json.dumps(customer.app_id)}\n"
        f"app_secret = {json.dumps(customer.secret)}\n"
        f"title = {json.dumps(customer.title, ensure_ascii=False)}\n"
        for customer in operated
    )


def hidden(pbx: Simulator) -> set[str]:
    """Return what nobody may ever see: the beginning of all secrets, and every token so far."""
    said = {record.headers.get("authorization", "") for record in pbx.requests}
    return {CANARY, *(token.removeprefix("Bearer ") for token in said if token)}
