"""Time zones by name."""

from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_NO_PLACES: Final = frozenset({"Factory", "localtime", "posixrules"})
"""Files beside the zones: "not set yet", and whatever this machine is set to."""


def named(name: str | None) -> ZoneInfo | None:
    """Return the zone of an IANA name such as ``Europe/Moscow``; None where there is none.

    Names come from links, the PBX and the operator, so anything may be asked.
    """
    return ZoneInfo(name) if name in _known() else None


@cache
def names() -> tuple[str, ...]:
    """Return every zone name that this machine knows, sorted; regions before plain ones."""
    return tuple(sorted(_known(), key=lambda name: ("/" not in name, name)))


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_PLACES)
