"""Answers checked requests: retrieval, comparison and explanation put together."""

from collections.abc import Iterable, Sequence

from search.comparison.compare import compare
from search.errors import InputError
from search.explanation.explainer import Explainer
from search.explanation.model import Explanation, QueryExplanation, WordShares
from search.export.files import Answer
from search.export.snippets.asked import Asked
from search.export.snippets.kinds import SnippetKind, snippet
from search.limits import MAX_K
from search.retrieval.query import document, known_ids
from search.retrieval.request import SearchRequest
from search.retrieval.retrieve import CandidateLists, Retrieval
from search.retrieval.searcher import Searcher
from search.store.datasets import Datasets
from search.store.protocols import Index
from search.types import COMPARE, MODES, Comparison, Document, Encoder, Ranking


class Answering:
    """One index lookup and one retrieval for each request.

    Every method raises DatasetNotFound, IndexMismatch or IndexDamaged for a dataset that cannot
    be served, StoreUnreachable while the store is away, DocumentNotFound when the dataset does
    not have the document ``request.like``, and InputError when it lacks a field of the filter.
    """

    def __init__(self, datasets: Datasets, encoder: Encoder) -> None:
        self._datasets = datasets
        self._explainer = Explainer(encoder)
        self._searcher = Searcher(encoder)

    def retrieve(
        self,
        request: SearchRequest,
        *,
        index: Index | None = None,
        known: CandidateLists | None = None,
    ) -> Retrieval:
        """What both engines find; all that is shown of an answer can be made of it.

        Args:
            request: what to search for.
            index: the dataset's open index, where the caller has it already.
            known: candidates found before; used while they answer the same question.
        """
        return self._searcher.retrieve(index or self._index(request), request, known)

    def ranking(self, request: SearchRequest) -> Ranking:
        """At most ``request.k`` hits of the engine that the request names.

        Raises:
            InputError: the request names no single engine.
        """
        if request.mode == COMPARE:
            raise InputError(f"mode: use one of {', '.join(MODES)}.")
        return self._searcher.rank(self._index(request), request)

    def comparison(self, request: SearchRequest) -> Comparison:
        """Both rankings, each hit with its rank on the other engine (to RANK_DEPTH)."""
        return compare(self.retrieve(request))

    def answer(self, request: SearchRequest) -> Answer:
        """The rankings that a request asks for, one or both, as they are exported."""
        retrieval = self.retrieve(request)
        if request.mode == COMPARE:
            both = compare(retrieval)
            return answer_of(retrieval, both.neural, both.keyword)
        return answer_of(retrieval, retrieval.ranking())

    def snippet(self, request: SearchRequest, kind: SnippetKind, address: str) -> str:
        """Code to paste elsewhere that gives what the request gives here.

        Args:
            request: what to search for.
            kind: what the code is for.
            address: where the HTTP API is served, such as http://localhost:8501/api.

        Raises:
            InputError: this kind of code cannot express the request; the message says why.
        """
        asked = Asked(request, self._index(request), self._searcher.rank, address)
        return snippet(kind, asked)

    def explanation(self, request: SearchRequest, id_: str) -> Explanation:
        """Why a document stands where it stands: exact parts of its scores, and exact ranks.

        Raises:
            DocumentNotFound: the dataset has no document with this id.
        """
        index = self._index(request)
        wanted = document(index, id_)
        return self._explainer.document(self.retrieve(request, index=index), wanted)

    def query_explanation(self, request: SearchRequest) -> QueryExplanation:
        """How both engines read the query, and what its best neural score is worth."""
        return self._explainer.query(self.retrieve(request))

    def explain_shown(
        self, retrieval: Retrieval, shown: Iterable[Document]
    ) -> dict[str, Explanation]:
        """Explanations of several documents by id; candidates are not searched again."""
        return {each.id: self._explainer.document(retrieval, each) for each in shown}

    def explain_reading(self, retrieval: Retrieval) -> QueryExplanation:
        """As ``query_explanation``; candidates are not searched again."""
        return self._explainer.query(retrieval)

    def split_scores(self, request: SearchRequest, ids: Sequence[str]) -> WordShares:
        """The neural score of each document by words.

        Args:
            request: the text or document that the scores are about.
            ids: at most MAX_K documents.

        Returns:
            By id, in the order of ``ids``; left out are those that do not exist, or whose stored
            vector is not what the model makes of them today; all are for a model whose score
            cannot be split.

        Raises:
            InputError: there are too many ids.
        """
        if len(ids) > MAX_K:
            raise InputError(f"id: at most {MAX_K} documents at once.")
        index = self._index(request)
        vector = self._searcher.encode(index, request).neural
        wanted = known_ids(ids)
        found = index.documents(wanted)
        documents = [found[id_] for id_ in wanted if id_ in found]
        return self._explainer.word_shares(index, vector, documents)

    def _index(self, request: SearchRequest) -> Index:
        return self._datasets.index(request.dataset)


def answer_of(retrieval: Retrieval, *rankings: Ranking) -> Answer:
    """The rankings of a retrieval with what was asked for."""
    request = retrieval.request
    like = retrieval.query.document
    return Answer(request.dataset, rankings, request.text, like, request.filter)
