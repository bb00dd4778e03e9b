"""The file of an SQLite store: for nobody but its owner, and never deleted, only set aside."""

import os
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

Identity: TypeAlias = tuple[int, int]
"""Which file it is, whatever its name."""

_COMPANIONS: Final = ("-wal", "-shm", "")
"""What belongs to a database file, itself last: alone, it would be taken for a whole one."""


def prepare(path: Path) -> None:
    """Make the file, and its folder, where there is none; both for their owner only.

    SQLite gives the files beside it the same mode. Raises ``OSError``.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def identity(path: Path) -> Identity | None:
    """Return which file has this name now; None where none has."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged file, and what belongs to it, after the moment (UTC); return its new path.

    Nothing is overwritten. Raises ``OSError``.
    """
    aside = _free(path, f"damaged-{now:%Y%m%dT%H%M%SZ}")
    for companion in _COMPANIONS:
        old = Path(f"{path}{companion}")
        if old.exists():
            old.rename(f"{aside}{companion}")
    return aside


def _free(path: Path, mark: str) -> Path:
    names = (f"{path.name}.{mark}{f'-{number}' if number else ''}" for number in count())
    candidates = (path.with_name(name) for name in names)
    return next(
        candidate
        for candidate in candidates
        if not any(os.path.lexists(f"{candidate}{companion}") for companion in _COMPANIONS)
    )
