"""What the differences of two engines amount to."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search.evaluation.statistics import resolution
from search.evaluation.statistics.bootstrap import Interval, paired_intervals
from search.evaluation.statistics.holm import holm
from search.evaluation.statistics.randomization import randomization_test
from search.evaluation.statistics.signs import Signs, sign_test

SMALLEST_MEANINGFUL = 0.02
"""Δ by default: mean differences up to here do not matter."""
Verdict = Literal["better", "worse", "no meaningful difference", "not enough evidence"]


@dataclass(frozen=True, slots=True)
class DifferenceStatistics:
    """How one engine differs from another over the same queries; above 0, it scores higher.

    Attributes:
        difference: the mean difference.
        interval: of the mean difference; None for too few queries.
        p: two-sided, of the randomization test.
        adjusted_p: after Holm's correction over all pairs that were compared.
        signs: queries won, tied and lost.
        verdict: about the first of the two.
        resolvable: the smallest mean difference that these queries can show.
        needed: how many queries it takes to show a difference of Δ. Both are None where all
            differences are the same, for one query for instance: nothing is known of the spread.
    """

    difference: float
    interval: Interval | None
    p: float
    adjusted_p: float
    signs: Signs
    verdict: Verdict
    resolvable: float | None
    needed: int | None


def compare(
    differences: NDArray[np.float64],
    *,
    weights: NDArray[np.float64] | None = None,
    meaningful: float = SMALLEST_MEANINGFUL,
    seed: int = 0,
) -> list[DifferenceStatistics]:
    """Every pair of engines, corrected for their number.

    Args:
        differences: shape (pairs, queries), one engine's score minus another's, each 0 to 1.
        weights: shape (queries,), how much each query counts; they are taken as fixed.
        meaningful: Δ, the smallest mean difference that matters.
        seed: of the random numbers.
    """
    pairs, queries = differences.shape
    if not pairs or not queries:
        return []
    # Scaled so that the plain mean is the weighted one: every statistic is of plain means.
    scaled = differences if weights is None else differences * (weights / weights.mean())
    intervals = paired_intervals(scaled, seed)
    p_values = randomization_test(scaled, seed)
    spreads = [resolution.deviation(row) for row in scaled]
    return [
        DifferenceStatistics(
            difference=float(row.mean()),
            interval=interval,
            p=float(p),
            adjusted_p=float(adjusted),
            signs=sign_test(unscaled),
            verdict=verdict(interval, float(adjusted), meaningful),
            resolvable=resolution.smallest_difference(spread, queries, pairs) if spread else None,
            needed=resolution.queries_needed(spread, meaningful, pairs) if spread else None,
        )
        for row, unscaled, interval, p, adjusted, spread in zip(
            scaled, differences, intervals, p_values, holm(p_values), spreads, strict=True
        )
    ]


def verdict(interval: Interval | None, adjusted_p: float, meaningful: float) -> Verdict:
    """What an interval of left minus right and a corrected p-value say.

    A difference that is certain but too small to matter is none: the interval inside ±Δ comes
    first (two one-sided tests, Schuirmann 1987). “Better” needs both the test and the interval.
    """
    if interval is None:
        return "not enough evidence"
    if -meaningful <= interval.low and interval.high <= meaningful:
        return "no meaningful difference"
    if adjusted_p <= resolution.LEVEL and interval.low > 0:
        return "better"
    if adjusted_p <= resolution.LEVEL and interval.high < 0:
        return "worse"
    return "not enough evidence"
