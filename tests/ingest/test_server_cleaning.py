"""What a build leaves behind on a server that fails while it begins, switches or cleans up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from search.errors import StoreUnreachable
from tests.fakes import COMPANIES, build
from tests.ingest.editions import edition, served, store_of
from tests.qdrant.faults import Fault, dropped, first, status, stuck
from tests.qdrant.standin import StandIn
from tests.search.store.helpers import collection_of

INDEX: dict[str, Any] = {"method": "PUT", "path": "*/index"}
CREATE: dict[str, Any] = {"method": "PUT", "path": "/collections/sample-*[0-9a-f]"}


@pytest.fixture
def client(impatient_client: QdrantClient) -> QdrantClient:
    build(store_of(impatient_client), edition(0))
    return impatient_client


@pytest.mark.parametrize(
    "fault",
    [
        lambda: Fault(status(503), **INDEX, times=1),
        lambda: Fault(dropped(carried_out=True), **CREATE, times=1),
    ],
    ids=["index", "answer lost"],
)
def test_a_build_that_fails_at_its_start_leaves_nothing(
    stand_in: StandIn, client: QdrantClient, fault: Callable[[], Fault]
) -> None:
    with stand_in.faults(fault()), pytest.raises(StoreUnreachable):
        build(store_of(client), edition(1))
    assert len(client.get_collections().collections) == 2
    build(store_of(client), edition(1))


def test_a_build_is_not_failed_by_what_comes_after_its_switch(
    stand_in: StandIn, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.server.store._STILL_READ", timedelta(0))
    build(store_of(client), edition(1))
    with stand_in.faults(Fault(status(503), method="DELETE")):
        assert build(store_of(client), edition(2)).documents == len(COMPANIES)
    assert stand_in.asked("DELETE", "") > 0
    assert served(client) == 2


def test_a_vocabulary_left_alone_is_removed_by_a_later_build(
    stand_in: StandIn, client: QdrantClient
) -> None:
    alone = collection_of(client)
    build(store_of(client), edition(1))
    stand_in.engine.remove(alone)  # and the connection broke before its vocabulary went
    for number in (2, 3):
        build(store_of(client), edition(number))
    assert not client.collection_exists(f"{alone}-vocabulary")


def switch(stand_in: StandIn) -> None:
    """Carries out the switch to the newest generation, as the server would have."""
    names = [found.name for found in stand_in.engine.ask("get_collections").collections]
    newest = max(name for name in names if not name.endswith("-vocabulary"))
    delete = models.DeleteAlias(alias_name="sample")
    create = models.CreateAlias(collection_name=newest, alias_name="sample")
    stand_in.engine.ask(
        "update_collection_aliases",
        [
            models.DeleteAliasOperation(delete_alias=delete),
            models.CreateAliasOperation(create_alias=create),
        ],
    )


def test_a_switch_that_comes_after_its_time_out_loses_nothing(
    stand_in: StandIn, client: QdrantClient
) -> None:
    late = Fault(first(lambda: switch(stand_in)), method="DELETE", times=1)
    never = Fault(stuck(), method="POST", path="/collections/aliases")
    with stand_in.faults(never, late), pytest.raises(StoreUnreachable):
        build(store_of(client), edition(1))
    assert store_of(client).datasets() == ["sample"]
    assert served(client) in (0, 1)
