"""What the operator has set, read once at the start into frozen values.

Environment variables and the secrets file come in as plain mappings, so that
nothing here depends on where they were kept. A wrong entry is reported as a
``Problem`` and left out; it never stops the rest of the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from components.measures.outcomes import MenuCountsAs
from components.periods import zones

DEFAULT_HOST: Final = "apiproxy.telphin.ru"
"""Telphin's own API host (contract, section 2); white labels have others."""

_DATABASES: Final = {("sqlite", "pysqlite"), ("postgresql", "psycopg")}
"""What the store is made for, each with the one driver that is installed."""

_REQUIRED: Final = ("host", "app_id", "app_secret")
_OPTIONAL: Final = ("title", "timezone", "menu_counts_as")


class Fault(StrEnum):
    """What can be wrong with one setting."""

    MISSING = "missing"
    NOT_TEXT = "not text"
    UNKNOWN_VALUE = "unknown value"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One setting that cannot be used: where it stands and what is wrong, never its value."""

    place: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class OperatorAccount:
    """An account that the operator set up for everybody who may use this installation."""

    name: str
    host: str
    app_id: str
    app_secret: str = field(repr=False)
    title: str
    timezone: str | None = None
    menu_counts_as: MenuCountsAs = MenuCountsAs.MISSED


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the operator decides; see the README for each name.

    ``store`` is an SQLAlchemy URL, which may hold a password; None is the usual file.
    """

    allowed_hosts: frozenset[str] = frozenset({DEFAULT_HOST})
    allow_http: bool = False
    accounts: Mapping[str, OperatorAccount] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    store: str | None = field(default=None, repr=False)


def read(environment: Mapping[str, str], secrets: Mapping[str, object] | None) -> Settings:
    """Return the settings that stand in the environment and in the secrets file.

    ``secrets`` is None where there is a file but nobody can read it.
    """
    problems = _door_problems(secrets)
    is_open = not problems
    accounts: dict[str, OperatorAccount] = {}
    for name, entry in _tables((secrets or {}).get("accounts")).items():
        found = _account_problems(name, entry)
        problems += found
        if is_open and not found:
            accounts[name] = _account(name, entry)
    store = environment.get("CALLBOARD_STORE") or None
    if store is not None and not _is_database(store):
        # Facts must not go to a place that the operator did not mean.
        problems.append(Problem("CALLBOARD_STORE", Fault.UNKNOWN_VALUE))
        store = "sqlite://"
    named = environment.get("CALLBOARD_ALLOWED_HOSTS", "").split(",")
    return Settings(
        allowed_hosts=frozenset({DEFAULT_HOST, *(host.strip() for host in named if host.strip())}),
        allow_http=environment.get("CALLBOARD_ALLOW_HTTP") == "1",
        accounts=MappingProxyType(accounts),
        problems=tuple(problems),
        store=store,
    )


def _is_database(url: str) -> bool:
    """Tell whether SQLAlchemy reads this as one of the databases that the store is made for."""
    try:
        read = make_url(url)
        # A file named by a URI would be made with other rights than ours.
        return (
            "uri" not in read.query
            and (read.get_backend_name(), read.get_dialect().driver) in _DATABASES
        )
    except (ArgumentError, ValueError):
        return False


def _door_problems(secrets: Mapping[str, object] | None) -> list[Problem]:
    """Refuse a door that this version cannot keep: only ``open`` is known so far.

    An operator who asks for a passcode must not get an open door instead, so
    accounts are withheld until the setting is one that is honoured.
    """
    if secrets is None:
        return [Problem("secrets", Fault.UNREADABLE)]
    access = secrets.get("access", {})
    if not isinstance(access, Mapping):
        return [Problem("access", Fault.UNKNOWN_VALUE)]
    return (
        []
        if access.get("mode", "open") == "open"
        else [Problem("access.mode", Fault.UNKNOWN_VALUE)]
    )


def _tables(value: object) -> dict[str, Mapping[str, object]]:
    """Return the named tables below ``value``; anything else counts as an empty table."""
    if not isinstance(value, Mapping):
        return {}
    return {str(key): row if isinstance(row, Mapping) else {} for key, row in value.items()}


def _account_problems(name: str, entry: Mapping[str, object]) -> list[Problem]:
    """Return what keeps an account from being used, one problem for each wrong key."""
    faults = {key: _fault(key, entry.get(key)) for key in (*_REQUIRED, *_OPTIONAL)}
    return [Problem(f"accounts.{name}.{key}", fault) for key, fault in faults.items() if fault]


def _fault(key: str, value: object) -> Fault | None:
    """Return what is wrong with one value of an account."""
    if not value:
        return Fault.MISSING if key in _REQUIRED else None
    if not isinstance(value, str):
        return Fault.NOT_TEXT
    is_known = {
        "menu_counts_as": value in list(MenuCountsAs),
        "timezone": zones.named(value) is not None,
    }
    return None if is_known.get(key, True) else Fault.UNKNOWN_VALUE


def _account(name: str, entry: Mapping[str, object]) -> OperatorAccount:
    """Build an account from an entry in which no problem was found."""
    zone = entry.get("timezone")
    return OperatorAccount(
        name=name,
        host=str(entry["host"]),
        app_id=str(entry["app_id"]),
        app_secret=str(entry["app_secret"]),
        title=str(entry.get("title") or name),
        timezone=str(zone) if zone else None,
        menu_counts_as=MenuCountsAs(str(entry.get("menu_counts_as") or MenuCountsAs.MISSED)),
    )
