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
    Standing,
)
from search.explanation.suggestions import near_words
from search.retrieval import fusion, neural
from search.retrieval.standing import Asked
from search.store.protocols import SAME, Index
from search.text.analyzer import analyzer_named
from search.text.sentences import sentences
from search.types import Document, DocumentTerms, Encoder, Scored, SideRanks, Vector

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

    def document(self, asked: Asked, document: Document, weight: float, rrf_k: int) -> Explanation:
        """Why a document stands where it stands."""
        request = asked.sides.request
        words = query_words(asked.probe.text, asked.index)
        found = Explanation(
            document=document,
            k=request.k,
            listed=asked.listed(document),
            asked_for=document.id == request.like,
            words=words,
            neural=self._neural(asked, document),
            keyword=_keyword(asked, document, words),
            hybrid=_hybrid(asked, document, weight, rrf_k),
        )
        return replace(found, summary=narrative.why(found))

    def query(self, asked: Asked) -> QueryExplanation:
        """How both engines read the query, and what its best neural score is worth."""
        words = [
            replace(word, near=tuple(near_words(word.term, asked.index)))
            if word.term and not word.documents
            else word
            for word in query_words(asked.probe.text, asked.index)
        ]
        found = QueryExplanation(words, asked.probe.truncated, self._reference(asked))
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

    def _neural(self, asked: Asked, document: Document) -> NeuralExplanation:
        vector = asked.probe.neural
        stored = asked.index.vectors([document.id])[document.id]
        cosine = _cosine(stored, vector)
        place = asked.place("neural", Scored(document.id, cosine))
        standing = asked.standing("neural", place, cosine)
        truncated = self._encoder.truncates(document.text)
        parts = self._split(vector, [document])
        if parts and _is(parts[0], standing.score):
            return NeuralExplanation(standing, truncated, parts[0])
        problem = _DRIFTED if parts else _NOT_ADDITIVE
        closest = self._closest(vector, document)
        return NeuralExplanation(standing, truncated, problem=problem, closest=closest)

    def _closest(self, vector: Vector, document: Document) -> Share | None:
        spans = sentences(document)
        vectors = self._encoder.encode([document.text[start:end] for start, end in spans])
        cosines = [float(cosine) for cosine in vectors @ vector]
        alone = [Share(*span, cosine) for span, cosine in zip(spans, cosines, strict=True)]
        return max(alone, key=lambda sentence: sentence.share, default=None)

    def _reference(self, asked: Asked) -> NeuralReference | None:
        scores = self._unrelated.best_scores(asked.index, asked.sides.request.cities)
        if not scores or not asked.sides.neural.ids:
            return None
        return NeuralReference(asked.sides.neural.ids[0].score, tuple(scores))


def _cosine(stored: Vector, vector: Vector) -> float:
    return neural.cosine(float(np.dot(stored.astype(np.float64), vector)))


def _is(parts: NeuralParts, cosine: float) -> bool:
    """Whether these are parts of that score."""
    return abs(parts.score - cosine) <= _DRIFT


def query_words(text: str, index: Index) -> list[QueryWord]:
    """The query's words in order, each spelling once.

    Another form of a word is named only where documents have it. A word that is left out has no
    term.
    """
    words: dict[tuple[str, str], QueryWord] = {}
    for term, start, end, weight, role in analyzer_named(index.manifest.analyzer).analyse_query(
        text
    ):
        word = text[start:end]
        documents = index.vocabulary.frequency(term) if weight else 0
        if role == "form" and not documents:
            continue
        read = QueryWord(word, start, end, term if weight else "", documents)
        words.setdefault((word.casefold(), read.term), read)
    return list(words.values())


def _keyword(asked: Asked, document: Document, words: Sequence[QueryWord]) -> KeywordExplanation:
    index, terms = asked.index, asked.probe.terms
    analyzer = asked.probe.analyzer
    has = analyzer.document(document.text)
    parts = keyword_parts(terms, has, index.vocabulary, index.manifest)
    total = sum(part.score for part in parts)
    place = asked.place("keyword", Scored(document.id, total)) if parts else None
    standing = asked.standing("keyword", place, total)
    places: dict[str, list[tuple[int, int]]] = {}
    for term, start, end, _, _ in analyzer.analyse(document.text):
        places.setdefault(term, []).append((start, end))
    missing = [word for word in words if word.documents and word.term not in has.counts]
    return KeywordExplanation(
        standing,
        parts,
        {part.term: places[part.term] for part in parts},
        missing,
        _needed(asked, has, standing) if asked.listed(document) else None,
        length=has.length,
        average_length=index.manifest.average_length,
        documents=index.manifest.documents,
        k1=index.manifest.k1,
        b=index.manifest.b,
    )


def _needed(asked: Asked, has: DocumentTerms, standing: Standing) -> Needed | None:
    if standing.rank is not None and standing.rank <= asked.sides.request.k:
        return None
    cutoff = -np.inf
    if standing.cutoff is not None:  # the same score would not be enough: ids decide
        cutoff = standing.cutoff + SAME * max(1.0, abs(standing.cutoff))
    index = asked.index
    return needed_terms(asked.probe.terms, has, index.vocabulary, index.manifest, cutoff)


def _hybrid(asked: Asked, document: Document, weight: float, rrf_k: int) -> HybridExplanation:
    ranks = SideRanks(
        asked.sides.neural.ranks().get(document.id), asked.sides.keyword.ranks().get(document.id)
    )
    parts = hybrid_parts(ranks, weight, rrf_k)
    fused = fusion.fuse(
        [hit.id for hit in asked.sides.neural.ids],
        [hit.id for hit in asked.sides.keyword.ids],
        weight,
        rrf_k,
    )
    places = {hit.id: rank for rank, hit in enumerate(fused, start=1)}
    score = sum(part.score for part in parts)
    return HybridExplanation(places.get(document.id), score, parts, weight, rrf_k)
