"""nDCG@10 of each engine on a BEIR data set, computed by ir_measures."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import Qrel, ScoredDoc, nDCG

from benchmarks.timing import Result
from ingest.sources import Row
from search.service import SearchService
from search.types import MODES


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


def quality(service: SearchService, dataset: str, folder: Path) -> Iterator[Result]:
    """nDCG@10 by engine over the judged test queries."""
    qrels = list(_qrels(folder / "qrels" / "test.tsv"))
    judged = {qrel.query_id for qrel in qrels}
    queries = [q for q in _lines(folder / "queries.jsonl") if q["_id"] in judged]
    for mode in MODES:
        run = _run(service, dataset, mode, queries)
        found = ir_measures.calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10]
        yield Result(f"nDCG@10, {mode}", round(found, 4), unit="", runs=len(queries))


def _run(
    service: SearchService, dataset: str, mode: str, queries: list[dict[str, Any]]
) -> list[ScoredDoc]:
    return [
        # By rank, not score: evaluation tools break ties of scores their own way.
        ScoredDoc(query["_id"], hit.document.source_id, -float(hit.rank))
        for query in queries
        for hit in service.search(query["text"], mode, k=100, dataset=dataset).hits
    ]


def _qrels(path: Path) -> Iterator[Qrel]:
    for line in path.read_text().splitlines()[1:]:
        query, document, relevance = line.split("\t")
        yield Qrel(query, document, int(relevance))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    packed = path.with_name(path.name + ".gz")
    with gzip.open(packed, "rt") if packed.exists() else open(path) as file:
        yield from map(json.loads, file)
