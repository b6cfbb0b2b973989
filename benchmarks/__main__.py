"""``make bench``: prints tables; ``--json FILE`` also writes the numbers.

Without ``--corpus`` the bundled sample is searched. A corpus is ingested once into
``--data`` (default: a folder of its own under NVK_DATA_DIR) and reused by later runs.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import answers, explain, footprint, keyword, neural, quality
from benchmarks.corpus import Corpus, Joined, prepare
from benchmarks.paint import paint
from benchmarks.timing import Result, table
from ingest.sources.catalog import sample
from search.embedding.encoders import open_encoder
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.service import SearchService
from search.settings import settings
from search.store.embedded.store import EdgeStore
from tests.browser.running import app_process


def main() -> int:
    """Runs what the arguments ask for."""
    options = _parser().parse_args()
    store = EdgeStore(options.data or settings().data_dir / "bench")
    service = SearchService(store, open_encoder(), "bench")
    source = Joined(tuple(options.corpus), options.limit) if options.corpus else sample()
    prepare(store, service.encoder, source, "bench", options.rebuild)
    report = _Report(machine=_machine(), documents=service.manifest("bench").documents)
    corpus = Corpus.open(service, "bench")
    original = SentenceTransformerEncoder(device="cpu")
    report.add("Full-text search", keyword.against_peers(corpus))
    report.add("Neural search", neural.against_engine(corpus))
    report.add("Encoding a query", neural.encoding(corpus, original))
    report.add("A whole comparison, in process", answers.library(corpus))
    report.add("Explanations", explain.explanations(corpus))
    report.add("Served", _served(corpus, store, original))
    report.add("Ingest", footprint.ingest(corpus, original))
    report.add("Growth", footprint.growth(corpus))
    report.add("The bundled sample in a browser", paint(store.root / "paint"))
    prepare(store, service.encoder, sample(), "sample", options.rebuild)
    report.add("Quality on the bundled sample", quality.sample(service, "sample"))
    report.add("Warnings on the bundled sample", quality.warnings(service, "sample"))
    if options.beir:
        prepare(store, service.encoder, quality.BeirCorpus(options.beir), "beir", options.rebuild)
        report.add(f"Quality on {options.beir.name}", quality.beir(service, "beir", options.beir))
    if options.json:
        options.json.write_text(json.dumps(report.values, indent=2))
    return 0


def _served(
    corpus: Corpus, store: EdgeStore, original: SentenceTransformerEncoder
) -> Iterator[Result]:
    """The app in a process of its own: HTTP, load, start-up, memory, disk."""
    started = time.perf_counter()
    with app_process(store.root, NVK_DATASET=corpus.dataset) as (url, pid):
        yield Result("start to first answer", time.perf_counter() - started, unit="s")
        address = url.removeprefix("http://")
        yield from answers.http(corpus, address)
        yield from answers.load(corpus, address, original)
        yield Result("memory of the app after that", footprint.resident_megabytes(pid), unit="MiB")
    yield Result("disk", store.size(corpus.dataset) / 2**20, unit="MiB")


class _Report:
    """Prints each part as soon as it is measured, and keeps the numbers."""

    def __init__(self, **facts: Any) -> None:
        self.values: dict[str, Any] = {**facts, "parts": {}}
        print("\n".join(f"{name}: {value}" for name, value in facts.items()))

    def add(self, part: str, results: Iterable[Result]) -> None:
        """Measures, then shows."""
        measured = list(results)
        print(f"\n### {part}\n\n{table(measured)}", flush=True)
        self.values["parts"][part] = [result.to_dict() for result in measured]


def _machine() -> str:
    def line(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    commit = line("git", "rev-parse", "--short", "HEAD") + "+" * bool(line("git", "diff", "--stat"))
    cores = os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, commit {commit}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, action="append", help="a file as for ingest; repeatable"
    )
    parser.add_argument("--beir", type=Path, help="a BEIR folder: corpus, queries, qrels")
    parser.add_argument("--limit", type=int, help="read only the first LIMIT rows of the corpus")
    parser.add_argument("--data", type=Path, help="where the benchmark's indexes are kept")
    parser.add_argument("--rebuild", action="store_true", help="build the indexes again")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
