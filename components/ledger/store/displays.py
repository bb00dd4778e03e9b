"""Displays in the store: a television's title and board, and of its key nothing but a hash."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from components.ledger.store import schema
from components.ledger.store.database import Store
from components.ledger.store.named import tidy
from components.ledger.store.schema import DISPLAYS

_log: Final = logging.getLogger(__name__)

LONGEST_TITLE: Final = 60
"""Characters of a title: where a television hangs, on about one line of a list."""

MOST_DISPLAYS: Final = 100
"""Displays of an account: more than a building has, and no more than a page can draw."""

_LONGEST_BOARD: Final = 10_000
"""Characters, as for a saved view's query."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_ALL: Final = b"displays"
"""Whoever makes a display is alone for a moment, so that the limit holds."""


class Doing(StrEnum):
    """What came of a change of the displays."""

    DONE = "done"
    NAMELESS = "nameless"
    TOO_LONG = "too long"
    FULL = "full"
    GONE = "gone"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Display:
    """A television that shows one board of one operator's account, and nothing else.

    ``board`` is the wall's query string without the account. Moments are aware, UTC; without
    ``expires_at`` the link holds until it is revoked, without ``seen_at`` nobody has used it.
    """

    id: int
    title: str
    account: str
    board: str
    made_at: datetime
    expires_at: datetime | None
    seen_at: datetime | None
    is_paused: bool

    def is_open(self, now: datetime) -> bool:
        """Tell whether it shows its board at a moment (aware): neither paused nor expired."""
        return not self.is_paused and (self.expires_at is None or now < self.expires_at)


def fault(title: str, board: str = "") -> Doing | None:
    """Return what keeps a title, or a board, from being kept; None where nothing does."""
    if not title or title != tidy(title):
        return Doing.NAMELESS
    is_long = len(title) > LONGEST_TITLE or len(board) > _LONGEST_BOARD or not board.isascii()
    return Doing.TOO_LONG if is_long else None


def read(store: Store) -> dict[bytes, Display]:
    """Return all displays by the hash of their keys, as they were made.

    A row that makes no display is left out and logged. Raises ``StoreFailed``.
    """
    with store.transaction() as connection:
        found = connection.execute(select(DISPLAYS).order_by(DISPLAYS.c.id)).mappings().all()
    made = {row["digest"]: _display(row) for row in found}
    return {digest: display for digest, display in made.items() if display is not None}


def make(store: Store, digest: bytes, new: Display) -> Display | Doing:
    """Keep a display under the hash of its key and return it with its id, or say what hinders.

    Raises ``StoreFailed``.
    """
    with store.transaction() as connection:
        schema.alone(connection, _ALL)
        same = select(DISPLAYS).where(DISPLAYS.c.digest == digest)
        there = connection.execute(same).mappings().first()
        if there is None:
            whose = DISPLAYS.c.account == json.dumps(new.account)
            count = select(func.count()).select_from(DISPLAYS).where(whose)
            if (connection.scalar(count) or 0) >= MOST_DISPLAYS:
                return Doing.FULL
            connection.execute(insert(DISPLAYS).values(digest=digest, **_row(new)))
            there = connection.execute(same).mappings().one()
    return _display(there) or Doing.GONE


def rename(store: Store, account: str, number: int, title: str) -> Doing:
    """Give a display another title, which has no ``fault``. Raises ``StoreFailed``."""
    return _change(store, account, number, {"title": json.dumps(title)})


def pause(store: Store, account: str, number: int, *, is_paused: bool) -> Doing:
    """Darken a display of an account, or let it show its board again. Raises ``StoreFailed``."""
    return _change(store, account, number, {"is_paused": is_paused})


def revoke(store: Store, account: str, number: int) -> Doing:
    """Forget a display of an account for good, also a forgotten one. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        connection.execute(delete(DISPLAYS).where(*_one(account, number)))
    return Doing.DONE


def see(store: Store, number: int, at: datetime) -> None:
    """Note when a display was last seen (aware, UTC). Raises ``StoreFailed``."""
    seen = _microseconds(at)
    is_news = DISPLAYS.c.seen_at.is_(None) | (DISPLAYS.c.seen_at < seen)
    with store.transaction() as connection:
        connection.execute(
            update(DISPLAYS).where(DISPLAYS.c.id == number, is_news).values(seen_at=seen)
        )


def _change(store: Store, account: str, number: int, values: Mapping[str, object]) -> Doing:
    with store.transaction() as connection:
        change = update(DISPLAYS).where(*_one(account, number)).values(**values)
        found = connection.execute(change).rowcount
    return Doing.DONE if found else Doing.GONE


def _one(account: str, number: int) -> tuple[ColumnElement[bool], ...]:
    return DISPLAYS.c.account == json.dumps(account), DISPLAYS.c.id == number


def _row(display: Display) -> dict[str, object]:
    """Return a display as the table holds it; text is JSON, which is ASCII in any database."""
    return {
        "account": json.dumps(display.account),
        "title": json.dumps(display.title),
        "board": display.board,
        "made_at": _microseconds(display.made_at),
        "expires_at": display.expires_at and _microseconds(display.expires_at),
        "seen_at": display.seen_at and _microseconds(display.seen_at),
        "is_paused": display.is_paused,
    }


def _display(row: RowMapping) -> Display | None:
    try:
        return _read(row)
    except (TypeError, ValueError, OverflowError) as error:
        _log.warning("a display is left out: %s", type(error).__name__)
        return None


def _read(row: RowMapping) -> Display:
    """Return the display that a row holds; raises ``ValueError`` or its like where it is none."""
    title, board = _text(json.loads(row["title"])), _text(row["board"])
    if fault(title, board) is not None:
        raise ValueError("not a title or not a board")
    expires_at, seen_at = row["expires_at"], row["seen_at"]
    return Display(
        id=row["id"],
        title=title,
        account=_text(json.loads(row["account"])),
        board=board,
        made_at=_moment(row["made_at"]),
        expires_at=None if expires_at is None else _moment(expires_at),
        seen_at=None if seen_at is None else _moment(seen_at),
        is_paused=row["is_paused"],
    )


def _text(value: Any) -> str:  # noqa: ANN401 - SQLite keeps whatever it was given
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(value: int) -> datetime:
    return _EPOCH + value * _MICROSECOND
