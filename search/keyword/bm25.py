"""BM25Okapi, streamed: rank_bm25's own statistics without its dict per document.

Score of document d for query q (Robertson et al. 1994, as in rank_bm25.BM25Okapi):

    Σ_{t in q}  idf(t) · tf(t,d) · (k1 + 1) / (tf(t,d) + k1 · (1 - b + b · |d| / avgdl))

with idf(t) = ln(N - df + 0.5) - ln(df + 0.5), and ε times the mean idf where that is
negative. A term's summand for one occurrence in the query is its *impact* in the document:
stored as a sparse vector, its dot product with the query's term counts is the score.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rank_bm25 import BM25Okapi

from search.keyword.vocabulary import Vocabulary
from search.types import SparseVector

K1, B, EPSILON = 1.5, 0.75, 0.25
SMALLEST_IMPACT = 1e-12
"""Qdrant leaves out documents that score exactly 0, yet they share a term: kept findable."""


class _Statistics(BM25Okapi):  # type: ignore[misc]  # rank_bm25 is untyped
    """BM25Okapi that keeps document frequencies and the mean length only."""

    def _initialize(self, corpus: Iterable[list[str]]) -> dict[str, int]:
        frequencies: Counter[str] = Counter()
        length = 0
        for terms in corpus:
            frequencies.update(set(terms))
            length += len(terms)
            self.corpus_size += 1
        self.avgdl = length / self.corpus_size if self.corpus_size else 0.0
        # Summed up in this order: equal collections have equal mean IDFs to the last bit.
        return dict(sorted(frequencies.items()))

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.document_frequencies = nd
        self.average_idf = 0.0
        if nd:  # rank_bm25 divides by the number of terms
            super()._calc_idf(nd)


@dataclass(frozen=True)
class BM25Model:
    """The statistics of one collection: everything needed to turn terms into impacts."""

    vocabulary: Vocabulary
    idf: list[float]
    average_idf: float
    average_length: float
    document_count: int

    def impacts(self, terms: list[str]) -> SparseVector:
        """The BM25 impact of each term in a document of this collection, by ascending index.

        Raises KeyError for a term the collection was not built from.
        """
        length = K1 * (1 - B + B * len(terms) / self.average_length) if terms else 0.0
        counted = sorted((self.vocabulary.index[term], n) for term, n in Counter(terms).items())
        return SparseVector(
            [index for index, _ in counted],
            [_not_zero(self.idf[index] * n * (K1 + 1) / (n + length)) for index, n in counted],
        )


def fit(corpus: Iterable[list[str]]) -> BM25Model:
    """Statistics of a stream of tokenized documents; memory is bounded by the vocabulary."""
    statistics = _Statistics(corpus, k1=K1, b=B, epsilon=EPSILON)
    vocabulary = Vocabulary.from_frequencies(statistics.document_frequencies)
    return BM25Model(
        vocabulary=vocabulary,
        idf=[statistics.idf[term] for term in vocabulary.terms],
        average_idf=statistics.average_idf,
        average_length=statistics.avgdl,
        document_count=statistics.corpus_size,
    )


def _not_zero(impact: float) -> float:
    return impact if abs(impact) >= SMALLEST_IMPACT else SMALLEST_IMPACT
