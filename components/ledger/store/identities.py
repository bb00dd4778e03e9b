"""What the PBX once said of the operator's applications, for a start while it does not answer.

That is the client's id and the zone of its days; no login, no name and no secret.
"""

import json
import logging
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, insert, select

from components.ledger.store import accounts, schema
from components.ledger.store.database import Store
from components.ledger.store.rows import BIGGEST
from components.ledger.store.schema import IDENTITIES

_log: Final = logging.getLogger(__name__)

_LONGEST_ZONE: Final = 100
"""Characters: three times the longest name of a time zone."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose an application is: ``client_id`` None for users above a client, zone not looked up."""

    client_id: int | None
    timezone: str | None


def application(host: str, app_id: str) -> bytes:
    """Return the digest under which an identity is kept: it tells neither host nor App ID."""
    return accounts.account(host, None, app_id)


def read(store: Store, whose: bytes) -> Identity | None:
    """Return what is remembered of an application, if anything is. Raises ``StoreFailed``."""
    found = select(IDENTITIES.c.client_id, IDENTITIES.c.timezone).where(
        IDENTITIES.c.application == whose
    )
    with store.transaction() as connection:
        row = connection.execute(found).first()
    if row is None:
        return None
    try:
        return Identity(_number(row.client_id), _zone(row.timezone))
    except (TypeError, ValueError):
        _log.warning("an identity is left out: it is none")
        return None


def keep(store: Store, whose: bytes, identity: Identity) -> None:
    """Remember an identity in place of an earlier one, if it can be. Raises ``StoreFailed``."""
    if (identity.client_id or 0) > BIGGEST or len(identity.timezone or "") > _LONGEST_ZONE:
        return
    zone = None if identity.timezone is None else json.dumps(identity.timezone)
    row = {"application": whose, "client_id": identity.client_id, "timezone": zone}
    with store.transaction() as connection:
        schema.alone(connection, whose)
        connection.execute(delete(IDENTITIES).where(IDENTITIES.c.application == whose))
        connection.execute(insert(IDENTITIES).values(row))


def _number(value: object) -> int | None:
    # SQLite keeps whatever it was given, in a column of any type.
    if value is not None and type(value) is not int:
        raise TypeError("not a number")
    return value


def _zone(value: object) -> str | None:
    if value is None:
        return None
    read = json.loads(value) if isinstance(value, str) else None
    if not isinstance(read, str):
        raise TypeError("not text")
    return read
