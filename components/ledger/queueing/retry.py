"""What failed and may be tried again: how often, after which pause (the table of failures).

``attempts`` tries one request a few times more within seconds, by tenacity.
``again_at`` is the patience of a page: every click runs a page anew, and without
these pauses each would cost a request in vain. Whoever presses a button to try
again is not made to wait.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Final

from tenacity import RetryCallState, Retrying

from components.ringme.errors import (
    AccessDenied,
    BadRequest,
    CertificateRefused,
    ClientNotFound,
    CredentialsRefused,
    HostRefused,
    NoAnswer,
    NotFound,
    PbxFault,
    QuotaUsedUp,
    Redirected,
    RingmeError,
    SignInUnavailable,
    StatisticsBusy,
    UnexpectedAnswer,
    Unreachable,
)

USUAL: Final = timedelta(seconds=30)
"""How long what may pass by itself is left alone."""

_PAUSES: Final = {
    AccessDenied: timedelta(hours=1),
    CredentialsRefused: timedelta(minutes=15),
    # The same question will not be understood, or find what is gone, half a minute later.
    NotFound: timedelta(minutes=15),
    ClientNotFound: timedelta(minutes=15),
    BadRequest: timedelta(minutes=15),
}
_UNIFORM: Final = SystemRandom().uniform
_LONGEST_OBEYED: Final = 30
"""Seconds of a Retry-After that are waited for; a longer one is obeyed by not trying again."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Seconds to wait: a random time between ``least`` and ``most``."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of failures.

    ``pauses`` are those before the second try, the third and so on. ``counts``
    tells whether the breaker hears of the failure, ``charged`` whether the PBX
    may have counted the request against the hour.
    """

    pauses: tuple[Pause, ...] = ()
    counts: bool = False
    charged: bool = True


def _jitter(times: int, *, base: float, cap: float) -> tuple[Pause, ...]:
    """Return growing pauses with full jitter: anything up to ``base`` x 2^n, ``cap`` at most."""
    return tuple(Pause(0, min(cap, base * 2**number)) for number in range(times))


_NO_JSON: Final = Row(_jitter(1, base=5, cap=60), counts=True)
_REFUSED: Final = Row()
_TABLE: Final[Mapping[type[RingmeError], Row]] = {
    HostRefused: Row(charged=False),
    Unreachable: Row(_jitter(2, base=0.5, cap=5), counts=True, charged=False),
    CertificateRefused: Row(charged=False),
    # Not sooner than after 5 seconds: the PBX may still compute, and hold its lock.
    NoAnswer: Row((Pause(5, 10),), counts=True),
    PbxFault: Row(_jitter(2, base=1, cap=20), counts=True),
    StatisticsBusy: Row((Pause(1, 1), Pause(3, 3), Pause(8, 8))),
    QuotaUsedUp: _REFUSED,
    CredentialsRefused: Row(charged=False),
    # Its service has no quota; and who cannot sign in cannot ask, so it trips the same breaker.
    SignInUnavailable: Row(_jitter(3, base=2, cap=60), counts=True, charged=False),
    AccessDenied: _REFUSED,
    NotFound: _REFUSED,
    ClientNotFound: _REFUSED,
    BadRequest: _REFUSED,
    Redirected: Row(counts=True),
    UnexpectedAnswer: Row(_jitter(1, base=1, cap=1), counts=True),
}


def row(error: RingmeError) -> Row:
    """Return the row of the table of failures that this error belongs to."""
    if isinstance(error, UnexpectedAnswer) and not error.is_json:
        return _NO_JSON
    return next((_TABLE[kind] for kind in type(error).mro() if kind in _TABLE), _REFUSED)


def pause(error: RingmeError, tried: int, *, urgent: bool) -> Pause | None:
    """Return how long to wait before trying again, or None where that is not to be done.

    ``tried`` is how often the request has failed by now, from 1. ``urgent`` is
    on while a person waits, who is not made to wait for a second silence.
    """
    pauses = row(error).pauses
    if tried > len(pauses) or (urgent and isinstance(error, NoAnswer)):
        return None
    usual = pauses[tried - 1]
    match error:
        case PbxFault(retry_after=int(seconds)) if seconds > _LONGEST_OBEYED:
            return None
        case PbxFault(retry_after=int(seconds)):
            return Pause(max(usual.least, seconds), max(usual.most, seconds))
        case _:
            return usual


def attempts(
    *,
    urgent: bool,
    wait: Callable[[float], None],
    allowed: Callable[[], bool],
    draw: Callable[[float, float], float] = _UNIFORM,
) -> Retrying:
    """Return what carries out a request, and again where the table says so: ``attempts(…)(ask)``.

    ``wait`` lets so many seconds pass. ``allowed`` is asked before each pause
    that the table grants: whether retries are still within their allowance
    (``Budget.may_retry``), the breaker closed, and the request still wanted. In the
    end the last error is raised as it is; other errors than ours at once.
    """

    def granted(state: RetryCallState) -> Pause | None:
        error = state.outcome.exception() if state.outcome else None
        if not isinstance(error, RingmeError):
            return None
        return pause(error, state.attempt_number, urgent=urgent)

    def seconds(state: RetryCallState) -> float:
        found = granted(state)
        return draw(found.least, found.most) if found else 0

    return Retrying(
        wait,
        retry=lambda state: granted(state) is not None and allowed(),
        wait=seconds,
        reraise=True,
    )


def again_at(error: RingmeError, failed_at: datetime) -> datetime:
    """Return the moment (aware, UTC) before which the same must not be asked by itself."""
    soonest = failed_at + _PAUSES.get(type(error), USUAL)
    match error:
        case QuotaUsedUp(resets_at=datetime() as resets_at):
            return max(soonest, resets_at)
        case _:
            return soonest
