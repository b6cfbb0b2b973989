"""The keyword engine: BM25Okapi as the dot product of term counts and stored impacts."""

from collections.abc import Sequence

from search.ranked import best
from search.store.base import Index
from search.types import COUNT_CAP, Scored, SparseVector

_NOISE = 1e-9
"""Below this a score stands for 0: see bm25.SMALLEST_IMPACT."""


def rank(
    index: Index,
    query: SparseVector,
    depth: int,
    cities: Sequence[str] = (),
    exclude: str | None = None,
) -> tuple[list[Scored], int]:
    """The ``depth`` documents with the highest BM25 score, and how many match at all.

    A match shares at least one term with the query, whatever its score. The count is exact
    up to COUNT_CAP; anything above means "more".
    """

    def fetch(limit: int) -> list[Scored]:
        return [
            hit if abs(hit.score) > _NOISE else Scored(hit.id, 0.0)
            for hit in index.keyword(query, limit, cities, exclude)
        ]

    return best(fetch, depth, first=COUNT_CAP + 1)
