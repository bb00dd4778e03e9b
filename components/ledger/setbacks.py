"""What failed lately, and how much else it concerns: one wish, one resource, or the account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from components.ledger.books import Wish
from components.ledger.queueing.retry import again_at
from components.measures.outcomes import Source
from components.ringme.errors import AccessDenied, CredentialsRefused, QuotaUsedUp, RingmeError


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something could not be had, since when, and when it is tried again (aware, UTC)."""

    error: RingmeError
    at: datetime
    again_at: datetime


class Setbacks:
    """Remembers failures for as long as the same must not be asked by itself."""

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        """Start with none."""
        self._clock = clock
        self._lock = Lock()
        self._troubles: dict[Wish | Source | None, Trouble] = {}

    def note(self, wish: Wish, error: RingmeError) -> None:
        """Remember that a wish failed. A quota is the queue's to remember."""
        now = self._clock()
        scope: Wish | Source | None = wish
        match error:
            case QuotaUsedUp():
                return
            case AccessDenied():
                scope = wish.series.source
            case CredentialsRefused():
                scope = None
        with self._lock:
            self._troubles[scope] = Trouble(error, now, again_at(error, now))

    def of(self, wish: Wish) -> Trouble | None:
        """Return what keeps a wish from being asked for now; None where nothing does."""
        now = self._clock()
        with self._lock:
            lasting = {
                scope: trouble
                for scope, trouble in self._troubles.items()
                if now < trouble.again_at
            }
            self._troubles = lasting
        found = (lasting.get(scope) for scope in (None, wish.series.source, wish))
        return next((trouble for trouble in found if trouble is not None), None)

    def forgive(self) -> None:
        """Forget what failed, so that it is asked again at once."""
        with self._lock:
            self._troubles.clear()
