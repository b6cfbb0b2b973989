"""What the ingest's tests look at: the documents, scores and generations of a dataset."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from search.retrieval import keyword, neural
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index, Store
from search.text.analyzer import DEFAULT
from search.types import Document
from tests.fakes import FakeEncoder

_THINGS = ["oak tables", "robots", "payments", "drones and robots", "the"]


@contextmanager
def opened(store: Store, dataset: str = "sample") -> Iterator[Index]:
    """The current generation, closed afterwards so that the next build needs no copy of it."""
    index = store.open(dataset)
    try:
        yield index
    finally:
        index.close()


def documents(store: Store, dataset: str = "sample") -> dict[str, Document]:
    """Every served document by its source id."""
    with opened(store, dataset) as index:
        found = list(index.scan())
    assert len({document.id for document in found}) == len(found)
    return {document.source_id: document for document in found}


def scores(store: Store, text: str, dataset: str = "sample") -> dict[str, float]:
    """Every score of both engines, keyed "<engine> <source id>"."""
    vector = FakeEncoder().encode([text])[0]
    with opened(store, dataset) as index:
        names = {document.id: document.source_id for document in index.scan()}
        terms = index.vocabulary.query(DEFAULT.query(text))
        hits = {
            "neural": neural.rank(index, vector, len(names)),
            "keyword": keyword.rank(index, terms, len(names))[0],
        }
    return {f"{engine} {names[id_]}": score for engine in hits for id_, score in hits[engine]}


def generations(store: Store, dataset: str = "sample") -> set[str]:
    """Names of all generations that take up room, finished or not."""
    if isinstance(store, EdgeStore):
        home = store.root / dataset
        folders = [*(home / "generations").glob("*"), *home.glob("removed-*")]
        return {folder.name for folder in folders}
    # Slow to import, and not needed by the crash tests' scripts.
    from search.store.server.catalog import VOCABULARY_SUFFIX
    from search.store.server.store import ServerStore

    assert isinstance(store, ServerStore)
    collections = store.connection.client.get_collections().collections
    names = {collection.name.removesuffix(VOCABULARY_SUFFIX) for collection in collections}
    return {name.removeprefix(f"{dataset}-") for name in names if name.startswith(f"{dataset}-")}


def companies(prefix: str, count: int) -> list[dict[str, Any]]:
    """``count`` rows with ids of their own and terms in common."""
    return [
        {
            "id": f"{prefix}{number}",
            "name": f"{prefix} {number}",
            "description": f"We make {_THINGS[number % len(_THINGS)]} in {number % 7} ways.",
        }
        for number in range(count)
    ]
