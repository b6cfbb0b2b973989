"""Runs and judgments to measures, differences and a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.evaluation import measures as measuring
from search.evaluation.model import Grades, Query, QuerySet, digest
from search.evaluation.result import (
    Coverage,
    EngineResult,
    Evaluation,
    Latency,
    PairResult,
    Place,
    QueryResult,
    Resolution,
    RunManifest,
)
from search.evaluation.running import EngineRun, QueryFacts
from search.evaluation.sentence import sentence
from search.evaluation.slices import slices
from search.evaluation.statistics import resolution
from search.evaluation.statistics.verdicts import (
    SMALLEST_MEANINGFUL,
    DifferenceStatistics,
    compare,
)

_NAMED = 20
_FEW_JUDGED = 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """How to evaluate: names of measures, Δ, whether unjudged documents count, the seed.

    The first measure is the primary one, in which engines are compared.
    """

    measures: tuple[str, ...] = measuring.USUAL
    meaningful: float = SMALLEST_MEANINGFUL
    condensed: bool = False
    seed: int = 0


USUAL_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Material:
    """All that an evaluation is made of."""

    generation: Mapping[str, Any]
    queries: QuerySet
    grades: Grades
    runs: Sequence[EngineRun]
    facts: Mapping[str, QueryFacts]
    missing_documents: Sequence[str] = ()


def judged_queries(queries: QuerySet, grades: Grades) -> QuerySet:
    """The queries that have a judgment, in the set's order."""
    return queries.only(query for query, judged in grades.items() if judged)


def evaluate(material: Material, options: Options) -> Evaluation:
    """Measures every run on the judged queries, and every pair of runs in the primary measure."""
    judged = judged_queries(material.queries, material.grades).queries
    grades = {query.id: material.grades[query.id] for query in judged}
    results = [_engine(run, judged, grades, options) for run in material.runs]
    primary = options.measures[0]
    scores = np.array([result.values[primary] for result in results]).reshape(
        len(results), len(judged)
    )
    weights = np.array([query.weight for query in judged])
    names = [result.name for result in results]
    of = list(combinations(range(len(names)), 2))
    differences = np.array([scores[left] - scores[right] for left, right in of])
    compared = compare(
        differences.reshape(len(of), len(judged)),
        weights=weights,
        meaningful=options.meaningful,
        seed=options.seed,
    )
    pairs = [
        PairResult.of(names[left], names[right], found)
        for (left, right), found in zip(of, compared, strict=bool(judged))
    ]
    parts = slices(judged, material.facts, scores, names, options.seed) if len(judged) > 1 else []
    return Evaluation(
        manifest=_manifest(material, options),
        primary=primary,
        condensed=options.condensed,
        sentence=sentence(primary, len(judged), results, pairs, parts),
        engines=results,
        pairs=pairs,
        slices=parts,
        queries=_queries(judged, grades, material.runs, scores),
        coverage=_coverage(material, grades),
        resolution=_resolution(compared, len(judged), options),
        notes=_notes(material, results, len(judged)),
    )


def _engine(
    run: EngineRun, judged: Sequence[Query], grades: Grades, options: Options
) -> EngineResult:
    rankings = measuring.condensed(grades, run.rankings) if options.condensed else run.rankings
    found = measuring.by_query(options.measures, grades, rankings)
    values = {name: [of[query.id] for query in judged] for name, of in found.items()}
    weights = [query.weight for query in judged]
    return EngineResult(
        name=run.engine.name,
        label=run.engine.label,
        settings=run.engine.settings(),
        means={
            name: float(np.average(every, weights=weights)) if every else 0.0
            for name, every in values.items()
        },
        values=values,
        without_results=sum(not run.rankings.get(query.id) for query in judged),
        latency=_latency(run),
    )


def _latency(run: EngineRun) -> Latency | None:
    if not run.milliseconds:
        return None
    p50, p95 = np.percentile(list(run.milliseconds.values()), [50, 95])
    return Latency(round(float(p50), 3), round(float(p95), 3), run.embedded)


def _queries(
    judged: Sequence[Query],
    grades: Grades,
    runs: Sequence[EngineRun],
    scores: NDArray[np.float64],
) -> list[QueryResult]:
    return [
        QueryResult(
            id=query.id,
            text=query.text,
            kind=query.kind,
            weight=query.weight,
            filter={name: list(values) for name, values in query.filter.fields},
            relevant=sum(grade > 0 for grade in grades[query.id].values()),
            places={
                run.engine.name: _place(
                    float(score), run.rankings.get(query.id, ()), grades[query.id]
                )
                for run, score in zip(runs, scores[:, at], strict=True)
            },
        )
        for at, query in enumerate(judged)
    ]


def _place(value: float, ranking: Sequence[str], grades: Mapping[str, int]) -> Place:
    relevant = (rank for rank, id_ in enumerate(ranking, start=1) if grades.get(id_, 0) > 0)
    return Place(
        value=value,
        results=len(ranking),
        first_relevant=next(relevant, None),
        top_grade=grades.get(ranking[0]) if ranking else None,
    )


def _coverage(material: Material, grades: Grades) -> Coverage:
    known = material.queries.by_id
    unknown = sorted(query for query in material.grades if query not in known)
    return Coverage(
        queries=len(material.queries),
        judged=len(grades),
        without_relevant=sum(max(judged.values()) <= 0 for judged in grades.values()),
        judgments=sum(map(len, grades.values())),
        unknown_queries=len(unknown),
        unknown_query_ids=unknown[:_NAMED],
        unknown_documents=len(material.missing_documents),
        unknown_document_ids=list(material.missing_documents[:_NAMED]),
    )


def _resolution(pairs: Sequence[DifferenceStatistics], judged: int, options: Options) -> Resolution:
    spread, count = resolution.USUAL_DEVIATION, max(1, len(pairs))
    observed = [pair.resolvable for pair in pairs if pair.resolvable is not None]
    needed = [pair.needed for pair in pairs if pair.needed is not None]
    return Resolution(
        expected=resolution.smallest_difference(spread, judged, count) if judged else None,
        observed=max(observed, default=None),
        meaningful=options.meaningful,
        more_queries=max(0, max(needed) - judged) if needed else None,
    )


def _notes(material: Material, results: Sequence[EngineResult], judged: int) -> list[str]:
    """What has to be known beside the sentence."""
    notes = []
    if material.queries.weighted:
        notes.append("Queries have different weights: means and differences are weighted.")
    unjudged = len(material.queries) - judged
    if unjudged and judged:
        verb = "query has" if unjudged == 1 else "queries have"
        notes.append(f"{unjudged:,} {verb} no judgment, and no part in any mean.")
    few = [
        f"{result.label} {result.means[measuring.JUDGED]:.0%}"
        for result in results
        if judged and result.means.get(measuring.JUDGED, 1) < _FEW_JUDGED
    ]
    if few:
        notes.append(
            f"Of the first ten documents few are judged ({', '.join(few)}); unjudged ones count as "
            "not relevant, which favours engines like those that the judged documents came from."
        )
    return notes


def _manifest(material: Material, options: Options) -> RunManifest:
    ordered = {query: dict(sorted(of.items())) for query, of in sorted(material.grades.items())}
    return RunManifest(
        **material.generation,
        query_set=material.queries.name,
        queries_sha256=material.queries.digest,
        judgments_sha256=digest(ordered),
        engines=[run.engine.settings() for run in material.runs],
        seed=options.seed,
        version=version("neural-vs-keyword"),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
