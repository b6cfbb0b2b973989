"""``make bench``: prints a table; ``--json FILE`` also writes the numbers.

Without ``--corpus`` the bundled sample is searched. A corpus is ingested once into
``--data`` (default: a folder of its own under NVK_DATA_DIR) and reused by later runs.
"""

import argparse
import json
import resource
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.paint import paint
from benchmarks.quality import BeirCorpus, quality
from benchmarks.speed import speed
from benchmarks.timing import table
from ingest.catalog import local, sample
from ingest.files import Spool
from ingest.pipeline import Build
from ingest.sources import Row, Source
from search.encoder import SentenceTransformerEncoder
from search.service import SearchService
from search.settings import settings
from search.store.edge_store import EdgeStore


class _Joined:
    """Several files as one source."""

    command = "file corpus.jsonl"

    def __init__(self, paths: list[Path], limit: int | None) -> None:
        self._files = [local(path, Spool()) for path in paths]
        self._limit = limit

    def rows(self) -> Iterator[Row]:
        """The rows of all files in turn, up to the limit."""
        return islice(chain.from_iterable(file.rows() for file in self._files), self._limit)


def main() -> int:
    """Runs what the arguments ask for."""
    options = _parser().parse_args()
    store = EdgeStore(options.data or settings().data_dir / "bench")
    service = SearchService(store, SentenceTransformerEncoder(), "bench")
    source: Source = _Joined(options.corpus, options.limit) if options.corpus else sample()
    _prepare(service, source, "bench", options.rebuild)
    results = speed(service, "bench")
    print(f"\n{service.manifest('bench').documents:,} documents\n\n{table(results)}\n")
    painted = paint(store.root / "paint")
    print(f"the bundled sample in a browser\n\n{table(painted)}\n")
    report: dict[str, Any] = {
        "speed": [result.to_dict() for result in results],
        "paint": [result.to_dict() for result in painted],
    }
    if options.beir:
        _prepare(service, BeirCorpus(options.beir), "beir", options.rebuild)
        report["ndcg@10"] = found = quality(service, "beir", options.beir)
        print("| engine | nDCG@10 |\n|---|---:|")
        print("\n".join(f"| {mode} | {value:.3f} |" for mode, value in found.items()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process, rank_bm25 included: {peak:,.0f} MiB")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2))
    return 0


def _prepare(service: SearchService, source: Source, dataset: str, rebuild: bool) -> None:
    if dataset in service.datasets() and not rebuild:
        return
    with tqdm(desc=f"building {dataset}", unit=" documents", disable=None) as bar:
        Build(
            service.store,
            service.encoder,
            source,
            dataset,
            progress=lambda phase, done, total: (
                bar.update(done - bar.n) if phase == "indexing" else None
            ),
        ).run()


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
