"""Each statistic by hand, and what holds for all differences."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.evaluation.statistics.bootstrap import Interval, paired_intervals
from search.evaluation.statistics.holm import holm
from search.evaluation.statistics.randomization import randomization_test
from search.evaluation.statistics.resolution import queries_needed, smallest_difference
from search.evaluation.statistics.signs import Signs, sign_test
from search.evaluation.statistics.verdicts import Verdict, compare, verdict

rows = st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1.0]), min_size=1, max_size=40).map(
    lambda values: np.array([values])
)


def test_sign_test_by_hand() -> None:
    # 1 loss of 5 decided: 2 · (1 + 5) / 2⁵.
    assert sign_test(np.array([1, 0.5, 0.1, 0.2, -1, 0])) == Signs(4, 1, 1, 2 * (1 + 5) / 2**5)
    assert sign_test(np.zeros(3)) == Signs(0, 3, 0, 1.0)


def test_holm_by_hand() -> None:
    # Sorted 0.01, 0.02, 0.04 times 3, 2, 1, never falling.
    adjusted = holm(np.array([0.04, 0.01, 0.02]))
    assert adjusted == pytest.approx([0.04, 0.03, 0.04])
    assert holm(np.array([0.6, 0.7])) == pytest.approx([1.0, 1.0])


def test_randomization_tries_all_signs_of_few_queries() -> None:
    # Of 2³ sums of ±1 ±1 ±1, two are as far from 0 as 3.
    assert randomization_test(np.ones((1, 3))) == pytest.approx([2 / 8])


def test_randomization_of_many_queries_is_near_the_exact_one() -> None:
    # For ±1 alone it is the sign test: 14 of 20 wins.
    row = np.array([1.0] * 14 + [-1.0] * 6)
    assert randomization_test(row[None]) == pytest.approx([sign_test(row).p], abs=0.015)


def test_an_interval_of_normal_differences_is_the_t_interval() -> None:
    row = np.random.default_rng(3).normal(0.1, 0.2, 200)
    [found] = paired_intervals(row[None])
    half = 1.972 * row.std(ddof=1) / math.sqrt(200)  # t quantile with 199 degrees of freedom
    assert found == pytest.approx((row.mean() - half, row.mean() + half), abs=0.002)


def test_equal_differences_leave_what_other_queries_could_say() -> None:
    share = 1 - 0.025 ** (1 / 100)
    assert paired_intervals(np.zeros((1, 100))) == [Interval(-share, share)]
    assert paired_intervals(np.ones((1, 9))) == [None]


@given(rows)
def test_turned_around_everything_is_turned_around(row: NDArray[np.float64]) -> None:
    [found], [turned] = compare(row), compare(-row)
    assert turned.difference == -found.difference
    assert (found.interval is None) == (turned.interval is None) == (row.shape[1] < 10)
    if found.interval and turned.interval:
        assert found.interval == pytest.approx((-turned.interval.high, -turned.interval.low))
        assert found.interval.low <= found.difference <= found.interval.high
    assert turned.p == found.p and 0 < found.p <= 1
    assert sum(found.signs[:3]) == row.shape[1]
    assert {found.verdict, turned.verdict} in (
        {"better", "worse"},
        {"no meaningful difference"},
        {"not enough evidence"},
    )


def test_the_same_seed_gives_the_same_numbers() -> None:
    row = np.random.default_rng(5).random((2, 50))
    assert compare(row, seed=4) == compare(row, seed=4)


def test_a_weight_is_as_good_as_repeating_a_query_for_the_mean() -> None:
    once = compare(np.array([[0.2, -0.1]]), weights=np.array([3.0, 1.0]))[0]
    assert once.difference == pytest.approx((3 * 0.2 - 0.1) / 4)
    assert once.signs[:3] == (1, 0, 1)


@pytest.mark.parametrize(
    ("interval", "p", "said"),
    [
        (Interval(0.01, 0.05), 0.01, "better"),
        (Interval(-0.05, -0.01), 0.01, "worse"),
        (Interval(0.01, 0.05), 0.2, "not enough evidence"),
        (Interval(-0.01, 0.05), 0.01, "not enough evidence"),
        (Interval(0.001, 0.02), 0.001, "no meaningful difference"),
        (Interval(-0.02, 0.02), 1.0, "no meaningful difference"),
        (None, 0.001, "not enough evidence"),
    ],
)
def test_verdicts(interval: Interval | None, p: float, said: Verdict) -> None:
    assert verdict(interval, p, 0.02) == said


def test_resolution() -> None:
    # z(0.975) + z(0.8) = 1.960 + 0.842
    assert smallest_difference(0.3, 100) == pytest.approx((1.960 + 0.842) * 0.3 / 10, abs=1e-4)
    assert queries_needed(0.3, smallest_difference(0.3, 100)) in (100, 101)
    assert queries_needed(0.3, 0.02, pairs=3) > queries_needed(0.3, 0.02)


def test_nothing_to_compare() -> None:
    assert compare(np.zeros((0, 5))) == []
    assert compare(np.zeros((3, 0))) == []
    [one] = compare(np.array([[0.5]]))
    assert (one.verdict, one.resolvable, one.needed) == ("not enough evidence", None, None)
