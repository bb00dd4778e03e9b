"""The one place that puts the parts together: settings in, a running Callboard out."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Event, Lock
from typing import Final
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from components.access.displays import Displays
from components.access.tries import Tries
from components.ledger.desk import PATIENCE, Desk
from components.ledger.flights import Flights
from components.ledger.queueing.turns import Turns
from components.ledger.store import accounts, identities, lease, places
from components.ledger.store.identities import Identity
from components.ledger.store.shelf import Shelf
from components.measures.outcomes import MenuCountsAs
from components.periods import zones
from components.ringme import hosts
from components.ringme.client import Client, Credentials, utc_now
from components.ringme.errors import QuotaUsedUp, RingmeError
from components.ringme.models import User
from components.settings import Settings
from components.simulator import Simulator

_log: Final = logging.getLogger(__name__)


class Kind(StrEnum):
    """On whose word a visitor sees an account."""

    OWN = "own"
    OPERATOR = "operator"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may see an account, and how that account is to be shown.

    ``title`` comes from outside: show it as characters. ``zone`` is where the
    account's days begin and end unless the visitor chooses another.
    """

    kind: Kind
    desk: Desk
    title: str
    zone: ZoneInfo
    menu_counts_as: MenuCountsAs = MenuCountsAs.MISSED
    name: str | None = None


