"""Two rankings of one query put side by side."""

from search.comparison.overlap import overlap
from search.comparison.verdict import biggest_mover, verdict, with_reservations
from search.retrieval.query import documents
from search.retrieval.retrieve import Retrieval, ranking
from search.types import Comparison


def compare(retrieval: Retrieval) -> Comparison:
    """Both engines' first k hits, and how they differ to rank 100.

    Raises:
        IndexDamaged: a document that was found is not there.
    """
    left, right, k = retrieval.neural, retrieval.keyword, retrieval.request.k
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
            verdict(
                neural.hits,
                keyword.hits,
                k,
                found.shared,
                mover,
                retrieval.index.manifest.nouns,
            ),
            left.readable,
            retrieval.query.unknown,
        ),
        notes=retrieval.notes("neural", "keyword"),
    )
