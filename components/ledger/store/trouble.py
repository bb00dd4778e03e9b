"""What can be wrong with the store, told from the errors of its databases."""

import errno
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class StoreTrouble(StrEnum):
    """Why the store cannot be used; meanwhile the program goes on from memory."""

    LOCKED = "locked"
    FULL = "full"
    READ_ONLY = "read only"
    DAMAGED = "damaged"
    UNREACHABLE = "unreachable"
    NEWER = "newer"
    OTHER = "other"


class StoreFailed(Exception):
    """The store could not do what it was asked for, and did none of it."""

    def __init__(self, trouble: StoreTrouble) -> None:
        super().__init__(f"the store is of no use: {trouble.value}")
        self.trouble = trouble


_SQLITE: Final[Mapping[int, StoreTrouble]] = MappingProxyType(
    {
        5: StoreTrouble.LOCKED,  # SQLITE_BUSY
        6: StoreTrouble.LOCKED,  # SQLITE_LOCKED
        8: StoreTrouble.READ_ONLY,  # SQLITE_READONLY
        11: StoreTrouble.DAMAGED,  # SQLITE_CORRUPT
        13: StoreTrouble.FULL,  # SQLITE_FULL
        14: StoreTrouble.UNREACHABLE,  # SQLITE_CANTOPEN
        26: StoreTrouble.DAMAGED,  # SQLITE_NOTADB
    }
)
"""SQLite's primary result codes (sqlite.org/rescode.html); the others are rare."""

_POSTGRESQL: Final[Mapping[str, StoreTrouble]] = MappingProxyType(
    {
        "08": StoreTrouble.UNREACHABLE,  # connection exceptions
        "28": StoreTrouble.UNREACHABLE,  # it does not let us in
        "3D": StoreTrouble.UNREACHABLE,  # no such database
        "57P": StoreTrouble.UNREACHABLE,  # it is shutting down or starting
        "53300": StoreTrouble.UNREACHABLE,  # too many connections
        "53": StoreTrouble.FULL,  # insufficient resources
        "55P03": StoreTrouble.LOCKED,  # lock_not_available, after our lock_timeout
        "57014": StoreTrouble.LOCKED,  # query_canceled, after our statement_timeout
        "40": StoreTrouble.LOCKED,  # deadlock, or a transaction that must be repeated
        "25006": StoreTrouble.READ_ONLY,  # a standby
        "42501": StoreTrouble.READ_ONLY,  # insufficient_privilege
        "XX001": StoreTrouble.DAMAGED,
        "XX002": StoreTrouble.DAMAGED,
    }
)
"""Beginnings of PostgreSQL's SQLSTATEs (its manual, appendix A)."""

_SYSTEM: Final[Mapping[int | None, StoreTrouble]] = MappingProxyType(
    {
        errno.ENOSPC: StoreTrouble.FULL,
        errno.EDQUOT: StoreTrouble.FULL,
        errno.EROFS: StoreTrouble.READ_ONLY,
        errno.EACCES: StoreTrouble.READ_ONLY,
        errno.EPERM: StoreTrouble.READ_ONLY,
    }
)


def trouble_of(error: BaseException) -> StoreTrouble:
    """Return what an error of SQLAlchemy, of a driver or of the system stands for."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF, StoreTrouble.OTHER)
    if isinstance(cause, OSError):
        return _SYSTEM.get(cause.errno, StoreTrouble.OTHER)
    return _of_state(cause)


def _of_state(cause: BaseException) -> StoreTrouble:
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        fitting = [known for known in _POSTGRESQL if state.startswith(known)]
        return _POSTGRESQL[max(fitting, key=len)] if fitting else StoreTrouble.OTHER
    # A server that never answered has given no state either.
    silent = hasattr(cause, "sqlstate") and type(cause).__name__.endswith("OperationalError")
    return StoreTrouble.UNREACHABLE if silent else StoreTrouble.OTHER
