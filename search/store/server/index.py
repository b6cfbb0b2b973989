"""Reading one generation from a Qdrant server through qdrant-client."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy as np
from qdrant_client import models

from search.errors import IndexDamaged
from search.filters import NO_FILTER, Filter
from search.keyword.vocabulary import Vocabulary
from search.limits import COUNT_CAP
from search.store.around import look_around
from search.store.facets import FacetValues
from search.store.manifest import WRONG_VOCABULARY, Manifest
from search.store.payload import from_payload
from search.store.protocols import NEURAL, Around
from search.store.server.catalog import VOCABULARY_SUFFIX, read_mark
from search.store.server.connection import Connection
from search.store.server.query import qdrant_filter, query_request
from search.types import Document, Facet, Scored, SparseVector, Vector

_PAGE = 1000
_FACET_LIMIT = 100_000


class ServerIndex:
    """One generation's collection, open for reading."""

    def __init__(self, connection: Connection, collection: str, dataset: str) -> None:
        """Raises IndexDamaged when the collection does not hold what its manifest says."""
        self._ask = connection.ask
        self.collection = collection
        mark = self._ask(lambda client: read_mark(client, collection))
        self.manifest = Manifest.from_dict(mark, dataset)
        found = self._ask(lambda client: client.count(collection, exact=True).count)
        if found != self.manifest.documents:
            reason = f"holds {found} of {self.manifest.documents} documents"
            raise IndexDamaged(reason, dataset, self.manifest.source)
        self._facets = FacetValues(self.manifest)
        self.vocabulary = self._read_vocabulary()
        if self.vocabulary.digest() != self.manifest.vocabulary_sha256:
            raise self.manifest.damaged(WRONG_VOCABULARY)

    def _read_vocabulary(self) -> Vocabulary:
        companion = self.collection + VOCABULARY_SUFFIX
        if not self._ask(lambda client: client.collection_exists(companion)):
            raise self.manifest.damaged(WRONG_VOCABULARY)
        chunks = sorted(self._pages(companion), key=lambda record: int(record.id))
        payloads = [chunk.payload or {} for chunk in chunks]
        return Vocabulary(
            [term for payload in payloads for term in payload["terms"]],
            [frequency for payload in payloads for frequency in payload["frequencies"]],
        )

    def _pages(self, collection: str) -> Iterator[models.Record]:
        offset: Any = None
        while True:
            records, offset = self._page(collection, offset)
            yield from records
            if offset is None:
                return

    def _page(self, collection: str, offset: Any) -> tuple[list[models.Record], Any]:
        return self._ask(lambda client: client.scroll(collection, limit=_PAGE, offset=offset))

    def neural(
        self,
        vector: Vector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        *,
        exact: bool = True,
    ) -> list[Scored]:
        """See Index.neural."""
        wanted = query_request(vector, limit, filter, exclude, exact=exact)
        return _scored(self._query(wanted))

    def keyword(
        self,
        query: SparseVector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        *,
        count_to: int = COUNT_CAP + 1,
    ) -> tuple[list[Scored], int]:
        """See Index.keyword."""
        if not query.indices:
            return [], 0
        points = self._query(query_request(query, max(limit, count_to), filter, exclude))
        return _scored(points[:limit]), len(points)

    def around(
        self,
        query: Vector | SparseVector,
        score: float,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
    ) -> Around:
        """See Index.around."""
        return look_around(
            score,
            self.manifest.documents,
            lambda limit, above: self._query(
                query_request(query, limit, filter, exclude, above=above)
            ),
        )

    def _query(self, wanted: models.QueryRequest) -> list[models.ScoredPoint]:
        return self._ask(
            lambda client: client.query_points(
                self.collection,
                query=wanted.query,
                using=wanted.using,
                limit=cast(int, wanted.limit),
                query_filter=wanted.filter,
                search_params=wanted.params,
                score_threshold=wanted.score_threshold,
                with_payload=False,
            )
        ).points

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """See Index.documents."""
        wanted: list[Any] = list(ids)
        records = self._ask(
            lambda client: client.retrieve(self.collection, wanted, with_payload=True)
        )
        return {str(record.id): _document(record) for record in records}

    def vectors(self, ids: Iterable[str]) -> dict[str, Vector]:
        """See Index.vectors."""
        wanted: list[Any] = list(ids)
        records = self._ask(
            lambda client: client.retrieve(
                self.collection, wanted, with_payload=False, with_vectors=[NEURAL]
            )
        )
        vectors: dict[str, Vector] = {}
        for record in records:
            named: Any = record.vector
            vectors[str(record.id)] = np.asarray(named[NEURAL], dtype=np.float32)
        return vectors

    def scan(self) -> Iterator[Document]:
        """See Index.scan."""
        return map(_document, self._pages(self.collection))

    def count(self, filter: Filter) -> int:
        """See Index.count."""
        wanted = qdrant_filter(filter)
        return self._ask(
            lambda client: client.count(self.collection, count_filter=wanted, exact=True).count
        )

    def facets(self, field: str) -> list[Facet]:
        """See Index.facets."""
        return self._facets.facets(field, self._read_facet)

    def spellings(self, field: str, value: str) -> list[str]:
        """See Index.spellings."""
        return self._facets.spellings(field, value, self._read_facet)

    def _read_facet(self, path: str) -> list[tuple[str, int]]:
        facet = self._ask(
            lambda client: client.facet(self.collection, path, limit=_FACET_LIMIT, exact=True)
        )
        return [(str(hit.value), hit.count) for hit in facet.hits]

    def close(self) -> None:
        """Does nothing: the connection belongs to the store."""


def _scored(points: Iterable[models.ScoredPoint]) -> list[Scored]:
    return [Scored(str(point.id), point.score) for point in points]


def _document(record: models.Record) -> Document:
    return from_payload(str(record.id), record.payload or {})
