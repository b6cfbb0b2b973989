"""Explains a document or a query on one index: asks the engines, and takes their scores apart."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from search.embedding.token_cache import TokenCache
from search.explanation import narrative
from search.explanation.attribution import NeuralParts, Share, neural_parts
from search.explanation.baseline import UnrelatedQueries
from search.explanation.formulas import Needed, hybrid_parts, keyword_parts, needed_terms
from search.explanation.model import (
    Explanation,
    HybridExplanation,
    KeywordExplanation,
    NeuralExplanation,
    NeuralReference,
    QueryExplanation,
    QueryWord,
)
from search.explanation.suggestions import near_words
from search.retrieval.retrieve import Retrieval
from search.retrieval.standing import Standing, exact_rank, standing
from search.store.protocols import SAME, Index
from search.text.analyzer import analyse
from search.text.sentences import sentences
from search.types import Document, Encoder, Scored, SideRanks, Vector

_DRIFT = SAME
"""Beyond this the stored vector is not the one that the model makes of the text today."""
_NOT_ADDITIVE = (
    "This model's score cannot be split into words: it does more than average its tokens."
)
_DRIFTED = (
    "The stored vector is not what the model makes of this text today, so its score cannot be "
    "split into words; rebuild the dataset."
)


class Explainer:
    """Takes scores apart; keeps what explanations of other documents or queries need again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._tokens = TokenCache(encoder)
        self._unrelated = UnrelatedQueries(encoder)

    def document(self, retrieval: Retrieval, document: Document) -> Explanation:
        """Why a document stands where it stands."""
        request = retrieval.request
        words = query_words(retrieval.query.text, retrieval.index)
        found = Explanation(
            document=document,
            k=request.k,
            listed=retrieval.query.lists(document),
            asked_for=document.id == request.like,
            words=words,
            neural=self._neural(retrieval, document),
            keyword=_keyword(retrieval, document, words),
            hybrid=_hybrid(retrieval, document),
        )
        return replace(found, summary=narrative.why(found))

    def query(self, retrieval: Retrieval) -> QueryExplanation:
        """How both engines read the query, and what its best neural score is worth."""
        words = [
            replace(word, near=tuple(near_words(word.term, retrieval.index)))
            if word.term and not word.documents
            else word
            for word in query_words(retrieval.query.text, retrieval.index)
        ]
        found = QueryExplanation(words, retrieval.query.truncated, self._reference(retrieval))
        return replace(found, summary=narrative.reading(found))

    def word_shares(
        self, index: Index, vector: Vector, documents: Sequence[Document]
    ) -> dict[str, NeuralParts] | None:
        """Each document's cosine with a vector by words; None for a model that is not additive.

        Left out is a document whose stored vector is not what the model makes of it today.
        """
        split = self._split(vector, documents)
        if split is None:
            return None
        stored = index.vectors(document.id for document in documents)
        return {
            document.id: parts
            for document, parts in zip(documents, split, strict=True)
            if _is(parts, _cosine(stored[document.id], vector))
        }

    def _split(self, vector: Vector, documents: Sequence[Document]) -> list[NeuralParts] | None:
        tokens = self._tokens.get([document.text for document in documents])
        if tokens is None:
            return None
        return [neural_parts(vector, *pair) for pair in zip(documents, tokens, strict=True)]

    def _neural(self, retrieval: Retrieval, document: Document) -> NeuralExplanation:
        vector = retrieval.query.neural
        stored = retrieval.index.vectors([document.id])[document.id]
        cosine = _cosine(stored, vector)
        rank = exact_rank(retrieval, "neural", Scored(document.id, cosine))
        here = standing(retrieval, "neural", rank, cosine)
        truncated = self._encoder.truncates(document.text)
        parts = self._split(vector, [document])
        if parts and _is(parts[0], here.score):
            return NeuralExplanation(here, truncated, parts[0])
        problem = _DRIFTED if parts else _NOT_ADDITIVE
        closest = self._closest(vector, document)
        return NeuralExplanation(here, truncated, problem=problem, closest=closest)

    def _closest(self, vector: Vector, document: Document) -> Share | None:
        spans = sentences(document)
        vectors = self._encoder.encode([document.text[start:end] for start, end in spans])
        cosines = [float(cosine) for cosine in vectors @ vector]
        alone = [Share(*span, cosine) for span, cosine in zip(spans, cosines, strict=True)]
        return max(alone, key=lambda sentence: sentence.share, default=None)

    def _reference(self, retrieval: Retrieval) -> NeuralReference | None:
        scores = self._unrelated.best_scores(retrieval.index, retrieval.query.filter)
        best = retrieval.best_cosine()
        if not scores or best is None:
            return None
        return NeuralReference(best, tuple(scores))


def _cosine(stored: Vector, vector: Vector) -> float:
    return float(np.dot(stored.astype(np.float64), vector))


def _is(parts: NeuralParts, cosine: float) -> bool:
    """Whether these are parts of that score."""
    return abs(parts.score - cosine) <= _DRIFT


def query_words(text: str, index: Index) -> list[QueryWord]:
    """The query's words in order, each spelling once."""
    words: dict[tuple[str, str], QueryWord] = {}
    for term, start, end in analyse(text):
        word = text[start:end]
        documents = index.vocabulary.frequency(term)
        words.setdefault((word.casefold(), term), QueryWord(word, start, end, term, documents))
    return list(words.values())


def _keyword(
    retrieval: Retrieval, document: Document, words: Sequence[QueryWord]
) -> KeywordExplanation:
    index, terms = retrieval.index, retrieval.query.terms
    tokens = [token for token in analyse(document.text) if token.term]
    has = [token.term for token in tokens]
    parts = keyword_parts(terms, has, index.vocabulary, index.manifest)
    total = sum(part.score for part in parts)
    rank = exact_rank(retrieval, "keyword", Scored(document.id, total)) if parts else None
    here = standing(retrieval, "keyword", rank, total)
    places: dict[str, list[tuple[int, int]]] = {}
    for term, start, end in tokens:
        places.setdefault(term, []).append((start, end))
    missing = [word for word in words if word.documents and word.term not in places]
    return KeywordExplanation(
        here,
        parts,
        {part.term: places[part.term] for part in parts},
        missing,
        _needed(retrieval, has, here) if retrieval.query.lists(document) else None,
        length=len(has),
        average_length=index.manifest.average_length,
        documents=index.manifest.documents,
        k1=index.manifest.k1,
        b=index.manifest.b,
    )


def _needed(retrieval: Retrieval, has: Sequence[str], here: Standing) -> Needed | None:
    if here.rank is not None and here.rank <= retrieval.request.k:
        return None
    cutoff = -np.inf
    if here.cutoff is not None:  # the same score would not be enough: ids decide
        cutoff = here.cutoff + SAME * max(1.0, abs(here.cutoff))
    index = retrieval.index
    return needed_terms(retrieval.query.terms, has, index.vocabulary, index.manifest, cutoff)


def _hybrid(retrieval: Retrieval, document: Document) -> HybridExplanation:
    ranks = SideRanks(
        retrieval.neural.ranks().get(document.id), retrieval.keyword.ranks().get(document.id)
    )
    weight, rrf_k = retrieval.request.fusion
    parts = hybrid_parts(ranks, weight, rrf_k)
    fused = {hit.id: rank for rank, hit in enumerate(retrieval.fused, start=1)}
    score = sum(part.score for part in parts)
    return HybridExplanation(fused.get(document.id), score, parts, weight, rrf_k)
