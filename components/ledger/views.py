"""The saved views of one account, on the shelf."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from components.ledger.common import Common
from components.ledger.store import views
from components.ledger.store.named import Saving
from components.ledger.store.shelf import Shelf
from components.ledger.store.views import SavedView


class Views:
    """Remembers the views of an account; changes are seen at once by all who share this."""

    def __init__(self, account: bytes, shelf: Shelf, *, clock: Callable[[], datetime]) -> None:
        """Read none yet; ``account`` is the digest under which they are kept on the shelf."""
        self._account = account
        self._common = Common(lambda store: views.read(store, account), shelf, clock=clock)

    def read(self) -> tuple[SavedView, ...] | None:
        """Return the views by name; None where the store cannot be read and never could."""
        return self._common.read()

    def save(self, view: SavedView) -> Saving:
        """Keep a view under its name."""
        return self._common.change(lambda store: views.save(store, self._account, view))

    def rename(self, view: SavedView, new: str) -> Saving:
        """Give a view another name. Raises ``ValueError`` where it is not one (``SavedView``)."""
        name = replace(view, name=new).name
        return self._common.change(
            lambda store: views.rename(store, self._account, view.name, name)
        )

    def remove(self, view: SavedView) -> Saving:
        """Forget a view."""
        return self._common.change(lambda store: views.remove(store, self._account, view.name))
