"""Weighted reciprocal rank fusion."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.retrieval.fusion import RRF_K, WEIGHT, fuse

rankings = st.lists(st.sampled_from("abcdefghij"), unique=True)


def test_scores_are_sums_of_weighted_reciprocal_ranks() -> None:
    fused = fuse(["a", "b"], ["b", "c"], weight=0.7, rrf_k=10)
    expected: list[tuple[str, Any]] = [
        ("b", pytest.approx(0.7 / (10 + 2) + 0.3 / (10 + 1))),
        ("a", pytest.approx(0.7 / (10 + 1))),
        ("c", pytest.approx(0.3 / (10 + 2))),
    ]
    assert list[tuple[str, Any]](fused) == expected


def test_the_defaults_are_the_papers_constant_and_equal_shares() -> None:
    assert (RRF_K, WEIGHT) == (60, 0.5)
    [(id_, score)] = fuse(["a"], ["a"])
    assert id_ == "a"
    assert score == pytest.approx(0.5 / 61 + 0.5 / 61)


def test_equal_scores_stand_by_id() -> None:
    assert [hit.id for hit in fuse(["b", "d"], ["a", "c"])] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_two_empty_rankings_fuse_to_nothing(weight: float) -> None:
    assert fuse([], [], weight) == []


@given(rankings, rankings, st.integers(1, 1000))
def test_weight_1_is_the_neural_order(neural: list[str], keyword: list[str], rrf_k: int) -> None:
    assert [hit.id for hit in fuse(neural, keyword, 1.0, rrf_k)] == neural


@given(rankings, rankings, st.integers(1, 1000))
def test_weight_0_is_the_keyword_order(neural: list[str], keyword: list[str], rrf_k: int) -> None:
    assert [hit.id for hit in fuse(neural, keyword, 0.0, rrf_k)] == keyword


@given(rankings, rankings, st.floats(0.01, 0.99))
def test_each_document_of_either_side_stands_once_by_falling_score(
    neural: list[str], keyword: list[str], weight: float
) -> None:
    fused = fuse(neural, keyword, weight)
    assert sorted(hit.id for hit in fused) == sorted({*neural, *keyword})
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)


@given(rankings, rankings, st.floats(0, 1))
def test_swapping_the_sides_and_their_shares_changes_nothing(
    neural: list[str], keyword: list[str], weight: float
) -> None:
    swapped = fuse(keyword, neural, 1 - weight)
    scores = {hit.id: hit.score for hit in swapped}
    assert {hit.id: hit.score for hit in fuse(neural, keyword, 1 - (1 - weight))} == pytest.approx(
        scores
    )
