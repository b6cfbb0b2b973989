"""nDCG@10 of each engine on judged queries."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.timing import Result
from ingest.sources.protocols import Row
from search.evaluation.bundled import bundled_judgments, bundled_queries
from search.evaluation.engines import parse_engines
from search.evaluation.evaluating import Options
from search.evaluation.files.qrels import read_judgments
from search.evaluation.files.queries import read_queries
from search.evaluation.judges import combine
from search.evaluation.model import Judgment, QuerySet
from search.evaluation.request import EvaluationRequest, perform
from search.evaluation.result import Evaluation
from search.evaluation.slices import KIND
from search.service import SearchService
from search.types import MODES

_MEASURE = "nDCG@10"
_BAD = 0.3
_OFF_TOPIC = (
    "asdf qwer zxcv",
    "black holes and hawking radiation",
    "blah blah blah",
    "colorless green ideas sleep furiously",
    "dinosaur extinction",
    "how tall is mount everest",
    "lorem ipsum dolor sit amet",
    "mitosis in yeast cells",
    "my cat is sleeping on the sofa",
    "purple monkey dishwasher",
    "qwertyuiop",
    "recipe for apple pie with cinnamon",
    "shakespeare sonnets",
    "the meaning of life",
    "the quick brown fox jumps over the lazy dog",
    "third declension latin nouns",
    "weather tomorrow in Oslo",
    "what did plato think of justice",
    "who won the 1986 world cup",
    "xyzzy",
)
"""Nothing that a start-up of the sample does."""


@dataclass(frozen=True)
class BeirCorpus:
    """A BEIR folder's corpus as a source of rows."""

    folder: Path
    command: str = "file corpus.jsonl"

    def rows(self) -> Iterator[Row]:
        """Title as name, text as description, the corpus's own ids."""
        for number, entry in enumerate(_lines(self.folder / "corpus.jsonl"), start=1):
            row = {"id": entry["_id"], "name": entry["title"], "description": entry["text"]}
            yield Row(number, row)


def beir(service: SearchService, dataset: str, folder: Path) -> Iterator[Result]:
    """By engine, over the judged test queries of a BEIR folder."""
    queries = read_queries(_content(folder / "queries.jsonl"), "queries.jsonl")
    judgments = read_judgments(_content(folder / "qrels" / "test.tsv"), "test.tsv")
    evaluation = _evaluate(service, dataset, queries, judgments)
    yield from _means("all", len(evaluation.queries), evaluation)


def sample(service: SearchService, dataset: str) -> Iterator[Result]:
    """By kind of query and engine, over the bundled sample's own judged queries."""
    evaluation = _evaluate(service, dataset, bundled_queries(), bundled_judgments())
    for part in evaluation.slices:
        if part.group == KIND:
            for engine, mean in part.means.items():
                yield _result(f"{part.name}, {engine}", mean, part.queries)
    yield from _means("all", len(evaluation.queries), evaluation)


def warnings(service: SearchService, dataset: str) -> Iterator[Result]:
    """How often "no better than unrelated words" is said, by how well neural answers."""
    evaluation = _evaluate(service, dataset, bundled_queries(), bundled_judgments())
    values = {query.text: query.places["neural"].value for query in evaluation.queries}
    for kind, texts in (
        (
            f"answered well by neural (nDCG@10 above {_BAD})",
            [text for text, value in values.items() if value > _BAD],
        ),
        ("answered badly", [text for text, value in values.items() if value <= _BAD]),
        ("off-topic", _OFF_TOPIC),
    ):
        warned = sum(_warned(service, dataset, text) for text in texts)
        yield Result(f"warned of, {kind}", warned, unit="queries", runs=len(texts))


def _warned(service: SearchService, dataset: str, text: str) -> bool:
    reference = service.explain_query(text, dataset=dataset).reference
    return reference is not None and reference.no_better


def _evaluate(
    service: SearchService, dataset: str, queries: QuerySet, judgments: Sequence[Judgment]
) -> Evaluation:
    request = EvaluationRequest(
        dataset,
        queries,
        combine(judgments),
        parse_engines(MODES),
        options=Options((_MEASURE,)),
    )
    return perform(service, request).evaluation


def _means(kind: str, queries: int, evaluation: Evaluation) -> Iterator[Result]:
    for engine in evaluation.engines:
        yield _result(f"{kind}, {engine.name}", engine.means[_MEASURE], queries)


def _result(question: str, mean: float, queries: int) -> Result:
    return Result(question, round(mean, 3), unit=_MEASURE, runs=queries)


def _content(path: Path) -> bytes:
    packed = path.with_name(path.name + ".gz")
    return gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, _content(path).decode().splitlines())
