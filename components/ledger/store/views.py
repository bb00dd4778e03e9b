"""Saved views in the store: a page and what was chosen there, under a name of the account's own."""

import json
import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from components.ledger.store import schema
from components.ledger.store.database import Store
from components.ledger.store.schema import VIEWS

_log: Final = logging.getLogger(__name__)

LONGEST_NAME: Final = 60
"""Characters of a name: about two lines beside a page."""

MOST_VIEWS: Final = 50
"""Views of an account: what a person still finds in a list, and no more than a page can draw."""

_LONGEST_QUERY: Final = 10_000
"""Characters: an office of a thousand extensions. An open door must not fill the disk."""

_INVISIBLE: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_PAGE: Final = re.compile(r"[a-z-]{0,40}")


class Saving(StrEnum):
    """What came of a change of the saved views."""

    DONE = "done"
    NAMELESS = "nameless"
    TAKEN = "taken"
    FULL = "full"
    TOO_LONG = "too long"
    GONE = "gone"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that somebody gave a name: its page, empty for the first one, and its query.

    The query is spelled as in an address. Raises ``ValueError`` for what no store should hold.
    """

    name: str
    page: str
    query: str

    def __post_init__(self) -> None:
        """Refuse what was not made by ``tidy``, or is longer than any view."""
        if not self.name or self.name != tidy(self.name) or len(self.name) > LONGEST_NAME:
            raise ValueError("not a name")
        if not _PAGE.fullmatch(self.page):
            raise ValueError("not a page")
        if not self.query.isascii() or len(self.query) > _LONGEST_QUERY:
            raise ValueError("not a query")


def tidy(text: str) -> str:
    """Return a name as it is kept: on one line, composed (NFC), without blanks at its ends.

    Empty where nothing of it could be seen.
    """
    composed = unicodedata.normalize("NFC", text)
    shown = (" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in composed)
    name = " ".join("".join(shown).split())
    return name if any(unicodedata.category(sign)[0] not in "CZ" for sign in name) else ""


def read(store: Store, account: bytes) -> tuple[SavedView, ...]:
    """Return the views of an account by name; a row that makes none is left out and logged.

    Raises ``StoreFailed``.
    """
    query = select(VIEWS.c.name, VIEWS.c.page, VIEWS.c.query).where(VIEWS.c.account == account)
    with store.transaction() as connection:
        found = connection.execute(query).all()
    views = [view for view in map(_view, found) if view is not None]
    return tuple(sorted(views, key=lambda view: (view.name.casefold(), view.name)))


def save(store: Store, account: bytes, view: SavedView) -> Saving:
    """Keep a view, unless another has its name or there are too many. Raises ``StoreFailed``."""
    row = {"page": view.page, "query": view.query}
    with store.transaction() as connection:
        schema.alone(connection, account)
        there = select(VIEWS.c.page, VIEWS.c.query).where(*_named(account, view.name))
        same = connection.execute(there).mappings().first()
        if same is not None:
            # The answer to a first try may have been lost on its way.
            return Saving.DONE if dict(same) == row else Saving.TAKEN
        if _number(connection, account) >= MOST_VIEWS:
            return Saving.FULL
        row |= {"name": _spelled(view.name)}
        connection.execute(insert(VIEWS).values(account=account, **row))
    return Saving.DONE


def rename(store: Store, account: bytes, name: str, new: str) -> Saving:
    """Give a view another name, which ``SavedView`` would take. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        schema.alone(connection, account)
        if not _is_there(connection, account, name):
            return Saving.GONE
        if name != new and _is_there(connection, account, new):
            return Saving.TAKEN
        change = update(VIEWS).where(*_named(account, name)).values(name=_spelled(new))
        connection.execute(change)
    return Saving.DONE


def remove(store: Store, account: bytes, name: str) -> Saving:
    """Forget a view, also one that is gone already. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        connection.execute(delete(VIEWS).where(*_named(account, name)))
    return Saving.DONE


def _named(account: bytes, name: str) -> tuple[ColumnElement[bool], ...]:
    return VIEWS.c.account == account, VIEWS.c.name == _spelled(name)


def _number(connection: Connection, account: bytes) -> int:
    counting = select(func.count()).select_from(VIEWS).where(VIEWS.c.account == account)
    return connection.scalar(counting) or 0


def _is_there(connection: Connection, account: bytes, name: str) -> bool:
    return connection.scalar(select(VIEWS.c.page).where(*_named(account, name))) is not None


def _spelled(name: str) -> str:
    """Return a name as the table holds it: ASCII, which no database's encoding can refuse."""
    return json.dumps(name)


def _view(row: Sequence[object]) -> SavedView | None:
    try:
        # SQLite keeps whatever it was given, in a column of any type.
        name, page, query = (value for value in row if isinstance(value, str))
        return SavedView(json.loads(name), page, query)
    except (TypeError, ValueError) as error:
        _log.warning("a saved view is left out: %s", type(error).__name__)
        return None
