"""Where a score comes from, part by part: the formulas, on plain numbers.

Full-text (BM25Okapi as in bm25.py): a term's part is count in the query × its impact,

    n_q · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · |d| / avgdl))

Neural: a text's vector is the direction of the mean of its T token embeddings h_t, so the
cosine with a query of unit length q is a sum over tokens, whose terms are the tokens' shares:

    cos(q, d) = Σ_t  q·h_t / (T · ‖(1/T) Σ_s h_s‖)

Hybrid: weight / (k + rank) from each side (fusion.py). In each of them the parts sum to the score.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.keyword.vocabulary import Vocabulary
from search.store.manifest import Manifest
from search.types import Engine, SideRanks, TokenEmbeddings, Vector


@dataclass(frozen=True, slots=True)
class KeywordPart:
    """One query term's share of a document's score.

    ``length_factor`` is k1 · (1 - b + b · |d| / avgdl): what the term's count competes with.
    ``score`` is ``query_count`` × ``impact``.
    """

    term: str
    query_count: int
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
    query_terms: Sequence[str],
    document_terms: Sequence[str],
    vocabulary: Vocabulary,
    manifest: Manifest,
) -> list[KeywordPart]:
    """The parts of a document's score, in the order of the query's terms; they sum to it."""
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
    """BM25Okapi's weight of a term that ``frequency`` documents have."""
    value = math.log(manifest.documents - frequency + 0.5) - math.log(frequency + 0.5)
    return value if value >= 0 else manifest.epsilon * manifest.average_idf


def needed_terms(
    query_terms: Sequence[str],
    document_terms: Sequence[str],
    vocabulary: Vocabulary,
    manifest: Manifest,
    cutoff: float,
) -> Needed | None:
    """The fewest query terms which, each added once, would lift the document above ``cutoff``.

    The collection's statistics are taken as they are. None when not even all of them would.
    """
    counts, present = Counter(query_terms), set(document_terms)
    gains = {
        term: n * idf(vocabulary.frequency(term), manifest)
        for term, n in counts.items()
        if term not in present and vocabulary.frequency(term)
    }
    # Each lengthens the document by one, so the weightiest first is the shortest way.
    added: list[str] = []
    for term in sorted(gains, key=lambda term: -gains[term]):
        added.append(term)
        parts = keyword_parts(query_terms, [*document_terms, *added], vocabulary, manifest)
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
