"""Do intervals cover, is “better” rarely wrong, are predictions right? Truth is known here."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from search.evaluation.statistics.bootstrap import paired_intervals
from search.evaluation.statistics.randomization import randomization_test
from search.evaluation.statistics.resolution import deviation, queries_needed
from search.evaluation.statistics.verdicts import compare
from tests.search.evaluation.statistics import populations

_PAIRS = ((0, 1), (0, 2), (1, 2))
_DIFFERENCE = 0.05


def coverage(
    make: Callable[[int, np.random.Generator], NDArray[np.float64]], queries: int, runs: int
) -> float:
    """The share of runs whose interval has the truth in it."""
    rng = np.random.default_rng(7)
    population = make(200_000, rng)
    truth = population.mean()
    covered = 0
    for seed, sets in enumerate(np.array_split(rng.choice(population, (runs, queries)), 5)):
        found = paired_intervals(sets, seed, 4_000)
        covered += sum(each is not None and each.low <= truth <= each.high for each in found)
    return covered / runs


@pytest.mark.parametrize("queries", [60, 300])
def test_intervals_cover(queries: int) -> None:
    assert 0.93 <= coverage(populations.differences, queries, 500) <= 0.97


@pytest.mark.soak
@pytest.mark.parametrize("queries", [60, 100, 200, 300])
@pytest.mark.parametrize("make", [populations.differences, populations.lopsided])
def test_intervals_cover_in_many_runs(
    make: Callable[[int, np.random.Generator], NDArray[np.float64]], queries: int
) -> None:
    share = coverage(make, queries, 4_000)
    assert 0.93 <= share <= 0.97


def false_claims(queries: int, runs: int) -> float:
    """The share of runs that call any of three equal engines better or worse."""
    rng = np.random.default_rng(11)
    wrong = 0
    for run in range(runs):
        scores = populations.scores(3, queries, rng)
        rows = np.array([scores[left] - scores[right] for left, right in _PAIRS])
        found = compare(rows, seed=run)
        wrong += any(each.verdict in ("better", "worse") for each in found)
    return wrong / runs


def test_nothing_is_called_better_without_a_difference() -> None:
    assert false_claims(60, 40) <= 0.05


@pytest.mark.soak
@pytest.mark.parametrize("queries", [60, 300])
def test_nothing_is_called_better_in_many_runs(queries: int) -> None:
    share = false_claims(queries, 1_000)
    assert share <= 0.05


@pytest.mark.soak
def test_the_predicted_number_of_queries_is_right() -> None:
    """The number that a pilot predicts, against the one at which a difference is seen."""
    rng = np.random.default_rng(13)
    population = populations.differences(200_000, rng)
    population += _DIFFERENCE - population.mean()
    truth = queries_needed(deviation(population), _DIFFERENCE)
    p_values = randomization_test(rng.choice(population, (1_000, truth)))
    power = float((p_values <= 0.05).mean())
    pilots = rng.choice(population, (1_000, 100))
    predicted = np.array([queries_needed(deviation(pilot), _DIFFERENCE) for pilot in pilots])
    right = float(((predicted >= truth / 1.5) & (predicted <= truth * 1.5)).mean())
    assert 0.75 <= power <= 0.85
    assert right >= 0.95
