"""``python -m search.evaluation``: measures, differences and gates in the terminal."""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from search import open_service
from search.errors import InputError, NvkError
from search.evaluation.bundled import SAMPLE, bundled_judgments, bundled_queries
from search.evaluation.changes import changes
from search.evaluation.cli.arguments import parser
from search.evaluation.cli.gates import Gate, parse_gate, worse
from search.evaluation.cli.tables import lines
from search.evaluation.engines import parse_engines
from search.evaluation.evaluating import Material, Options
from search.evaluation.files.lines import read_bytes
from search.evaluation.files.qrels import read_judgments
from search.evaluation.files.queries import read_queries
from search.evaluation.files.runs import Rankings, read_run, write_run
from search.evaluation.files.writing import grades_as_trec
from search.evaluation.judges import combine
from search.evaluation.measures import parse_measures
from search.evaluation.model import Judgment, QuerySet
from search.evaluation.request import EvaluationRequest, perform
from search.evaluation.result import Evaluation, from_json
from search.settings import settings

DONE, MISSED, WRONG = 0, 1, 2
_BETWEEN_REPORTS = 5.0
"""Seconds between two lines of progress."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 a gate is missed, 2 something cannot be used."""
    options = parser().parse_args(arguments)
    try:
        return _evaluate(options)
    except NvkError as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG


def _evaluate(options: argparse.Namespace) -> int:
    """Everything that can be wrong with the input is found before a model is loaded."""
    gates = [parse_gate(text) for text in options.fail_under]
    if options.fail_worse is not None and not options.baseline:
        raise InputError("--fail-worse: say with --baseline what to compare with.")
    before = _baseline(options.baseline)
    request = _request(options, gates)
    performed = perform(open_service(), request, _progress(time.monotonic))
    evaluation = performed.evaluation
    since = changes(evaluation, before) if before else []
    if options.trec:
        _write(options.trec, performed.material)
    missed = [said for gate in gates if (said := gate.missed(evaluation))]
    if options.fail_worse is not None:
        missed += worse(since, options.fail_worse)
    print(
        json.dumps(evaluation.to_dict(), ensure_ascii=False)
        if options.json
        else "\n".join(lines(evaluation, since))
    )
    for said in missed:
        print(f"missed: {said}", file=sys.stderr)
    return MISSED if missed else DONE


def _baseline(path: Path | None) -> Evaluation | None:
    return from_json(read_bytes(path), path.name) if path else None


def _request(options: argparse.Namespace, gates: Sequence[Gate]) -> EvaluationRequest:
    queries, judgments = _judged_set(options)
    # A gate's measure is measured whether or not it is to be shown.
    names = parse_measures([*options.measures, *(gate.measure for gate in gates)])
    if not 0 < options.meaningful < 1:
        raise InputError("--meaningful: use a number between 0 and 1.")
    if not options.seed >= 0:
        raise InputError("--seed: use a number from 0.")
    return EvaluationRequest(
        dataset=options.dataset or settings().dataset,
        queries=queries,
        grades=combine(judgments),
        engines=parse_engines(options.engines),
        imported=dict(_imported(text) for text in options.run),
        options=Options(tuple(names), options.meaningful, options.condensed, options.seed),
    )


def _judged_set(options: argparse.Namespace) -> tuple[QuerySet, list[Judgment]]:
    if options.queries and options.qrels:
        return (
            read_queries(read_bytes(options.queries), options.queries.name),
            read_judgments(read_bytes(options.qrels), options.qrels.name),
        )
    if options.queries or options.qrels:
        raise InputError("--queries, --qrels: give both files, or none for the sample's own.")
    if (options.dataset or settings().dataset) != SAMPLE:
        raise InputError(f"--queries, --qrels: only “{SAMPLE}” brings its own; give both files.")
    return bundled_queries(), bundled_judgments()


def _imported(text: str) -> tuple[str, Rankings]:
    name, found, path = text.partition("=")
    if not found or not name.strip() or not path:
        raise InputError(f"--run: write NAME=FILE, not {text!r}.")
    return name.strip(), read_run(read_bytes(Path(path)), path)


def _progress(clock: Callable[[], float]) -> Callable[[int, int], None]:
    """Tells of long work on standard error, with the time that is left."""
    started = told = clock()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = clock()
        if done and now - told >= _BETWEEN_REPORTS:
            told = now
            left = (now - started) / done * (total - done)
            print(f"{done:,} of {total:,} queries · {left:.0f} s left", file=sys.stderr)

    return tell


def _write(folder: Path, material: Material) -> None:
    """Files that ir-measures and trec_eval read."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "qrels.txt").write_text(grades_as_trec(material.grades), "utf-8")
        for run in material.runs:
            name = re.sub(r"[^\w.-]+", "-", run.engine.name)
            (folder / f"{name}.run").write_text(write_run(run.rankings, name), "utf-8")
    except OSError as error:
        raise InputError(f"--trec: {folder}: {error.strerror or error}.") from None
