"""Building and switching generations on a Qdrant server.

A generation is the collection ``<dataset>-<generation>`` with its vocabulary in a companion
collection; the alias ``<dataset>`` names the current one. Collections made here carry their
manifest in their metadata, and only those are ever changed or removed.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from qdrant_client import QdrantClient, models

from search.errors import BuildError, BuildRunning, DatasetNotFound, ForeignCollection
from search.manifest import Manifest
from search.settings import dataset_name
from search.store.base import CITY, KEYWORD, NEURAL, generation_name, to_payload
from search.store.server import MANIFEST_KEY, VOCABULARY_SUFFIX, ServerIndex, reaching
from search.types import EmbeddedDocument
from search.vocabulary import Vocabulary

_TIMEOUT_SECONDS = 10
_ALIASES_FRESH_SECONDS = 1.0
_TERMS_PER_POINT = 1000
_LONGEST_BUILD = timedelta(days=2)


class ServerWriter:
    """A generation being built in its own collection."""

    def __init__(self, client: QdrantClient, dataset: str, dimension: int) -> None:
        self.generation = generation_name()
        self.collection = f"{dataset}-{self.generation}"
        self._client = client
        self._replaces = _aliases(client).get(dataset)
        client.create_collection(
            self.collection,
            vectors_config={
                NEURAL: models.VectorParams(size=dimension, distance=models.Distance.COSINE)
            },
            sparse_vectors_config={KEYWORD: models.SparseVectorParams()},
            metadata={MANIFEST_KEY: {"dataset": dataset}},
        )
        client.create_payload_index(self.collection, CITY, models.PayloadSchemaType.KEYWORD)

    def reserve(self, documents: int, text_bytes: int) -> None:
        """See Writer.reserve; the server minds its own space."""

    def write(self, batch: Sequence[EmbeddedDocument]) -> None:
        """See Writer.write."""
        points = [
            models.PointStruct(
                id=document.id,
                vector={
                    NEURAL: neural.tolist(),
                    KEYWORD: models.SparseVector(indices=keyword.indices, values=keyword.values),
                },
                payload=to_payload(document),
            )
            for document, neural, keyword in batch
        ]
        with reaching():
            self._client.upsert(self.collection, points, wait=True)

    def publish(self, manifest: Manifest, vocabulary: Vocabulary) -> None:
        """See Writer.publish."""
        with reaching():
            found = self._client.count(self.collection, exact=True).count
            if found != manifest.documents:
                raise BuildError(
                    f"The new collection holds {found} documents instead of "
                    f"{manifest.documents}; the old one stays in use."
                )
            self._write_vocabulary(vocabulary, manifest.dataset)
            self._client.update_collection(
                self.collection, metadata={MANIFEST_KEY: manifest.to_dict()}
            )
            self._switch(manifest.dataset)

    def _write_vocabulary(self, vocabulary: Vocabulary, dataset: str) -> None:
        name = self.collection + VOCABULARY_SUFFIX
        self._client.create_collection(
            name, vectors_config={}, metadata={MANIFEST_KEY: {"dataset": dataset}}
        )
        for start in range(0, len(vocabulary.terms), _TERMS_PER_POINT):
            part = slice(start, start + _TERMS_PER_POINT)
            payload = {
                "terms": vocabulary.terms[part],
                "frequencies": vocabulary.frequencies[part],
            }
            point = models.PointStruct(id=start, vector={}, payload=payload)
            self._client.upsert(name, [point], wait=True)

    def _switch(self, dataset: str) -> None:
        switch: list[models.AliasOperations] = []
        current = _aliases(self._client).get(dataset)
        if current != self._replaces:
            raise BuildRunning(
                f"Dataset “{dataset}” was built by another process meanwhile. Run again."
            )
        if current:
            delete = models.DeleteAlias(alias_name=dataset)
            switch.append(models.DeleteAliasOperation(delete_alias=delete))
        create = models.CreateAlias(collection_name=self.collection, alias_name=dataset)
        switch.append(models.CreateAliasOperation(create_alias=create))
        self._client.update_collection_aliases(change_aliases_operations=switch)


class ServerStore:
    """Datasets as aliases on one Qdrant server or cluster."""

    kind = "server"

    def __init__(self, client: QdrantClient) -> None:
        self._client = client
        self._known: dict[str, str] = {}
        self._known_at = float("-inf")

    @classmethod
    def connect(cls, url: str, api_key: str | None) -> "ServerStore":
        """A store on the server at ``url``; nothing is asked of it yet."""
        return cls(
            QdrantClient(
                url=url, api_key=api_key, timeout=_TIMEOUT_SECONDS, check_compatibility=False
            )
        )

    def datasets(self) -> list[str]:
        """See Store.datasets."""
        return sorted(self._aliases())

    def current(self, dataset: str) -> str:
        """See Store.current; asked of the server at most once a second."""
        return self._collection(dataset).removeprefix(f"{dataset}-")

    def _collection(self, dataset: str) -> str:
        collection = self._aliases().get(dataset_name(dataset))
        if collection is None:
            raise DatasetNotFound(
                f"There is no dataset “{dataset}” on the Qdrant server. Build it with "
                f"python -m ingest, giving the server's QDRANT_URL and --dataset {dataset}."
            )
        return collection

    def building(self, dataset: str) -> bool:
        """See Store.building: a generation of ours without its manifest yet."""
        with reaching():
            names = [found.name for found in self._client.get_collections().collections]
            unfinished = [
                name
                for name in names
                if name.startswith(f"{dataset_name(dataset)}-")
                and not name.endswith(VOCABULARY_SUFFIX)
                and self._mark(name) == {"dataset": dataset}
            ]
        return bool(unfinished)

    def open(self, dataset: str) -> ServerIndex:
        """See Store.open."""
        return ServerIndex(self._client, self._collection(dataset), dataset)

    @contextmanager
    def build(self, dataset: str, dimension: int) -> Iterator[ServerWriter]:
        """See Store.build."""
        self._refuse_foreign(dataset_name(dataset))
        with reaching():
            writer = ServerWriter(self._client, dataset, dimension)
        try:
            yield writer
        finally:
            self._known_at = float("-inf")
            with reaching():
                self._remove_unused(dataset, writer.collection)

    def _aliases(self) -> dict[str, str]:
        if time.monotonic() - self._known_at > _ALIASES_FRESH_SECONDS:
            with reaching():
                self._known = {
                    alias: collection
                    for alias, collection in _aliases(self._client).items()
                    if self._owner(collection) == alias
                }
            self._known_at = time.monotonic()
        return self._known

    def _owner(self, collection: str) -> str | None:
        """The dataset a collection belongs to, None when somebody else made it."""
        return self._mark(collection).get("dataset")

    def _mark(self, collection: str) -> dict[str, Any]:
        metadata = self._client.get_collection(collection).config.metadata or {}
        mark = metadata.get(MANIFEST_KEY)
        return mark if isinstance(mark, dict) else {}

    def _refuse_foreign(self, dataset: str) -> None:
        with reaching():
            taken = self._client.collection_exists(dataset)
            ours = taken and self._owner(dataset) == dataset
        if taken and not ours:
            raise ForeignCollection(
                f"The Qdrant server has a collection “{dataset}” that was not made by this "
                "software; it is left alone. Choose another name with --dataset NAME."
            )

    def _remove_unused(self, dataset: str, built: str) -> None:
        """Deletes generations of ``dataset`` but the current one and the one before it.

        The one before may still be read by an app that has not yet noticed the switch.
        """
        current = _aliases(self._client).get(dataset)
        names = {collection.name for collection in self._client.get_collections().collections}
        mine = sorted(
            name
            for name in names
            if name.startswith(f"{dataset}-")
            and not name.endswith(VOCABULARY_SUFFIX)
            and self._owner(name) == dataset
            and name != current
        )
        finished = [name for name in mine if "generation" in self._mark(name) and name != built]
        abandoned = [
            name for name in mine if name not in finished and name < _abandoned_before(dataset)
        ]
        for name in {*finished[:-1], *abandoned, *({built} - {current})}:
            for collection in {name, name + VOCABULARY_SUFFIX} & names:
                self._client.delete_collection(collection)


def _aliases(client: QdrantClient) -> dict[str, str]:
    return {alias.alias_name: alias.collection_name for alias in client.get_aliases().aliases}


def _abandoned_before(dataset: str) -> str:
    """Unfinished collections with a lesser name have been at it for too long."""
    return f"{dataset}-{generation_name(datetime.now(UTC) - _LONGEST_BUILD)}"
