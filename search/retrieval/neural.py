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
    return best(lambda limit: index.neural(vector, limit, cities, exclude, exact=exact), depth)


def place(
    index: Index,
    vector: Vector,
    document: Scored,
    cities: Sequence[str] = (),
    exclude: str | None = None,
) -> Place | None:
    """The exact rank of a document with its cosine, however deep; None if the filter drops it."""
    above, same = index.around(vector, document.score, cities, exclude)
    return place_among(same, document.id, above)


def count(index: Index, cities: Sequence[str] = ()) -> int:
    """How many documents pass the filter."""
    if not cities:
        return index.manifest.documents
    wanted = set(cities)
    return sum(facet.count for facet in index.cities() if facet.value in wanted)
