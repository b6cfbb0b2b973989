"""Datasets whose every document names the edition it is of, on a server."""

from datetime import timedelta
from typing import Any

import pytest
from qdrant_client import QdrantClient

from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, build


def edition(number: int) -> list[dict[str, Any]]:
    """COMPANIES with the number in every description."""
    return [{**row, "description": f"{row['description']} Edition {number}."} for row in COMPANIES]


def store_of(client: QdrantClient) -> ServerStore:
    """A store that knows nothing yet, as in a process that has just been started."""
    return ServerStore(Connection(client))


def served(client: QdrantClient) -> int:
    """The one edition that all documents are of."""
    documents = list(store_of(client).open("sample").scan())
    assert len(documents) == len(COMPANIES)
    [number] = {document.description.split(" Edition ")[1] for document in documents}
    return int(number.rstrip("."))


def build_later(client: QdrantClient, number: int) -> None:
    """Builds an edition minutes later: broken-off builds and replaced generations go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.store.server.catalog._GIVEN_UP", timedelta(0))
        patch.setattr("search.store.server.store._STILL_READ", timedelta(0))
        build(store_of(client), edition(number))
