"""Explanations as the shapes of explain_schema.py."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from search.explanation.attribution import NeuralParts, Share
from search.explanation.model import (
    Explanation,
    KeywordExplanation,
    NeuralExplanation,
    QueryExplanation,
)
from search.export.schema import document_json


def explanation_json(found: Explanation) -> dict[str, Any]:
    """An explanation as ExplanationJson."""
    text = found.document.text
    return {
        "document": document_json(found.document),
        "text": text,
        "k": found.k,
        "listed": found.listed,
        "summary": found.summary,
        "words": [asdict(word) for word in found.words],
        "neural": _neural(found.neural, text),
        "keyword": _keyword(found.keyword),
        "hybrid": {
            "rank": found.hybrid.rank,
            "score": found.hybrid.score,
            "rrf_k": found.hybrid.rrf_k,
            "parts": [asdict(part) for part in found.hybrid.parts],
        },
    }


def query_explanation_json(found: QueryExplanation) -> dict[str, Any]:
    """How a query was read, as QueryExplanationJson."""
    reference = found.reference
    return {
        "words": [asdict(word) for word in found.words],
        "truncated": found.truncated,
        "reference": reference
        and {
            "best": reference.best,
            "typical": reference.typical,
            "unrelated": reference.unrelated,
            "as_good": reference.as_good,
            "no_better": reference.no_better,
        },
        "summary": found.summary,
    }


def words_json(found: Mapping[str, NeuralParts] | None) -> dict[str, Any]:
    """Word shares of several documents as WordsJson."""
    return {
        "additive": found is not None,
        "documents": [
            {"id": id_, "score": parts.score, "words": [asdict(word) for word in parts.words]}
            for id_, parts in (found or {}).items()
        ],
    }


def _neural(found: NeuralExplanation, text: str) -> dict[str, Any]:
    parts = found.parts
    strongest = parts.strongest if parts else None
    return {
        **asdict(found.standing),
        "additive": parts is not None,
        "problem": found.problem,
        "words": [_quoted(word, text) for word in parts.words] if parts else [],
        "marks": parts.marks if parts else 0.0,
        "sentences": [_quoted(each, text) for each in parts.sentences] if parts else [],
        "strongest": strongest and _quoted(strongest, text),
        "closest": found.closest and _quoted(found.closest, text),
        "read": parts.read if parts else None,
        "truncated": found.truncated,
    }


def _keyword(found: KeywordExplanation) -> dict[str, Any]:
    return {
        **asdict(found.standing),
        "terms": [{**asdict(part), "places": found.places[part.term]} for part in found.parts],
        "missing": [asdict(word) for word in found.missing],
        "needed": found.needed and asdict(found.needed),
        "length": found.length,
        "average_length": found.average_length,
        "documents": found.documents,
        "k1": found.k1,
        "b": found.b,
    }


def _quoted(share: Share, text: str) -> dict[str, Any]:
    return {**asdict(share), "text": text[share.start : share.end]}
