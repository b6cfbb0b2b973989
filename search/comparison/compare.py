"""Two rankings of one query put side by side."""

from search.comparison.overlap import rbo, shared_at
from search.comparison.verdict import biggest_mover, verdict
from search.retrieval.retrieve import Sides, ranking
from search.types import RANK_DEPTH, Comparison, Document


def comparison(both: Sides, documents: dict[str, Document]) -> Comparison:
    """Both sides' first k hits, and how they differ to rank 100."""
    left, right, k = both.neural, both.keyword, both.request.k
    one, other = ranking(left, documents, k, right), ranking(right, documents, k, left)
    ids = [[hit.id for hit in side.ids[:RANK_DEPTH]] for side in (left, right)]
    shared = shared_at(k, ids[0], ids[1])
    mover = biggest_mover(one.hits, other.hits)
    return Comparison(
        neural=one,
        keyword=other,
        k=k,
        shared=shared,
        rbo=rbo(ids[0], ids[1]),
        mover=mover,
        verdict=verdict(one.hits, other.hits, k, shared, mover),
    )
