"""The passcode that opens the operator's accounts: kept as a hash, never as itself.

Argon2id is what is made here; an operator who has a hash by scrypt may use that.
"""

import hmac
import unicodedata
from base64 import b64decode
from hashlib import scrypt
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error

SHORTEST: Final = 8
"""Signs of a new passcode, as NIST SP 800-63B wants them of what somebody chooses."""

_LONGEST: Final = 1_000
"""Signs of what is looked at: nobody types more, and a longer text only costs time."""

_COSTLY: Final = PasswordHasher(type=Type.ID)
"""The library's defaults: RFC 9106's second choice, 64 MiB and about a tenth of a second."""

_SCRYPT: Final = "$scrypt$"

_AT_ONCE: Final = BoundedSemaphore(2)
"""Looks at the same time: a hundred wrong ones together must not take 6 GB of memory."""


def make(passcode: str, *, hasher: PasswordHasher = _COSTLY) -> str:
    """Return the hash of a passcode, as the secrets file holds it: another one at each call."""
    return hasher.hash(_composed(passcode))


def matches(hashed: str | None, typed: str) -> bool:
    """Tell whether this is the passcode of a hash; of no hash, or of a broken one, nothing is."""
    if hashed is None or not typed or len(typed) > _LONGEST:
        return False
    with _AT_ONCE:
        try:
            if hashed.startswith(_SCRYPT):
                return _is_scrypt_of(hashed, _composed(typed))
            return _COSTLY.verify(hashed, _composed(typed))
        except (Argon2Error, ValueError):
            # A hash that cannot be read is a ValueError.
            return False


def _is_scrypt_of(hashed: str, typed: bytes) -> bool:
    """Tell the same of a hash such as ``$scrypt$ln=16,r=8,p=1$salt$hash``, in base64 unpadded."""
    costs, salt, kept = hashed.removeprefix(_SCRYPT).split("$")
    log, block, lanes = (int(cost.partition("=")[2]) for cost in costs.split(","))
    expected = b64decode(f"{kept}==")
    found = scrypt(
        typed,
        salt=b64decode(f"{salt}=="),
        n=2**log,
        r=block,
        p=lanes,
        # What it needs, and a little that OpenSSL takes beside it.
        maxmem=128 * block * (2**log + lanes + 2) + 2**20,
        dklen=len(expected),
    )
    # HMAC, which it is made of, takes zeros at the end of a key for none.
    return hmac.compare_digest(found, expected) and not typed.endswith(b"\0")


def _composed(passcode: str) -> bytes:
    # One keyboard composes an accent and another does not: it is the same passcode. A browser may
    # send half of a sign, which no encoding has.
    return unicodedata.normalize("NFKC", passcode).encode("utf-8", "surrogatepass")
