"""How two rankings of one query differ."""

from collections.abc import Sequence

from search.types import Hit, Mover

RBO_P = 0.9


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


def biggest_mover(neural: Sequence[Hit], keyword: Sequence[Hit]) -> Mover | None:
    """The shown document whose two ranks differ most; None when all shown agree or stand alone."""
    pairs = [(hit.document, hit.rank, hit.other_rank) for hit in neural]
    pairs += [(hit.document, hit.other_rank or 0, hit.rank) for hit in keyword if hit.other_rank]
    moved = [(d, a, b) for d, a, b in pairs if b is not None and a != b]
    if not moved:
        return None
    document, a, b = max(moved, key=lambda m: (abs(m[1] - m[2]), -min(m[1], m[2]), m[0].id))
    return Mover(document.title, a, b)


def verdict(
    neural: Sequence[Hit], keyword: Sequence[Hit], k: int, shared: int, mover: Mover | None
) -> str:
    """One plain sentence about the two lists; facts only, no judgement."""
    if not neural and not keyword:
        return "Nothing to compare: neither side found anything."
    if not keyword:
        return "Nothing to compare: full-text found nothing."
    if not neural:
        return "Nothing to compare: only full-text found something."
    size = max(len(neural), len(keyword))
    if [hit.document.id for hit in neural] == [hit.document.id for hit in keyword]:
        if size == 1:
            return "Both sides show the same document."
        return f"Both sides show the same {size} documents in the same order."
    return f"{_first(neural, keyword, shared, size)}{_moved(mover)}."


def _first(neural: Sequence[Hit], keyword: Sequence[Hit], shared: int, size: int) -> str:
    if shared == 0:
        return f"The two sides share none of their top {size}"
    text = f"{shared} of {size} {'is' if shared == 1 else 'are'} on both sides"
    if neural[0].document.id == keyword[0].document.id:
        return f"Both put {neural[0].document.title} first; {text}"
    return text[0].upper() + text[1:]


def _moved(mover: Mover | None) -> str:
    if mover is None:
        return ""
    name, a, b = mover
    return f"; {name} is #{a} in neural and #{b} in full-text"


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
