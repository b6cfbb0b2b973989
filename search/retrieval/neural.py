"""The neural engine: cosine between the query's vector and each document's."""

from search.filters import NO_FILTER, Filter
from search.limits import EXACT_FILTER_UP_TO, EXACT_UP_TO
from search.retrieval.ordering import ExactRank, best, rank_among
from search.store.protocols import Index
from search.types import CITY, Scored, Vector


def rank(
    index: Index,
    vector: Vector,
    depth: int,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> list[Scored]:
    """The ``depth`` documents with the highest cosine (−1 to 1), equal ones by id.

    Documents of which the model can read nothing come last, whatever their cosines: all such
    texts are alike to it.
    """
    exact = index.manifest.documents <= EXACT_UP_TO or (
        bool(filter) and count(index, filter) <= EXACT_FILTER_UP_TO
    )

    def ranked(wanted: Filter, most: int) -> list[Scored]:
        def fetch(limit: int) -> list[Scored]:
            hits = index.neural(vector, limit, wanted, exclude, exact=exact)
            return [Scored(hit.id, cosine(hit.score)) for hit in hits]

        return best(fetch, most)

    if not index.manifest.unreadable:
        return ranked(filter, depth)
    hits = ranked(filter.by_reading(unreadable=False), depth)
    if len(hits) < depth:
        hits += ranked(filter.by_reading(unreadable=True), depth - len(hits))
    return hits


def exact_rank(
    index: Index,
    vector: Vector,
    document: Scored,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
) -> ExactRank | None:
    """The exact rank of a document with its cosine, however deep; None if the filter drops it."""

    def among(wanted: Filter, before: int = 0) -> ExactRank | None:
        above, same = index.around(vector, document.score, wanted, exclude)
        hits = [Scored(hit.id, cosine(hit.score)) for hit in same]
        return rank_among(hits, document.id, before + above)

    if not index.manifest.unreadable:
        return among(filter)
    readable = filter.by_reading(unreadable=False)
    found = among(readable)
    if found:
        return found
    before = index.count(readable if exclude is None else readable.leaving_out([exclude]))
    return among(filter.by_reading(unreadable=True), before)


def cosine(score: float) -> float:
    """A computed cosine within its bounds: rounding takes that of equal texts to 1.0000001."""
    return min(1.0, max(-1.0, score))


def count(index: Index, filter: Filter = NO_FILTER) -> int:
    """How many documents pass the filter, exactly."""
    if not filter:
        return index.manifest.documents
    beside = filter.ids is not None or filter.unreadable is not None or filter.without
    if not (beside or filter.ranges) and [name for name, _ in filter.fields] == [
        CITY
    ]:  # a document has one
        cities = filter.values(CITY)
        return sum(facet.count for facet in index.facets(CITY) if facet.value in cities)
    return index.count(filter)
