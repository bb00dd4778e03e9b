"""What the operator has set, read once at the start into frozen values.

Environment variables and the secrets file come in as plain mappings, so that
nothing here depends on where they were kept. A wrong entry is reported as a
``Problem`` and left out; it never stops the rest of the program.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
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

_WALL_REFRESH: Final = timedelta(seconds=60)
_SLOWEST_WALL: Final = 3600
"""Seconds between two refreshes of a wall: with one an hour, a figure is hardly of today."""

_PASSCODE_HASH: Final = re.compile(
    r"\$argon2id\$v=19\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
    r"\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}"
)
"""Argon2id in the spelling of PHC strings, with at least 8 bytes of salt (RFC 9106), 12 of tag."""

_SCRYPT_HASH: Final = re.compile(
    r"\$scrypt\$ln=([0-9]{1,2}),r=([0-9]{1,2}),p=([0-9]{1,2})"
    r"\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}"
)
"""The same of scrypt (RFC 7914), whose cost is told as a power of two."""

_MOST_MEMORY: Final = 2**20
"""KiB that one look at a passcode may take: more is a slip of the pen, and stops the server."""

_ALLOWED: Final = re.compile(r"[^\s@,;*]*@?[^\s@,;*]+")
_AUTH: Final = (
    "redirect_uri",
    "cookie_secret",
    "client_id",
    "client_secret",
    "server_metadata_url",
)
"""What Streamlit's sign-in takes from its own table, with one provider (its ``st.login``)."""

_SHORTEST_COOKIE_SECRET: Final = 32
"""Signs who is who: whoever guesses it is anybody. The placeholder of an example is shorter."""

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
    """An account that the operator set up for everybody who may use this installation.

    ``missed`` lets those who may see it see callers' numbers, too.
    """

    name: str
    host: str
    app_id: str
    app_secret: str = field(repr=False)
    title: str
    timezone: str | None = None
    menu_counts_as: MenuCountsAs = MenuCountsAs.MISSED
    missed: bool = False


