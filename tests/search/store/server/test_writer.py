"""What the writer asks of a server: layout, portions, repeated requests."""

from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from search.errors import BuildError
from search.settings import Layout
from search.store.server import writer as server_writer
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, build
from tests.qdrant.standin import StandIn
from tests.search.store.helpers import collection_of


def test_by_default_the_server_decides(memory_store: ServerStore) -> None:
    parameters = server_writer._parameters(384, Layout(), "sample")
    assert parameters["vectors_config"] == {
        "neural": models.VectorParams(size=384, distance=models.Distance.COSINE)
    }
    assert parameters["sparse_vectors_config"] == {"keyword": models.SparseVectorParams()}
    for name in ("shard_number", "replication_factor", "quantization_config"):
        assert parameters[name] is None


def test_a_layout_reaches_both_collections(stand_in: StandIn) -> None:
    connection = Connection.to(stand_in.url, None)
    store = ServerStore(connection, Layout(shards=3, replicas=2, int8=True, on_disk=True))
    build(store, COMPANIES)
    name = collection_of(connection.client)
    config = connection.client.get_collection(name).config
    vectors: Any = config.params.vectors
    sparse: Any = config.params.sparse_vectors
    assert config.params.shard_number == 3
    assert (config.params.replication_factor, config.params.write_consistency_factor) == (2, 2)
    assert vectors["neural"].on_disk
    assert sparse["keyword"].index.on_disk
    assert isinstance(config.quantization_config, models.ScalarQuantization)
    companion = connection.client.get_collection(f"{name}-vocabulary").config.params
    assert companion.replication_factor == 2
    connection.client.close()


def test_requests_stay_below_what_a_server_accepts(
    memory_store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A point of 32 dense numbers takes 32 x 12 = 384 bytes and its text.
    monkeypatch.setattr(server_writer, "_REQUEST_BYTES", 1200)
    sizes: list[int] = []
    upsert = memory_store.connection.client.upsert

    def counted(collection: str, points: list[Any], **rest: Any) -> object:
        if not collection.endswith("-vocabulary"):
            sizes.append(sum(map(server_writer._bytes, points)))
        return upsert(collection, points, **rest)

    monkeypatch.setattr(memory_store.connection.client, "upsert", counted)
    build(memory_store, COMPANIES)
    assert len(sizes) > 1
    assert all(size <= 1200 for size in sizes)
    assert len(list(memory_store.open("sample").scan())) == len(COMPANIES)


def test_one_point_larger_than_a_request_goes_alone() -> None:
    vector: Any = {"neural": [0.0], "keyword": models.SparseVector(indices=[], values=[])}
    large = models.PointStruct(
        id=1, vector=vector, payload={"text": "x" * server_writer._REQUEST_BYTES}
    )
    small = models.PointStruct(id=2, vector=vector, payload={})
    portions = list(server_writer._requests([small, large, small]))
    assert [[point.id for point in portion] for portion in portions] == [[2], [1], [2]]


@pytest.mark.parametrize(
    "method",
    ["create_collection", "upsert", "update_collection", "update_collection_aliases", "count"],
)
def test_a_request_that_was_done_but_not_answered_may_be_repeated(
    memory_store: ServerStore, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    client: QdrantClient = memory_store.connection.client
    do = getattr(client, method)
    failed: list[str] = []

    def done_but_lost(*arguments: Any, **named: Any) -> Any:
        result = do(*arguments, **named)
        if len(failed) < 3:
            failed.append(method)
            raise OSError("the answer got lost")
        return result

    build(memory_store, COMPANIES[:2])
    monkeypatch.setattr(client, method, done_but_lost)
    build(ServerStore(Connection(client, 1000, lambda _: None)), COMPANIES)
    assert failed
    assert len(list(memory_store.open("sample").scan())) == len(COMPANIES)


def indexing(client: QdrantClient, monkeypatch: pytest.MonkeyPatch, looks: float) -> None:
    """The server says that it is indexing for so many looks at a collection."""
    monkeypatch.setattr(server_writer, "EXACT_UP_TO", 0)
    monkeypatch.setattr(server_writer, "_LOOK_AGAIN_SECONDS", 0)
    get, seen = client.get_collection, []

    def looked_at(name: str) -> models.CollectionInfo:
        seen.append(name)
        busy = {"status": models.CollectionStatus.YELLOW} if len(seen) <= looks else {}
        return get(name).model_copy(update=busy)

    monkeypatch.setattr(client, "get_collection", looked_at)


def test_a_large_collection_is_put_in_use_once_it_is_indexed(
    memory_store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing(memory_store.connection.client, monkeypatch, looks=20)
    build(memory_store, COMPANIES)
    assert memory_store.datasets() == ["sample"]


def test_a_server_that_never_ends_indexing_leaves_the_old_in_use(
    memory_store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(memory_store, COMPANIES[:2])
    indexing(memory_store.connection.client, monkeypatch, looks=float("inf"))
    monkeypatch.setattr(server_writer, "_INDEXING_SECONDS", 0)
    with pytest.raises(BuildError, match="still indexing"):
        build(memory_store, COMPANIES)
    assert len(list(memory_store.open("sample").scan())) == 2
