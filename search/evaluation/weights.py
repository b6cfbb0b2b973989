"""Which weight hybrid should have: chosen on one half of the queries, reported on the other."""

from dataclasses import dataclass

import numpy as np

from search.errors import InputError
from search.evaluation.engines import parse_engine
from search.evaluation.evaluating import judged_queries
from search.evaluation.measures import by_query
from search.evaluation.request import EvaluationRequest
from search.evaluation.result import PairResult
from search.evaluation.running import Progress, Runner
from search.evaluation.statistics.verdicts import compare
from search.retrieval.fusion import WEIGHT
from search.service import SearchService

WEIGHTS = tuple(step / 10 for step in range(11))
"""Neural's shares that are tried."""
FEWEST = 20
"""With fewer judged queries, half of them say too little."""


@dataclass(frozen=True, slots=True)
class WeightCurve:
    """Quality by weight.

    Attributes:
        measure: its name in ir-measures.
        chosen_on, reported_on: how many queries each half has.
        means: by weight as in WEIGHTS, over the half that the weight is chosen on.
        best: the weight with the highest of these means; of equal ones the nearest to the usual.
        usual: hybrid's weight by default.
        change: best minus usual on the other half, which had no part in the choice.
    """

    measure: str
    chosen_on: int
    reported_on: int
    means: list[float]
    best: float
    usual: float
    change: PairResult


def weight_curve(
    service: SearchService,
    request: EvaluationRequest,
    progress: Progress = lambda done, total: None,
) -> WeightCurve:
    """Tries every weight on the request's judged queries, in its first measure.

    Raises:
        InputError: there are fewer than FEWEST judged queries.
    """
    judged = judged_queries(request.queries, request.grades).queries
    if len(judged) < FEWEST:
        raise InputError(
            f"weights: they take {FEWEST} judged queries, and {len(judged)} are there."
        )
    engines = [parse_engine(f"hybrid:{weight}") for weight in WEIGHTS]
    runs = Runner(service, request.dataset).run(judged, engines, progress)
    measure = request.options.measures[0]
    grades = {query.id: request.grades[query.id] for query in judged}
    scores = np.array(
        [
            [found[query.id] for query in judged]
            for run in runs.engines
            for found in [by_query([measure], grades, run.rankings)[measure]]
        ]
    )
    weights = np.array([query.weight for query in judged])
    order = np.random.default_rng(request.options.seed).permutation(len(judged))
    chosen_on, reported_on = np.array_split(order, 2)
    means = np.average(scores[:, chosen_on], axis=1, weights=weights[chosen_on])
    best = min(range(len(WEIGHTS)), key=lambda at: (-means[at], abs(WEIGHTS[at] - WEIGHT)))
    usual = WEIGHTS.index(WEIGHT)
    [change] = compare(
        (scores[best] - scores[usual])[None, reported_on],
        weights=weights[reported_on],
        meaningful=request.options.meaningful,
        seed=request.options.seed,
    )
    return WeightCurve(
        measure=measure,
        chosen_on=len(chosen_on),
        reported_on=len(reported_on),
        means=[float(mean) for mean in means],
        best=WEIGHTS[best],
        usual=WEIGHT,
        change=PairResult.of(engines[best].name, engines[usual].name, change),
    )
