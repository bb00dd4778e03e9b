"""Where the store is: an operator's URL, or a file in the data folder of who runs the program."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from platformdirs import user_data_path
from sqlalchemy import URL, make_url

MEMORY: Final = "sqlite://"
"""The URL of a store that is gone when the program ends."""


class StoreKind(StrEnum):
    """What keeps the facts."""

    MEMORY = "memory"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Place:
    """Where facts are kept. ``label`` may be shown: it holds neither user nor password."""

    kind: StoreKind
    url: URL = field(repr=False)
    path: Path | None
    label: str


def read(text: str | None) -> Place:
    """Return the place that an SQLAlchemy URL names; None stands for the usual file.

    The URL must be one that ``components.settings`` lets pass.
    """
    url = _usual() if text is None else make_url(text)
    if url.get_backend_name() != "sqlite":
        return Place(StoreKind.POSTGRESQL, url, None, _server(url))
    named = url.database or ""
    if named in {"", ":memory:"} or url.query.get("mode") == "memory":
        return Place(StoreKind.MEMORY, url, None, "")
    if url.query.get("uri"):
        # SQLite reads such a name by itself; whoever spells it makes the file, too.
        return Place(StoreKind.SQLITE, url, None, named)
    path = Path(named).absolute()
    return Place(StoreKind.SQLITE, url, path, str(path))


def _usual() -> URL:
    folder = user_data_path("callboard", appauthor=False)
    return URL.create("sqlite", database=str(folder / "callboard.db"))


def _server(url: URL) -> str:
    host = url.host or url.query.get("host") or "localhost"
    spelled = host if isinstance(host, str) else ",".join(host)
    return f"{spelled}/{url.database or ''}"
