"""Names of files that any system takes and nobody can smuggle anything into."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile(r"[^a-z0-9_]+")
_LONGEST: Final = 100


def file_name(*parts: str, suffix: str = "") -> str:
    """Return a file's name of the letters a to z, figures, dots, dashes and underscores alone.

    Every part is lowered, and what else is in it becomes a dash. Without ``suffix`` (such as
    ``csv``) the name has no dot: for a program that adds its own ending. Raises ``ValueError``
    where nothing is left of the parts.
    """
    kept = (_FORBIDDEN.sub("-", part.lower()).strip("-_") for part in parts)
    stem = "-".join(part for part in kept if part)[:_LONGEST].strip("-_")
    ending = _FORBIDDEN.sub("", suffix.lower())
    if not stem:
        raise ValueError("a file's name needs a letter or a figure")
    return f"{stem}.{ending}" if ending else stem
