"""Full-text search against rank_bm25 and bm25s on the same terms, filtered and not."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import bm25s
import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.corpus import Corpus
from benchmarks.timing import Result, each, measure, speed
from search.filters import Filter
from search.keyword.bm25 import lucene_idf
from search.retrieval import keyword
from search.text.analyzer import analyzer_named
from search.types import CITY, DocumentTerms

_K = 10


def against_peers(corpus: Corpus) -> Iterator[Result]:
    """Top ten with documents; the scores are checked against rank_bm25's."""
    analyzer = analyzer_named(corpus.index.manifest.analyzer)
    documents = [analyzer.document(document.text) for document in corpus.documents]
    okapi = _rank_bm25(documents)
    fast = _bm25s([[*Counter(document.counts).elements()] for document in documents])
    wanted = set(corpus.cities)
    inside = np.array([document.city in wanted for document in corpus.documents])
    for name, texts in corpus.queries():
        queries = [analyzer.tokenize(text) for text in texts]
        _check_scores(corpus, okapi, queries)
        for words, cities, mask in (
            (f"{name} query", (), None),
            (f"{name} query, {len(wanted)} cities", corpus.cities, inside),
        ):
            ours = measure(f"keyword, {words}", _ours(corpus, queries, cities))
            slow = measure(f"rank_bm25, {words}", _okapi(okapi, queries, mask), 3)
            quick = measure(f"bm25s with numba, {words}", _quick(fast, queries, mask))
            yield speed(ours, slow, quick)
            yield slow
            yield quick


def _rank_bm25(documents: Sequence[DocumentTerms]) -> BM25Okapi:
    """rank_bm25 over all terms, with the lengths and the IDF of the index: scores are the same."""
    peer = BM25Okapi([[*Counter(document.counts).elements()] for document in documents])
    peer.doc_len = [document.length for document in documents]
    peer.avgdl = sum(peer.doc_len) / len(documents)
    frequencies = Counter(term for document in documents for term in document.counts)
    peer.idf = {term: lucene_idf(df, len(documents)) for term, df in frequencies.items()}
    return peer


def _bm25s(tokens: list[list[str]]) -> Any:
    index = bm25s.BM25(k1=1.5, b=0.75, backend="numba")
    index.index(tokens, show_progress=False)
    return index


def _ours(
    corpus: Corpus, queries: Sequence[list[str]], cities: Sequence[str]
) -> list[Callable[[], object]]:
    index, wanted = corpus.index, Filter.of({CITY: cities})

    def top(terms: list[str]) -> object:
        hits, _ = keyword.rank(index, index.vocabulary.query(Counter(terms)), _K, wanted)
        return index.documents(hit.id for hit in hits)

    return each(top, queries)


def _okapi(okapi: BM25Okapi, queries: Sequence[list[str]], mask: Any) -> list[Callable[[], object]]:
    if mask is None:
        return each(lambda terms: okapi.get_scores(terms).argsort()[-_K:], queries)
    inside = np.flatnonzero(mask).tolist()
    return each(lambda terms: np.argsort(okapi.get_batch_scores(terms, inside))[-_K:], queries)


def _quick(fast: Any, queries: Sequence[list[str]], mask: Any) -> list[Callable[[], object]]:
    weights = None if mask is None else mask.astype(np.float32)
    known = [[term for term in terms if term in fast.vocab_dict] for terms in queries]
    return each(
        lambda terms: fast.retrieve(
            [terms], k=_K, weight_mask=weights, show_progress=False, n_threads=0
        ),
        known,
    )


def _check_scores(corpus: Corpus, peer: BM25Okapi, queries: Sequence[list[str]]) -> None:
    place = {document.id: number for number, document in enumerate(corpus.documents)}
    for terms in queries:
        expected = peer.get_scores(terms)
        ranked, _ = keyword.rank(corpus.index, corpus.index.vocabulary.query(Counter(terms)), 100)
        for id_, score in ranked:
            wanted = expected[place[id_]]
            if abs(score - wanted) > 1e-5 * max(1, abs(wanted)):
                raise AssertionError(f"score {score} instead of {wanted} for {terms}")
