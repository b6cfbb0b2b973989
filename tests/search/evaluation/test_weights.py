"""A weight is chosen on one half of the queries and reported on the other."""

from itertools import combinations

import pytest

from search.errors import InputError
from search.evaluation.engines import parse_engines
from search.evaluation.evaluating import Options
from search.evaluation.model import Query, QuerySet
from search.evaluation.request import EvaluationRequest, perform
from search.evaluation.weights import WEIGHTS, weight_curve
from search.service import SearchService

_WORDS = "tables chairs sofas robots farms drones payments shops weed post".split()
QUERIES = QuerySet(
    "pairs",
    tuple(Query(f"{one} {other}", f"{one} {other}") for one, other in combinations(_WORDS, 2)),
)
GRADES = {query.id: {"pay": 1, "drone": 1} for query in QUERIES}
"""Full-text seldom finds the first, so the halves do not want the weight by default."""
OPTIONS = Options(("RR@10",))


def test_the_best_of_one_half_is_compared_on_the_other(companies: SearchService) -> None:
    request = EvaluationRequest("sample", QUERIES, GRADES, [], options=OPTIONS)
    curve = weight_curve(companies, request)
    assert (curve.chosen_on, curve.reported_on) == (23, 22)  # of 10 · 9 / 2 = 45 pairs
    assert max(curve.means) == curve.means[WEIGHTS.index(curve.best)]
    assert curve.best != curve.usual
    change = curve.change
    assert change.wins + change.ties + change.losses == 22
    engines = parse_engines([f"hybrid:{curve.best}", "hybrid:0.5"])
    both = perform(companies, EvaluationRequest("sample", QUERIES, GRADES, engines, {}, OPTIONS))
    best, usual = (engine.means["RR@10"] for engine in both.evaluation.engines)
    mean = curve.means
    chosen = mean[WEIGHTS.index(curve.best)] - mean[WEIGHTS.index(0.5)]
    assert (23 * chosen + 22 * change.difference) / 45 == pytest.approx(best - usual)


def test_few_queries_are_refused(companies: SearchService) -> None:
    few = {query.id: {"oak": 1} for query in QUERIES.queries[:19]}
    with pytest.raises(InputError, match="they take 20 judged queries, and 19 are there"):
        weight_curve(companies, EvaluationRequest("sample", QUERIES, few, [], options=OPTIONS))
