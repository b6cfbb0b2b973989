"""Generations on a Qdrant server, in qdrant-client's local mode."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from search.errors import BuildError, BuildRunning, ForeignCollection
from search.settings import Settings
from search.store import open_store
from search.store.embedded.store import EdgeStore
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, build
from tests.search.helpers import rows_of
from tests.search.store.helpers import collection_of


@pytest.fixture
def client(memory_store: ServerStore) -> QdrantClient:
    return memory_store.connection.client


def collections(client: QdrantClient) -> list[str]:
    """Names of all collections."""
    return sorted(collection.name for collection in client.get_collections().collections)


def make_foreign(client: QdrantClient, name: str) -> None:
    """A collection as the tutorial makes it, with one point."""
    vectors = models.VectorParams(size=2, distance=models.Distance.COSINE)
    client.create_collection(name, vectors_config=vectors)
    client.upsert(name, [models.PointStruct(id=1, vector=[0.6, 0.8], payload={"name": "mine"})])


def assert_untouched(client: QdrantClient, name: str) -> None:
    """The foreign collection is as it was made."""
    [point] = client.retrieve(name, [1], with_payload=True)
    assert point.payload == {"name": "mine"}
    assert client.count(name).count == 1


def test_a_foreign_collection_is_never_overwritten(
    memory_store: ServerStore, client: QdrantClient
) -> None:
    make_foreign(client, "startups")
    with pytest.raises(ForeignCollection, match=r"startups.*--dataset NAME"):
        build(memory_store, COMPANIES, "startups")
    assert collections(client) == ["startups"]
    assert_untouched(client, "startups")


def test_a_foreign_alias_is_never_redirected(
    memory_store: ServerStore, client: QdrantClient
) -> None:
    make_foreign(client, "mine")
    alias = models.CreateAlias(collection_name="mine", alias_name="startups")
    client.update_collection_aliases([models.CreateAliasOperation(create_alias=alias)])
    with pytest.raises(ForeignCollection):
        build(memory_store, COMPANIES, "startups")
    assert [(a.alias_name, a.collection_name) for a in client.get_aliases().aliases] == [
        ("startups", "mine")
    ]
    assert memory_store.datasets() == []
    assert_untouched(client, "mine")


@pytest.mark.parametrize("name", ["sample-mine", "sample-20200101T000000000000-00000000"])
def test_cleaning_spares_foreign_collections_of_similar_names(
    memory_store: ServerStore, client: QdrantClient, name: str
) -> None:
    make_foreign(client, name)
    for _ in range(3):
        build(memory_store, COMPANIES)
    assert_untouched(client, name)


def test_cleaning_spares_a_dataset_whose_name_begins_alike(memory_store: ServerStore) -> None:
    build(memory_store, rows_of(["oak"]), "sample-2")
    for _ in range(3):
        build(memory_store, COMPANIES)
    assert [document.name for document in memory_store.open("sample-2").scan()] == ["oak"]


def test_what_was_replaced_within_a_minute_may_still_be_read(
    memory_store: ServerStore, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    for _ in range(3):
        build(memory_store, COMPANIES)
        built.append(collection_of(client))
    assert collections(client) == sorted([*built, *(f"{name}-vocabulary" for name in built)])
    monkeypatch.setattr("search.store.server.store._STILL_READ", timedelta(seconds=-1))
    build(memory_store, COMPANIES)
    last = collection_of(client)
    assert collections(client) == [last, f"{last}-vocabulary"]


def test_an_abandoned_build_leaves_no_collection(
    memory_store: ServerStore, client: QdrantClient
) -> None:
    build(memory_store, COMPANIES)
    build(memory_store, COMPANIES)
    before = collections(client)
    with pytest.raises(RuntimeError), memory_store.build("sample", 32):
        raise RuntimeError
    assert collection_of(client) in collections(client)
    assert set(collections(client)) <= set(before)


def test_a_second_build_is_refused_while_the_first_goes_on(memory_store: ServerStore) -> None:
    build(memory_store, COMPANIES)
    with memory_store.build("sample", 32):
        assert memory_store.building("sample")
        with (
            pytest.raises(BuildRunning, match="another process"),
            ServerStore(memory_store.connection).build("sample", 32),
        ):
            pass
        build(memory_store, COMPANIES, "other")
    build(memory_store, rows_of(["next"]))
    assert [document.name for document in memory_store.open("sample").scan()] == ["next"]


def test_of_two_builds_that_do_not_see_each_other_one_is_published(
    memory_store: ServerStore, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(memory_store, COMPANIES)
    current = memory_store.open("sample")
    monkeypatch.setattr(ServerStore, "_refuse_second", lambda *_: None)
    with (
        pytest.raises(BuildRunning, match="another process"),
        memory_store.build("sample", 32) as slow,
    ):
        build(memory_store, rows_of(["quick"]))
        empty = replace(current.manifest, documents=0, generation=slow.generation)
        slow.publish(empty, current.vocabulary)
    assert [document.name for document in memory_store.open("sample").scan()] == ["quick"]
    assert not any(slow.generation in name for name in collections(client))


@pytest.mark.parametrize(
    "alive", [{}, {"alive": "2020-01-01T00:00:00+00:00"}, {"alive": None}, {"alive": "2020"}]
)
def test_what_a_killed_build_left_is_cleared(
    memory_store: ServerStore, client: QdrantClient, alive: dict[str, Any]
) -> None:
    unfinished = "sample-20200101T000000000000-00000000"
    vectors = models.VectorParams(size=2, distance=models.Distance.COSINE)
    mark = {"neural_vs_keyword": {"dataset": "sample", **alive}}
    client.create_collection(unfinished, vectors_config=vectors, metadata=mark)
    assert not memory_store.building("sample")
    build(memory_store, COMPANIES)
    assert unfinished not in collections(client)


def test_a_build_shows_that_it_is_alive(
    memory_store: ServerStore, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.server.writer.SIGN_OF_LIFE_SECONDS", 0.001)
    shown = threading.Event()
    update, seen = client.update_collection, set()

    def watched(name: str, **what: Any) -> bool:
        seen.add(what["metadata"]["neural_vs_keyword"]["alive"])
        if len(seen) == 3:
            shown.set()
        return update(name, **what)

    monkeypatch.setattr(client, "update_collection", watched)
    with memory_store.build("sample", 32):
        assert shown.wait(10)
    assert collections(client) == []


def test_a_server_without_collection_metadata_is_too_old(
    memory_store: ServerStore, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = client.create_collection
    monkeypatch.setattr(
        client, "create_collection", lambda name, metadata, **rest: create(name, **rest)
    )
    with pytest.raises(BuildError, match=r"too old.*1\.16"):
        build(memory_store, COMPANIES)
    assert collections(client) == []


def test_another_app_notices_the_switch_within_a_second(
    memory_store: ServerStore, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    clock: Any = type("Clock", (), {"monotonic": staticmethod(lambda: now[0])})
    monkeypatch.setattr("search.store.server.catalog.time", clock)
    build(memory_store, COMPANIES)
    app = ServerStore(Connection(client))
    first = app.current("sample")
    build(memory_store, COMPANIES)
    now[0] += 0.9
    assert app.current("sample") == first
    now[0] += 0.2
    assert app.current("sample") == memory_store.current("sample") != first


def test_the_server_is_not_asked_for_every_query(
    memory_store: ServerStore, client: QdrantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(memory_store, COMPANIES)
    name = memory_store.current("sample")
    clock: Any = type(
        "Clock", (), {"monotonic": staticmethod(lambda: memory_store._catalog._aliases._loaded_at)}
    )
    monkeypatch.setattr("search.store.server.catalog.time", clock)
    monkeypatch.setattr(client, "get_aliases", None)
    assert [memory_store.current("sample") for _ in range(3)] == [name] * 3


def test_the_url_decides_between_the_stores(folder: Any) -> None:
    assert isinstance(open_store(Settings(data_dir=folder)), EdgeStore)
    server = open_store(Settings(data_dir=folder, qdrant_url="http://127.0.0.1:1"))
    assert isinstance(server, ServerStore)
    server.connection.client.close()
