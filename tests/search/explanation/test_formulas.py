"""Where scores come from: the formulas."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from math import hypot, log
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from search.explanation.formulas import (
    HybridPart,
    KeywordPart,
    hybrid_parts,
    idf,
    idf_formula,
    keyword_parts,
    needed_terms,
    token_shares,
)
from search.keyword import bm25
from search.keyword.vocabulary import Vocabulary
from search.retrieval.fusion import fuse
from search.service import SearchService
from search.store.manifest import Manifest
from search.types import SideRanks, TokenEmbeddings, Vector
from tests.search.helpers import LuceneBM25, counted, id_of
from tests.search.store.test_manifest import MANIFEST

terms = st.sampled_from(["a", "b", "c", "d", "e"])
corpora = st.lists(st.lists(terms, max_size=9), min_size=1, max_size=40).filter(any)


def statistics(corpus: list[list[str]]) -> tuple[Vocabulary, Manifest]:
    """What an index knows of a collection."""
    model = bm25.fit(map(counted, corpus))
    facts: dict[str, Any] = {
        "documents": model.document_count,
        "average_length": model.average_length,
        "average_idf": model.average_idf,
    }
    return model.vocabulary, replace(MANIFEST, **facts)


def parts_of(query: list[str], document: list[str], corpus: list[list[str]]) -> list[KeywordPart]:
    """The parts of a document's score in a collection."""
    return keyword_parts(Counter(query), counted(document), *statistics(corpus))


def test_a_part_by_hand() -> None:
    corpus = [["oak", "oak", "elm"], ["elm"], ["fir", "yew"]]
    [part] = parts_of(["oak", "fir", "oak", "unknown"], corpus[0], corpus)
    idf = log(1 + 2.5 / 1.5)
    length_factor = 1.5 * (1 - 0.75 + 0.75 * 3 / 2)
    impact = idf * 2 * 2.5 / (2 + length_factor)
    assert (part.term, part.query_weight, part.count, part.document_frequency) == ("oak", 2, 2, 1)
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
    okapi = LuceneBM25(corpus)
    for document, score in zip(corpus, okapi.get_scores(query), strict=True):
        parts = parts_of(query, document, corpus)
        assert {part.term for part in parts} == set(document) & set(query)
        assert {part.term: part.idf for part in parts} == pytest.approx(
            {part.term: okapi.idf[part.term] for part in parts}
        )
        assert sum(part.score for part in parts) == pytest.approx(score, abs=1e-9)


def test_a_document_that_does_not_match_has_no_parts(companies: SearchService) -> None:
    assert companies.explain("robots", id_of("pay")).keyword.terms == []


@pytest.mark.parametrize(
    ("formula", "frequency", "expected"),
    [
        ("lucene", 1, log(1 + 2.5 / 1.5)),
        ("lucene", 3, log(1 + 0.5 / 3.5)),
        ("okapi", 1, log(3 - 1 + 0.5) - log(1 + 0.5)),
        ("okapi", 2, 0.25 * 0.5),  # ln(1.5) - ln(2.5) is below 0: ε times the mean
    ],
)
def test_an_idf_by_hand(formula: bm25.Idf, frequency: int, expected: float) -> None:
    assert idf(frequency, replace(MANIFEST, idf=formula)) == pytest.approx(expected)


def test_okapis_idf_is_never_0_or_below() -> None:
    assert idf(3, replace(MANIFEST, idf="okapi", average_idf=-0.8)) == bm25.SMALLEST_IDF


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        (
            "lucene",
            "IDF = ln(1 + (N − n + 0.5) / (n + 0.5)), where n of N documents contain the word; it "
            "is always above 0.",
        ),
        (
            "okapi",
            "IDF = ln((N − n + 0.5) / (n + 0.5)), where n of N documents contain the word; if that "
            "is negative, 0.25 × the average IDF of all words; in any case at least 1e-09.",
        ),
    ],
)
def test_an_idf_in_words(formula: bm25.Idf, sentence: str) -> None:
    assert idf_formula(replace(MANIFEST, idf=formula)) == sentence


def test_a_stop_word_makes_no_document_longer() -> None:
    corpus = [["the"], ["oak"], ["elm"]]
    found = needed_terms(
        Counter(["the"]), counted(["oak"]), *statistics(corpus), cutoff=0.0, lengthening=0
    )
    length_factor = 1.5 * (1 - 0.75 + 0.75 * 1 / 1)
    score = log(1 + 2.5 / 1.5) * 2.5 / (1 + length_factor)
    assert found and found.terms == ("the",)
    assert found.score == pytest.approx(score)


def test_another_spelling_is_not_what_a_document_needs() -> None:
    vocabulary, manifest = statistics([["wifi"], ["wi", "fi"], ["oak"]])
    query = {"wi": 1.0, "fi": 1.0, "wifi": 0.5}
    found = needed_terms(query, counted(["oak"]), vocabulary, manifest, cutoff=0.0)
    assert found and found.terms == ("wi",)


def test_what_is_needed_by_hand() -> None:
    corpus = [["oak"], ["elm"], ["fir", "yew"], ["yew"], ["ash"]]
    found = needed_terms(
        Counter(["oak", "yew", "elm", "new"]), counted(["ash"]), *statistics(corpus), cutoff=0.8
    )
    average = 6 / 5
    length_factor = 1.5 * (1 - 0.75 + 0.75 * 2 / average)
    score = log(1 + 4.5 / 1.5) * 2.5 / (1 + length_factor)
    assert found and found.terms == ("oak",)
    assert found.score == pytest.approx(score)


