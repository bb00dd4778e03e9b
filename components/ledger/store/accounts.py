"""Under which name an account's facts are kept: a digest, which tells nobody whose they are."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

_SIZE: Final = 32
"""Bytes of a digest: two names never share one, not even on purpose."""


def account(host: str, client_id: int | None, app_id: str) -> bytes:
    """Return the digest under which the facts of one application of one customer are kept.

    Two applications of a customer may have different rights, so they share no facts.
    """
    client = "" if client_id is None else str(client_id)
    return _digest(b"account", (host, client, app_id))


def customer(host: str, client_id: int | None, app_id: str) -> bytes:
    """Return the digest of whom the PBX serves one statistics answer at a time (contract, 5).

    That is the client; where the PBX did not name it, the application stands for it.
    """
    whose = ("app", app_id) if client_id is None else ("client", str(client_id))
    return _digest(b"customer", (host, *whose))


def _digest(kind: bytes, parts: Iterable[str]) -> bytes:
    # Each part with its length before it: no two lists of parts make the same bytes.
    digest = blake2b(digest_size=_SIZE, person=kind)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8) + encoded)
    return digest.digest()
