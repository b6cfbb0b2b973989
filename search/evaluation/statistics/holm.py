"""Correcting p-values for looking at several pairs."""

import numpy as np
from numpy.typing import NDArray


def holm(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjusted p-values in the order given (Holm 1979, "A simple sequentially rejective test").

    With p_(1) ≤ … ≤ p_(m): adjusted p_(i) = max over j ≤ i of min(1, (m - j + 1) · p_(j)).
    """
    order = np.argsort(p_values, kind="stable")
    steps = np.arange(len(p_values), 0, -1) * p_values[order]
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return adjusted
