"""Where a document stands in the full-text ranking, and the terms that its score is the sum of."""

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np

from search.explanation.formulas import NeededTerms, idf_formula, keyword_parts, needed_terms
from search.explanation.model import KeywordExplanation
from search.explanation.query_words import QueryWord, missing_words
from search.retrieval.retrieve import Retrieval
from search.retrieval.standing import Standing, exact_rank, standing
from search.store.protocols import SAME
from search.types import Document, DocumentTerms, Scored


def explain_keyword(
    retrieval: Retrieval, document: Document, words: Sequence[QueryWord]
) -> KeywordExplanation:
    """The document's rank, the parts of its score, and what it lacks for the top k."""
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
