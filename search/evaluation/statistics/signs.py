"""How many queries each engine wins, and the sign test on that."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

_TIE = 1e-9


class Signs(NamedTuple):
    """Queries with a difference above, at and below 0; ``p`` is two-sided, ties left out."""

    wins: int
    ties: int
    losses: int
    p: float


def sign_test(differences: NDArray[np.float64]) -> Signs:
    """The exact sign test (Dixon and Mood 1946) on differences of shape (queries,).

    p = min(1, 2 · P(X ≤ min(wins, losses))) for X binomial with wins + losses trials at 1/2;
    1 where every query is a tie.
    """
    wins = int((differences > _TIE).sum())
    losses = int((differences < -_TIE).sum())
    decided = wins + losses
    p = min(1.0, 2 * float(bdtr(min(wins, losses), decided, 0.5))) if decided else 1.0
    return Signs(wins, len(differences) - decided, losses, p)
