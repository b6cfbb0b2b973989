"""The embedded store: Qdrant's engine in this process, one directory per generation.

    <data>/<dataset>/CURRENT                       name of the generation being served
    <data>/<dataset>/writer.lock                   held by the one ingest at work
    <data>/<dataset>/generations/<name>/shard      the points
                                       /manifest.json, vocabulary.json
                                       /reader.lock   shared by all who read it

Qdrant lets one process open a shard directory; another reader gets a private copy.
"""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import qdrant_edge as edge

from search.errors import IndexDamaged
from search.files.durable import copy_sparse
from search.files.lock import Lock
from search.filters import NO_FILTER, Filter
from search.limits import COUNT_CAP
from search.ranges import Range
from search.store.around import look_around
from search.store.embedded.files import read_manifest, read_vocabulary
from search.store.facets import FacetValues, facet_path, range_path
from search.store.manifest import Manifest
from search.store.payload import NOTHING_READ, UNREADABLE, from_payload
from search.store.protocols import HNSW_EF, KEYWORD, NEURAL, Around
from search.types import Document, Facet, Scored, SparseVector, Vector

_PAGE = 1000
_FACET_LIMIT = 1_000_000


class EdgeIndex:
    """One generation's directory, open for reading."""

    def __init__(self, folder: Path, dataset: str) -> None:
        """Raises FileNotFoundError when the folder is gone, IndexDamaged when it is broken."""
        self._lock = Lock.shared(folder / "reader.lock")
        self.collection = None
        self.manifest: Manifest = read_manifest(folder, dataset)
        self.vocabulary = read_vocabulary(folder, self.manifest)
        self._shard = self._load(folder / "shard")
        self._facets = FacetValues(self.manifest)
        with self._sound():
            found = self._shard.info().points_count
        if found != self.manifest.documents:
            raise self._damaged(f"holds {found} of {self.manifest.documents} documents")
        anything = np.ones(self.manifest.dimension, np.float32)
        if not self.neural(anything, 1):  # vectors can be lost while the points are still there
            raise self._damaged("has no vectors")

    def _load(self, shard: Path) -> edge.EdgeShard:
        with self._sound():
            try:
                return edge.EdgeShard.load(str(shard))
            except Exception as error:
                if "WouldBlock" not in str(error):
                    raise
            copy = tempfile.mkdtemp(prefix="nvk-reader-")
            weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)
            return edge.EdgeShard.load(
                shutil.copytree(shard, f"{copy}/shard", copy_function=copy_sparse)
            )

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Turns any failure of the engine into IndexDamaged, PanicException (BaseException) too."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise self._damaged("cannot be read") from error
            raise

    def _damaged(self, reason: str) -> IndexDamaged:
        return IndexDamaged(reason, self.manifest.dataset, self.manifest.source)

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
        params = edge.SearchParams(exact=exact, hnsw_ef=HNSW_EF)
        return _scored(self._query(_dense(vector), limit, filter, exclude, params))

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
        # Reading a point's id costs more than finding it: only as many as asked for.
        return _scored(points[:limit]), len(points)

    def around(
        self,
        query: Vector | SparseVector,
        score: float,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
    ) -> Around:
        """See Index.around."""
        if isinstance(query, SparseVector):
            nearest, params = _sparse(query), None
        else:
            nearest, params = _dense(query), edge.SearchParams(exact=True)
        return look_around(
            score,
            self.manifest.documents,
            lambda limit, above: self._query(nearest, limit, filter, exclude, params, above),
        )

    def _query(
        self,
        query: edge.Query,
        limit: int,
        filter: Filter,
        exclude: str | None,
        params: edge.SearchParams | None = None,
        above: float | None = None,
    ) -> list[edge.ScoredPoint]:
        request = edge.QueryRequest(
            limit=limit,
            query=query,
            filter=_filter(filter, exclude),
            params=params,
            score_threshold=above,
        )
        with self._sound():
            return self._shard.query(request)

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """See Index.documents."""
        with self._sound():
            records = self._shard.retrieve([UUID(id_) for id_ in ids], True, False)
            return {str(record.id): _document(record) for record in records}

    def vectors(self, ids: Iterable[str]) -> dict[str, Vector]:
        """See Index.vectors."""
        with self._sound():
            records = self._shard.retrieve([UUID(id_) for id_ in ids], False, [NEURAL])
            return {str(record.id): _neural(record) for record in records}

    def scan(self) -> Iterator[Document]:
        """See Index.scan."""
        offset = None
        while True:
            request = edge.ScrollRequest(offset=offset, limit=_PAGE, with_payload=True)
            with self._sound():
                records, offset = self._shard.scroll(request)
            yield from map(_document, records)
            if offset is None:
                return

    def count(self, filter: Filter) -> int:
        """See Index.count."""
        request = edge.CountRequest(exact=True, filter=_filter(filter, None))
        with self._sound():
            return self._shard.count(request)

    def facets(self, field: str) -> list[Facet]:
        """See Index.facets."""
        return self._facets.facets(field, self._read_facet)

    def spellings(self, field: str, value: str) -> list[str]:
        """See Index.spellings."""
        return self._facets.spellings(field, value, self._read_facet)

    def _read_facet(self, path: str) -> list[tuple[str, int]]:
        request = edge.FacetRequest(path, limit=_FACET_LIMIT, exact=True)
        with self._sound():
            hits = self._shard.facet(request).hits
        return [(str(hit.value), hit.count) for hit in hits]

    def close(self) -> None:
        """Releases the directory; queries still running would fail, so let readers go first."""
        self._shard.close()
        self._lock.release()


def _dense(vector: Vector) -> edge.Query:
    return edge.Query.Nearest(vector.tolist(), using=NEURAL)


def _sparse(query: SparseVector) -> edge.Query:
    return edge.Query.Nearest(edge.SparseVector(*query), using=KEYWORD)


def _scored(points: Iterable[edge.ScoredPoint]) -> list[Scored]:
    return [Scored(str(point.id), point.score) for point in points]


def _filter(filter: Filter, exclude: str | None) -> edge.Filter | None:
    if not filter and exclude is None:
        return None
    conditions: list[Any] = [
        edge.FieldCondition(facet_path(field), match=edge.MatchAny(any=list(values)))
        for field, values in filter.fields
    ]
    conditions += [
        edge.Filter(should=[_in_range(range_path(field), each) for each in ranges])
        for field, ranges in filter.ranges
    ]
    if filter.ids is not None:
        conditions.append(edge.HasIdCondition({*map(UUID, filter.ids)}))
    without: set[int | UUID | str] = {
        UUID(id_) for id_ in (*filter.without, *([exclude] if exclude else ()))
    }
    not_these: list[Any] = [edge.HasIdCondition(without)] if without else []
    unread = edge.FieldCondition(UNREADABLE, match=edge.MatchAny(any=[NOTHING_READ]))
    if filter.unreadable is not None:
        (conditions if filter.unreadable else not_these).append(unread)
    return edge.Filter(must=conditions or None, must_not=not_these or None)


def _in_range(path: str, range_: Range) -> edge.FieldCondition:
    return edge.FieldCondition(path, range=edge.RangeFloat(gte=range_.low, lte=range_.high))


def _neural(record: edge.Record) -> Vector:
    named: Any = record.vector
    return np.asarray(named[NEURAL], dtype=np.float32)


def _document(record: edge.Record) -> Document:
    return from_payload(str(record.id), record.payload or {})