def test_a_word_asked_for_often_weighs_more() -> None:
    corpus = [["oak"], ["elm"], ["fir", "yew"], ["yew"], ["ash"]]
    found = needed_terms(
        Counter(["oak", *["yew"] * 4]), counted(["ash"]), *statistics(corpus), cutoff=0.0
    )
    assert found and found.terms == ("yew",)


@pytest.mark.parametrize("query", [["ash"], ["unknown"], [], ["oak", "elm"]])
def test_nothing_is_needed_where_nothing_helps(query: list[str]) -> None:
    corpus = [["oak"], ["elm"], ["ash"], ["yew"]]
    assert needed_terms(Counter(query), counted(["ash"]), *statistics(corpus), cutoff=100.0) is None


@given(corpora, st.lists(terms, min_size=1, max_size=7), st.floats(-2, 8))
def test_the_fewest_words_are_needed_and_the_best_of_those(
    corpus: list[list[str]], query: list[str], cutoff: float
) -> None:
    vocabulary, manifest = statistics(corpus)
    okapi, counts = LuceneBM25(corpus), Counter(query)
    document = corpus[0]
    found = needed_terms(counts, counted(document), vocabulary, manifest, cutoff)
    lacks = sorted(set(query) & set(vocabulary.terms) - set(document))
    best = {
        size: max(score_of(okapi, counts, [*document, *add]) for add in combinations(lacks, size))
        for size in range(1, len(lacks) + 1)
    }
    enough = [size for size, score in best.items() if score > cutoff]
    assert (found is None) == (not enough)
    if found:
        assert len(found.terms) == min(enough)
        assert found.score == pytest.approx(best[min(enough)], abs=1e-9)
        assert score_of(okapi, counts, [*document, *found.terms]) == pytest.approx(found.score)


def score_of(okapi: LuceneBM25, query: Counter[str], document: list[str]) -> float:
    """BM25 of a document beside the collection."""
    own = Counter(document)
    length_factor = 1.5 * (1 - 0.75 + 0.75 * len(document) / float(okapi.avgdl))
    return sum(
        n * float(okapi.idf[term]) * own[term] * 2.5 / (own[term] + length_factor)
        for term, n in query.items()
        if own[term]
    )


def test_shares_of_tokens_by_hand() -> None:
    states = np.array([[3, 0], [1, 4]], np.float32)
    tokens = TokenEmbeddings(states, [(0, 1), (1, 2)])
    length = hypot((3 + 1) / 2, (0 + 4) / 2)
    query = np.array([0.6, 0.8], np.float32)
    expected = [3 * 0.6 / (2 * length), (1 * 0.6 + 4 * 0.8) / (2 * length)]
    assert token_shares(query, tokens) == pytest.approx(expected)


@given(
    arrays(
        np.float32, st.tuples(st.integers(1, 9), st.just(4)), elements=st.floats(-9, 9, width=16)
    )
)
def test_shares_of_tokens_sum_to_the_cosine(states: Vector) -> None:
    mean = states.astype(float).mean(axis=0)
    assume(np.linalg.norm(mean) > 1e-2)
    query = np.array([0.5, -0.5, 0.5, 0.5], np.float32)
    tokens = TokenEmbeddings(states, [(0, 0)] * len(states))
    cosine = float(query @ mean) / float(np.linalg.norm(mean))
    assert float(token_shares(query, tokens).sum()) == pytest.approx(cosine, abs=1e-9)


def test_hybrid_parts_by_hand() -> None:
    assert hybrid_parts(SideRanks(2, 7), 0.25, 60) == [
        HybridPart("neural", 2, 0.25, 1 / (60 + 2), 0.25 / (60 + 2)),
        HybridPart("keyword", 7, 0.75, 1 / (60 + 7), 0.75 / (60 + 7)),
    ]


@pytest.mark.parametrize(
    ("ranks", "weight", "engines"),
    [
        (SideRanks(1, 1), 0.5, ["neural", "keyword"]),
        (SideRanks(1, None), 0.5, ["neural"]),
        (SideRanks(None, 1), 0.5, ["keyword"]),
        (SideRanks(None, None), 0.5, []),
        (SideRanks(1, 1), 1.0, ["neural"]),
        (SideRanks(1, 1), 0.0, ["keyword"]),
        (SideRanks(None, 1), 1.0, []),
    ],
)
def test_a_side_without_the_document_or_without_weight_brings_nothing(
    ranks: SideRanks, weight: float, engines: list[str]
) -> None:
    assert [part.engine for part in hybrid_parts(ranks, weight, 60)] == engines


@given(
    st.permutations("abcdefgh"), st.permutations("efghijkl"), st.floats(0, 1), st.integers(1, 1000)
)
def test_hybrid_parts_sum_to_the_fused_score(
    neural: list[str], keyword: list[str], weight: float, rrf_k: int
) -> None:
    fused = dict(fuse(neural, keyword, weight, rrf_k))
    for id_ in "abcdefghijkl":
        ranks = (side.index(id_) + 1 if id_ in side else None for side in (neural, keyword))
        parts = hybrid_parts(SideRanks(*ranks), weight, rrf_k)
        assert bool(parts) == (id_ in fused)
        assert sum(part.score for part in parts) == pytest.approx(fused.get(id_, 0.0))
        for part in parts:
            assert part.score == pytest.approx(part.weight * part.reciprocal)
