"""Whether a change is more than chance: 95 % intervals of differences, by statsmodels.

A difference of which the interval holds 0 could be chance. Both intervals are made of the score
intervals of the two sides (for a rate, the Wilson interval that its card shows), so they have no
search that could fail, and are defined where nobody or everybody was answered.
"""

from fractions import Fraction
from math import ceil
from typing import Final

from statsmodels.stats import proportion  # type: ignore[import-untyped]  # it ships no types
from statsmodels.stats import rates as poisson

from components.measures.rates import Interval

_ALPHA: Final = 0.05
"""What a 95 % interval leaves out."""


def rate_difference(successes_a: int, n_a: int, successes_b: int, n_b: int) -> Interval | None:
    """Return the 95 % interval of rate A minus rate B, within −1 and 1.

    Newcombe's hybrid score interval ("Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17 (1998), method 10): near its 95 % also for few calls and
    rates near 0 or 1, where the textbook's (Wald) is too short. None where a side had no calls, or
    its numbers are no proportion (negative, or more answered than called).
    """
    if not (_is_proportion(successes_a, n_a) and _is_proportion(successes_b, n_b)):
        return None
    ends = proportion.confint_proportions_2indep(
        # Floats, because whole numbers beyond 63 bits have no type in numpy.
        *map(float, (successes_a, n_a, successes_b, n_b)),
        compare="diff",
        method="newcomb",
        alpha=_ALPHA,
    )
    low, high = map(float, ends)
    difference = successes_a / n_a - successes_b / n_b
    # Rounding moves an end by some 1e-16: past −1 or 1, or past the difference that it encloses.
    return Interval(low=max(-1.0, min(low, difference)), high=min(1.0, max(high, difference)))


def count_difference(
    count_a: int, days_a: Fraction, count_b: int, days_b: Fraction
) -> Interval | None:
    """Return the 95 % interval of the difference of two counts, in calls a day.

    Taken as Poisson counts, by the same hybrid of score intervals (MOVER; Li, Tang and Wong,
    "Confidence intervals for ratio of two Poisson rates using the method of variance estimates
    recovery", Computational Statistics 29 (2014)). Calls come in clusters, so real chance reaches
    rather further than this. None where a side has no days, or a count is negative.
    """
    if min(days_a, days_b) <= 0 or min(count_a, count_b) < 0:
        return None
    ends = poisson.confint_poisson_2indep(
        float(count_a),
        float(days_a),
        float(count_b),
        float(days_b),
        compare="diff",
        method="mover",
        method_mover="score",
        alpha=_ALPHA,
    )
    low, high = map(float, ends)
    return Interval(low, high)


def could_be_chance(interval: Interval) -> bool:
    """Tell whether a difference with this interval could be chance: the interval holds 0."""
    return interval.low <= 0 <= interval.high


def calls_to_turn(successes_a: int, n_a: int, successes_b: int, n_b: int) -> int | None:
    """Return how few calls of A, had they ended otherwise, make its rate B's or turn it round.

    Exact. 0 where the rates are equal; None where ``rate_difference`` is None.
    """
    if not (_is_proportion(successes_a, n_a) and _is_proportion(successes_b, n_b)):
        return None
    # As many of A's calls as would have been answered at B's rate.
    level = Fraction(successes_b, n_b) * n_a
    return ceil(abs(successes_a - level))


def _is_proportion(successes: int, trials: int) -> bool:
    return 0 <= successes <= trials and trials > 0
