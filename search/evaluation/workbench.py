"""What screens and the API ask: a dataset's query sets, and evaluations that are kept."""

from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from search.evaluation.bundled import SAMPLE, bundled_judgments, bundled_queries
from search.evaluation.engines import Engine
from search.evaluation.evaluating import Options
from search.evaluation.judges import Rule, combine
from search.evaluation.model import digest
from search.evaluation.request import EvaluationRequest, perform
from search.evaluation.result import Evaluation
from search.evaluation.running import Progress, Runner
from search.evaluation.storage.database import FILE_NAME, Database
from search.evaluation.storage.query_sets import QuerySets, StoredSet
from search.evaluation.storage.runs import Runs
from search.service import SearchService


class Prepared(NamedTuple):
    """An evaluation to be made of a stored set; ``key`` is the same for the same things."""

    set_id: int
    request: EvaluationRequest
    key: str


class Workbench:
    """Query sets, judgments and runs in a folder, and the service that they are about.

    Every method raises RecordsUnavailable when the file in the folder cannot be used, and
    DatasetNotFound or the like for a dataset that cannot be served.
    """

    def __init__(self, service: SearchService, folder: Path) -> None:
        """Makes the file if it is not there."""
        database = Database(folder / FILE_NAME)
        self.query_sets = QuerySets(database)
        self.runs = Runs(database)
        self.service = service

    def sets(self, dataset: str) -> list[StoredSet]:
        """The dataset's query sets; the bundled sample brings its own."""
        if self.service.manifest(dataset).source == SAMPLE:
            self.query_sets.seed(dataset, bundled_queries(), bundled_judgments())
        return self.query_sets.of(dataset)

    def prepare(
        self,
        dataset: str,
        set_id: int,
        engines: Sequence[Engine],
        options: Options,
        rule: Rule = "mean",
    ) -> Prepared:
        """What is to be evaluated, read from the file. Raises QuerySetNotFound."""
        queries = self.query_sets.get(set_id)
        grades = combine(self.query_sets.judgments(set_id), rule)
        request = EvaluationRequest(dataset, queries, grades, engines, options=options)
        key = digest(
            {
                "generation": Runner(self.service, dataset).generation(),
                "queries": queries.digest,
                "judgments": grades,
                "engines": [engine.settings() for engine in engines],
                "options": asdict(options),
                "version": version("neural-vs-keyword"),
            }
        )
        return Prepared(set_id, request, key)

    def known(self, prepared: Prepared) -> Evaluation | None:
        """The evaluation if it was made before, of the very same things."""
        return self.runs.find(prepared.set_id, prepared.key)

    def evaluate(
        self, prepared: Prepared, progress: Progress = lambda done, total: None
    ) -> Evaluation:
        """Makes the evaluation and keeps it. Raises InputError for a query that cannot be asked."""
        evaluation, material = perform(self.service, prepared.request, progress)
        rankings = {run.engine.name: run.rankings for run in material.runs}
        self.runs.put(prepared.set_id, prepared.key, evaluation, rankings)
        return evaluation
