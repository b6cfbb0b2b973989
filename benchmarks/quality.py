"""nDCG@10 of each engine on judged queries, computed by ir_measures."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import Qrel, ScoredDoc, nDCG

from benchmarks.timing import Result
from ingest.sources.catalog import SAMPLE
from ingest.sources.protocols import Row
from search.service import SearchService
from search.types import MODES

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

Query = dict[str, Any]
"""As in BEIR: ``_id``, ``text``, and here ``metadata`` with a ``kind`` and perhaps a ``city``."""


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
    qrels = list(_qrels(folder / "qrels" / "test.tsv"))
    judged = {qrel.query_id for qrel in qrels}
    queries = [q for q in _lines(folder / "queries.jsonl") if q["_id"] in judged]
    yield from _by_engine("all", service, dataset, qrels, queries)


def sample(service: SearchService, dataset: str) -> Iterator[Result]:
    """By kind of query and engine, over the bundled sample's own judged queries."""
    qrels = list(_qrels(SAMPLE.with_name("qrels.tsv")))
    queries = list(_lines(SAMPLE.with_name("queries.jsonl")))
    for kind in dict.fromkeys(query["metadata"]["kind"] for query in queries):
        of_kind = [query for query in queries if query["metadata"]["kind"] == kind]
        yield from _by_engine(kind, service, dataset, qrels, of_kind)
    yield from _by_engine("all", service, dataset, qrels, queries)


def warnings(service: SearchService, dataset: str) -> Iterator[Result]:
    """How often "no better than unrelated words" is said, by how well neural answers."""
    qrels = list(_qrels(SAMPLE.with_name("qrels.tsv")))
    queries = list(_lines(SAMPLE.with_name("queries.jsonl")))
    run = _run(service, dataset, "neural", queries)
    ndcg = {m.query_id: m.value for m in ir_measures.iter_calc([nDCG @ 10], qrels, run)}
    bad = [query["text"] for query in queries if ndcg[query["_id"]] <= _BAD]
    well = [query["text"] for query in queries if ndcg[query["_id"]] > _BAD]
    for kind, texts in (
        (f"answered well by neural (nDCG@10 above {_BAD})", well),
        ("answered badly", bad),
        ("off-topic", _OFF_TOPIC),
    ):
        warned = sum(_warned(service, dataset, text) for text in texts)
        yield Result(f"warned of, {kind}", warned, unit="queries", runs=len(texts))


def _warned(service: SearchService, dataset: str, text: str) -> bool:
    reference = service.explain_query(text, dataset=dataset).reference
    return reference is not None and reference.no_better


def _by_engine(
    kind: str, service: SearchService, dataset: str, qrels: list[Qrel], queries: list[Query]
) -> Iterator[Result]:
    asked = {query["_id"] for query in queries}
    relevant = [qrel for qrel in qrels if qrel.query_id in asked]
    for mode in MODES:
        run = _run(service, dataset, mode, queries)
        found = ir_measures.calc_aggregate([nDCG @ 10], relevant, run)[nDCG @ 10]
        yield Result(f"{kind}, {mode}", round(found, 3), unit="nDCG@10", runs=len(queries))


def _run(service: SearchService, dataset: str, mode: str, queries: list[Query]) -> list[ScoredDoc]:
    return [
        # By rank, not score: evaluation tools break ties of scores their own way.
        ScoredDoc(query["_id"], hit.document.source_id, -float(hit.rank))
        for query in queries
        for hit in service.search(
            query["text"],
            mode,
            k=100,
            dataset=dataset,
            cities=query.get("metadata", {}).get("city", ()),
        ).hits
    ]


def _qrels(path: Path) -> Iterator[Qrel]:
    for line in path.read_text("utf-8").splitlines()[1:]:
        query, document, relevance = line.split("\t")
        yield Qrel(query, document, int(relevance))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    packed = path.with_name(path.name + ".gz")
    with gzip.open(packed, "rt") if packed.exists() else open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)
