"""The keyword engine: BM25 as the dot product of a query's weights and stored impacts."""

from search.filters import NO_FILTER, Filter
from search.limits import COUNT_CAP
from search.retrieval.ordering import ExactRank, best, rank_among
from search.store.protocols import Index
from search.types import Scored, SparseVector


def rank(
    index: Index,
    query: SparseVector,
    depth: int,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> tuple[list[Scored], int]:
    """The ``depth`` documents with the highest BM25 score, and how many match at all.

    A match shares at least one term with the query; its score is above 0. The count is exact
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
        return hits

    return best(fetch, depth), total


def exact_rank(
    index: Index,
    query: SparseVector,
    document: Scored,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> ExactRank | None:
    """The exact rank of a document with its score, however deep; None if it is not found."""
    above, same = index.around(query, document.score, filter, exclude)
    return rank_among(same, document.id, above)
