"""Measures by the names of ir-measures, computed by ir-measures.

Providers are those that work in this process: trec_eval's code and what ir-measures itself has.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ir_measures
from ir_measures.measures.base import MeanAgg
from ir_measures.providers import FallbackProvider, registry

from search.errors import InputError
from search.evaluation.model import Grades

USUAL = ("nDCG@10", "RR@10", "AP@100", "P@10", "R@100", "Judged@10")
JUDGED = "Judged@10"
MAX_MEASURES = 30
_EXAMPLE = "use names of ir-measures, such as nDCG@10, P(rel=2)@5 or Success@1"
_ir_measures: Any = ir_measures  # untyped
_providers: Any = FallbackProvider(  # type: ignore[no-untyped-call]
    [registry[name] for name in ("pytrec_eval", "judged", "msmarco", "compat")]
)
_FAILURES = (ValueError, TypeError, AssertionError, NameError, AttributeError, ImportError)
"""What ir-measures raises for a measure that it cannot parse or compute."""


def parse_measures(names: Iterable[str]) -> list[str]:
    """The measures' canonical names, each once.

    >>> parse_measures(["nDCG(cutoff=10)", "P@5", "nDCG@10"])
    ['nDCG@10', 'P@5']

    Raises:
        InputError: ir-measures does not know one, or cannot compute it here.
    """
    found = list(dict.fromkeys(str(_parsed(name)) for name in names))
    if not 1 <= len(found) <= MAX_MEASURES:
        raise InputError(f"measure: choose 1 to {MAX_MEASURES}.")
    return found


def by_query(
    measures: Sequence[str], grades: Grades, rankings: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Each measure's value for each query that ``grades`` has.

    Args:
        measures: names as ``parse_measures`` gives them.
        grades: by query, at least one grade.
        rankings: by query, source ids, the best first. A query without results has the value
            that ir-measures gives it, mostly 0.

    Returns:
        By measure, then query id.
    """
    qrels = {query: dict(judged) for query, judged in grades.items()}
    # By rank, not score: evaluation tools break ties of scores their own way.
    run = {
        query: {document: -float(rank) for rank, document in enumerate(rankings[query])}
        for query in qrels
        if rankings.get(query)
    }
    values: dict[str, dict[str, float]] = {measure: {} for measure in measures}
    parsed = {_parsed(name): name for name in measures}
    for metric in _providers.iter_calc(list(parsed), qrels, run):
        values[parsed[metric.measure]][metric.query_id] = float(metric.value)
    return values


def condensed(grades: Grades, rankings: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The rankings of judged queries without the documents that nobody judged.

    Sakai 2007, "Alternatives to Bpref": condensed lists.
    """
    return {
        query: tuple(document for document in rankings.get(query, ()) if document in judged)
        for query, judged in grades.items()
    }


def _parsed(name: str) -> Any:
    try:
        measure: Any = _ir_measures.parse_measure(name.strip())
        measure.validate_params()
        if not (_providers.supports(measure) and isinstance(measure.aggregator(), MeanAgg)):
            raise ValueError(name)
    except _FAILURES:
        raise InputError(f"measure: there is no {name!r}; {_EXAMPLE}.") from None
    return measure
