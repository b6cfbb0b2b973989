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
from search.explanation.baseline import FEWEST_DOCUMENTS, NeuralReference, UnrelatedQueries
from search.explanation.breakdown import breakdowns
from search.explanation.formulas import (
    NeededTerms,
    hybrid_parts,
    idf_formula,
    keyword_parts,
    needed_terms,
)
from search.explanation.model import (
    DocumentWords,
    Explanation,
    HybridExplanation,
    KeywordExplanation,
    NeuralExplanation,
    QueryExplanation,
    WordShares,
)
from search.explanation.query_words import (
    QueryWord,
    missing_words,
    query_words,
    with_suggestions,
)
from search.retrieval import neural
from search.retrieval.notes import notes
from search.retrieval.retrieve import Retrieval
from search.retrieval.standing import Standing, exact_rank, standing
from search.store.protocols import SAME, Index
from search.text.sentences import sentences
from search.types import Document, DocumentTerms, Encoder, Filter, Scored, SideRanks, Vector

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
            keyword=_keyword(retrieval, document, words),
            hybrid=_hybrid(retrieval, document),
        )
        return replace(found, summary=narrative.why(found), breakdown=breakdowns(found))

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


def _keyword(
    retrieval: Retrieval, document: Document, words: Sequence[QueryWord]
) -> KeywordExplanation:
    index, terms = retrieval.index, retrieval.query.terms
    analyzer = retrieval.query.analyzer
    has = analyzer.document(document.text)
    parts = keyword_parts(terms, has, index.vocabulary, index.manifest)
    total = sum(part.score for part in parts)
    rank = exact_rank(retrieval, "keyword", Scored(document.id, total)) if parts else None
    here = standing(retrieval, "keyword", rank, total)
    places: dict[str, list[tuple[int, int]]] = {}
    for term, start, end, _, _ in analyzer.analyse(document.text):
        places.setdefault(term, []).append((start, end))
    return KeywordExplanation(
        **asdict(here),
        terms=[replace(part, places=places[part.term]) for part in parts],
        missing=missing_words(words, terms, has.counts),
        needed=_needed(retrieval, has, here) if retrieval.query.keyword_lists(document) else None,
        length=has.length,
        average_length=index.manifest.average_length,
        documents=index.manifest.documents,
        k1=index.manifest.k1,
        b=index.manifest.b,
        idf_formula=idf_formula(index.manifest),
    )


def _needed(retrieval: Retrieval, has: DocumentTerms, here: Standing) -> NeededTerms | None:
    if here.rank is not None and here.rank <= retrieval.request.k:
        return None
    cutoff = -np.inf
    if here.cutoff is not None:  # an equal score is not enough: ids decide the order
        cutoff = here.cutoff + SAME * max(1.0, abs(here.cutoff))
    index, query = retrieval.index, retrieval.query
    return needed_terms(
        query.terms,
        has,
        index.vocabulary,
        index.manifest,
        cutoff,
        # A query without other words searches for stop words, which add nothing to the length.
        lengthening=1 if query.analyzer.tokenize(query.text) else 0,
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
