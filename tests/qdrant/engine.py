"""One in-memory Qdrant behind both protocols, strict where a server is and local mode is not."""

import re
import threading
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from qdrant_client import QdrantClient, models

from tests.qdrant.configuration import Configuration

BAD, NOT_FOUND, CONFLICT = 400, 404, 409


class Refused(Exception):
    """What a server answers instead of a result: an HTTP status and its message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Engine:
    """Collections and aliases; any thread may call it.

    Local mode answers one call at a time, and so does this: a server would answer several.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._client = QdrantClient(":memory:")
            self._made: dict[str, Configuration] = {}

    def ask(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        """Calls local mode; its errors become a server's."""
        with self._lock:
            try:
                return getattr(self._client, method)(*arguments, **keywords)
            except ValueError as error:
                raise refusal(str(error)) from error

    def create(self, name: str, wanted: models.CreateCollection) -> bool:
        """Makes a collection; one that exists is a conflict."""
        with self._lock:
            self.ask(
                "create_collection",
                name,
                vectors_config=wanted.vectors,
                sparse_vectors_config=wanted.sparse_vectors,
                metadata=wanted.metadata,
            )
            self._made[name] = Configuration(wanted)
        return True

    def change(self, name: str, wanted: models.UpdateCollection) -> bool:
        """Changes settings; metadata is merged into what is there."""
        with self._lock:
            configuration = self._configuration(name)
            self.ask(
                "update_collection",
                name,
                sparse_vectors_config=wanted.sparse_vectors,
                metadata=wanted.metadata,
                vectors_config=wanted.vectors,
            )
            configuration.change(wanted)
        return True

    def remove(self, name: str) -> bool:
        """Deletes a collection with its aliases; whether there was one."""
        with self._lock:
            self._made.pop(name, None)
            return bool(self.ask("delete_collection", name))

    def info(self, name: str) -> models.CollectionInfo:
        """A collection's settings and size."""
        with self._lock:
            return self._configuration(name).shown(self.ask("get_collection", name))

    def index(self, name: str, field: str, schema: models.PayloadFieldSchema | None) -> Any:
        """Remembers a payload index; local mode would only warn that it needs none."""
        if schema is None:
            raise Refused(BAD, "Wrong input: Field type must be specified")
        with self._lock:
            self._configuration(name).indexes[field] = schema
        return completed()

    def unindex(self, name: str, field: str) -> models.UpdateResult:
        """Forgets a payload index."""
        with self._lock:
            self._configuration(name).indexes.pop(field, None)
        return completed()

    def needs_index(self, name: str, field: str) -> None:
        """Refuses what a server cannot do without an index on ``field``."""
        with self._lock:
            if field not in self._configuration(name).indexes:
                message = f'Bad request: Index required but not found for "{field}"'
                raise Refused(BAD, message)

    def _configuration(self, name: str) -> Configuration:
        aliases = {a.alias_name: a.collection_name for a in self.ask("get_aliases").aliases}
        try:
            return self._made[aliases.get(name, name)]
        except KeyError:
            raise not_found(name) from None


def completed() -> models.UpdateResult:
    """What a server answers to an update that it has carried out."""
    return models.UpdateResult(operation_id=0, status=models.UpdateStatus.COMPLETED)


def not_found(name: str) -> Refused:
    """There is no such collection."""
    return Refused(NOT_FOUND, f"Not found: Collection `{name}` doesn't exist!")


def refusal(message: str) -> Refused:
    """Local mode's error in a server's words."""
    if found := re.fullmatch(r"Collection (.*) not found", message, re.DOTALL):
        return not_found(found[1])
    if found := re.fullmatch(r"(Collection|Alias) (.*) already exists", message, re.DOTALL):
        return Refused(CONFLICT, f"Wrong input: {found[1]} `{found[2]}` already exists!")
    return Refused(BAD, f"Wrong input: {message}")


def checked_ids(ids: Iterable[Any]) -> list[int | str]:
    """Point ids in their one spelling; a server takes whole numbers and UUIDs only."""
    return [_checked_id(id_) for id_ in ids]


def _checked_id(id_: Any) -> int | str:
    if isinstance(id_, int):
        return id_
    try:
        return str(UUID(str(id_)))
    except ValueError:
        message = f"value {id_} is not a valid point ID, valid values are either an unsigned "
        raise Refused(BAD, f"Format error in JSON body: {message}integer or a UUID") from None
