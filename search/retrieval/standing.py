"""Where any document stands among all that an engine lists for a request."""

from dataclasses import dataclass

from search.retrieval import keyword, neural
from search.retrieval.ordering import ExactRank, rank_among
from search.retrieval.retrieve import Retrieval
from search.types import Engine, Scored


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands on one side.

    ``rank`` is exact, however deep, and None where the side does not list the document at all;
    ``of`` counts what it lists (``of_capped``: more than that). ``cutoff`` is the score of the
    last of the top k, None while fewer than k are listed: then any score is enough.
    """

    rank: int | None
    of: int
    of_capped: bool
    score: float
    cutoff: float | None


def exact_rank(retrieval: Retrieval, engine: Engine, document: Scored) -> ExactRank | None:
    """A document's rank however deep it is; None where the engine does not list it."""
    found, query = retrieval.candidates(engine), retrieval.query
    if document.id in found.ranks():
        return rank_among(found.hits, document.id)
    if engine == "neural":
        return neural.exact_rank(
            retrieval.index, query.neural, document, query.filter, query.exclude
        )
    return keyword.exact_rank(retrieval.index, query.keyword, document, query.filter, query.exclude)


def standing(
    retrieval: Retrieval, engine: Engine, rank: ExactRank | None, score: float
) -> Standing:
    """The rank among all that are listed; ``score`` for a document that is not."""
    found, k = retrieval.candidates(engine), retrieval.request.k
    return Standing(
        rank=rank.rank if rank else None,
        of=found.counted,
        of_capped=found.capped,
        score=rank.score if rank else score,
        cutoff=found.hits[k - 1].score if len(found.hits) >= k else None,
    )
