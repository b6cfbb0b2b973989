"""Where a keyword score comes from, term by term."""

from dataclasses import replace
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from search import bm25
from search.errors import DocumentNotFound, InputError
from search.explain import KeywordPart, keyword_parts
from search.service import SearchService
from tests.fakes import COMPANIES
from tests.search.helpers import id_of
from tests.search.test_manifest import MANIFEST

terms = st.sampled_from(["a", "b", "c", "d", "e"])
corpora = st.lists(st.lists(terms, max_size=9), min_size=1, max_size=40).filter(any)


def parts_of(query: list[str], document: list[str], corpus: list[list[str]]) -> list[KeywordPart]:
    """The parts of a document's score in a collection."""
    model = bm25.fit(corpus)
    manifest = replace(
        MANIFEST,
        documents=model.document_count,
        average_length=model.average_length,
        average_idf=model.average_idf,
    )
    return keyword_parts(query, document, model.vocabulary, manifest)


def test_a_part_by_hand() -> None:
    corpus = [["oak", "oak", "elm"], ["elm"], ["fir", "yew"]]
    [part] = parts_of(["oak", "fir", "oak", "unknown"], corpus[0], corpus)
    idf = log(3 - 1 + 0.5) - log(1 + 0.5)
    length_factor = 1.5 * (1 - 0.75 + 0.75 * 3 / 2)
    impact = idf * 2 * 2.5 / (2 + length_factor)
    assert (part.term, part.query_count, part.count, part.document_frequency) == ("oak", 2, 2, 1)
    assert part.idf == pytest.approx(idf)
    assert part.length_factor == pytest.approx(length_factor)
    assert part.impact == pytest.approx(impact)
    assert part.score == pytest.approx(2 * impact)


def test_parts_stand_in_the_order_of_the_query() -> None:
    corpus = [["a", "b", "c"], ["d"], ["e"]]
    parts = parts_of(["c", "a", "c", "b"], corpus[0], corpus)
    assert [part.term for part in parts] == ["c", "a", "b"]


def test_a_document_without_terms_has_no_parts() -> None:
    assert parts_of(["a"], [], [["a"], []]) == []


@given(corpora, st.lists(terms, min_size=1, max_size=6))
def test_parts_sum_to_rank_bm25s_score(corpus: list[list[str]], query: list[str]) -> None:
    okapi = BM25Okapi(corpus)
    for document, score in zip(corpus, okapi.get_scores(query), strict=True):
        parts = parts_of(query, document, corpus)
        assert {part.term for part in parts} == set(document) & set(query)
        assert {part.term: part.idf for part in parts} == pytest.approx(
            {part.term: okapi.idf[part.term] for part in parts}
        )
        assert sum(part.score for part in parts) == pytest.approx(score, abs=1e-9)


def test_parts_sum_to_the_score_shown(service: SearchService) -> None:
    query = "robots that spray robots on farms"
    for hit in service.search(query, "keyword").hits:
        parts = service.keyword_parts(query, hit.document.id)
        assert sum(part.score for part in parts) == pytest.approx(hit.score, rel=1e-5)


def test_a_document_that_does_not_match_has_no_parts(companies: SearchService) -> None:
    assert companies.keyword_parts("robots", id_of("pay")) == []


def test_only_a_query_and_a_document_can_be_explained(companies: SearchService) -> None:
    with pytest.raises(DocumentNotFound):
        companies.keyword_parts("robots", id_of("nobody"))
    with pytest.raises(InputError, match="^q: "):
        companies.keyword_parts(" ", id_of(COMPANIES[0]["id"]))
