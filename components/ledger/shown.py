"""The queue's moments by the PBX's clock, as pages show them beside everything else.

The queue itself measures by this server's clock: what lasts a while must not jump when the PBX's
clock is set. ``at`` tells what the one clock says at a moment of the other.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from components.ledger.queueing.turns import State
from components.ledger.setbacks import Trouble
from components.ringme.errors import QuotaUsedUp, RingmeError
from components.ringme.quota import Quota

At: TypeAlias = Callable[[datetime], datetime]


def quota(seen: Quota | None, at: At) -> Quota | None:
    """Return what is left of the hour, with its reset by the PBX's clock."""
    if seen is None or seen.resets_at is None:
        return seen
    return replace(seen, resets_at=at(seen.resets_at))


def state(seen: State, at: At) -> State:
    """Return how a queue does, with all moments by the PBX's clock."""
    opens, wait, shares = seen.opens_again_at, seen.wait, seen.shares
    return replace(
        seen,
        opens_again_at=None if opens is None else at(opens),
        wait=None if wait is None else replace(wait, until=at(wait.until)),
        shares=None if shares is None else replace(shares, resets_at=at(shares.resets_at)),
    )


def error(seen: RingmeError, at: At) -> RingmeError:
    """Return an error whose moment, if it names one, is by the PBX's clock."""
    if not isinstance(seen, QuotaUsedUp) or seen.resets_at is None:
        return seen
    moved = at(seen.resets_at)
    return seen if moved == seen.resets_at else type(seen)(moved)


def trouble(seen: Trouble, at: At) -> Trouble:
    """Return why something could not be had, with all moments by the PBX's clock."""
    return replace(
        seen,
        error=error(seen.error, at),
        at=at(seen.at),
        again_at=at(seen.again_at),
        since=None if seen.since is None else at(seen.since),
    )
