"""Datasets on a Qdrant server or cluster.

A generation is the collection ``<dataset>-<generation>`` with its vocabulary in a companion
collection; the alias ``<dataset>`` names the current one. Collections made here carry their
manifest in their metadata, and only those are ever changed or removed.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

from qdrant_client import models

from search.errors import BuildRunning, DatasetNotFound, ForeignCollection, StoreUnreachable
from search.names import dataset_name
from search.settings import Layout
from search.store.facets import facet_path, range_path
from search.store.manifest import Manifest
from search.store.payload import UNREADABLE
from search.store.server.catalog import (
    VOCABULARY_SUFFIX,
    Catalog,
    age,
    is_alive,
    is_finished,
    mark_deleted,
    remove_alias,
)
from search.store.server.connection import Connection
from search.store.server.index import ServerIndex
from search.store.server.writer import ServerWriter
from search.types import CITY

_log = logging.getLogger(__name__)
_STILL_READ = timedelta(minutes=1)
"""How long an app may need to notice a switch and to finish what it was reading."""


class ServerStore:
    """Datasets as aliases on one Qdrant server or cluster."""

    kind = "server"

    def __init__(self, connection: Connection, layout: Layout | None = None) -> None:
        self.connection = connection
        self._layout = layout or Layout()
        self._catalog = Catalog(connection)

    def datasets(self) -> list[str]:
        """See Store.datasets."""
        return sorted(self._catalog.current())

    def current(self, dataset: str) -> str:
        """See Store.current; asked of the server at most once a second."""
        return self._collection(dataset).removeprefix(f"{dataset}-")

    def building(self, dataset: str) -> bool:
        """See Store.building."""
        return bool(self._catalog.building(dataset_name(dataset)))

    def open(self, dataset: str) -> ServerIndex:
        """See Store.open."""
        return ServerIndex(self.connection, self._collection(dataset), dataset)

    def manifest(self, dataset: str) -> Manifest:
        """See Store.manifest."""
        return Manifest.from_dict(self._catalog.mark(self._collection(dataset)), dataset)

    def size(self, dataset: str) -> None:
        """See Store.size; a server does not report it."""

    def delete(self, dataset: str) -> None:
        """See Store.delete; what was current is removed a while later, when nobody reads it."""
        self._catalog.forget()
        collection = self._collection(dataset)
        self._refuse_second(dataset)
        # Marked first: should this process end in between, nothing is left without a mark.
        self.connection.ask(lambda client: mark_deleted(client, collection))
        self.connection.ask(lambda client: remove_alias(client, dataset))
        self._clean_up(dataset)

    def clean_up(self) -> None:
        """See Store.clean_up."""
        self._catalog.forget()
        for name in self._catalog.deleted(_STILL_READ):
            self._remove(name)
        self._catalog.forget()

    def _collection(self, dataset: str) -> str:
        collection = self._catalog.current().get(dataset_name(dataset))
        if collection is None:
            raise DatasetNotFound(
                f"There is no dataset “{dataset}” on the Qdrant server. Build it with "
                f"python -m ingest, giving the server's QDRANT_URL and --dataset {dataset}."
            )
        return collection

    @contextmanager
    def build(
        self,
        dataset: str,
        dimension: int,
        facets: Sequence[str] = (),
        ranges: Sequence[str] = (),
    ) -> Iterator[ServerWriter]:
        """See Store.build."""
        values, numbers = models.PayloadSchemaType.KEYWORD, models.PayloadSchemaType.FLOAT
        paths = {facet_path(field): values for field in (CITY, *facets)} | {UNREADABLE: values}
        paths |= {range_path(field): numbers for field in ranges}
        self._catalog.forget()
        self._refuse_foreign(dataset_name(dataset))
        self._refuse_second(dataset)
        writer = ServerWriter(self.connection, dataset, dimension, paths, self._layout)
        try:
            writer.create()
            self._catalog.forget()
            self._refuse_second(dataset, writer.collection)
            with writer.signs_of_life():
                yield writer
        finally:
            self._clean_up(dataset, None if writer.switching else writer.collection)

    def _refuse_foreign(self, dataset: str) -> None:
        taken = self.connection.ask(lambda client: client.collection_exists(dataset))
        if taken and self._catalog.mark(dataset).get("dataset") != dataset:
            raise ForeignCollection(
                f"The Qdrant server has a collection “{dataset}” that was not made by this "
                "software; it is left alone. Choose another name with --dataset NAME."
            )

    def _refuse_second(self, dataset: str, mine: str | None = None) -> None:
        if any(name != mine for name in self._catalog.building(dataset)):
            raise BuildRunning(
                f"Dataset “{dataset}” is being built by another process. "
                "Wait for it to finish, or a minute if it was killed."
            )

    def _clean_up(self, dataset: str, failed: str | None = None) -> None:
        """Removes unused collections; if the server is away, the next build does it."""
        self._catalog.forget()
        try:
            for name in self._useless(dataset, failed):
                self._remove(name)
        except StoreUnreachable as error:
            _log.warning("Collections that are no longer needed stay behind: %s", error)
        finally:
            self._catalog.forget()

    def _remove(self, name: str) -> None:
        """A generation with its vocabulary."""
        for collection in {name, name + VOCABULARY_SUFFIX} & self._catalog.names():
            self._delete(collection)

    def _delete(self, collection: str) -> None:
        self.connection.at_once().ask(lambda client: client.delete_collection(collection))

    def _useless(self, dataset: str, failed: str | None) -> list[str]:
        """Collections of failed builds, of builders that died, and those replaced a while ago."""
        marks = self._catalog.generations(dataset)
        current = self._catalog.current().get(dataset)
        dead = [n for n, mark in marks.items() if not is_finished(mark) and not is_alive(mark)]
        finished = sorted(
            (str(mark["built_at"]), name) for name, mark in marks.items() if is_finished(mark)
        )
        replaced = [old for (_, old), (at, _) in pairwise(finished) if age(at) > _STILL_READ]
        useless = {*dead, *replaced, *self._catalog.lone_vocabularies(dataset)}
        return [name for name in useless | ({failed} if failed else set()) if name != current]
