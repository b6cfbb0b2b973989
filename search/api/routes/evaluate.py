"""The part of the HTTP API that measures engines on judged queries."""

from typing import Annotated, Any

from fastapi import FastAPI, Query

from search.api.parameters import DatasetQuery, EvaluateQuery, SetQuery
from search.errors import UnavailableError
from search.evaluation.engines import parse_engines
from search.evaluation.evaluating import Options
from search.evaluation.jobs import jobs
from search.evaluation.measures import USUAL, parse_measures
from search.evaluation.result import Evaluation
from search.evaluation.workbench import Workbench
from search.service import Service
from search.settings import settings

_PATIENCE = 20.0
"""Seconds after which a request for a long evaluation is asked to come again."""


def add_evaluations(api: FastAPI, service: Service) -> None:
    """Adds query sets, their judgments, and evaluations."""

    def workbench() -> Workbench:
        return Workbench(service(), settings().data_dir)

    @api.get("/evaluate", tags=["Evaluate"], summary="Engines measured on a query set")
    def evaluate(wanted: Annotated[EvaluateQuery, Query()]) -> Evaluation:
        """Measures, differences with intervals and verdicts, slices and queries.

        Made once and kept; while a long one is being made the answer is 503 with Retry-After.
        """
        return _evaluation(workbench(), wanted, service().default_dataset)

    @api.get("/evaluate/sets", tags=["Evaluate"], summary="Query sets of a dataset")
    def sets(wanted: Annotated[DatasetQuery, Query()]) -> list[dict[str, Any]]:
        """How many queries each has, and how many of them are judged."""
        found = workbench().sets(wanted.dataset or service().default_dataset)
        return [stored._asdict() for stored in found]

    @api.get("/evaluate/queries", tags=["Evaluate"], summary="Queries of a set")
    def queries(wanted: Annotated[SetQuery, Query()]) -> list[dict[str, Any]]:
        """Texts with kinds, weights and filters where they have them."""
        return [query.to_dict() for query in workbench().query_sets.get(wanted.set)]

    @api.get("/evaluate/judgments", tags=["Evaluate"], summary="Judgments of a set")
    def judgments(wanted: Annotated[SetQuery, Query()]) -> list[dict[str, Any]]:
        """Every judge's grades; null for “can't tell”."""
        return [given._asdict() for given in workbench().query_sets.judgments(wanted.set)]


def _evaluation(bench: Workbench, wanted: EvaluateQuery, default_dataset: str) -> Evaluation:
    measures = tuple(parse_measures(wanted.measure or USUAL))
    prepared = bench.prepare(
        wanted.dataset or default_dataset,
        wanted.set,
        parse_engines(wanted.engine),
        Options(measures, wanted.meaningful, wanted.condensed),
    )
    known = bench.known(prepared)
    if known:
        return known
    job = jobs.start(prepared.key, lambda progress: bench.evaluate(prepared, progress))
    if not job.wait(_PATIENCE):
        raise UnavailableError(
            f"The evaluation is being made ({job.done:,} of {job.total:,} queries); ask again."
        )
    if job.error:
        raise job.error
    made = bench.known(prepared)
    if made is None:
        raise UnavailableError("The evaluation was cancelled by somebody else; ask again.")
    return made
