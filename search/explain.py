"""Where a keyword score comes from, term by term.

BM25Okapi as in bm25.py: a term's part is count in the query × IDF × saturated term frequency,

    n_q · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · |d| / avgdl))

and the parts of a document sum to its score.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search.manifest import Manifest
from search.vocabulary import Vocabulary


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
        frequency = vocabulary.frequencies[vocabulary.index[term]]
        idf = _idf(frequency, manifest)
        impact = idf * count * (manifest.k1 + 1) / (count + length_factor)
        score = query_count * impact
        parts.append(
            KeywordPart(term, query_count, count, frequency, idf, length_factor, impact, score)
        )
    return parts


def _idf(frequency: int, manifest: Manifest) -> float:
    idf = math.log(manifest.documents - frequency + 0.5) - math.log(frequency + 0.5)
    return idf if idf >= 0 else manifest.epsilon * manifest.average_idf
