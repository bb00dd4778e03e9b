"""Rates, averages and intervals: ratios of sums, absent where there is nothing to divide by.

``None`` is "absent", shown as "–", and never 0. A rate of several windows is the rate of their
added counts; rates are never averaged.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

from components.measures.counts import Counts
from components.measures.outcomes import MenuCountsAs, Outcome, outcomes

_Z: Final = NormalDist().inv_cdf(0.975)
"""Standard normal quantile that leaves 2.5 % on either side: 95 % between them."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A range, both ends included: of shares, 0 to 1, or of a difference (``chance``)."""

    low: float
    high: float


def share(part: int, whole: int) -> float | None:
    """Return ``part / whole``; None where the whole is 0.

    Lies between 0 and 1 as long as the PBX's answer adds up; it is not forced to, because a share
    of 120 % shows that something is wrong and 100 % would hide it.
    """
    return part / whole if whole else None


def answer_rate(counts: Counts, menu: MenuCountsAs) -> float | None:
    """Return the share of *calls* that were answered, 0 to 1; None where there were no calls.

    ``bridged / total``, or ``(bridged + answered) / total`` for an account whose menu answers
    callers by itself (design, section 2). The trials are ``counts.total``.
    """
    return share(outcomes(counts, menu)[Outcome.ANSWERED], counts.total)


def average_talk(counts: Counts) -> float | None:
    """Return the mean length of a conversation in seconds; None where nobody spoke.

    ``bridged_duration / bridged`` (contract, section 3): time in a queue or menu is not talk.
    """
    return share(counts.bridged_duration, counts.bridged)


def wilson(successes: int, trials: int) -> Interval | None:
    """Return the 95 % score interval of a share of which only ``trials`` cases were seen.

    Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927),
    without continuity correction. None where there were no trials, and where the numbers are no
    proportion (negative, or more successes than trials): a PBX whose answer does not add up gets
    its rate shown with a note, and no interval.
    """
    if not 0 <= successes <= trials or trials == 0:
        return None
    rate = successes / trials
    weight = _Z**2 / trials
    middle = rate + weight / 2
    reach = sqrt(weight * (rate * (1 - rate) + weight / 4))
    low, high = (middle - reach) / (1 + weight), (middle + reach) / (1 + weight)
    # Rounding moves an end by some 1e-16: past 0 or 1, or past the share that it encloses.
    return Interval(low=max(0.0, min(low, rate)), high=min(1.0, max(high, rate)))
