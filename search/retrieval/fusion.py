"""Hybrid ranking: weighted reciprocal rank fusion.

Cormack, Clarke, Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet and individual
Rank Learning Methods", SIGIR: score(d) = Σ_r 1 / (k + rank_r(d)), here with a weight per side.
"""

from collections.abc import Sequence

from search.types import Scored

RRF_K = 60
WEIGHT = 0.5


def fuse(
    neural: Sequence[str],
    keyword: Sequence[str],
    weight: float = WEIGHT,
    rrf_k: int = RRF_K,
) -> list[Scored]:
    """Ids of both rankings by ``weight/(k + neural rank) + (1 - weight)/(k + keyword rank)``.

    Ranks are 1-based; a document missing on a side gets nothing from it. Higher is better,
    equal scores stand in the order of their ids. A side of weight 0 contributes no documents.
    """
    scores: dict[str, float] = {}
    for ids, share in ((neural, weight), (keyword, 1 - weight)):
        if share > 0:
            for rank, id_ in enumerate(ids, start=1):
                scores[id_] = scores.get(id_, 0.0) + share / (rrf_k + rank)
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Scored(id_, score) for id_, score in ordered]
