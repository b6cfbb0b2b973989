"""Queries with known truth: scores of engines as nDCG@10 has them, many equal, some far apart."""

from math import log2

import numpy as np
from numpy.typing import NDArray

_VALUES = np.array([1 / log2(rank + 1) for rank in range(1, 11)] + [0.0])
"""nDCG@10 of one relevant document by its rank, 0 beyond."""
_GOOD = np.array([0.55, 0.12, 0.06, 0.04, 0.03, 0.02, 0.02, 0.02, 0.01, 0.01, 0.12])
_FAIR = np.array([0.48, 0.13, 0.07, 0.05, 0.03, 0.03, 0.02, 0.02, 0.02, 0.02, 0.13])
_AGREE = 0.5
"""How often engines rank the relevant document the same."""


def scores(engines: int, size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Engines without a difference, shape (engines, size)."""
    own = _VALUES[rng.choice(11, (engines, size), p=_FAIR)]
    same = _VALUES[rng.choice(11, size, p=_FAIR)]
    return np.where(rng.random((engines, size)) < _AGREE, same, own)


def differences(size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """A good engine minus a fair one, shape (size,); the mean is about 0.025, the spread 0.36."""
    good, fair = _VALUES[rng.choice(11, size, p=_GOOD)], _VALUES[rng.choice(11, size, p=_FAIR)]
    return np.where(rng.random(size) < _AGREE, 0.0, good - fair)


def lopsided(size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Rare but large wins and rarer losses: skewed, most differences 0."""
    wins = np.where(rng.random(size) < 0.12, rng.choice([1, 0.63, 0.5, 0.37], size), 0)
    losses = np.where(rng.random(size) < 0.05, rng.choice([1, 0.37, 0.13], size), 0)
    return np.asarray(wins - losses, np.float64)
