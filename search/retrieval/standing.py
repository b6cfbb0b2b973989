"""Where any document stands among all that an engine lists for a request."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from search.retrieval import keyword, neural
from search.retrieval.ordering import ExactRank
from search.retrieval.retrieve import Retrieval
from search.types import Engine, Scored


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the document stands in one engine's list."""

    rank: Annotated[
        int | None, Field(description="exact at any depth; null if the engine does not list it")
    ]
    of: Annotated[
        int, Field(description="how many documents the engine lists; full-text counts up to 1,000")
    ]
    of_capped: Annotated[bool, Field(description="whether there are more than that")]
    score: float
    cutoff: Annotated[
        float | None,
        Field(description="score at rank k; null while fewer are listed, when any score is enough"),
    ]


def exact_rank(retrieval: Retrieval, engine: Engine, document: Scored) -> ExactRank | None:
    """A document's rank however deep it is; None where the engine does not list it."""
    found, query = retrieval.candidates(engine), retrieval.query
    place = found.ranks().get(document.id)
    if place:
        return ExactRank(place, found.hits[place - 1].score)
    if engine == "neural":
        return neural.exact_rank(
            retrieval.index, query.neural, document, query.filter, query.exclude
        )
    return keyword.exact_rank(
        retrieval.index, query.keyword, document, query.keyword_filter, query.exclude
    )


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