class Mode(StrEnum):
    """How the operator's accounts open."""

    PASSCODE = "passcode"
    OIDC = "oidc"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Access:
    """What the operator said about who may see the accounts.

    Without a ``mode`` they are closed to everybody. ``allowed`` holds addresses
    (``ann@example.com``) and domains (``@example.com``) as ``one_case`` spells them.
    """

    mode: Mode | None = None
    passcode_hash: str | None = field(default=None, repr=False)
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the operator decides; see the README for each name.

    ``accounts`` are all that can be used; whether somebody may see one, ``access`` alone decides
    (``access.policy``). ``store`` is an SQLAlchemy URL, which may hold a password; None is the
    usual file. ``wall_refresh`` lies between two refreshes of a wall's figures.
    """

    allowed_hosts: frozenset[str] = frozenset({DEFAULT_HOST})
    allow_http: bool = False
    accounts: Mapping[str, OperatorAccount] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    store: str | None = field(default=None, repr=False)
    access: Access = Access()
    wall_refresh: timedelta = _WALL_REFRESH


def read(environment: Mapping[str, str], secrets: Mapping[str, object] | None) -> Settings:
    """Return the settings that stand in the environment and in the secrets file.

    ``secrets`` is None where there is a file but nobody can read it.
    """
    problems: list[Problem] = []
    accounts: dict[str, OperatorAccount] = {}
    entries = _tables((secrets or {}).get("accounts"))
    access = _access(secrets, problems, is_needed=bool(entries))
    for name, entry in entries.items():
        found = _account_problems(name, entry)
        problems += found
        if not found:
            accounts[name] = _account(name, entry)
    store = environment.get("CALLBOARD_STORE") or None
    if store is not None and not _is_database(store):
        # Facts must not go to a place that the operator did not mean.
        problems.append(Problem("CALLBOARD_STORE", Fault.UNKNOWN_VALUE))
        store = "sqlite://"
    refresh = _wall_refresh(environment, problems)
    named = environment.get("CALLBOARD_ALLOWED_HOSTS", "").split(",")
    return Settings(
        allowed_hosts=frozenset({DEFAULT_HOST, *(host.strip() for host in named if host.strip())}),
        allow_http=environment.get("CALLBOARD_ALLOW_HTTP") == "1",
        accounts=MappingProxyType(accounts),
        problems=tuple(problems),
        store=store,
        access=access,
        wall_refresh=refresh,
    )


def one_case(address: str) -> str:
    """Return an address in small letters, ASCII ones only.

    More would take different people for one: ``ß`` is not ``ss`` in an address.
    """
    return "".join(sign.lower() if sign.isascii() else sign for sign in address)


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


def _wall_refresh(environment: Mapping[str, str], problems: list[Problem]) -> timedelta:
    """Return the time between two refreshes of a wall, the usual one where another makes none."""
    written = environment.get("CALLBOARD_WALL_REFRESH")
    if not written:
        return _WALL_REFRESH
    is_number = written.isascii() and written.isdigit() and len(written) <= len(f"{_SLOWEST_WALL}")
    if is_number and 1 <= int(written) <= _SLOWEST_WALL:
        return timedelta(seconds=int(written))
    problems.append(Problem("CALLBOARD_WALL_REFRESH", Fault.UNKNOWN_VALUE))
    return _WALL_REFRESH


def _access(
    secrets: Mapping[str, object] | None, problems: list[Problem], *, is_needed: bool
) -> Access:
    """Return how accounts open: not at all where anything about that is wrong or missing.

    An operator who asks for a passcode must not get an open door instead.
    """
    if secrets is None:
        problems.append(Problem("secrets", Fault.UNREADABLE))
        return Access()
    written = secrets.get("access", {})
    if not isinstance(written, Mapping):
        problems.append(Problem("access", Fault.UNKNOWN_VALUE))
        return Access()
    if not written.get("mode"):
        problems += [Problem("access.mode", Fault.MISSING)] if is_needed else []
        return Access()
    found = _access_problems(written, secrets)
    problems += found
    return Access() if found else _opened(written)


def _access_problems(written: Mapping[str, object], secrets: Mapping[str, object]) -> list[Problem]:
    """Return what keeps the door that the operator asked for from being kept."""
    match written["mode"]:
        case Mode.OPEN:
            return []
        case Mode.PASSCODE:
            faults = {"access.passcode_hash": _hash_fault(written.get("passcode_hash"))}
        case Mode.OIDC:
            faults = {
                "access.allowed": _allowed_fault(written.get("allowed")),
                **_auth_faults(secrets.get("auth")),
            }
        case _:
            faults = {"access.mode": Fault.UNKNOWN_VALUE}
    return [Problem(place, fault) for place, fault in faults.items() if fault]


def _hash_fault(value: object) -> Fault | None:
    """Return what is wrong with the hash of a passcode."""
    if not value:
        return Fault.MISSING
    if not isinstance(value, str):
        return Fault.NOT_TEXT
    return None if _is_argon2(value) or _is_scrypt(value) else Fault.UNREADABLE


def _is_argon2(value: str) -> bool:
    read = _PASSCODE_HASH.fullmatch(value)
    memory, times, lanes = (int(number) for number in read.groups()) if read else (0, 0, 0)
    return bool(times and lanes and 8 * lanes <= memory <= _MOST_MEMORY)


def _is_scrypt(value: str) -> bool:
    read = _SCRYPT_HASH.fullmatch(value)
    log, block, lanes = (int(number) for number in read.groups()) if read else (0, 0, 0)
    return bool(log and block and lanes and block * 2**log // 8 <= _MOST_MEMORY)


def _allowed_fault(value: object) -> Fault | None:
    """Return what is wrong with the list of those who may sign in."""
    if not value:
        return Fault.MISSING
    if not isinstance(value, list):
        return Fault.UNKNOWN_VALUE
    if not all(isinstance(entry, str) for entry in value):
        return Fault.NOT_TEXT
    is_read = all(_ALLOWED.fullmatch(entry.strip()) for entry in value)
    return None if is_read else Fault.UNKNOWN_VALUE


def _auth_faults(auth: object) -> dict[str, Fault | None]:
    """Return what Streamlit's own sign-in would not do without, or not safely."""
    if not isinstance(auth, Mapping) or not auth:
        return {"auth": Fault.MISSING}
    faults = {f"auth.{key}": None if auth.get(key) else Fault.MISSING for key in _AUTH}
    secret = auth.get("cookie_secret")
    if secret and not (isinstance(secret, str) and len(secret) >= _SHORTEST_COOKIE_SECRET):
        faults["auth.cookie_secret"] = Fault.UNREADABLE
    return faults


def _opened(written: Mapping[str, object]) -> Access:
    """Build the access from a table in which no problem was found."""
    mode = Mode(str(written["mode"]))
    listed = written.get("allowed") if mode is Mode.OIDC else ()
    entries = [one_case(str(entry).strip()) for entry in listed] if isinstance(listed, list) else []
    return Access(
        mode=mode,
        passcode_hash=str(written["passcode_hash"]) if mode is Mode.PASSCODE else None,
        allowed=frozenset(entry if "@" in entry else f"@{entry}" for entry in entries),
    )


def _tables(value: object) -> dict[str, Mapping[str, object]]:
    """Return the named tables below ``value``; anything else counts as an empty table."""
    if not isinstance(value, Mapping):
        return {}
    return {str(key): row if isinstance(row, Mapping) else {} for key, row in value.items()}


def _account_problems(name: str, entry: Mapping[str, object]) -> list[Problem]:
    """Return what keeps an account from being used, one problem for each wrong key."""
    faults = {key: _fault(key, entry.get(key)) for key in (*_REQUIRED, *_OPTIONAL)}
    if not isinstance(entry.get("missed", False), bool):
        faults["missed"] = Fault.UNKNOWN_VALUE
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
        missed=entry.get("missed") is True,
    )
