"""Which hosts may be asked: nothing is sent to a host that did not pass `check`."""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from components.ringme.errors import HostProblem, HostRefused

_HTTPS_PORT: Final = "443"
# RFC 1035: a name has at most 253 characters; with scheme and port a little more.
_LONGEST_NAME: Final = 253
_LONGEST_TEXT: Final = 300
_HIGHEST_PORT: Final = 65535

_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
# Resolvers read a name whose last label is a number as an IPv4 address: 2130706433, 127.1, 0x7f.1.
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_AUTHORITY: Final = re.compile(
    r"(?P<name>\[[^\[\]]*\]|[^\[\]:]*)(?P<colon>:(?P<port>[0-9]*))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Host:
    """A PBX's host that passed `check`; `base` is what every address starts with."""

    base: str

    def __str__(self) -> str:
        """Return what a person would type: the bare name where it is https."""
        return self.base.removeprefix("https://")

    @property
    def is_loopback(self) -> bool:
        """Tell whether the host is this machine, which no proxy can reach for us."""
        _, _, authority = self.base.partition("://")
        found = _AUTHORITY.fullmatch(authority)
        return found is not None and _is_loopback(found["name"])


def check(text: str, *, allowed: Collection[str] | None, allow_http: bool) -> Host:
    """Turn what somebody typed into a host that may be asked.

    `allowed` lists the names that a visitor may use; None stands for an operator's own account
    and allows every https name. An https host has no user info, no port but 443 and nothing
    after its name. Plain http is for this machine only, on any port, where `allow_http` is set.

    Raises HostRefused.
    """
    scheme, name, port = _split(text)
    if scheme == "https":
        return _https(name, port, allowed)
    if scheme == "http" and allow_http and _is_loopback(name):
        return Host(f"http://{name}:{port}" if port else f"http://{name}")
    raise HostRefused(HostProblem.NOT_HTTPS)


def _https(name: str, port: str, allowed: Collection[str] | None) -> Host:
    if port not in {"", _HTTPS_PORT}:
        raise HostRefused(HostProblem.PORT)
    listed = allowed is not None and name in {_plain(entry) for entry in allowed}
    if not listed and _is_address(name):
        raise HostRefused(HostProblem.ADDRESS)
    if not listed and allowed is not None:
        raise HostRefused(HostProblem.NOT_ALLOWED)
    return Host(f"https://{name}")


def _split(text: str) -> tuple[str, str, str]:
    """Return scheme, normalised name and port (may be empty) of what was typed.

    Written out because `urlsplit` forgives too much: it drops tabs and line ends and takes
    whatever stands before the last `@` for a user.
    """
    typed = text.strip()
    if not typed:
        raise HostRefused(HostProblem.EMPTY)
    if len(typed) > _LONGEST_TEXT or not typed.isprintable() or re.search(r"[\s\\%]", typed):
        raise HostRefused(HostProblem.MALFORMED)
    scheme, separator, rest = typed.partition("://")
    if not separator:
        scheme, rest = "https", typed
    authority = rest.removesuffix("/")
    _refuse_extras(authority)
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise HostRefused(HostProblem.MALFORMED)
    return scheme.lower(), _normalised(found["name"]), _port(found["colon"], found["port"])


def _refuse_extras(authority: str) -> None:
    name, *_ = re.split(r"[/?#]", authority, maxsplit=1)
    if "@" in name:
        raise HostRefused(HostProblem.USER_INFO)
    if name != authority:
        raise HostRefused(HostProblem.PATH)


def _port(colon: str | None, digits: str | None) -> str:
    if colon is None:
        return ""
    if not digits or not 0 < int(digits) <= _HIGHEST_PORT:
        raise HostRefused(HostProblem.PORT)
    return str(int(digits))


def _normalised(name: str) -> str:
    plain = _plain(name)
    if plain is None:
        raise HostRefused(HostProblem.MALFORMED)
    return plain


def _plain(name: str) -> str | None:
    """Return the one spelling in which names are compared and asked: ASCII, lower case.

    None where it is no host name at all.
    """
    if name.startswith("["):
        return _plain_ipv6(name)
    try:
        plain = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    plain = plain.removesuffix(".")
    if len(plain) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in plain.split(".")):
        return None
    return plain


def _plain_ipv6(name: str) -> str | None:
    try:
        return f"[{ipaddress.IPv6Address(name.strip('[]'))}]"
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    return name.startswith("[") or _NUMBER.fullmatch(name.rpartition(".")[2]) is not None


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
