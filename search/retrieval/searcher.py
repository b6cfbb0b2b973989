"""Runs requests on indexes and keeps the vectors of recent queries."""

from search.embedding.query_cache import QueryVectors
from search.limits import RANK_DEPTH
from search.retrieval.query import EncodedQuery
from search.retrieval.request import SearchRequest
from search.retrieval.retrieve import CandidateLists, Retrieval
from search.store.protocols import Index
from search.types import Encoder, Ranking


class Searcher:
    """Retrieval with one encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._vectors = QueryVectors(encoder)

    def retrieve(
        self, index: Index, request: SearchRequest, known: CandidateLists | None = None
    ) -> Retrieval:
        """Everything about a request, deep enough for ranks on the other engine.

        Args:
            index: the generation to search.
            request: what to search for.
            known: candidates found before; used where they answer the same question.
        """
        depth = max(request.k, RANK_DEPTH)
        retrieval = Retrieval(index, request, self._vectors, depth)
        if known:
            retrieval.reuse(known)
        return retrieval

    def rank(self, index: Index, request: SearchRequest) -> Ranking:
        """One ranking, without looking deeper than it is long."""
        depth = max(request.k, RANK_DEPTH) if request.mode == "hybrid" else request.k
        return Retrieval(index, request, self._vectors, depth).ranking()

    def encode(self, index: Index, request: SearchRequest) -> EncodedQuery:
        """How the engines read a request, without asking either."""
        return EncodedQuery(index, request, self._vectors)
