"""The neural engine: cosine between the query's vector and each document's."""

from search.limits import EXACT_FILTER_UP_TO, EXACT_UP_TO
from search.retrieval.ordering import ExactRank, best, rank_among
from search.store.protocols import Index
from search.types import CITY, NO_FILTER, Filter, Scored, Vector


def rank(
    index: Index,
    vector: Vector,
    depth: int,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> list[Scored]:
    """The ``depth`` documents with the highest cosine (−1 to 1), equal ones by id."""
    exact = index.manifest.documents <= EXACT_UP_TO or (
        bool(filter) and count(index, filter) <= EXACT_FILTER_UP_TO
    )

    def fetch(limit: int) -> list[Scored]:
        hits = index.neural(vector, limit, filter, exclude, exact=exact)
        return [Scored(hit.id, cosine(hit.score)) for hit in hits]

    return best(fetch, depth)


def exact_rank(
    index: Index,
    vector: Vector,
    document: Scored,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> ExactRank | None:
    """The exact rank of a document with its cosine, however deep; None if the filter drops it."""
    above, same = index.around(vector, document.score, filter, exclude)
    return rank_among([Scored(hit.id, cosine(hit.score)) for hit in same], document.id, above)


def cosine(score: float) -> float:
    """A computed cosine within its bounds: rounding takes that of equal texts to 1.0000001."""
    return min(1.0, max(-1.0, score))


def count(index: Index, filter: Filter = NO_FILTER) -> int:
    """How many documents pass the filter, exactly."""
    if not filter:
        return index.manifest.documents
    by_id = filter.ids is not None or filter.without
    if not by_id and [name for name, _ in filter.fields] == [CITY]:  # a document has one
        cities = filter.values(CITY)
        return sum(facet.count for facet in index.facets(CITY) if facet.value in cities)
    return index.count(filter)
