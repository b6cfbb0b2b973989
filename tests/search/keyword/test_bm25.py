"""BM25Okapi, streamed."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from search.keyword.bm25 import SMALLEST_IMPACT, fit

CORPUS = [["oak", "oak", "elm"], ["elm"], ["fir", "yew"]]
terms = st.sampled_from(["a", "b", "c", "d", "e"])
corpora = st.lists(st.lists(terms, max_size=12), min_size=1, max_size=60).filter(any)


def test_the_statistics_are_those_of_the_collection() -> None:
    model = fit(CORPUS)
    assert model.vocabulary.terms == ["elm", "fir", "oak", "yew"]
    assert model.vocabulary.frequencies == [2, 1, 1, 1]
    assert model.document_count == 3
    assert model.average_length == (3 + 1 + 2) / 3


def test_a_common_terms_negative_idf_becomes_a_share_of_the_mean() -> None:
    rare = log(3 - 1 + 0.5) - log(1 + 0.5)
    common = log(3 - 2 + 0.5) - log(2 + 0.5)
    mean = (3 * rare + common) / 4
    assert fit(CORPUS).idf == pytest.approx([0.25 * mean, rare, rare, rare])


def test_an_impact_is_idf_times_saturated_frequency() -> None:
    idf = log(2.5 / 1.5)
    length = 1.5 * (1 - 0.75 + 0.75 * 3 / 2)
    impacts = fit(CORPUS).impacts(CORPUS[0])
    assert impacts.indices == [0, 2]
    assert impacts.values[1] == pytest.approx(idf * 2 * (1.5 + 1) / (2 + length))


def test_an_impact_of_zero_stays_findable() -> None:
    # Two documents, one with the term: idf = ln(2 - 1 + 0.5) - ln(1 + 0.5) = 0.
    assert fit([["oak"], ["elm"]]).impacts(["oak"]).values == [SMALLEST_IMPACT]


def test_a_document_without_terms_has_no_impacts() -> None:
    assert fit(CORPUS).impacts([]) == ([], [])


def test_a_term_from_elsewhere_is_an_error() -> None:
    with pytest.raises(KeyError):
        fit(CORPUS).impacts(["ash"])


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_collection_without_terms_has_no_statistics(corpus: list[list[str]]) -> None:
    model = fit(corpus)
    assert model.document_count == len(corpus)
    assert (model.idf, model.vocabulary.terms) == ([], [])
    assert model.average_length == 0


def test_the_corpus_may_be_a_stream() -> None:
    assert fit(iter(CORPUS)) == fit(CORPUS)


@given(corpora.flatmap(lambda corpus: st.tuples(st.just(corpus), st.permutations(corpus))))
def test_the_order_of_documents_changes_nothing_not_even_the_last_bit(
    orders: tuple[list[list[str]], list[list[str]]],
) -> None:
    one, other = map(fit, orders)
    assert one == other


@given(corpora)
def test_idfs_are_rank_bm25s(corpus: list[list[str]]) -> None:
    model = fit(corpus)
    own = dict(zip(model.vocabulary.terms, model.idf, strict=True))
    assert own == pytest.approx(BM25Okapi(corpus).idf)


@settings(max_examples=300)
@given(corpora, st.lists(terms, max_size=8))
def test_the_dot_product_with_term_counts_is_rank_bm25s_score(
    corpus: list[list[str]], query: list[str]
) -> None:
    model = fit(corpus)
    counts = dict(zip(*model.vocabulary.query(query), strict=True))
    scores = []
    for document in corpus:
        impacts = model.impacts(document)
        assert impacts.indices == sorted(set(impacts.indices))
        scores.append(sum(counts.get(i, 0) * v for i, v in zip(*impacts, strict=True)))
    assert scores == pytest.approx(list(BM25Okapi(corpus).get_scores(query)), rel=1e-9, abs=1e-9)
