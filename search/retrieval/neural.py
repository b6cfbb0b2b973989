"""The neural engine: cosine between the query's vector and each document's."""

from collections.abc import Sequence

from search.retrieval.ordering import Place, best, place_among
from search.store.protocols import EXACT_UP_TO, Index
from search.types import Scored, Vector

EXACT_FILTER_UP_TO = 20_000
"""A filter leaving at most this many documents is searched exactly: HNSW would lose recall."""


def rank(
    index: Index,
    vector: Vector,
    depth: int,
    cities: Sequence[str] = (),
    exclude: str | None = None,
) -> list[Scored]:
    """The ``depth`` documents with the highest cosine (−1 to 1), in their one order."""
    exact = index.manifest.documents <= EXACT_UP_TO or (
        bool(cities) and count(index, cities) <= EXACT_FILTER_UP_TO
    )

    def fetch(limit: int) -> list[Scored]:
        hits = index.neural(vector, limit, cities, exclude, exact=exact)
        return [Scored(hit.id, cosine(hit.score)) for hit in hits]

    return best(fetch, depth)


def place(
    index: Index,
    vector: Vector,
    document: Scored,
    cities: Sequence[str] = (),
    exclude: str | None = None,
) -> Place | None:
    """The exact rank of a document with its cosine, however deep; None if the filter drops it."""
    above, same = index.around(vector, document.score, cities, exclude)
    return place_among([Scored(hit.id, cosine(hit.score)) for hit in same], document.id, above)


def cosine(score: float) -> float:
    """A computed cosine within its bounds: rounding takes that of equal texts to 1.0000001."""
    return min(1.0, max(-1.0, score))


def count(index: Index, cities: Sequence[str] = ()) -> int:
    """How many documents pass the filter."""
    if not cities:
        return index.manifest.documents
    wanted = set(cities)
    return sum(facet.count for facet in index.cities() if facet.value in wanted)
