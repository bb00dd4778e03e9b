"""A defect of ours, told without the values that it stumbled over."""

import logging
import secrets
from traceback import format_tb
from typing import Final

from components.ringme.errors import RingmeError

_log: Final = logging.getLogger(__name__)


def reported(defect: Exception) -> RingmeError:
    """Log where a defect of ours lies, without the values in its message; return what to show."""
    reference = secrets.token_hex(4)
    place = "".join(format_tb(defect.__traceback__))
    _log.error("a turn failed: %s: %s\n%s", reference, type(defect).__name__, place)
    return RingmeError(f"a defect, reference {reference}")
