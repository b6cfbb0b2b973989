"""Explains a document or a query on one index: asks the engines, and takes their scores apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from search import fusion, keyword, neural, reasons
from search.explain import hybrid_parts, keyword_parts, needed_terms
from search.explanation import (
    Explanation,
    HybridExplanation,
    KeywordExplanation,
    NeuralExplanation,
    NeuralReference,
    QueryExplanation,
    QueryWord,
    Standing,
)
from search.near import near_words
from search.query import Probe
from search.ranked import Place, place_among
from search.sides import Side, Sides
from search.store.base import Index
from search.text import analyse
from search.token_cache import TokenCache
from search.types import COUNT_CAP, Document, Encoder, Scored, SideRanks, Vector
from search.units import NeuralParts, Share, neural_parts, sentences
from search.unrelated import UnrelatedQueries

_DRIFT = 1e-4
"""Beyond this the stored vector is not the one that the model makes of the text today."""
_NOT_ADDITIVE = (
    "This model's score cannot be split into words: it does more than average its tokens."
)
_DRIFTED = (
    "The stored vector is not what the model makes of this text today, so its score cannot be "
    "split into words; rebuild the dataset."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to both engines of an index."""

    index: Index
    probe: Probe
    sides: Sides


class Explainer:
    """Takes scores apart; keeps what explanations of other documents or queries need again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._tokens = TokenCache(encoder)
        self._unrelated = UnrelatedQueries(encoder)

    def document(self, asked: Asked, document: Document, weight: float, rrf_k: int) -> Explanation:
        """Why a document stands where it stands."""
        request = asked.sides.request
        elsewhere = request.cities and document.city not in request.cities
        found = Explanation(
            document=document,
            k=request.k,
            listed=not elsewhere and document.id != request.like,
            words=query_words(asked.probe.text, asked.index),
            neural=self._neural(asked, document),
            keyword=_keyword(asked, document),
            hybrid=_hybrid(asked, document, weight, rrf_k),
        )
        return replace(found, summary=reasons.why(found))

    def query(self, asked: Asked) -> QueryExplanation:
        """How both engines read the query, and what its best neural score is worth."""
        words = [
            replace(word, near=tuple(near_words(word.term, asked.index)))
            if word.term and not word.documents
            else word
            for word in query_words(asked.probe.text, asked.index)
        ]
        found = QueryExplanation(words, asked.probe.truncated, self._reference(asked))
        return replace(found, summary=reasons.reading(found))

    def word_shares(
        self, vector: Vector, documents: Sequence[Document]
    ) -> list[NeuralParts] | None:
        """Each document's cosine with a vector by words; None for a model that is not additive."""
        tokens = self._tokens.get([document.text for document in documents])
        if tokens is None:
            return None
        return [neural_parts(vector, *pair) for pair in zip(documents, tokens, strict=True)]

    def _neural(self, asked: Asked, document: Document) -> NeuralExplanation:
        vector = asked.probe.neural
        stored = asked.index.vectors([document.id])[document.id]
        cosine = float(np.dot(stored.astype(np.float64), vector))
        place = _place(asked, asked.sides.neural, Scored(document.id, cosine))
        standing = _standing(asked.sides.neural, asked.sides.request.k, place, cosine)
        truncated = self._encoder.truncates(document.text)
        parts = self.word_shares(vector, [document])
        if parts and abs(parts[0].score - cosine) <= _DRIFT:
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


def query_words(text: str, index: Index) -> list[QueryWord]:
    """The query's words in order, each spelling once."""
    words: dict[tuple[str, str], QueryWord] = {}
    for term, start, end in analyse(text):
        word = text[start:end]
        documents = index.vocabulary.frequency(term)
        words.setdefault((word.casefold(), term), QueryWord(word, start, end, term, documents))
    return list(words.values())


def _keyword(asked: Asked, document: Document) -> KeywordExplanation:
    index, terms = asked.index, asked.probe.terms
    tokens = [token for token in analyse(document.text) if token.term]
    has = [token.term for token in tokens]
    parts = keyword_parts(terms, has, index.vocabulary, index.manifest)
    total = sum(part.score for part in parts)
    place = _place(asked, asked.sides.keyword, Scored(document.id, total)) if parts else None
    standing = _standing(asked.sides.keyword, asked.sides.request.k, place, total)
    needed = None
    if place is None or place.rank > asked.sides.request.k:
        cutoff = -np.inf if standing.cutoff is None else standing.cutoff
        needed = needed_terms(terms, has, index.vocabulary, index.manifest, float(cutoff))
    places: dict[str, list[tuple[int, int]]] = {}
    for term, start, end in tokens:
        places.setdefault(term, []).append((start, end))
    missing = [
        word
        for word in query_words(asked.probe.text, index)
        if word.documents and word.term not in places
    ]
    return KeywordExplanation(
        standing,
        parts,
        {part.term: places[part.term] for part in parts},
        missing,
        needed,
        length=len(has),
        average_length=index.manifest.average_length,
        documents=index.manifest.documents,
        k1=index.manifest.k1,
        b=index.manifest.b,
    )


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


def _place(asked: Asked, side: Side, document: Scored) -> Place | None:
    """Its rank in the list that was made, else however deep it is."""
    if document.id in side.ranks():
        return place_among(side.ids, document.id)
    cities, exclude = asked.sides.request.cities, asked.probe.exclude
    if side.engine == "neural":
        return neural.place(asked.index, asked.probe.neural, document, cities, exclude)
    return keyword.place(asked.index, asked.probe.keyword, document, cities, exclude)


def _standing(side: Side, k: int, place: Place | None, score: float) -> Standing:
    capped = side.engine == "keyword" and side.total > COUNT_CAP
    return Standing(
        rank=place.rank if place else None,
        of=COUNT_CAP if capped else side.total,
        of_capped=capped,
        score=place.score if place else score,
        cutoff=side.ids[k - 1].score if len(side.ids) >= k else None,
    )
