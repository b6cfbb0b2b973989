"""A damaged generation on a server is refused with the command that rebuilds it."""

from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from search.errors import IndexDamaged
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, build
from tests.search.store.helpers import collection_of


def lose_vocabulary(client: QdrantClient, name: str) -> None:
    client.delete_collection(f"{name}-vocabulary")


def empty_vocabulary(client: QdrantClient, name: str) -> None:
    client.delete(f"{name}-vocabulary", models.PointIdsList(points=[0]))


def change_vocabulary(client: QdrantClient, name: str) -> None:
    [chunk] = client.retrieve(f"{name}-vocabulary", [0], with_payload=True)
    terms = (chunk.payload or {})["terms"]
    client.set_payload(f"{name}-vocabulary", {"terms": ["aardvark", *terms[1:]]}, points=[0])


def lose_a_point(client: QdrantClient, name: str) -> None:
    points, _ = client.scroll(name, limit=1)
    client.delete(name, models.PointIdsList(points=[points[0].id]))


def change_manifest(client: QdrantClient, name: str) -> None:
    client.update_collection(name, metadata={"neural_vs_keyword": {"dataset": "sample"}})


@pytest.mark.parametrize(
    "harm", [lose_vocabulary, empty_vocabulary, change_vocabulary, lose_a_point, change_manifest]
)
def test_damage_is_refused_with_the_command_that_rebuilds(
    memory_store: ServerStore, harm: Any
) -> None:
    client = memory_store.connection.client
    build(memory_store, COMPANIES)
    harm(client, collection_of(client))
    with pytest.raises(IndexDamaged, match="python -m ingest"):
        memory_store.open("sample")
