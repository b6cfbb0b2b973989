"""Which collections a Qdrant server holds, and which of them this software made."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from qdrant_client import QdrantClient, models

from search.errors import StoreGone, StoreUnreachable
from search.store.server.connection import Connection

VOCABULARY_SUFFIX = "-vocabulary"
MARK = "neural_vs_keyword"
"""Collection metadata under this key marks a collection as made by this software.

While it is being built the mark holds ``dataset`` and ``alive``, the time of the builder's last
sign of life; afterwards it is the manifest.
"""
_DELETED = "neural_vs_keyword_deleted"
"""Beside the mark: when the dataset was deleted, for those that may still be reading."""
SIGN_OF_LIFE_SECONDS = 10
_GIVEN_UP = timedelta(minutes=1)
_FRESH_SECONDS = 1.0
T = TypeVar("T")


class Catalog:
    """What there is, asked of the server at most once a second."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._aliases = _Fresh(lambda: connection.ask(aliases))
        self._names = _Fresh(lambda: connection.ask(_names))
        self._finished: dict[str, dict[str, Any]] = {}

    def forget(self) -> None:
        """Makes the next call ask the server again."""
        self._aliases.forget()
        self._names.forget()

    def current(self) -> dict[str, str]:
        """From dataset to the collection in use."""
        return {
            alias: collection
            for alias, collection in self._aliases.get().items()
            if self.mark(collection).get("dataset") == alias
        }

    def generations(self, dataset: str) -> dict[str, dict[str, Any]]:
        """From collection to mark: every generation of a dataset, finished or not."""
        marks = {
            name: self.mark(name)
            for name in self._names.get()
            if name.startswith(f"{dataset}-") and not name.endswith(VOCABULARY_SUFFIX)
        }
        return {name: mark for name, mark in marks.items() if mark.get("dataset") == dataset}

    def lone_vocabularies(self, dataset: str) -> list[str]:
        """Companions of collections that are gone."""
        return [
            name
            for name in self.names()
            if name.startswith(f"{dataset}-")
            and name.endswith(VOCABULARY_SUFFIX)
            and name.removesuffix(VOCABULARY_SUFFIX) not in self.names()
            and self.mark(name).get("dataset") == dataset
        ]

    def building(self, dataset: str) -> list[str]:
        """The collections that somebody is filling right now."""
        return [name for name, mark in self.generations(dataset).items() if is_alive(mark)]

    def mark(self, collection: str) -> dict[str, Any]:
        """A collection's mark; empty when somebody else made it, or when it is gone."""
        if collection not in self._finished:
            try:
                mark = self._connection.ask(lambda client: read_mark(client, collection))
            except StoreGone:  # between the two questions
                return {}
            if not is_finished(mark):
                return mark
            self._finished[collection] = mark
        return self._finished[collection]

    def deleted(self, before: timedelta) -> list[str]:
        """Collections whose dataset was deleted at least so long ago."""
        current = self.current().values()
        return [
            name
            for name in self._names.get()
            if name not in current and self._deleted_for(name) >= before
        ]

    def _deleted_for(self, collection: str) -> timedelta:
        """How long ago its dataset was deleted; negative for any other collection."""
        moment = self._connection.ask(lambda client: _deleted_at(client, collection))
        return age(moment) if moment else timedelta(-1)

    def names(self) -> set[str]:
        """All collections."""
        return set(self._names.get())


def aliases(client: QdrantClient) -> dict[str, str]:
    """From alias to collection, anybody's."""
    return {alias.alias_name: alias.collection_name for alias in client.get_aliases().aliases}


def read_mark(client: QdrantClient, collection: str) -> dict[str, Any]:
    """See Catalog.mark."""
    if not client.collection_exists(collection):
        return {}
    mark = (client.get_collection(collection).config.metadata or {}).get(MARK)
    return mark if isinstance(mark, dict) else {}


def _deleted_at(client: QdrantClient, collection: str) -> str | None:
    if not client.collection_exists(collection):
        return None
    metadata = client.get_collection(collection).config.metadata or {}
    return metadata.get(_DELETED) if MARK in metadata else None


def mark_deleted(client: QdrantClient, collection: str) -> None:
    """Notes in a collection's metadata that its dataset was deleted now."""
    client.update_collection(collection, metadata={_DELETED: datetime.now(UTC).isoformat()})


def remove_alias(client: QdrantClient, dataset: str) -> None:
    """Removes a dataset's alias; does nothing if there is none."""
    if dataset in aliases(client):
        delete = models.DeleteAlias(alias_name=dataset)
        client.update_collection_aliases([models.DeleteAliasOperation(delete_alias=delete)])


def unfinished(dataset: str) -> dict[str, Any]:
    """The mark of a collection that is being filled at this moment."""
    return {MARK: {"dataset": dataset, "alive": datetime.now(UTC).isoformat()}}


def is_finished(mark: dict[str, Any]) -> bool:
    """Whether a generation was completed."""
    return "generation" in mark


def is_alive(mark: dict[str, Any]) -> bool:
    """Whether the builder of an unfinished generation has shown itself lately."""
    return not is_finished(mark) and age(mark.get("alive")) < _GIVEN_UP


def age(moment: Any) -> timedelta:
    """Time since a mark's ``alive`` or ``built_at``; very long when it says nothing usable."""
    try:
        return datetime.now(UTC) - datetime.fromisoformat(moment)
    except (TypeError, ValueError):
        return timedelta.max


def _names(client: QdrantClient) -> list[str]:
    return [found.name for found in client.get_collections().collections]


class _Fresh(Generic[T]):
    """A value that one thread reloads for all of them once it is a second old."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._guard = threading.Lock()
        self._loaded_at = self._failed_at = float("-inf")
        self._value: T
        self._failure = ""

    def get(self) -> T:
        """Raises what loading raises; those who waited meanwhile do not wait once more."""
        asked_at = time.monotonic()
        with self._guard:
            if asked_at - self._loaded_at <= _FRESH_SECONDS:
                return self._value
            if self._failed_at > asked_at:
                raise StoreUnreachable(self._failure)
            try:
                self._value = self._load()
            except StoreUnreachable as error:
                self._failed_at, self._failure = time.monotonic(), str(error)
                raise
            self._loaded_at = time.monotonic()
            return self._value

    def forget(self) -> None:
        """The next ``get`` loads."""
        self._loaded_at = float("-inf")
