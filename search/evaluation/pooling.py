"""Which documents to judge for a query: what engines find first, in an order that tells nothing.

Pooling as TREC does it (Spärck Jones and van Rijsbergen 1975), here of the engines at hand.
"""

import random
from collections.abc import Sequence

from search.evaluation.engines import Engine
from search.evaluation.model import Query
from search.service import SearchService
from search.types import Document

DEPTH = 10
"""How many documents of each engine are pooled."""


def pool(
    service: SearchService,
    dataset: str,
    query: Query,
    engines: Sequence[Engine],
    depth: int = DEPTH,
) -> list[Document]:
    """The union of every engine's first documents, shuffled the same way each time.

    Args:
        service: what is asked.
        dataset: its name.
        query: what the documents are to be judged for.
        engines: built-in ones.
        depth: how many documents of each, 1 to MAX_K.

    Raises:
        InputError: the query cannot be asked.
    """
    found: dict[str, Document] = {}
    for engine in engines:
        ranking = service.search(
            query.text,
            engine.mode or "neural",
            k=depth,
            dataset=dataset,
            filter=dict(query.filter.fields),
            weight=engine.fusion.weight,
            rrf_k=engine.fusion.rrf_k,
        )
        found |= {hit.document.source_id: hit.document for hit in ranking.hits}
    pooled = [found[source] for source in sorted(found)]
    random.Random(query.id).shuffle(pooled)  # noqa: S311  nothing secret
    return pooled
