"""Ingest against bare encoding; start-up, memory and disk of what is served; growth."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.corpus import SHORT, Corpus, Known
from benchmarks.timing import Result, each, measure, multiple
from ingest.build.pipeline import Build
from ingest.sources.protocols import Row
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.retrieval import keyword, neural
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index
from search.text.analyzer import DEFAULT
from search.types import Document

_TEXTS = 2_000
_SMALLEST, _STEP = 1_000, 4


@dataclass(frozen=True)
class _Rows:
    """Documents as a source of rows."""

    documents: list[Document]
    command: str = "file corpus.jsonl"

    def rows(self) -> Iterator[Row]:
        for number, d in enumerate(self.documents, start=1):
            row = {"id": d.source_id, "name": d.name, "description": d.description, "city": d.city}
            yield Row(number, row)


def ingest(corpus: Corpus, original: SentenceTransformerEncoder) -> Iterator[Result]:
    """A whole ingest of up to 2,000 texts, read to published, against encoding alone."""
    # From all over the corpus: neighbours in a file are of like length.
    stride = max(1, len(corpus.documents) // _TEXTS)
    documents = list(islice(corpus.documents[::stride], _TEXTS))
    started = time.perf_counter()
    original.model.encode([document.text for document in documents])
    bare_seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        Build(EdgeStore(Path(folder)), corpus.service.encoder, _Rows(documents), "bench").run()
        seconds = time.perf_counter() - started
    count = len(documents)
    bare = Result(f"bare model.encode of {count:,} texts", count / bare_seconds, unit="texts/s")
    yield multiple(Result(f"ingest of {count:,} texts", count / seconds, unit="texts/s"), bare)
    yield bare


def resident_megabytes(pid: int) -> float:
    """Memory of a process."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return int(shown.stdout) / 1024


def growth(corpus: Corpus) -> Iterator[Result]:
    """One query on the first 1,000 documents, four times as many, and so on to all."""
    size, known = _SMALLEST, Known(corpus)
    while size < len(corpus.documents):
        with tempfile.TemporaryDirectory() as folder:
            store = EdgeStore(Path(folder))
            Build(store, known, _Rows(corpus.documents[:size]), "growth").run()
            yield from _at(store.open("growth"), corpus, size)
        size *= _STEP
    yield from _at(corpus.index, corpus, len(corpus.documents))


def _at(index: Index, corpus: Corpus, size: int) -> Iterator[Result]:
    queries = [index.vocabulary.query(DEFAULT.query(text)) for text in SHORT]
    yield measure(
        f"keyword, {size:,} documents",
        each(lambda query: keyword.rank(index, query, 10), queries),
    )
    yield measure(
        f"neural, {size:,} documents",
        each(lambda vector: neural.rank(index, vector, 10), corpus.service.encoder.encode(SHORT)),
    )
