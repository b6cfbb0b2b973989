"""The keyword engine: BM25Okapi as the dot product of term counts and stored impacts."""

from collections.abc import Callable

from search.limits import COUNT_CAP
from search.retrieval.ordering import ExactRank, best, rank_among
from search.store.protocols import Index
from search.types import NO_FILTER, Filter, Scored, SparseVector

_NOISE = 1e-9
"""Below this a score stands for 0: see bm25.SMALLEST_IMPACT."""


def rank(
    index: Index,
    query: SparseVector,
    depth: int,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> tuple[list[Scored], int]:
    """The ``depth`` documents with the highest BM25 score, and how many match at all.

    A match shares at least one term with the query, whatever its score. The count is exact
    up to COUNT_CAP; anything above means "more".
    """
    frequencies = [index.vocabulary.frequencies[term] for term in query.indices]
    # One frequent term alone shows that there are more than are counted.
    surely_more = not filter and max(frequencies, default=0) > COUNT_CAP + 1
    count_to = 0 if surely_more else min(COUNT_CAP + 1, sum(frequencies))
    total = 0

    def fetch(limit: int) -> list[Scored]:
        nonlocal total
        hits, found = index.keyword(query, limit, filter, exclude, count_to=count_to)
        total = COUNT_CAP + 1 if surely_more else found
        return [_cleaned(hit) for hit in hits]

    def fetch_all(limit: int) -> list[Scored]:
        nonlocal total
        everything = index.manifest.documents
        hits = fetch(everything)
        hits += _cancelled(query, hits, lambda t: index.keyword(t, everything, filter, exclude)[0])
        total = min(len(hits), COUNT_CAP + 1)
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    # Impacts below 0 occur only where the mean IDF is: in tiny collections of common words.
    return best(fetch_all if index.manifest.average_idf < 0 else fetch, depth), total


def exact_rank(
    index: Index,
    query: SparseVector,
    document: Scored,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> ExactRank | None:
    """The exact rank of a document with its score, however deep; None if it is not found."""
    if index.manifest.average_idf < 0:
        everything, _ = rank(index, query, index.manifest.documents, filter, exclude)
        return rank_among(everything, document.id)
    above, same = index.around(query, document.score, filter, exclude)
    return rank_among([_cleaned(hit) for hit in same], document.id, above)


def _cleaned(hit: Scored) -> Scored:
    return hit if abs(hit.score) > _NOISE else Scored(hit.id, 0.0)


def _cancelled(
    query: SparseVector, hits: list[Scored], matches: Callable[[SparseVector], list[Scored]]
) -> list[Scored]:
    """Documents whose positive and negative impacts sum to 0, which Qdrant leaves out."""
    terms = (SparseVector([i], [n]) for i, n in zip(*query, strict=True))
    matching = {hit.id for term in terms for hit in matches(term)}
    return [Scored(id_, 0.0) for id_ in matching - {hit.id for hit in hits}]
