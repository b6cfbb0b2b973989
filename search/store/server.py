"""Reading one generation from a Qdrant server through qdrant-client."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import httpx
import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from search.errors import IndexDamaged, StoreUnreachable
from search.manifest import Manifest
from search.store.base import CITY, HNSW_EF, KEYWORD, NEURAL, from_payload, sorted_facets
from search.store.files import other_vocabulary, vocabulary_digest
from search.types import COUNT_CAP, Document, Facet, Scored, SparseVector, Vector
from search.vocabulary import Vocabulary

_PAGE = 1000
_FACET_LIMIT = 100_000
VOCABULARY_SUFFIX = "-vocabulary"
MANIFEST_KEY = "neural_vs_keyword"
"""Collection metadata under this key marks a collection as made by this software."""


class ServerIndex:
    """One generation's collection, open for reading."""

    def __init__(self, client: QdrantClient, collection: str, dataset: str) -> None:
        """Raises IndexDamaged when the collection does not hold what its manifest says."""
        self._client = client
        self._collection = collection
        with reaching():
            metadata = client.get_collection(collection).config.metadata or {}
            self.manifest = Manifest.from_dict(metadata.get(MANIFEST_KEY), dataset)
            found = client.count(collection, exact=True).count
            self.vocabulary = self._read_vocabulary()
        if found != self.manifest.documents:
            reason = f"holds {found} of {self.manifest.documents} documents"
            raise IndexDamaged(reason, dataset, self.manifest.source)
        if vocabulary_digest(self.vocabulary) != self.manifest.vocabulary_sha256:
            raise other_vocabulary(self.manifest)

    def _read_vocabulary(self) -> Vocabulary:
        companion = self._collection + VOCABULARY_SUFFIX
        if not self._client.collection_exists(companion):
            raise other_vocabulary(self.manifest)
        pages = self._pages(companion)
        chunks = sorted(pages, key=lambda record: int(record.id))
        payloads = [chunk.payload or {} for chunk in chunks]
        return Vocabulary(
            [term for payload in payloads for term in payload["terms"]],
            [frequency for payload in payloads for frequency in payload["frequencies"]],
        )

    def _pages(self, collection: str) -> Iterator[models.Record]:
        offset: Any = None
        while True:
            with reaching():
                records, offset = self._client.scroll(collection, limit=_PAGE, offset=offset)
            yield from records
            if offset is None:
                return

    def neural(
        self,
        vector: Vector,
        limit: int,
        cities: Sequence[str] = (),
        exclude: str | None = None,
        *,
        exact: bool = True,
    ) -> list[Scored]:
        """See Index.neural."""
        params = models.SearchParams(exact=exact, hnsw_ef=HNSW_EF)
        return self._query(vector.tolist(), NEURAL, limit, cities, exclude, params)

    def keyword(
        self,
        query: SparseVector,
        limit: int,
        cities: Sequence[str] = (),
        exclude: str | None = None,
        *,
        count_to: int = COUNT_CAP + 1,
    ) -> tuple[list[Scored], int]:
        """See Index.keyword."""
        if not query.indices:
            return [], 0
        sparse = models.SparseVector(indices=query.indices, values=query.values)
        hits = self._query(sparse, KEYWORD, max(limit, count_to), cities, exclude)
        return hits[:limit], len(hits)

    def _query(
        self,
        query: list[float] | models.SparseVector,
        using: str,
        limit: int,
        cities: Sequence[str],
        exclude: str | None,
        params: models.SearchParams | None = None,
    ) -> list[Scored]:
        with reaching():
            found = self._client.query_points(
                self._collection,
                query=query,
                using=using,
                limit=limit,
                query_filter=_filter(cities, exclude),
                search_params=params,
                with_payload=False,
            )
        return [Scored(str(point.id), point.score) for point in found.points]

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """See Index.documents."""
        with reaching():
            records = self._client.retrieve(self._collection, list(ids), with_payload=True)
        return {str(record.id): _document(record) for record in records}

    def vectors(self, ids: Iterable[str]) -> dict[str, Vector]:
        """See Index.vectors."""
        with reaching():
            records = self._client.retrieve(
                self._collection, list(ids), with_payload=False, with_vectors=[NEURAL]
            )
        vectors: dict[str, Vector] = {}
        for record in records:
            named: Any = record.vector
            vectors[str(record.id)] = np.asarray(named[NEURAL], dtype=np.float32)
        return vectors

    def scan(self) -> Iterator[Document]:
        """See Index.scan."""
        return map(_document, self._pages(self._collection))

    def cities(self) -> list[Facet]:
        """See Index.cities."""
        return self._cities

    @cached_property
    def _cities(self) -> list[Facet]:
        with reaching():
            facet = self._client.facet(self._collection, CITY, limit=_FACET_LIMIT, exact=True)
        return sorted_facets((str(hit.value), hit.count) for hit in facet.hits)

    def close(self) -> None:
        """The connection belongs to the store; there is nothing to let go of."""


@contextmanager
def reaching() -> Iterator[None]:
    """Turns the client's failures into StoreUnreachable."""
    try:
        yield
    except UnexpectedResponse as error:
        if error.status_code in (401, 403):
            raise StoreUnreachable(
                "The Qdrant server refuses the key; check QDRANT_API_KEY."
            ) from error
        raise StoreUnreachable(
            f"The Qdrant server answered with status {error.status_code}."
        ) from error
    except ValueError as error:
        raise StoreUnreachable(
            "The answer from QDRANT_URL is not a Qdrant server's, or its data are gone."
        ) from error
    except (ApiException, QdrantException, httpx.HTTPError, OSError) as error:
        raise StoreUnreachable(
            "The Qdrant server does not answer; check QDRANT_URL and that it is running."
        ) from error


def _filter(cities: Sequence[str], exclude: str | None) -> models.Filter | None:
    if not cities and exclude is None:
        return None
    city = models.FieldCondition(key=CITY, match=models.MatchAny(any=list(cities)))
    return models.Filter(
        must=[city] if cities else None,
        must_not=[models.HasIdCondition(has_id=[exclude])] if exclude else None,
    )


def _document(record: models.Record) -> Document:
    return from_payload(str(record.id), record.payload or {})
