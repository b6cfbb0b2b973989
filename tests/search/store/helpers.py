"""A Qdrant server that misbehaves, and the generations of a store."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from qdrant_client import QdrantClient

from search.keyword import bm25
from search.ranges import RangeField
from search.store.embedded.store import EdgeStore
from search.store.manifest import Manifest
from search.store.protocols import Store
from search.text.analyzer import DEFAULT
from search.types import Document, EmbeddedDocument
from tests.fakes import FakeEncoder

Respond = Callable[[BaseHTTPRequestHandler], None]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that the test cut is no news."""


@contextmanager
def answering(respond: Respond) -> Iterator[str]:
    """The URL of a server that answers every request with ``respond``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            respond(self)

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def build_documents(
    store: Store,
    documents: Sequence[Document],
    facets: Sequence[str] = (),
    ranges: Mapping[str, RangeField] | None = None,
) -> None:
    """The documents as a dataset “sample” that can be filtered by the fields."""
    ranges = dict(ranges or {})
    encoder = FakeEncoder()
    terms = [DEFAULT.document(document.text) for document in documents]
    model = bm25.fit(terms)
    vectors = encoder.encode([document.text for document in documents])
    impacts = map(model.impacts, terms)
    with store.build("sample", encoder.dimension, facets, list(ranges)) as writer:
        writer.write(list(map(EmbeddedDocument, documents, vectors, impacts)))
        manifest = Manifest(
            dataset="sample",
            generation=writer.generation,
            source="file made-by-hand.jsonl",
            documents=len(documents),
            terms=len(model.vocabulary.terms),
            average_length=model.average_length,
            model=encoder.name,
            dimension=encoder.dimension,
            precision=encoder.precision,
            max_tokens=encoder.max_tokens,
            analyzer=DEFAULT.name,
            k1=bm25.K1,
            b=bm25.B,
            epsilon=bm25.EPSILON,
            average_idf=model.average_idf,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            vocabulary_sha256=model.vocabulary.digest(),
            facets=list(facets),
            ranges=ranges,
        )
        writer.publish(manifest, model.vocabulary)


def generations(store: EdgeStore, dataset: str = "sample") -> list[str]:
    """Names of the generations on disk, oldest first."""
    return sorted(path.name for path in (store.root / dataset / "generations").iterdir())


def current_folder(store: EdgeStore, dataset: str = "sample") -> Path:
    """Where the current generation lies."""
    return store.root / dataset / "generations" / store.current(dataset)


def collection_of(client: QdrantClient, dataset: str = "sample") -> str:
    """The collection that the dataset's alias names."""
    aliases = {alias.alias_name: alias.collection_name for alias in client.get_aliases().aliases}
    return aliases[dataset]
