"""BM25, streamed."""

from collections import Counter
from math import log

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from search.keyword.bm25 import SMALLEST_IDF, fit, lucene_idf
from search.types import DocumentTerms
from tests.search.helpers import LuceneBM25, counted

WORDS = [["oak", "oak", "elm"], ["elm"], ["fir", "yew"]]
CORPUS = [counted(words) for words in WORDS]
terms = st.sampled_from(["a", "b", "c", "d", "e"])
corpora = st.lists(st.lists(terms, max_size=12), min_size=1, max_size=60).filter(any)


def scores(corpus: list[list[str]], query: list[str], idf: str = "lucene") -> list[float]:
    """The dot product of each document's impacts with the query's weights."""
    model = fit([counted(words) for words in corpus], idf)  # type: ignore[arg-type]
    weights = dict(zip(*model.vocabulary.query(Counter(query)), strict=True))
    return [
        sum(weights.get(i, 0.0) * v for i, v in zip(*model.impacts(counted(words)), strict=True))
        for words in corpus
    ]


def test_the_statistics_are_those_of_the_collection() -> None:
    model = fit(CORPUS)
    assert model.vocabulary.terms == ["elm", "fir", "oak", "yew"]
    assert model.vocabulary.frequencies == [2, 1, 1, 1]
    assert model.document_count == 3
    assert model.average_length == (3 + 1 + 2) / 3


def test_an_idf_is_lucenes() -> None:
    rare, common = log(1 + 2.5 / 1.5), log(1 + 1.5 / 2.5)
    assert fit(CORPUS).idf == pytest.approx([common, rare, rare, rare])


@given(st.integers(1, 100))
def test_an_idf_is_above_0_and_falls_with_the_frequency(documents: int) -> None:
    weights = [lucene_idf(n, documents) for n in range(1, documents + 1)]
    assert weights == sorted(set(weights), reverse=True)
    assert weights[-1] > 0


def test_okapis_negative_idf_becomes_a_share_of_the_mean() -> None:
    rare = log(3 - 1 + 0.5) - log(1 + 0.5)
    common = log(3 - 2 + 0.5) - log(2 + 0.5)
    mean = (3 * rare + common) / 4
    assert fit(CORPUS, "okapi").idf == pytest.approx([0.25 * mean, rare, rare, rare])


def test_okapis_idf_of_0_stays_findable() -> None:
    # Two documents, one with the term: idf = ln(2 - 1 + 0.5) - ln(1 + 0.5) = 0.
    assert fit([counted(["oak"]), counted(["elm"])], "okapi").idf == [SMALLEST_IDF] * 2


def test_an_impact_is_idf_times_saturated_frequency() -> None:
    idf = log(1 + 2.5 / 1.5)
    length = 1.5 * (1 - 0.75 + 0.75 * 3 / 2)
    impacts = fit(CORPUS).impacts(CORPUS[0])
    assert impacts.indices == [0, 2]
    assert impacts.values[1] == pytest.approx(idf * 2 * (1.5 + 1) / (2 + length))


def test_another_spelling_adds_nothing_to_the_length() -> None:
    parted = DocumentTerms({"wi": 1, "fi": 1, "wifi": 1}, 2)
    model = fit([parted, counted(["oak", "elm"])])
    assert model.average_length == 2
    # Of average length: tf · 2.5 / (tf + 1.5) = 1 for a word that stands there once.
    assert model.impacts(parted).values == pytest.approx([lucene_idf(1, 2)] * 3)


def test_a_document_without_terms_has_no_impacts() -> None:
    assert fit(CORPUS).impacts(counted([])) == ([], [])


def test_a_term_from_elsewhere_is_an_error() -> None:
    with pytest.raises(KeyError):
        fit(CORPUS).impacts(counted(["ash"]))


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_collection_without_terms_has_no_statistics(corpus: list[list[str]]) -> None:
    model = fit(map(counted, corpus))
    assert model.document_count == len(corpus)
    assert (model.idf, model.vocabulary.terms) == ([], [])
    assert model.average_length == 0


@given(corpora.flatmap(lambda corpus: st.tuples(st.just(corpus), st.permutations(corpus))))
def test_the_order_of_documents_changes_nothing_not_even_the_last_bit(
    orders: tuple[list[list[str]], list[list[str]]],
) -> None:
    one, other = (fit(map(counted, corpus)) for corpus in orders)
    assert one == other


@settings(max_examples=200)
@given(corpora, st.lists(terms, max_size=8))
def test_scores_are_rank_bm25s_with_lucenes_idf(corpus: list[list[str]], query: list[str]) -> None:
    assert scores(corpus, query) == pytest.approx(list(LuceneBM25(corpus).get_scores(query)))


@given(corpora, st.lists(terms, max_size=8))
def test_with_okapis_idf_scores_are_rank_bm25s_where_its_mean_is_above_0(
    corpus: list[list[str]], query: list[str]
) -> None:
    okapi = BM25Okapi(corpus)
    okapi.idf = {term: max(value, SMALLEST_IDF) for term, value in okapi.idf.items()}
    expected = list(okapi.get_scores(query))
    assert scores(corpus, query, "okapi") == pytest.approx(expected, abs=1e-9)


def test_scores_are_bm25s_lucene_times_its_constant_factor() -> None:
    corpus = [["oak", "oak", "elm"], ["elm", "fir"], ["fir", "yew", "yew", "oak"], ["ash"]]
    theirs = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    theirs.index(corpus, show_progress=False)
    query = ["oak", "yew", "elm"]
    expected = (1.5 + 1) * np.array(theirs.get_scores(query))
    assert scores(corpus, query) == pytest.approx(list(expected), rel=1e-5)
