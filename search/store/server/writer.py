"""Building one generation on a Qdrant server, and putting it in use."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from qdrant_client import QdrantClient, models
from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from search.errors import BuildError, BuildRunning, StoreUnreachable
from search.keyword.vocabulary import Vocabulary
from search.limits import EXACT_UP_TO
from search.settings import Layout
from search.store.manifest import Manifest
from search.store.payload import to_payload
from search.store.protocols import KEYWORD, NEURAL, generation_name
from search.store.server.catalog import (
    MARK,
    SIGN_OF_LIFE_SECONDS,
    VOCABULARY_SUFFIX,
    aliases,
    read_mark,
    unfinished,
)
from search.store.server.connection import Connection
from search.types import EmbeddedDocument

_TERMS_PER_POINT = 1000
_REQUEST_BYTES = 8 * 2**20
"""A quarter of what a Qdrant server accepts in one request by default."""
_BYTES_PER_NUMBER = 12
_INDEXING_SECONDS = 3600
_LOOK_AGAIN_SECONDS = 2.0


class ServerWriter:
    """A generation being built in its own collection.

    Each request waits until the server has written its points, so that a slow server slows the
    ingest down instead of piling up work.
    """

    def __init__(
        self,
        connection: Connection,
        dataset: str,
        dimension: int,
        paths: Mapping[str, models.PayloadSchemaType],
        layout: Layout,
    ) -> None:
        """``paths`` are the payload keys to filter by and what they hold.

        Asks nothing before ``create``.
        """
        self.generation = generation_name()
        self.collection = f"{dataset}-{self.generation}"
        self.switching = False
        """Whether the switch was asked for, and so may still come."""
        self._connection, self._dataset, self._layout = connection, dataset, layout
        self._dimension, self._paths = dimension, paths
        self._done = threading.Event()

    def create(self) -> None:
        """Raises BuildError when the server cannot mark collections."""
        self._replaces = self._connection.ask(aliases).get(self._dataset)
        self._connection.ask(lambda client: self._create(client, self._dimension))

    def _create(self, client: QdrantClient, dimension: int) -> None:
        if not client.collection_exists(self.collection):
            client.create_collection(
                self.collection, **_parameters(dimension, self._layout, self._dataset)
            )
        if not read_mark(client, self.collection):
            client.delete_collection(self.collection)
            raise BuildError(
                "The Qdrant server is too old to keep a collection's metadata; use 1.16 or newer."
            )
        for path, kind in self._paths.items():
            client.create_payload_index(self.collection, path, kind)

    @contextmanager
    def signs_of_life(self) -> Iterator[None]:
        """Tells other processes that this build goes on, until it is published or ends."""
        self._pulse = threading.Thread(target=self._show_life, name="alive", daemon=True)
        self._pulse.start()
        try:
            yield
        finally:
            self._stop_signs()

    def _show_life(self) -> None:
        connection = self._connection.at_once()
        while not self._done.wait(SIGN_OF_LIFE_SECONDS):
            try:
                connection.ask(
                    lambda client: client.update_collection(
                        self.collection, metadata=unfinished(self._dataset)
                    )
                )
            except StoreUnreachable:  # the build meets the same error and reports it
                continue

    def _stop_signs(self) -> None:
        self._done.set()
        self._pulse.join()

    def reserve(self, documents: int, text_bytes: int) -> None:
        """See Writer.reserve; a server manages its own disk."""
        if documents <= EXACT_UP_TO:  # searched exactly, so no graph is needed
            flat = models.HnswConfigDiff(m=0)
            self._connection.ask(
                lambda client: client.update_collection(self.collection, hnsw_config=flat)
            )

    def write(self, batch: Sequence[EmbeddedDocument]) -> None:
        """See Writer.write."""
        for points in _requests([_point(embedded) for embedded in batch]):
            self._upsert(self.collection, points)

    def _upsert(self, collection: str, points: list[models.PointStruct]) -> None:
        self._connection.ask(lambda client: client.upsert(collection, points, wait=True))

    def publish(self, manifest: Manifest, vocabulary: Vocabulary) -> None:
        """See Writer.publish."""
        count = self._connection.ask(lambda client: client.count(self.collection, exact=True).count)
        if count != manifest.documents:
            raise BuildError(
                f"The new collection holds {count} documents instead of "
                f"{manifest.documents}; the old one stays in use."
            )
        self._write_vocabulary(vocabulary)
        self._wait_for_graph(manifest.documents)
        self._stop_signs()
        mark = {MARK: manifest.to_dict()}
        self._connection.ask(
            lambda client: client.update_collection(self.collection, metadata=mark)
        )
        self._connection.ask(self._switch)

    def _write_vocabulary(self, vocabulary: Vocabulary) -> None:
        name = self.collection + VOCABULARY_SUFFIX
        self._connection.ask(lambda client: self._create_companion(client, name))
        for start in range(0, len(vocabulary.terms), _TERMS_PER_POINT):
            part = slice(start, start + _TERMS_PER_POINT)
            payload = {
                "terms": vocabulary.terms[part],
                "frequencies": vocabulary.frequencies[part],
            }
            self._upsert(name, [models.PointStruct(id=start, vector={}, payload=payload)])

    def _create_companion(self, client: QdrantClient, name: str) -> None:
        if not client.collection_exists(name):
            client.create_collection(
                name,
                vectors_config={},
                metadata=unfinished(self._dataset),
                **_replication(self._layout),
            )

    def _wait_for_graph(self, documents: int) -> None:
        """Waits until a large collection is indexed; small ones have no graph."""
        if documents <= EXACT_UP_TO:
            return
        until_green = Retrying(
            retry=retry_if_result(lambda status: status is not models.CollectionStatus.GREEN),
            wait=wait_fixed(_LOOK_AGAIN_SECONDS),
            stop=stop_after_delay(_INDEXING_SECONDS),
        )
        try:
            until_green(self._status)
        except RetryError as error:
            raise BuildError(
                f"The Qdrant server was still indexing after {_INDEXING_SECONDS // 60} minutes; "
                "the old index stays in use. Run again when it has more room."
            ) from error

    def _status(self) -> models.CollectionStatus:
        return self._connection.ask(lambda client: client.get_collection(self.collection).status)

    def _switch(self, client: QdrantClient) -> None:
        current = aliases(client).get(self._dataset)
        if current == self.collection:
            return
        if current != self._replaces:
            raise BuildRunning(
                f"Dataset “{self._dataset}” was built by another process meanwhile. Run again."
            )
        switch: list[models.AliasOperations] = []
        if current:
            delete = models.DeleteAlias(alias_name=self._dataset)
            switch.append(models.DeleteAliasOperation(delete_alias=delete))
        create = models.CreateAlias(collection_name=self.collection, alias_name=self._dataset)
        switch.append(models.CreateAliasOperation(create_alias=create))
        self.switching = True
        client.update_collection_aliases(change_aliases_operations=switch)


def _parameters(dimension: int, layout: Layout, dataset: str) -> dict[str, Any]:
    """What a generation's collection is created with.

    A write is acknowledged when every replica has it, so that any of them may answer.
    """
    dense = models.VectorParams(
        size=dimension, distance=models.Distance.COSINE, on_disk=layout.on_disk or None
    )
    sparse = models.SparseVectorParams(
        index=models.SparseIndexParams(on_disk=True) if layout.on_disk else None
    )
    int8 = models.ScalarQuantizationConfig(
        type=models.ScalarType.INT8, quantile=0.99, always_ram=True
    )
    return {
        "vectors_config": {NEURAL: dense},
        "sparse_vectors_config": {KEYWORD: sparse},
        "shard_number": layout.shards,
        "quantization_config": models.ScalarQuantization(scalar=int8) if layout.int8 else None,
        "metadata": unfinished(dataset),
        **_replication(layout),
    }


def _replication(layout: Layout) -> dict[str, Any]:
    return {
        "replication_factor": layout.replicas,
        "write_consistency_factor": layout.replicas,
    }


def _point(embedded: EmbeddedDocument) -> models.PointStruct:
    document, neural, keyword, unreadable = embedded
    return models.PointStruct(
        id=document.id,
        vector={
            NEURAL: neural.tolist(),
            KEYWORD: models.SparseVector(indices=keyword.indices, values=keyword.values),
        },
        payload=to_payload(document, unreadable=unreadable),
    )


def _requests(points: list[models.PointStruct]) -> Iterator[list[models.PointStruct]]:
    """The points in portions that a server accepts."""
    portion: list[models.PointStruct] = []
    size = 0
    for point in points:
        needed = _bytes(point)
        if portion and size + needed > _REQUEST_BYTES:
            yield portion
            portion, size = [], 0
        portion.append(point)
        size += needed
    if portion:
        yield portion


def _bytes(point: models.PointStruct) -> int:
    vectors: Any = point.vector
    numbers = len(vectors[NEURAL]) + 2 * len(vectors[KEYWORD].indices)
    text = sum(len(str(value).encode()) for value in (point.payload or {}).values())
    return numbers * _BYTES_PER_NUMBER + text
