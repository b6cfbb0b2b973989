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
from search.explanation.baseline import (
    FEWEST_DOCUMENTS,
    NeuralReference,
    UnrelatedQueries,
)
from search.explanation.breakdown import breakdowns
from search.explanation.formulas import (
    hybrid_parts,
)
from search.explanation.keyword_standing import explain_keyword
from search.explanation.lead import leads
from search.explanation.model import (
    DocumentWords,
    Explanation,
    HybridExplanation,
    NeuralExplanation,
    QueryExplanation,
    WordShares,
)
from search.explanation.query_words import (
    query_words,
    with_suggestions,
)
from search.explanation.strongest import strongest_words
from search.filters import Filter
from search.retrieval import neural
from search.retrieval.notes import notes
from search.retrieval.retrieve import Retrieval
from search.retrieval.standing import Standing, exact_rank, standing
from search.store.protocols import SAME, Index
from search.text.analyzer import analyzer_named
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

    def document(self, retrieval: Retrieval, document: Document) -> Explanation:
        """Why a document stands where it stands."""
        request = retrieval.request
        words = query_words(retrieval.query.text, retrieval.index)
        found = Explanation(
            document=document,
            text=document.text,
            k=request.k,
            listed=retrieval.query.lists(document),
            left_out=narrative.left_out(retrieval.query, document),
            summary="",
            words=words,
            neural=self._neural(retrieval, document),
            keyword=explain_keyword(retrieval, document, words),
            hybrid=_hybrid(retrieval, document),
        )
        analyzer = retrieval.query.analyzer
        return replace(
            found,
            summary=narrative.why(found, analyzer),
            leads=leads(found, analyzer),
            breakdown=breakdowns(found),
        )

    def query(self, retrieval: Retrieval) -> QueryExplanation:
        """How both engines read the query, and what its best neural score is worth."""
        # The counts are those of the fields alone, not of the words that signs require or exclude.
        of, ranges = retrieval.query.filter.fields, retrieval.query.filter.ranges
        words = query_words(retrieval.query.text, retrieval.index, Filter(of, ranges=ranges))
        reference = self._reference(retrieval)
        found = QueryExplanation(
            words=[with_suggestions(word, retrieval.index) for word in words],
            truncated=retrieval.query.truncated,
            reference=reference,
            readable=retrieval.query.readable,
            suggestion=retrieval.query.typed.suggestion,
            notes=notes(retrieval.query),
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
        analyzer, weak = analyzer_named(index.manifest.analyzer), self._unrelated.weak(index)
        found = [
            DocumentWords(
                document.id,
                parts.score,
                parts.words,
                strongest_words(parts.words, document.text, analyzer) if parts.score > weak else [],
            )
            for document, parts in zip(documents, split, strict=True)
            if _is(parts, _cosine(stored[document.id], vector))
        ]
        return WordShares(additive=True, documents=found)

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
        readable = self._encoder.readable_share(document.text)
        split = self._split(vector, [document])
        if split and _is(split[0], here.score):
            return replace(
                _additive(here, split[0], document.text, truncated=truncated), readable=readable
            )
        return NeuralExplanation(
            **asdict(here),
            additive=False,
            problem=_DRIFTED if split else _NOT_ADDITIVE,
            closest=self._closest(vector, document) if readable else None,
            truncated=truncated,
            readable=readable,
        )

    def _closest(self, vector: Vector, document: Document) -> TextShare | None:
        """The sentence whose own embedding has the highest cosine with ``vector``."""
        spans = sentences(document)
        vectors = self._encoder.encode([document.text[start:end] for start, end in spans])
        cosines = [float(cosine) for cosine in vectors @ vector]
        alone = [Share(*span, cosine) for span, cosine in zip(spans, cosines, strict=True)]
        best = max(alone, key=lambda sentence: sentence.share, default=None)
        return with_text(best, document.text) if best else None

    def _reference(self, retrieval: Retrieval) -> NeuralReference | None:
        query, index = retrieval.query, retrieval.index
        searched = neural.count(index, query.filter)
        # The documents with a required word are no sample of those that a query may find.
        if searched < FEWEST_DOCUMENTS or query.filter.ids is not None or not query.readable:
            return None
        scores = self._unrelated.best_scores(index, query.filter)
        best = retrieval.nearest()
        if not scores or best is None:
            return None
        has_words = best.id in retrieval.keyword.ranks()
        return NeuralReference.of(best.score, scores, searched, has_words=has_words)


def _cosine(stored: Vector, vector: Vector) -> float:
    return neural.cosine(float(np.dot(stored.astype(np.float64), vector)))


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


def _hybrid(retrieval: Retrieval, document: Document) -> HybridExplanation:
    ranks = SideRanks(
        retrieval.neural.ranks().get(document.id), retrieval.keyword.ranks().get(document.id)
    )
    weight, rrf_k = retrieval.request.fusion
    parts = hybrid_parts(ranks, weight, rrf_k)
    fused = {hit.id: rank for rank, hit in enumerate(retrieval.fused, start=1)}
    score = sum(part.score for part in parts)
    return HybridExplanation(fused.get(document.id), score, rrf_k, parts, weight)
