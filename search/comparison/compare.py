"""Two rankings of one query put side by side."""

from search.comparison.overlap import overlap
from search.comparison.verdict import biggest_mover, one_sided, verdict, with_reservations
from search.retrieval.query import documents
from search.retrieval.retrieve import Retrieval, ranking
from search.types import Comparison


def compare(retrieval: Retrieval) -> Comparison:
    """Both engines' first k hits, and how they differ to rank 100.

    Raises:
        IndexDamaged: a document that was found is not there.
    """
    left, right, k = retrieval.neural, retrieval.keyword, retrieval.request.k
    query = retrieval.query
    shown = {hit.id for found in (left, right) for hit in found.hits[:k]}
    texts = documents(retrieval.index, shown)
    neural, keyword = ranking(left, texts, k, right), ranking(right, texts, k, left)
    found = overlap(k, retrieval.ids("neural"), retrieval.ids("keyword"))
    mover = biggest_mover(neural.hits, keyword.hits)
    return Comparison(
        neural=neural,
        keyword=keyword,
        k=k,
        shared=found.shared,
        rbo=found.rbo,
        mover=mover,
        verdict=with_reservations(
            one_sided(
                neural.hits,
                keyword.hits,
                query.searched,
                retrieval.index.manifest.nouns,
                filtered=query.narrowed,
            )
            or verdict(neural.hits, keyword.hits, found.shared, mover),
            left.readable,
            query.unknown,
        ),
        notes=retrieval.notes("neural", "keyword"),
    )
