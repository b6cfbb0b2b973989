"""Explains a document or a query on one index: asks the engines and splits their scores."""

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np

from search.embedding.token_cache import TokenCache
from search.explanation import narrative, query_narrative
from search.explanation.attribution import (
    NeuralParts,
    Share,
    TextShare,
    neural_parts,
    with_text,
)
from search.explanation.baseline import NeuralReference, UnrelatedQueries
from search.explanation.breakdown import breakdowns
from search.explanation.formulas import NeededTerms, hybrid_parts, keyword_parts, needed_terms
from search.explanation.model import (
    DocumentWords,
    Explanation,
    HybridExplanation,
    KeywordExplanation,
    NeuralExplanation,
    QueryExplanation,
    Standing,
    WordShares,
)
from search.explanation.query_words import QueryWord, query_words, with_suggestions
from search.retrieval import fusion
from search.retrieval.standing import Asked
from search.store.protocols import SAME, Index
from search.text.analyzer import analyse
from search.text.sentences import sentences
from search.types import Document, Encoder, Scored, SideRanks, Vector

_DRIFT = SAME
"""A larger difference of cosines means that the stored vector is not this model's."""
_NOT_ADDITIVE = (
    "This model's score cannot be split into words because it does more than average its tokens."
)
_DRIFTED = (
    "The score cannot be split into words because the stored vector differs from what the model "
    "makes of this text today. Rebuild the dataset."
)


class Explainer:
    """Splits scores; caches what explanations of other documents or queries need again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._tokens = TokenCache(encoder)
        self._unrelated = UnrelatedQueries(encoder)

    def document(self, asked: Asked, document: Document, weight: float, rrf_k: int) -> Explanation:
        """Why a document stands where it stands.

        Args:
            asked: The question and both engines' answers.
            document: The document to explain, listed or not.
            weight: Neural's weight in the hybrid ranking, 0 to 1.
            rrf_k: The constant of reciprocal rank fusion.
        """
        request = asked.sides.request
        words = query_words(asked.probe.text, asked.index)
        found = Explanation(
            document=document,
            text=document.text,
            k=request.k,
            listed=asked.listed(document),
            summary="",
            words=words,
            neural=self._neural(asked, document),
            keyword=_keyword(asked, document, words),
            hybrid=_hybrid(asked, document, weight, rrf_k),
            asked_for=document.id == request.like,
        )
        return replace(found, summary=narrative.why(found), breakdown=breakdowns(found))

    def query(self, asked: Asked) -> QueryExplanation:
        """How both engines read the query, and what its best neural score is worth."""
        words = query_words(asked.probe.text, asked.index)
        reference = self._reference(asked)
        found = QueryExplanation(
            words=[with_suggestions(word, asked.index) for word in words],
            truncated=asked.probe.truncated,
            reference=reference,
            labels=query_narrative.reference_labels(reference) if reference else None,
        )
        return replace(found, summary=query_narrative.reading(found))

    def word_shares(
        self, index: Index, vector: Vector, documents: Sequence[Document]
    ) -> WordShares:
        """Each document's cosine with ``vector``, shape (dimension,) and unit length, by words.

        Leaves out documents whose stored vector is not what the model makes of them today, and
        all of them if the model is not additive.
        """
        split = self._split(vector, documents)
        if split is None:
            return WordShares(additive=False, documents=[])
        stored = index.vectors(document.id for document in documents)
        found = [
            DocumentWords(document.id, parts.score, parts.words)
            for document, parts in zip(documents, split, strict=True)
            if _is(parts, _cosine(stored[document.id], vector))
        ]
        return WordShares(additive=True, documents=found)

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
        split = self._split(vector, [document])
        if split and _is(split[0], standing.score):
            return _additive(standing, split[0], document.text, truncated=truncated)
        return NeuralExplanation(
            **asdict(standing),
            additive=False,
            problem=_DRIFTED if split else _NOT_ADDITIVE,
            closest=self._closest(vector, document),
            truncated=truncated,
        )

    def _closest(self, vector: Vector, document: Document) -> TextShare | None:
        """The sentence whose own embedding has the highest cosine with ``vector``."""
        spans = sentences(document)
        vectors = self._encoder.encode([document.text[start:end] for start, end in spans])
        cosines = [float(cosine) for cosine in vectors @ vector]
        alone = [Share(*span, cosine) for span, cosine in zip(spans, cosines, strict=True)]
        best = max(alone, key=lambda sentence: sentence.share, default=None)
        return with_text(best, document.text) if best else None

    def _reference(self, asked: Asked) -> NeuralReference | None:
        scores = self._unrelated.best_scores(asked.index, asked.sides.request.cities)
        if not scores or not asked.sides.neural.ids:
            return None
        return NeuralReference.of(asked.sides.neural.ids[0].score, scores)


def _cosine(stored: Vector, vector: Vector) -> float:
    return float(np.dot(stored.astype(np.float64), vector))


def _is(parts: NeuralParts, cosine: float) -> bool:
    """Whether these are parts of that score."""
    return abs(parts.score - cosine) <= _DRIFT


def _additive(
    standing: Standing, parts: NeuralParts, text: str, *, truncated: bool
) -> NeuralExplanation:
    strongest = parts.strongest
    return NeuralExplanation(
        **asdict(standing),
        additive=True,
        words=[with_text(word, text) for word in parts.words],
        marks=parts.marks,
        sentences=[with_text(sentence, text) for sentence in parts.sentences],
        strongest=with_text(strongest, text) if strongest else None,
        read=parts.read,
        truncated=truncated,
    )


def _keyword(asked: Asked, document: Document, words: Sequence[QueryWord]) -> KeywordExplanation:
    index, terms = asked.index, asked.probe.terms
    tokens = [token for token in analyse(document.text) if token.term]
    has = [token.term for token in tokens]
    parts = keyword_parts(terms, has, index.vocabulary, index.manifest)
    total = sum(part.score for part in parts)
    place = asked.place("keyword", Scored(document.id, total)) if parts else None
    standing = asked.standing("keyword", place, total)
    places: dict[str, list[tuple[int, int]]] = {}
    for term, start, end in tokens:
        places.setdefault(term, []).append((start, end))
    missing = [word for word in words if word.documents and word.term not in places]
    return KeywordExplanation(
        **asdict(standing),
        terms=[replace(part, places=places[part.term]) for part in parts],
        missing=missing,
        needed=_needed(asked, has, standing) if asked.listed(document) else None,
        length=len(has),
        average_length=index.manifest.average_length,
        documents=index.manifest.documents,
        k1=index.manifest.k1,
        b=index.manifest.b,
    )


def _needed(asked: Asked, has: Sequence[str], standing: Standing) -> NeededTerms | None:
    if standing.rank is not None and standing.rank <= asked.sides.request.k:
        return None
    cutoff = -np.inf
    if standing.cutoff is not None:  # an equal score is not enough: ids decide the order
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
    return HybridExplanation(places.get(document.id), score, rrf_k, parts, weight)
