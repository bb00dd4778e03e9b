"""Saved views in the store: a page and what was chosen there, under a name of the account's own."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.ledger.store import named
from components.ledger.store.database import Store
from components.ledger.store.named import Saving, is_name
from components.ledger.store.schema import VIEWS

_log: Final = logging.getLogger(__name__)

MOST_VIEWS: Final = 50
"""Views of an account: what a person still finds in a list, and no more than a page can draw."""

_LONGEST_QUERY: Final = 10_000
"""Characters: an office of a thousand extensions. An open door must not fill the disk."""

_PAGE: Final = re.compile(r"[a-z-]{0,40}")


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
        if not is_name(self.name):
            raise ValueError("not a name")
        if not _PAGE.fullmatch(self.page):
            raise ValueError("not a page")
        if not self.query.isascii() or len(self.query) > _LONGEST_QUERY:
            raise ValueError("not a query")


def read(store: Store, account: bytes) -> tuple[SavedView, ...]:
    """Return the views of an account by name; a row that makes none is left out and logged.

    Raises ``StoreFailed``.
    """
    found = named.read(store, VIEWS, account, ("name", "page", "query"))
    views = [view for view in map(_view, found) if view is not None]
    return tuple(sorted(views, key=lambda view: (view.name.casefold(), view.name)))


def save(store: Store, account: bytes, view: SavedView) -> Saving:
    """Keep a view, unless another has its name or there are too many. Raises ``StoreFailed``."""
    row = {"page": view.page, "query": view.query}
    return named.save(store, VIEWS, account, view.name, row, most=MOST_VIEWS)


def rename(store: Store, account: bytes, name: str, new: str) -> Saving:
    """Give a view another name, which ``SavedView`` would take. Raises ``StoreFailed``."""
    return named.rename(store, VIEWS, account, name, new)


def remove(store: Store, account: bytes, name: str) -> Saving:
    """Forget a view, also one that is gone already. Raises ``StoreFailed``."""
    return named.remove(store, VIEWS, account, name)


def _view(row: Sequence[object]) -> SavedView | None:
    try:
        # SQLite keeps whatever it was given, in a column of any type.
        name, page, query = (value for value in row if isinstance(value, str))
        return SavedView(named.unspelled(name), page, query)
    except (TypeError, ValueError) as error:
        _log.warning("a saved view is left out: %s", type(error).__name__)
        return None