class Callboard:
    """Everything that the sessions of one process share.

    ``tries`` counts wrong passcodes, ``key_tries`` wrong keys of ``displays``.
    Visitors' own credentials are held here only weakly: when the last session
    that typed them ends, the client, its token and its secret are gone.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = utc_now,
        patience: float = PATIENCE,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """Start with nothing connected.

        ``patience`` is how many seconds a page waits, ``wait`` lets seconds pass between two tries.
        """
        self.settings = settings
        self._clock = clock
        self._patience = patience
        self._wait = wait
        self._closing = Event()
        self._shelf = Shelf(settings.store, clock=clock)
        self._demo_shelf = Shelf(places.MEMORY, clock=clock)
        self._lines = lease.lines(self._shelf, pause=self._closing.wait)
        self.tries = Tries(clock)
        # A key of 256 bits needs no limit over all, which one stranger could use up for everybody.
        self.key_tries = Tries(clock, of_all=False)
        self.displays = Displays(self._shelf, clock=clock, tries=self.key_tries)
        self._salt = secrets.token_bytes(32)
        self._lock = Lock()
        self._clients: WeakValueDictionary[bytes, Client] = WeakValueDictionary()
        self._desks: WeakValueDictionary[bytes, Desk] = WeakValueDictionary()
        self._queues: WeakValueDictionary[bytes, Turns] = WeakValueDictionary()
        self._operator_visitors: dict[str, Visitor] = {}
        # Twenty displays that come back after a restart sign in once, or fail once.
        self._sign_ins: Flights[str, Visitor] = Flights()
        self._simulator: Simulator | None = None
        for problem in settings.problems:
            _log.warning("a setting cannot be used: %s: %s", problem.place, problem.fault)

    @property
    def now(self) -> datetime:
        """The present moment (aware, UTC)."""
        return self._clock()

    def readiness(self) -> tuple[str, ...]:
        """Return the names of what is not right: ``store``, ``configuration``; empty is ready.

        Looks at the store, which may take two seconds where another program holds it.
        """
        is_read = self._shelf.size(b"") is not None
        found = {
            "store": is_read and self._shelf.condition.trouble is None,
            "configuration": not self.settings.problems,
        }
        return tuple(name for name, is_right in found.items() if not is_right)

    def connect(self, host: str, app_id: str, app_secret: str) -> Visitor:
        """Let in a visitor whose own credentials the PBX accepts now.

        Raises ``HostRefused`` before anything is sent, and any other
        ``RingmeError`` of the sign-in.
        """
        address = hosts.check(
            host,
            allowed=self.settings.allowed_hosts,
            allow_http=self.settings.allow_http,
        )
        desk = self._desk(Credentials(address, app_id, app_secret))
        # Whose login it is, is not remembered where the operator's start has made the desk.
        title = desk.user.login or app_id
        return Visitor(Kind.OWN, desk, title=title, zone=_zone(desk.user.timezone))

    def operator_visitor(self, name: str) -> Visitor:
        """Let in a visitor to the operator's account ``name``, which must be in the settings.

        Once signed in, nothing is asked again. Where the PBX does not accept the account now but
        did so once, before a restart perhaps, the operator vouches for the visitor, who sees the
        last good numbers. Raises any ``RingmeError`` of a sign-in that never worked.
        """
        known = self._operator_visitors.get(name)
        return known or self._sign_ins.share(name, lambda: self._operator_visitor(name))

    def demo_visitor(self) -> Visitor:
        """Let in a visitor to the simulated PBX, which is started on first use."""
        with self._lock:
            if self._simulator is None:
                self._simulator = Simulator(clock=self._clock)
                self._simulator.start()
            url = self._simulator.url
        address = hosts.check(url, allowed=None, allow_http=True)
        # The next demo is another office: nothing of this one may be kept.
        desk = self._desk(Credentials(address, "demo", "demo"), shelf=self._demo_shelf)
        return Visitor(Kind.DEMO, desk, title=desk.user.login, zone=_zone(desk.user.timezone))

    def close(self) -> None:
        """Stop what was started here, and write what still waits for the store."""
        self._closing.set()
        for turns in list(self._queues.values()):
            turns.close()
        if self._simulator is not None:
            self._simulator.stop()
        self._shelf.close()
        self._demo_shelf.close()

    def _operator_visitor(self, name: str) -> Visitor:
        account = self.settings.accounts[name]
        address = hosts.check(account.host, allowed=None, allow_http=self.settings.allow_http)
        desk = self._operators_desk(Credentials(address, account.app_id, account.app_secret))
        visitor = Visitor(
            Kind.OPERATOR,
            desk,
            title=account.title,
            zone=_zone(account.timezone, desk.user.timezone),
            menu_counts_as=account.menu_counts_as,
            name=name,
        )
        return self._operator_visitors.setdefault(name, visitor)

    def _operators_desk(self, credentials: Credentials) -> Desk:
        """Return the desk of an operator's account, also while the PBX does not accept it."""
        whose = identities.application(str(credentials.host), credentials.app_id)
        client = self._client(credentials)
        try:
            desk = self._desk(credentials)
        except RingmeError as error:
            known = self._shelf.attempt(lambda store: identities.read(store, whose), otherwise=None)
            if known is None:
                raise
            _log.warning("an account is opened without the PBX: %s", error)
            return self._remembered(credentials, client, known, error)
        identity = Identity(desk.user.client_id, desk.user.timezone)
        self._shelf.attempt(
            lambda store: identities.keep(store, whose, identity), otherwise=None, writing=True
        )
        return desk

    def _remembered(
        self, credentials: Credentials, client: Client, known: Identity, error: RingmeError
    ) -> Desk:
        user = User(0, login="", access="", client_id=known.client_id, timezone=known.timezone)
        desk, turns = self._seat(credentials, client, user, self._shelf)
        if isinstance(error, QuotaUsedUp):
            turns.exhaust(error)
        return desk

    def _client(self, credentials: Credentials) -> Client:
        """Return the client of these credentials, shared by all who hold the same."""
        fingerprint = self._fingerprint(credentials)
        with self._lock:
            client = self._clients.get(fingerprint)
            if client is None:
                client = Client(credentials, clock=self._clock)
                self._clients[fingerprint] = client
        return client

    def _desk(self, credentials: Credentials, *, shelf: Shelf | None = None) -> Desk:
        """Return the desk of these credentials, once the PBX has accepted them now."""
        client = self._client(credentials)
        desk = self._desks.get(self._fingerprint(credentials))
        if desk is not None:
            desk.confirm()
            return desk
        desk, _turns = self._seat(credentials, client, client.user(), shelf or self._shelf)
        return desk

    def _seat(
        self, credentials: Credentials, client: Client, user: User, shelf: Shelf
    ) -> tuple[Desk, Turns]:
        """Return the desk of credentials, made if there is none, and its customer's queue."""
        fingerprint = self._fingerprint(credentials)
        whose = (str(credentials.host), user.client_id, credentials.app_id)
        customer = accounts.customer(*whose)
        with self._lock:
            turns = self._queues.get(customer)
            if turns is None:
                turns = Turns(
                    customer,
                    clock=self._clock,
                    lines=self._lines,
                    refresh=self.settings.wall_refresh,
                    wait=self._wait,
                )
                self._queues[customer] = turns
            desk = self._desks.get(fingerprint)
            if desk is None:
                desk = self._desks[fingerprint] = Desk(
                    client,
                    user,
                    account=accounts.account(*whose),
                    turns=turns,
                    shelf=shelf,
                    clock=self._clock,
                    patience=self._patience,
                )
        return desk, turns

    def _fingerprint(self, credentials: Credentials) -> bytes:
        """Return a key for credentials that tells nothing about them, not even to this process."""
        parts = (str(credentials.host), credentials.app_id, credentials.app_secret)
        digest = hashlib.blake2b(key=self._salt)
        for part in parts:
            encoded = part.encode()
            digest.update(len(encoded).to_bytes(8) + encoded)
        return digest.digest()


def _zone(*names: str | None) -> ZoneInfo:
    """Return the first of the names that is a zone here, else UTC."""
    known = (zones.named(name) for name in names)
    return next((zone for zone in known if zone is not None), ZoneInfo("UTC"))
