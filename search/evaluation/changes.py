"""Before and after: the same engines in two evaluations of the same queries."""

import numpy as np

from search.errors import InputError
from search.evaluation.result import Evaluation, PairResult
from search.evaluation.statistics.verdicts import compare

BEFORE = "before"


def changes(after: Evaluation, before: Evaluation) -> list[PairResult]:
    """Each engine that both have, after minus before, over the queries that both judged.

    A query is the same if its id and text are.

    Raises:
        InputError: there is no such engine, measure or query.
    """
    names = {engine.name for engine in before.engines}
    common = [engine.name for engine in after.engines if engine.name in names]
    measure = after.primary
    if not common or any(measure not in engine.values for engine in before.engines):
        raise InputError(f"baseline: it has none of these engines, or not the measure {measure}.")
    new, old = ({(q.id, q.text): at for at, q in enumerate(e.queries)} for e in (after, before))
    shared = [query for query in new if query in old]
    if not shared:
        raise InputError("baseline: no judged query is the same as here.")
    here, there = [new[query] for query in shared], [old[query] for query in shared]
    differences = np.array(
        [
            np.array(after.engine(name).values[measure])[here]
            - np.array(before.engine(name).values[measure])[there]
            for name in common
        ]
    )
    weights = np.array([after.queries[at].weight for at in here])
    found = compare(
        differences,
        weights=weights,
        meaningful=after.resolution.meaningful,
        seed=after.manifest.seed,
    )
    return [
        PairResult.of(name, f"{name} {BEFORE}", each)
        for name, each in zip(common, found, strict=True)
    ]
