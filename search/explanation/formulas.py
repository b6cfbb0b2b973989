"""The formulas that split a score into parts, on plain numbers. Higher scores are better.

Full-text (rank_bm25's BM25Okapi, see ``keyword/bm25.py``): a term's part is its count in the query
times its impact,

    n_q · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · |d| / avgdl))

Neural: a text's vector is the normalized mean of its T token embeddings h_t, so the cosine with a
query q of unit length is a sum over tokens. Each summand is that token's share:

    cos(q, d) = Σ_t  q·h_t / (T · ‖(1/T) Σ_s h_s‖)

Hybrid (reciprocal rank fusion, see ``retrieval/fusion.py``): weight / (k + rank) for each engine.
In all three the parts sum to the score.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from search.explanation.schema_config import ALL_REQUIRED
from search.keyword.vocabulary import Vocabulary
from search.store.manifest import Manifest
from search.types import Engine, SideRanks, TokenEmbeddings, Vector


@dataclass(frozen=True, slots=True)
class KeywordPart:
    """One query term's part of a document's BM25 score: query_count × impact."""

    __pydantic_config__ = ALL_REQUIRED

    term: str
    query_count: Annotated[int, Field(description="occurrences in the query")]
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
    query_terms: Sequence[str],
    document_terms: Sequence[str],
    vocabulary: Vocabulary,
    manifest: Manifest,
) -> list[KeywordPart]:
    """The parts of a document's BM25 score, in the order of the query's terms.

    They sum to the score; ``places`` stay empty. A document without query terms has no parts.
    """
    counts = Counter(document_terms)
    relative = len(document_terms) / manifest.average_length if document_terms else 0.0
    length_factor = manifest.k1 * (1 - manifest.b + manifest.b * relative)
    parts = []
    for term, query_count in Counter(query_terms).items():
        if (count := counts[term]) == 0:
            continue
        frequency = vocabulary.frequency(term)
        term_idf = idf(frequency, manifest)
        impact = term_idf * count * (manifest.k1 + 1) / (count + length_factor)
        score = query_count * impact
        parts.append(
            KeywordPart(term, query_count, count, frequency, term_idf, length_factor, impact, score)
        )
    return parts


def idf(frequency: int, manifest: Manifest) -> float:
    """BM25Okapi's inverse document frequency of a term that ``frequency`` documents contain."""
    value = math.log(manifest.documents - frequency + 0.5) - math.log(frequency + 0.5)
    return value if value >= 0 else manifest.epsilon * manifest.average_idf


def needed_terms(
    query_terms: Sequence[str],
    document_terms: Sequence[str],
    vocabulary: Vocabulary,
    manifest: Manifest,
    cutoff: float,
) -> NeededTerms | None:
    """The fewest query terms that, each added once, lift the document's score above ``cutoff``.

    The collection's statistics stay as they are. None if not even all of the terms would do.
    """
    counts, present = Counter(query_terms), set(document_terms)
    gains = {
        term: n * idf(vocabulary.frequency(term), manifest)
        for term, n in counts.items()
        if term not in present and vocabulary.frequency(term)
    }
    # Every added term lengthens the document by one, so taking the heaviest first is optimal.
    added: list[str] = []
    for term in sorted(gains, key=lambda term: -gains[term]):
        added.append(term)
        parts = keyword_parts(query_terms, [*document_terms, *added], vocabulary, manifest)
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
