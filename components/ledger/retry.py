"""When what failed may be asked again by itself (the project's table of failures).

Every click runs a page anew; without these pauses each would cost a request
in vain. Whoever presses a button to try again is not made to wait.
"""

from datetime import datetime, timedelta
from typing import Final

from components.ringme.errors import AccessDenied, CredentialsRefused, QuotaUsedUp, RingmeError

_USUAL: Final = timedelta(seconds=30)
_PAUSES: Final = {
    AccessDenied: timedelta(hours=1),
    CredentialsRefused: timedelta(minutes=15),
}


def again_at(error: RingmeError, failed_at: datetime) -> datetime:
    """Return the moment (aware, UTC) before which the same must not be asked by itself."""
    soonest = failed_at + _PAUSES.get(type(error), _USUAL)
    match error:
        case QuotaUsedUp(resets_at=datetime() as resets_at):
            return max(soonest, resets_at)
        case _:
            return soonest
