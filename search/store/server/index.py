"""Reading one generation from a Qdrant server through qdrant-client."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from qdrant_client import models

from search.errors import IndexDamaged
from search.keyword.vocabulary import Vocabulary
from search.limits import COUNT_CAP
from search.ranges import Range
from search.store.around import look_around
from search.store.facets import FacetValues, facet_path, range_path
from search.store.manifest import WRONG_VOCABULARY, Manifest
from search.store.payload import NOTHING_READ, UNREADABLE, from_payload
from search.store.protocols import HNSW_EF, KEYWORD, NEURAL, Around
from search.store.server.catalog import VOCABULARY_SUFFIX, read_mark
from search.store.server.connection import Connection
from search.types import NO_FILTER, Document, Facet, Filter, Scored, SparseVector, Vector

_PAGE = 1000
_FACET_LIMIT = 100_000
_OVERSAMPLING = 2.0


class _Query(NamedTuple):
    vector: list[float] | models.SparseVector
    using: str
    params: models.SearchParams | None = None


class ServerIndex:
    """One generation's collection, open for reading."""

    def __init__(self, connection: Connection, collection: str, dataset: str) -> None:
        """Raises IndexDamaged when the collection does not hold what its manifest says."""
        self._ask = connection.ask
        self._collection = collection
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
        companion = self._collection + VOCABULARY_SUFFIX
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
        return _scored(self._query(_dense(vector, exact=exact), limit, filter, exclude))

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
        points = self._query(_sparse(query), max(limit, count_to), filter, exclude)
        return _scored(points[:limit]), len(points)

    def around(
        self,
        query: Vector | SparseVector,
        score: float,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
    ) -> Around:
        """See Index.around."""
        wanted = _sparse(query) if isinstance(query, SparseVector) else _dense(query, exact=True)
        return look_around(
            score,
            self.manifest.documents,
            lambda limit, above: self._query(wanted, limit, filter, exclude, above),
        )

    def _query(
        self,
        query: _Query,
        limit: int,
        filter: Filter,
        exclude: str | None,
        above: float | None = None,
    ) -> list[models.ScoredPoint]:
        return self._ask(
            lambda client: client.query_points(
                self._collection,
                query=query.vector,
                using=query.using,
                limit=limit,
                query_filter=_filter(filter, exclude),
                search_params=query.params,
                score_threshold=above,
                with_payload=False,
            )
        ).points

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """See Index.documents."""
        wanted: list[Any] = list(ids)
        records = self._ask(
            lambda client: client.retrieve(self._collection, wanted, with_payload=True)
        )
        return {str(record.id): _document(record) for record in records}

    def vectors(self, ids: Iterable[str]) -> dict[str, Vector]:
        """See Index.vectors."""
        wanted: list[Any] = list(ids)
        records = self._ask(
            lambda client: client.retrieve(
                self._collection, wanted, with_payload=False, with_vectors=[NEURAL]
            )
        )
        vectors: dict[str, Vector] = {}
        for record in records:
            named: Any = record.vector
            vectors[str(record.id)] = np.asarray(named[NEURAL], dtype=np.float32)
        return vectors

    def scan(self) -> Iterator[Document]:
        """See Index.scan."""
        return map(_document, self._pages(self._collection))

    def count(self, filter: Filter) -> int:
        """See Index.count."""
        wanted = _filter(filter, None)
        return self._ask(
            lambda client: client.count(self._collection, count_filter=wanted, exact=True).count
        )

    def facets(self, field: str) -> list[Facet]:
        """See Index.facets."""
        return self._facets.facets(field, self._read_facet)

    def spellings(self, field: str, value: str) -> list[str]:
        """See Index.spellings."""
        return self._facets.spellings(field, value, self._read_facet)

    def _read_facet(self, path: str) -> list[tuple[str, int]]:
        facet = self._ask(
            lambda client: client.facet(self._collection, path, limit=_FACET_LIMIT, exact=True)
        )
        return [(str(hit.value), hit.count) for hit in facet.hits]

    def close(self) -> None:
        """Does nothing: the connection belongs to the store."""


def _dense(vector: Vector, *, exact: bool) -> _Query:
    params = models.SearchParams(
        exact=exact,
        hnsw_ef=HNSW_EF,
        # Where vectors are quantised, scores still come from the stored ones.
        quantization=models.QuantizationSearchParams(
            ignore=exact, rescore=True, oversampling=_OVERSAMPLING
        ),
    )
    return _Query(vector.tolist(), NEURAL, params)


def _sparse(query: SparseVector) -> _Query:
    return _Query(models.SparseVector(indices=query.indices, values=query.values), KEYWORD)


def _scored(points: Iterable[models.ScoredPoint]) -> list[Scored]:
    return [Scored(str(point.id), point.score) for point in points]


def _filter(filter: Filter, exclude: str | None) -> models.Filter | None:
    if not filter and exclude is None:
        return None
    conditions: list[models.Condition] = [
        models.FieldCondition(key=facet_path(field), match=models.MatchAny(any=list(values)))
        for field, values in filter.fields
    ]
    conditions += [
        models.Filter(should=[_in_range(range_path(field), each) for each in ranges])
        for field, ranges in filter.ranges
    ]
    if filter.ids is not None:
        conditions.append(models.HasIdCondition(has_id=[*sorted(filter.ids)]))
    without = [*sorted(filter.without), *([exclude] if exclude else ())]
    not_these: list[models.Condition] = []
    if without:
        not_these.append(models.HasIdCondition(has_id=[*without]))
    unread = models.FieldCondition(key=UNREADABLE, match=models.MatchValue(value=NOTHING_READ))
    if filter.unreadable is not None:
        (conditions if filter.unreadable else not_these).append(unread)
    return models.Filter(must=conditions or None, must_not=not_these or None)


def _in_range(path: str, range_: Range) -> models.FieldCondition:
    return models.FieldCondition(key=path, range=models.Range(gte=range_.low, lte=range_.high))


def _document(record: models.Record) -> Document:
    return from_payload(str(record.id), record.payload or {})
