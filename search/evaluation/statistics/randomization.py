"""The paired randomization test: could the differences have had either sign?"""

import numpy as np
from numpy.typing import NDArray

SHUFFLES = 10_000
_FEWEST_SHUFFLES = 1_000
_MOST_SIGNS = 50_000_000
_CHUNK_SIGNS = 4_000_000
_EXACT_UP_TO = 13
"""2^13 = 8,192 ways to choose signs are fewer than the random ones."""
_SLACK = 1e-12


def randomization_test(differences: NDArray[np.float64], seed: int = 0) -> NDArray[np.float64]:
    """Two-sided p-values, shape (pairs,), of differences of shape (pairs, queries).

    Fisher's test as Smucker, Allan, Carterette 2007, "A comparison of statistical significance
    tests for information retrieval evaluation", use it: the share of random signs of the
    differences whose mean is at least as far from 0 as the observed one. Up to 13 queries all
    signs are tried; otherwise p = (1 + extreme) / (1 + shuffles), which is valid (never too small).
    All pairs get the same signs.
    """
    pairs, queries = differences.shape
    observed = np.abs(differences.sum(axis=1))
    reached = observed - _SLACK * np.maximum(1.0, observed)
    if queries <= _EXACT_UP_TO:
        signs = _every_sign(queries)
        extreme = (np.abs(differences @ signs.T) >= reached[:, None]).sum(axis=1)
        return np.asarray(extreme / len(signs))
    shuffles = max(_FEWEST_SHUFFLES, min(SHUFFLES, _MOST_SIGNS // queries))
    rng = np.random.default_rng(seed)
    extreme = np.zeros(pairs)
    at_once = max(1, _CHUNK_SIGNS // queries)
    for start in range(0, shuffles, at_once):
        size = min(at_once, shuffles - start)
        signs = _random_signs(rng, size, queries)
        extreme += (np.abs(differences @ signs.T) >= reached[:, None]).sum(axis=1)
    return np.asarray((1 + extreme) / (1 + shuffles))


def _every_sign(queries: int) -> NDArray[np.float64]:
    numbers = np.arange(2**queries)[:, None]
    return np.asarray(1.0 - 2.0 * ((numbers >> np.arange(queries)) & 1), np.float64)


def _random_signs(rng: np.random.Generator, rows: int, columns: int) -> NDArray[np.float64]:
    packed = np.frombuffer(rng.bytes(rows * ((columns + 7) // 8)), np.uint8).reshape(rows, -1)
    bits = np.unpackbits(packed, axis=1, count=columns)
    return np.asarray(1.0 - 2.0 * bits, np.float64)
