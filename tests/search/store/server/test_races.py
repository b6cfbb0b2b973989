"""Reading while other processes build and clean: what has just gone is no failing server."""

from collections.abc import Callable
from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from search.errors import IndexDamaged
from search.service import SearchService
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.qdrant.faults import Fault, first
from tests.qdrant.standin import StandIn
from tests.search.helpers import id_of
from tests.search.store.helpers import collection_of


@pytest.fixture
def client(impatient_client: QdrantClient) -> QdrantClient:
    for _ in range(2):
        build(ServerStore(Connection(impatient_client)), COMPANIES)
    return impatient_client


def oldest(client: QdrantClient) -> str:
    """The generation that goes next."""
    return min(collection.name for collection in client.get_collections().collections)


def while_removing(stand_in: StandIn, name: str) -> Fault:
    """Another process removes the collection just before it is looked at."""
    going = first(lambda: stand_in.engine.remove(name))
    return Fault(going, f"/collections/{name}", "GET", times=1)


def test_a_build_is_looked_for_while_another_one_cleans(
    stand_in: StandIn, client: QdrantClient
) -> None:
    with stand_in.faults(while_removing(stand_in, oldest(client))):
        assert not ServerStore(Connection(client)).building("sample")


def test_a_dataset_is_read_while_another_one_goes(stand_in: StandIn, client: QdrantClient) -> None:
    build(ServerStore(Connection(client)), COMPANIES, "other")
    with stand_in.faults(while_removing(stand_in, collection_of(client, "other"))):
        assert ServerStore(Connection(client)).datasets() == ["sample"]


def test_a_build_cleans_while_another_one_does(stand_in: StandIn, client: QdrantClient) -> None:
    with stand_in.faults(while_removing(stand_in, oldest(client))):
        assert build(ServerStore(Connection(client)), COMPANIES).documents == len(COMPANIES)


@pytest.mark.parametrize(
    "use",
    [lambda app: app.compare("chairs"), lambda app: app.store.open("sample")],
    ids=["searching", "opening"],
)
def test_two_builds_within_a_second_are_noticed(
    client: QdrantClient, use: Callable[[SearchService], Any]
) -> None:
    app = SearchService(ServerStore(Connection(client)), FakeEncoder(), "sample")
    app.compare("chairs")
    for _ in range(2):
        build(ServerStore(Connection(client)), COMPANIES)
    use(app)


def test_a_document_that_goes_after_it_was_found_is_no_crash(
    stand_in: StandIn, client: QdrantClient
) -> None:
    app = SearchService(ServerStore(Connection(client)), FakeEncoder(), "sample")
    gone = models.PointIdsList(points=[id_of("oak")])
    going = first(lambda: stand_in.engine.ask("delete", "sample", gone))
    with (
        stand_in.faults(Fault(going, "*/points", "POST", times=1)),
        pytest.raises(IndexDamaged, match="has lost documents"),
    ):
        app.compare("chairs")
