"""Where a score comes from, part by part: the formulas, on plain numbers.

Full-text (BM25 as in bm25.py): a term's part is its weight in the query × its impact,

    w · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · |d| / avgdl))

Neural: a text's vector is the direction of the mean of its T token embeddings h_t, so the
cosine with a query of unit length q is a sum over tokens, whose terms are the tokens' shares:

    cos(q, d) = Σ_t  q·h_t / (T · ‖(1/T) Σ_s h_s‖)

Hybrid: weight / (k + rank) from each side (fusion.py). In each of them the parts sum to the score.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.keyword.bm25 import lucene_idf, okapi_idf
from search.keyword.vocabulary import Vocabulary
from search.store.manifest import Manifest
from search.types import DocumentTerms, Engine, SideRanks, TokenEmbeddings, Vector


@dataclass(frozen=True, slots=True)
class KeywordPart:
    """One query term's share of a document's score.

    ``length_factor`` is k1 · (1 - b + b · |d| / avgdl): what the term's count competes with.
    ``query_weight`` is 1 for each time the query has the word, less for another spelling of it.
    ``score`` is ``query_weight`` × ``impact``.
    """

    term: str
    query_weight: float
    count: int
    document_frequency: int
    idf: float
    length_factor: float
    impact: float
    score: float


@dataclass(frozen=True, slots=True)
class HybridPart:
    """One side's share of a hybrid score: ``weight`` × ``reciprocal``, which is 1/(k + rank)."""

    engine: Engine
    rank: int
    weight: float
    reciprocal: float
    score: float


@dataclass(frozen=True, slots=True)
class Needed:
    """Query terms that a document lacks and the score it would have with each of them once."""

    terms: tuple[str, ...]
    score: float


def keyword_parts(
    query: Mapping[str, float],
    document: DocumentTerms,
    vocabulary: Vocabulary,
    manifest: Manifest,
) -> list[KeywordPart]:
    """The parts of a document's score, in the order of the query's terms; they sum to it."""
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


def needed_terms(
    query: Mapping[str, float],
    document: DocumentTerms,
    vocabulary: Vocabulary,
    manifest: Manifest,
    cutoff: float,
) -> Needed | None:
    """The fewest query terms which, each added once, would lift the document above ``cutoff``.

    Only the query's own words are proposed, not the other spellings of them. The collection's
    statistics are taken as they are. None when not even all of the words would.
    """
    gains = {
        term: weight * idf(vocabulary.frequency(term), manifest)
        for term, weight in query.items()
        if weight >= 1 and term not in document.counts and vocabulary.frequency(term)
    }
    # Each lengthens the document by one, so the weightiest first is the shortest way.
    added: list[str] = []
    for term in sorted(gains, key=lambda term: -gains[term]):
        added.append(term)
        longer = DocumentTerms(
            {**document.counts, **dict.fromkeys(added, 1)}, document.length + len(added)
        )
        parts = keyword_parts(query, longer, vocabulary, manifest)
        if (score := sum(part.score for part in parts)) > cutoff:
            return Needed(tuple(added), score)
    return None


def token_shares(query: Vector, tokens: TokenEmbeddings) -> NDArray[np.float64]:
    """Each word piece's share of the cosine between ``query`` (unit length) and the text.

    Shape (pieces,); they sum to the cosine. A piece that points away from the query has a
    negative share.
    """
    states = tokens.states.astype(np.float64)
    length = float(np.linalg.norm(states.mean(axis=0)))
    shares: NDArray[np.float64] = states @ query.astype(np.float64) / (len(states) * length)
    return shares


def hybrid_parts(ranks: SideRanks, weight: float, rrf_k: int) -> list[HybridPart]:
    """What each side that has the document brings; the parts sum to its hybrid score."""
    sides: tuple[tuple[Engine, int | None, float], ...] = (
        ("neural", ranks.neural, weight),
        ("keyword", ranks.keyword, 1 - weight),
    )
    return [
        HybridPart(engine, rank, share, 1 / (rrf_k + rank), share / (rrf_k + rank))
        for engine, rank, share in sides
        if rank is not None and share > 0
    ]
