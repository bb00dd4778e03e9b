"""What an account keeps under names of its own: rows of a table with ``account`` and ``name``."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from components.ledger.store import schema
from components.ledger.store.database import Store

LONGEST_NAME: Final = 60
"""Characters of a name: about two lines beside a page."""

_INVISIBLE: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Saving(StrEnum):
    """What came of a change of what is kept under names."""

    DONE = "done"
    NAMELESS = "nameless"
    TAKEN = "taken"
    FULL = "full"
    TOO_LONG = "too long"
    GONE = "gone"
    TROUBLE = "trouble"


def tidy(text: str) -> str:
    """Return a name as it is kept: on one line, composed (NFC), without blanks at its ends.

    Empty where nothing of it could be seen.
    """
    composed = unicodedata.normalize("NFC", text)
    shown = (" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in composed)
    name = " ".join("".join(shown).split())
    return name if any(unicodedata.category(sign)[0] not in "CZ" for sign in name) else ""


def is_name(text: str) -> bool:
    """Tell whether a text is a name as it is kept."""
    return bool(text) and text == tidy(text) and len(text) <= LONGEST_NAME


def unspelled(name: str) -> str:
    """Return the name of a row. Raises ``ValueError`` for what was not spelled here."""
    found = json.loads(name)
    if not isinstance(found, str):
        raise ValueError("not a name")  # noqa: TRY004 - like all that is wrong in a store
    return found


def read(
    store: Store, table: Table, account: bytes, columns: Sequence[str]
) -> Sequence[Row[tuple[object, ...]]]:
    """Return these columns of an account's rows. Raises ``StoreFailed``."""
    query = select(*(table.c[name] for name in columns)).where(table.c.account == account)
    with store.transaction() as connection:
        return connection.execute(query).all()


def save(
    store: Store, table: Table, account: bytes, name: str, row: Mapping[str, str], *, most: int
) -> Saving:
    """Keep a row under a name that none has, unless there are too many. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        schema.alone(connection, account)
        there = select(*(table.c[column] for column in row)).where(*_named(table, account, name))
        same = connection.execute(there).mappings().first()
        if same is not None:
            # The answer to a first try may have been lost on its way.
            return Saving.DONE if dict(same) == row else Saving.TAKEN
        if _number(connection, table, account) >= most:
            return Saving.FULL
        spelled = {"account": account, "name": _spelled(name)}
        connection.execute(insert(table).values(**spelled, **row))
    return Saving.DONE


def change(store: Store, table: Table, account: bytes, name: str, row: Mapping[str, str]) -> Saving:
    """Put another row in the place of the one with this name. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        changed = update(table).where(*_named(table, account, name)).values(**row)
        return Saving.DONE if connection.execute(changed).rowcount else Saving.GONE


def rename(store: Store, table: Table, account: bytes, name: str, new: str) -> Saving:
    """Give a row another name. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        schema.alone(connection, account)
        if not _is_there(connection, table, account, name):
            return Saving.GONE
        if name != new and _is_there(connection, table, account, new):
            return Saving.TAKEN
        renamed = update(table).where(*_named(table, account, name)).values(name=_spelled(new))
        connection.execute(renamed)
    return Saving.DONE


def remove(store: Store, table: Table, account: bytes, name: str) -> Saving:
    """Forget a row, also one that is gone already. Raises ``StoreFailed``."""
    with store.transaction() as connection:
        connection.execute(delete(table).where(*_named(table, account, name)))
    return Saving.DONE


def _named(table: Table, account: bytes, name: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.account == account, table.c.name == _spelled(name)


def _number(connection: Connection, table: Table, account: bytes) -> int:
    counting = select(func.count()).select_from(table).where(table.c.account == account)
    return connection.scalar(counting) or 0


def _is_there(connection: Connection, table: Table, account: bytes, name: str) -> bool:
    found = select(table.c.name).where(*_named(table, account, name))
    return connection.scalar(found) is not None


def _spelled(name: str) -> str:
    """Return a name as the table holds it: ASCII, which no database's encoding can refuse."""
    return json.dumps(name)
