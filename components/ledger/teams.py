"""The teams of one account, on the shelf."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from components.ledger.common import Common
from components.ledger.store import teams
from components.ledger.store.database import Store
from components.ledger.store.named import Saving
from components.ledger.store.shelf import Shelf
from components.ledger.store.teams import Team


class Teams:
    """Remembers the teams of an account; changes are seen at once by all who share this."""

    def __init__(self, account: bytes, shelf: Shelf, *, clock: Callable[[], datetime]) -> None:
        """Read none yet; ``account`` is the digest under which they are kept on the shelf."""
        self._account = account
        self._common = Common(lambda store: teams.read(store, account), shelf, clock=clock)

    def read(self) -> tuple[Team, ...] | None:
        """Return the teams by name; None where the store cannot be read and never could."""
        return self._common.read()

    def save(self, team: Team) -> Saving:
        """Keep a team under its name."""
        return self._common.change(lambda store: teams.save(store, self._account, team))

    def change(self, team: Team, new: str) -> Saving:
        """Give a team these members, then another name if ``new`` is one.

        Raises ``ValueError`` where it is none (``Team``).
        """
        name = replace(team, name=new).name

        def both(store: Store) -> Saving:
            changed = teams.change(store, self._account, team)
            if changed is not Saving.DONE or name == team.name:
                return changed
            return teams.rename(store, self._account, team.name, name)

        return self._common.change(both)

    def remove(self, team: Team) -> Saving:
        """Forget a team."""
        return self._common.change(lambda store: teams.remove(store, self._account, team.name))
