"""How much two rankings of one query agree."""

from collections.abc import Sequence
from typing import NamedTuple

RBO_P = 0.9


class Overlap(NamedTuple):
    """How many ids stand in both top ``k``, and rank-biased overlap, None for empty lists."""

    k: int
    shared: int
    rbo: float | None


def overlap(k: int, left: Sequence[str], right: Sequence[str]) -> Overlap:
    """How much two rankings agree in their top ``k``, and as a whole."""
    return Overlap(k, shared_at(k, left, right), rbo(left, right))


def shared_at(k: int, left: Sequence[str], right: Sequence[str]) -> int:
    """How many ids stand in both top ``k``; overlap@k is this divided by k."""
    return len(set(left[:k]) & set(right[:k]))


def rbo(left: Sequence[str], right: Sequence[str], p: float = RBO_P) -> float | None:
    """Rank-biased overlap, extrapolated: RBO_ext, 0 (disjoint) to 1 (identical).

    Webber, Moffat, Zobel 2010, "A similarity measure for indefinite rankings", ACM TOIS 28(4),
    equation 32, for lists of uneven lengths s ≤ l with overlap X_d at depth d:

        (1-p)/p · (Σ_{d=1..l} X_d/d · p^d + Σ_{d=s+1..l} X_s·(d-s)/(s·d) · p^d)
        + ((X_l - X_s)/l + X_s/s) · p^l

    None when both lists are empty: there is nothing to compare. 0 when one is.
    """
    short, long = sorted((left, right), key=len)
    if not long:
        return None
    if not short:
        return 0.0
    s, size = len(short), len(long)
    overlaps = _overlaps(short, long)
    at_s, at_l = overlaps[s - 1], overlaps[-1]
    total = sum(x / d * p**d for d, x in enumerate(overlaps, start=1))
    total += sum(at_s * (d - s) / (s * d) * p**d for d in range(s + 1, size + 1))
    return (1 - p) / p * total + ((at_l - at_s) / size + at_s / s) * p**size


def _overlaps(short: Sequence[str], long: Sequence[str]) -> list[int]:
    """X_d for d = 1 … len(long)."""
    seen_short: set[str] = set()
    seen_long: set[str] = set()
    overlap, overlaps = 0, []
    for depth, id_ in enumerate(long):
        seen_long.add(id_)
        if depth < len(short):
            seen_short.add(short[depth])
            overlap += (short[depth] in seen_long) + (id_ in seen_short and id_ != short[depth])
        else:
            overlap += id_ in seen_short
        overlaps.append(overlap)
    return overlaps
