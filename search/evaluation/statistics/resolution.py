"""Which differences a set of queries can show, and how many queries a difference needs."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

LEVEL = 0.05
"""The chance of a false “better” that is accepted over all pairs."""
POWER = 0.8
"""The chance to see a difference that is there, which “can show” means here."""
USUAL_DEVIATION = 0.3
"""Of nDCG@10 differences between unlike engines: about 0.3 on SciFact (neural against BM25)."""


def smallest_difference(deviation: float, queries: int, pairs: int = 1) -> float:
    """The mean difference that is seen with a chance of POWER.

    (z(1 - α/(2·pairs)) + z(POWER)) · deviation / √queries, the power of a paired z test (Sakai
    2018, "Laboratory Experiments in Information Retrieval", chapter 6), α = LEVEL shared by
    ``pairs`` as Bonferroni does, which Holm's correction is never stricter than.

    Args:
        deviation: the standard deviation of the differences.
        queries: how many queries are judged.
        pairs: how many pairs of engines are compared.
    """
    return _factor(pairs) * deviation / math.sqrt(queries)


def queries_needed(deviation: float, difference: float, pairs: int = 1) -> int:
    """How many queries are needed to see ``difference``; the inverse of smallest_difference."""
    return math.ceil((_factor(pairs) * deviation / difference) ** 2)


def deviation(differences: NDArray[np.float64]) -> float:
    """The standard deviation of differences of shape (queries,); 0 for a single one."""
    return float(differences.std(ddof=1)) if len(differences) > 1 else 0.0


def _factor(pairs: int) -> float:
    return float(ndtri(1 - LEVEL / (2 * max(1, pairs))) + ndtri(POWER))
