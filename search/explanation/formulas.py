"""The formulas that split a score into parts, on plain numbers. Higher scores are better.

Full-text (BM25 as in bm25.py): a term's part is its weight in the query × its impact,

    w · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · |d| / avgdl))

Neural: a text's vector is the normalized mean of its T token embeddings h_t, so the cosine with a
query q of unit length is a sum over tokens. Each summand is that token's share:

    cos(q, d) = Σ_t  q·h_t / (T · ‖(1/T) Σ_s h_s‖)

Hybrid (reciprocal rank fusion, see ``retrieval/fusion.py``): weight / (k + rank) for each engine.
In all three the parts sum to the score.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from search.explanation.schema_config import ALL_REQUIRED
from search.keyword.bm25 import SMALLEST_IDF, lucene_idf, okapi_idf
from search.keyword.vocabulary import Vocabulary
from search.store.manifest import Manifest
from search.types import DocumentTerms, Engine, SideRanks, TokenEmbeddings, Vector


@dataclass(frozen=True, slots=True)
class KeywordPart:
    """One query term's part of a document's BM25 score: query_weight × impact."""

    __pydantic_config__ = ALL_REQUIRED

    term: str
    query_weight: Annotated[
        float,
        Field(description="1 for each occurrence in the query, less for another spelling of it"),
    ]
    count: Annotated[int, Field(description="occurrences in the document")]
    document_frequency: Annotated[int, Field(description="how many documents have the term")]
    idf: float
    length_factor: Annotated[float, Field(description="k1 · (1 - b + b · |d| / avgdl)")]
    impact: Annotated[float, Field(description="idf · count · (k1 + 1) / (count + length_factor)")]
    score: float
    places: Annotated[
        list[tuple[int, int]],
        Field(description="where the term occurs in the text, as [start, end) in characters"),
    ] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HybridPart:
    """One engine's part of a hybrid score: weight × reciprocal."""

    engine: Engine
    rank: Annotated[int, Field(description="1-based rank of the document in this engine's list")]
    weight: float
    reciprocal: Annotated[float, Field(description="1 / (rrf_k + rank)")]
    score: float


@dataclass(frozen=True, slots=True)
class NeededTerms:
    """The fewest missing query terms that would lift the document into the top k, each once."""

    terms: tuple[str, ...]
    score: Annotated[float, Field(description="the score the document would then have")]


def keyword_parts(
    query: Mapping[str, float],
    document: DocumentTerms,
    vocabulary: Vocabulary,
    manifest: Manifest,
) -> list[KeywordPart]:
    """The parts of a document's BM25 score, in the order of the query's terms.

    They sum to the score; ``places`` stay empty. A document without query terms has no parts.
    """
    relative = document.length / manifest.average_length if manifest.average_length else 1.0
    length_factor = manifest.k1 * (1 - manifest.b + manifest.b * relative)
    parts = []
    for term, weight in query.items():
        if (count := document.counts.get(term, 0)) == 0:
            continue
        frequency = vocabulary.frequency(term)
        term_idf = idf(frequency, manifest)
        impact = term_idf * count * (manifest.k1 + 1) / (count + length_factor)
        score = weight * impact
        parts.append(
            KeywordPart(term, weight, count, frequency, term_idf, length_factor, impact, score)
        )
    return parts


def idf(frequency: int, manifest: Manifest) -> float:
    """The weight of a term that ``frequency`` documents have, by the dataset's formula."""
    if manifest.idf == "lucene":
        return lucene_idf(frequency, manifest.documents)
    return okapi_idf(frequency, manifest.documents, manifest.average_idf, manifest.epsilon)


def idf_formula(manifest: Manifest) -> str:
    """What ``idf`` computes, in words; N and n are the numbers of documents."""
    if manifest.idf == "lucene":
        return (
            "IDF = ln(1 + (N − n + 0.5) / (n + 0.5)), where n of N documents contain the word; it "
            "is always above 0."
        )
    return (
        "IDF = ln((N − n + 0.5) / (n + 0.5)), where n of N documents contain the word; if that is "
        f"negative, {manifest.epsilon:g} × the average IDF of all words; in any case at least "
        f"{SMALLEST_IDF:g}."
    )


def needed_terms(
    query: Mapping[str, float],
    document: DocumentTerms,
    vocabulary: Vocabulary,
    manifest: Manifest,
    cutoff: float,
    *,
    lengthening: int = 1,
) -> NeededTerms | None:
    """The fewest query terms that, each added once, lift the document's score above ``cutoff``.

    Only the query's own words are proposed, not the other spellings of them. The collection's
    statistics are taken as they are. None when not even all of the words would. ``lengthening``
    is what a word adds to the document's length: 1, or 0 for a stop word.
    """
    gains = {
        term: weight * idf(vocabulary.frequency(term), manifest)
        for term, weight in query.items()
        if weight >= 1 and term not in document.counts and vocabulary.frequency(term)
    }
    # Every added term lengthens the document by as much, so taking the heaviest first is optimal.
    added: list[str] = []
    for term in sorted(gains, key=lambda term: -gains[term]):
        added.append(term)
        longer = DocumentTerms(
            {**document.counts, **dict.fromkeys(added, 1)},
            document.length + lengthening * len(added),
        )
        parts = keyword_parts(query, longer, vocabulary, manifest)
        if (score := sum(part.score for part in parts)) > cutoff:
            return NeededTerms(tuple(added), score)
    return None


def token_shares(query: Vector, tokens: TokenEmbeddings) -> NDArray[np.float64]:
    """Each word piece's share of the cosine between a query and a text.

    ``query`` has shape (dimension,) and unit length. The result has shape (pieces,) and sums to
    the cosine. A piece that points away from the query has a negative share.
    """
    states = tokens.states.astype(np.float64)
    length = float(np.linalg.norm(states.mean(axis=0)))
    shares: NDArray[np.float64] = states @ query.astype(np.float64) / (len(states) * length)
    return shares


def hybrid_parts(ranks: SideRanks, weight: float, rrf_k: int) -> list[HybridPart]:
    """The part of each engine that ranks the document; they sum to its hybrid score."""
    sides: tuple[tuple[Engine, int | None, float], ...] = (
        ("neural", ranks.neural, weight),
        ("keyword", ranks.keyword, 1 - weight),
    )
    return [
        HybridPart(engine, rank, share, 1 / (rrf_k + rank), share / (rrf_k + rank))
        for engine, rank, share in sides
        if rank is not None and share > 0
    ]
