"""Reading while other processes build and clean: what has just gone is no failing server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from search.errors import StoreUnreachable
from search.service import SearchService
from search.store.server_store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.qdrant.faults import Fault, first
from tests.qdrant.standin import StandIn
from tests.search.helpers import id_of
from tests.search.store.helpers import collection_of

GONE = pytest.mark.xfail(
    raises=StoreUnreachable, reason="404 for a collection that was just removed is not foreseen"
)


@pytest.fixture
def client(stand_in: StandIn) -> Iterator[QdrantClient]:
    client = QdrantClient(url=stand_in.url, timeout=5, check_compatibility=False)
    for _ in range(2):
        build(ServerStore(client), COMPANIES)
    yield client
    client.close()


def oldest(client: QdrantClient) -> str:
    """The generation that goes next."""
    return min(collection.name for collection in client.get_collections().collections)


def while_removing(stand_in: StandIn, name: str) -> Fault:
    """Another process removes the collection just before it is looked at."""
    going = first(lambda: stand_in.engine.remove(name))
    return Fault(going, f"/collections/{name}", "GET", times=1)


@GONE
def test_a_build_is_looked_for_while_another_one_cleans(
    stand_in: StandIn, client: QdrantClient
) -> None:
    with stand_in.faults(while_removing(stand_in, oldest(client))):
        assert not ServerStore(client).building("sample")


@GONE
def test_a_dataset_is_read_while_another_one_goes(stand_in: StandIn, client: QdrantClient) -> None:
    build(ServerStore(client), COMPANIES, "other")
    with stand_in.faults(while_removing(stand_in, collection_of(client, "other"))):
        assert ServerStore(client).datasets() == ["sample"]


@GONE
def test_a_build_cleans_while_another_one_does(stand_in: StandIn, client: QdrantClient) -> None:
    with stand_in.faults(while_removing(stand_in, oldest(client))):
        assert build(ServerStore(client), COMPANIES).documents == len(COMPANIES)


@GONE
@pytest.mark.parametrize(
    "use",
    [lambda app: app.compare("chairs"), lambda app: app.store.open("sample")],
    ids=["searching", "opening"],
)
def test_two_builds_within_a_second_are_noticed(
    client: QdrantClient, use: Callable[[SearchService], Any]
) -> None:
    app = SearchService(ServerStore(client), FakeEncoder(), "sample")
    app.compare("chairs")
    for _ in range(2):
        build(ServerStore(client), COMPANIES)
    use(app)


@pytest.mark.xfail(raises=KeyError, reason="a hit whose document is gone is not foreseen")
def test_a_document_that_goes_after_it_was_found_is_no_crash(
    stand_in: StandIn, client: QdrantClient
) -> None:
    app = SearchService(ServerStore(client), FakeEncoder(), "sample")
    gone = models.PointIdsList(points=[id_of("oak")])
    going = first(lambda: stand_in.engine.ask("delete", "sample", gone))
    with stand_in.faults(Fault(going, "*/points", "POST", times=1)):
        app.compare("chairs")
