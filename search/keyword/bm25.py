"""BM25 over a stream of documents: rank_bm25's statistics without its dict per document.

Score of document d for query q (Robertson et al. 1994, as in rank_bm25.BM25Okapi):

    Σ_{t in q}  w(t) · idf(t) · tf(t,d) · (k1 + 1) / (tf(t,d) + k1 · (1 - b + b · |d| / avgdl))

A term's summand for a query weight w of 1 is its *impact* in the document: stored as a sparse
vector, whose dot product with the query's weights is the score. The IDF is Lucene's,

    idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)),

which is always above 0 and falls as df grows. rank_bm25's own (``okapi``) is a setting of the
dataset: ln(N - df + 0.5) - ln(df + 0.5), and ε times the mean of all terms where that is
negative. In small collections it may rank the only document with both words of a query last.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from rank_bm25 import BM25Okapi

from search.keyword.vocabulary import Vocabulary
from search.types import DocumentTerms, SparseVector

K1, B, EPSILON = 1.5, 0.75, 0.25
Idf = Literal["lucene", "okapi"]
IDFS: tuple[Idf, ...] = get_args(Idf)
SMALLEST_IDF = 1e-9
"""Okapi's IDF is 0 for a term that half of the documents have, and below 0 where the mean is. The
store finds documents with a score above 0 only, and a shared term must be found: this instead."""


def lucene_idf(frequency: int, documents: int) -> float:
    """The weight of a term that ``frequency`` of ``documents`` have; always above 0."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def okapi_idf(frequency: int, documents: int, average_idf: float, epsilon: float) -> float:
    """rank_bm25's weight, not below SMALLEST_IDF; ``average_idf`` is the mean of all terms."""
    value = math.log(documents - frequency + 0.5) - math.log(frequency + 0.5)
    return max(value if value >= 0 else epsilon * average_idf, SMALLEST_IDF)


class _Okapi(BM25Okapi):  # type: ignore[misc]  # rank_bm25 is untyped
    """BM25Okapi that keeps document frequencies and the mean length only."""

    def _initialize(self, corpus: Iterable[DocumentTerms]) -> dict[str, int]:
        frequencies: Counter[str] = Counter()
        length = 0
        for document in corpus:
            frequencies.update(document.counts.keys())
            length += document.length
            self.corpus_size += 1
        self.avgdl = length / self.corpus_size if self.corpus_size else 0.0
        # Summed up in this order: equal collections have equal mean IDFs to the last bit.
        return dict(sorted(frequencies.items()))

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.document_frequencies = nd
        self.average_idf = 0.0
        if nd:  # rank_bm25 divides by the number of terms
            super()._calc_idf(nd)
        self.idf: dict[str, float] = {
            term: max(value, SMALLEST_IDF) for term, value in self.idf.items()
        }


class _Lucene(_Okapi):
    """The same with Lucene's IDF."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.document_frequencies = nd
        self.idf = {term: lucene_idf(n, self.corpus_size) for term, n in nd.items()}
        self.average_idf = sum(self.idf.values()) / len(nd) if nd else 0.0


@dataclass(frozen=True)
class BM25Model:
    """The statistics of one collection: everything needed to turn terms into impacts."""

    vocabulary: Vocabulary
    idf: list[float]
    average_idf: float
    average_length: float
    document_count: int

    def impacts(self, document: DocumentTerms) -> SparseVector:
        """The BM25 impact of each term in a document of this collection, by ascending index.

        Raises KeyError for a term the collection was not built from.
        """
        # Where no document has a word that counts (stop words only) all are equally long.
        relative = document.length / self.average_length if self.average_length else 1.0
        length = K1 * (1 - B + B * relative)
        counted = sorted((self.vocabulary.index[term], n) for term, n in document.counts.items())
        return SparseVector(
            [index for index, _ in counted],
            [self.idf[index] * n * (K1 + 1) / (n + length) for index, n in counted],
        )


def fit(corpus: Iterable[DocumentTerms], idf: Idf = "lucene") -> BM25Model:
    """Statistics of a stream of analysed documents; memory is bounded by the vocabulary."""
    model = _Lucene if idf == "lucene" else _Okapi
    statistics = model(corpus, k1=K1, b=B, epsilon=EPSILON)
    vocabulary = Vocabulary.from_frequencies(statistics.document_frequencies)
    return BM25Model(
        vocabulary=vocabulary,
        idf=[statistics.idf[term] for term in vocabulary.terms],
        average_idf=statistics.average_idf,
        average_length=statistics.avgdl,
        document_count=statistics.corpus_size,
    )
