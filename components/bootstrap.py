"""The one place that puts the parts together: settings in, a running Callboard out."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Final
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from components.ledger.desk import Desk
from components.ledger.flights import Flights
from components.measures.outcomes import MenuCountsAs
from components.periods import zones
from components.ringme import hosts
from components.ringme.client import Client, Credentials, utc_now
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

    Visitors' own credentials are held here only weakly: when the last session
    that typed them ends, the client, its token and its secret are gone.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        """Start with nothing connected."""
        self.settings = settings
        self._clock = clock
        self._salt = secrets.token_bytes(32)
        self._lock = Lock()
        self._clients: WeakValueDictionary[bytes, Client] = WeakValueDictionary()
        self._desks: WeakValueDictionary[bytes, Desk] = WeakValueDictionary()
        self._lines: WeakValueDictionary[tuple[str, str], Lock] = WeakValueDictionary()
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
        return Visitor(Kind.OWN, desk, title=desk.user.login, zone=_zone(desk.user.timezone))

    def operator_visitor(self, name: str) -> Visitor:
        """Let in a visitor to the operator's account ``name``, which must be in the settings.

        Raises any ``RingmeError`` of the sign-in; once signed in, nothing is asked again.
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
        desk = self._desk(Credentials(address, "demo", "demo"))
        return Visitor(Kind.DEMO, desk, title=desk.user.login, zone=_zone(desk.user.timezone))

    def close(self) -> None:
        """Stop what was started here."""
        if self._simulator is not None:
            self._simulator.stop()

    def _operator_visitor(self, name: str) -> Visitor:
        account = self.settings.accounts[name]
        address = hosts.check(account.host, allowed=None, allow_http=self.settings.allow_http)
        desk = self._desk(Credentials(address, account.app_id, account.app_secret))
        visitor = Visitor(
            Kind.OPERATOR,
            desk,
            title=account.title,
            zone=_zone(account.timezone, desk.user.timezone),
            menu_counts_as=account.menu_counts_as,
            name=name,
        )
        return self._operator_visitors.setdefault(name, visitor)

    def _desk(self, credentials: Credentials) -> Desk:
        """Return the desk of these credentials, shared by all who hold the same."""
        fingerprint = self._fingerprint(credentials)
        with self._lock:
            client = self._clients.get(fingerprint)
            if client is None:
                client = Client(credentials, clock=self._clock)
                self._clients[fingerprint] = client
        user = client.user()
        customer = str(user.client_id or credentials.app_id)
        with self._lock:
            desk = self._desks.get(fingerprint)
            if desk is None:
                line = self._lines.setdefault((str(credentials.host), customer), Lock())
                desk = Desk(client, user, line=line, clock=self._clock)
                self._desks[fingerprint] = desk
        return desk

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
