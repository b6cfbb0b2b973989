"""One evaluation from beginning to end, the same for screens, API and terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.evaluation.engines import Engine, distinct
from search.evaluation.evaluating import USUAL_OPTIONS, Material, Options, evaluate, judged_queries
from search.evaluation.files.runs import Rankings, known_as
from search.evaluation.model import Grades, QuerySet
from search.evaluation.result import Evaluation
from search.evaluation.running import EngineRun, Progress, Runner
from search.service import SearchService


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What to evaluate: built-in engines are asked, ``imported`` runs (by name) are read."""

    dataset: str
    queries: QuerySet
    grades: Grades
    engines: Sequence[Engine]
    imported: Mapping[str, Rankings] = field(default_factory=dict)
    options: Options = USUAL_OPTIONS


class Performed(NamedTuple):
    """An evaluation and the rankings that it is about."""

    evaluation: Evaluation
    material: Material


def perform(
    service: SearchService,
    request: EvaluationRequest,
    progress: Progress = lambda done, total: None,
) -> Performed:
    """Asks the engines every judged query, and evaluates what they find.

    Raises:
        InputError: two engines have the same name, or a query cannot be asked.
        DatasetNotFound: and whatever else keeps the dataset from being served.
    """
    distinct([*request.engines, *(Engine(name) for name in request.imported)])
    runner = Runner(service, request.dataset)
    queries = request.queries
    grades = _grades(request)
    runs = runner.run(judged_queries(queries, grades).queries, request.engines, progress)
    documents = {document for judged in grades.values() for document in judged}
    listed = {id_ for run in runs.engines for found in run.rankings.values() for id_ in found}
    imported = [
        EngineRun(Engine(name), _rankings(found, queries, frozenset(documents | listed)))
        for name, found in request.imported.items()
    ]
    material = Material(
        generation=runner.generation(),
        queries=queries,
        grades=grades,
        runs=[*runs.engines, *imported],
        facts=runs.facts,
        missing_documents=runner.missing(documents - listed),
    )
    return Performed(evaluate(material, request.options), material)


def _grades(request: EvaluationRequest) -> Grades:
    """By the set's own query ids, also where a file has them as TREC words."""
    ids = known_as(request.grades, frozenset(request.queries.by_id))
    return {ids[query]: judged for query, judged in request.grades.items()}


def _rankings(found: Rankings, queries: QuerySet, documents: frozenset[str]) -> Rankings:
    ids = known_as(found, frozenset(queries.by_id))
    listed = known_as({id_ for ranking in found.values() for id_ in ranking}, documents)
    return {
        ids[query]: tuple(listed[id_] for id_ in ranking)
        for query, ranking in found.items()
        if ids[query] in queries.by_id
    }
