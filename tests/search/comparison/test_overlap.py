"""How two rankings differ."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.comparison.overlap import rbo, shared_at
from search.comparison.verdict import biggest_mover, one_sided, verdict
from search.types import Document, Hit, Mover
from tests.search.helpers import hits_of

rankings = st.lists(st.integers(0, 30).map(str), unique=True, max_size=25)


def webber_32(left: list[str], right: list[str], p: float) -> float:
    """Equation 32 read off the paper, with every overlap counted anew."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    s, size = len(short), len(long)

    def x(depth: int) -> int:
        return len(set(short[:depth]) & set(long[:depth]))

    first = sum(x(d) / d * p**d for d in range(1, size + 1))
    second = sum(x(s) * (d - s) / (s * d) * p**d for d in range(s + 1, size + 1))
    return (1 - p) / p * (first + second) + ((x(size) - x(s)) / size + x(s) / s) * p**size


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("a", "a", 1.0),
        # X = 0, 2:  0.1/0.9 · (2/2 · 0.81) + 2/2 · 0.81
        ("ab", "ba", 0.09 + 0.81),
        # s = 1, l = 2, X = 0, 1:  0.1/0.9 · (1/2 · 0.81) + 1/2 · 0.81
        ("a", "ba", 0.045 + 0.405),
        # s = 1, l = 2, X = 1, 1:  0.1/0.9 · (0.9 + 1/2 · 0.81 + 1 · 1/2 · 0.81) + 1/1 · 0.81
        ("a", "ab", 0.1 / 0.9 * (0.9 + 0.405 + 0.405) + 0.81),
        # X = 1, 1, 2:  0.1/0.9 · (0.9 + 1/2 · 0.81 + 2/3 · 0.729) + 2/3 · 0.729
        ("abc", "adb", 0.1 / 0.9 * (0.9 + 0.405 + 0.486) + 0.486),
    ],
)
def test_rbo_by_hand(left: str, right: str, value: float) -> None:
    assert rbo(left, right) == pytest.approx(value, abs=1e-12)


@settings(max_examples=300)
@given(rankings.filter(bool), rankings.filter(bool), st.sampled_from([0.5, 0.9, 0.98]))
def test_rbo_is_webbers_equation_32(left: list[str], right: list[str], p: float) -> None:
    assert rbo(left, right, p) == pytest.approx(webber_32(left, right, p), abs=1e-12)


@given(rankings.filter(bool))
def test_rbo_of_identical_rankings_is_1(ranking: list[str]) -> None:
    assert rbo(ranking, ranking) == pytest.approx(1.0, abs=1e-12)


@given(rankings, rankings)
def test_rbo_of_disjoint_rankings_is_0(left: list[str], right: list[str]) -> None:
    value = rbo(left, [f"other {id_}" for id_ in right])
    assert value == (0.0 if left or right else None)


@given(rankings, rankings)
def test_rbo_is_symmetric_and_from_0_to_1(left: list[str], right: list[str]) -> None:
    value = rbo(left, right)
    assert value == rbo(right, left)
    assert value is None or -1e-12 <= value <= 1 + 1e-12


def test_rbo_of_nothing_is_undefined_and_with_nothing_0() -> None:
    assert rbo([], []) is None
    assert rbo(["a"], []) == rbo([], ["a"]) == 0.0


@pytest.mark.parametrize(("k", "shared"), [(1, 0), (2, 1), (3, 2), (10, 3)])
def test_shared_counts_documents_in_both_top_k(k: int, shared: int) -> None:
    assert shared_at(k, ["a", "b", "c", "d"], ["c", "a", "e", "b"]) == shared


def test_the_biggest_mover_has_the_largest_difference_of_ranks() -> None:
    neural = hits_of("a", "b", "c", other={"a": 2, "b": 9, "c": 3})
    assert biggest_mover(neural, []) == Mover("B", 2, 9)


def test_the_mover_may_stand_on_the_keyword_side_only() -> None:
    keyword = hits_of("a", "b", other={"a": 1, "b": 40})
    assert biggest_mover(hits_of("a", other={"a": 1}), keyword) == Mover("B", 40, 2)


def test_of_equal_movers_the_better_placed_is_named() -> None:
    neural = hits_of("a", "b", "c", other={"b": 4, "c": 1})
    assert biggest_mover(neural, []) == Mover("C", 3, 1)


def test_nothing_moved_when_ranks_agree_or_are_unknown() -> None:
    both = hits_of("a", "b", other={"a": 1})
    assert biggest_mover(both, both) is None


@pytest.mark.parametrize(
    ("neural", "keyword", "shared", "mover", "sentence"),
    [
        ("a", "a", 1, None, "Both find the same single document."),
        ("abc", "abc", 3, None, "The same 3 results in the same order."),
        ("abc", "xyz", 0, None, "No result in common of 3."),
        ("abc", "x", 0, None, "No result in common of 3."),
        ("abc", "xyb", 1, None, "1 result in common of 3."),
        (
            "abc",
            "xbz",
            0,
            Mover("A", 1, 7),
            "No result in common of 3. Biggest difference: A, neural #1, full-text #7.",
        ),
        (
            "abc",
            "bcx",
            2,
            Mover("C", 3, 2),
            "2 results in common of 3. Biggest difference: C, full-text #2, neural #3.",
        ),
    ],
)
def test_the_verdict(
    neural: str, keyword: str, shared: int, mover: Mover | None, sentence: str
) -> None:
    assert verdict(hits_of(*neural), hits_of(*keyword), shared, mover) == sentence


@pytest.mark.parametrize(
    ("neural", "keyword", "words", "filtered", "sentence"),
    [
        ("ab", "a", ["oak"], False, ""),
        ("", "a", ["oak"], False, "Only full-text finds anything."),
        ("", "", ["oak"], True, "Neither engine finds anything."),
        ("ab", "", [], False, "Only neural finds anything: the query has no words to search for."),
        ("ab", "", ["oak"], False, "Only neural finds anything: no document contains “oak”."),
        (
            "ab",
            "",
            ["oak", "elm"],
            True,
            "Only neural finds anything: no document that passes the filter contains “oak” or "
            "“elm”.",
        ),
    ],
)
def test_a_list_that_is_empty(
    neural: str, keyword: str, words: list[str], filtered: bool, sentence: str
) -> None:
    found = one_sided(hits_of(*neural), hits_of(*keyword), words, filtered=filtered)
    assert found == sentence


def test_a_verdict_about_a_nameless_mover_has_no_hole() -> None:
    nameless = Hit(Document("n", "n", "", "Only a description."), 1, 1.0, other_rank=2)
    mover = biggest_mover([nameless], [])
    assert ": ," not in verdict([nameless], hits_of("b"), 0, mover)
