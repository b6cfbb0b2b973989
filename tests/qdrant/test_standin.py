"""The stand-in answers as a Qdrant server does, over both protocols."""

import warnings
from collections.abc import Iterator
from typing import Any

import grpc
import httpx
import pytest
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import UnexpectedResponse

from tests.qdrant.access import Keys
from tests.qdrant.standin import StandIn

VECTORS = {"v": models.VectorParams(size=2, distance=models.Distance.COSINE, on_disk=True)}


def connect(server: StandIn, protocol: str, key: str | None = None) -> QdrantClient:
    """A client of the stand-in."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Api key is used with an insecure", UserWarning)
        return QdrantClient(
            url=server.url,
            grpc_port=server.grpc_port,
            prefer_grpc=protocol == "grpc",
            api_key=key,
            check_compatibility=False,
        )


@pytest.fixture(params=["rest", "grpc"])
def client(stand_in: StandIn, request: pytest.FixtureRequest) -> Iterator[QdrantClient]:
    client = connect(stand_in, request.param)
    yield client
    client.close()


def code(error: Exception) -> Any:
    """The status of an answer, whichever the protocol."""
    return error.status_code if isinstance(error, UnexpectedResponse) else error.code()  # type: ignore[attr-defined]


ERRORS = (UnexpectedResponse, grpc.RpcError)


def test_an_answer_and_an_error_come_in_qdrants_envelope(stand_in: StandIn) -> None:
    with httpx.Client(base_url=stand_in.url) as client:
        assert client.get("/").json()["title"] == "qdrant - vector search engine"
        assert client.get("/readyz").status_code == 200
        answer = client.get("/collections").json()
        assert answer == {"result": {"collections": []}, "status": "ok", "time": 0.0}
        missing = client.get("/collections/x")
        assert missing.status_code == 404
        error = "Not found: Collection `x` doesn't exist!"
        assert missing.json() == {"status": {"error": error}, "time": 0.0}
        broken = client.put("/collections/x", content="{")
        assert broken.status_code == 400
        assert "JSON" in broken.json()["status"]["error"]


def test_settings_are_kept_and_shown_with_the_servers_defaults(client: QdrantClient) -> None:
    scalar = models.ScalarQuantizationConfig(type=models.ScalarType.INT8, always_ram=True)
    client.create_collection(
        "c",
        vectors_config=VECTORS,
        sparse_vectors_config={"s": models.SparseVectorParams()},
        shard_number=3,
        replication_factor=2,
        write_consistency_factor=2,
        hnsw_config=models.HnswConfigDiff(m=0),
        quantization_config=models.ScalarQuantization(scalar=scalar),
        metadata={"a": 1, "b": {"deep": [1.5, "x"]}},
    )
    client.update_collection(
        "c",
        metadata={"a": 2},
        optimizers_config=models.OptimizersConfigDiff(indexing_threshold=7),
        collection_params=models.CollectionParamsDiff(replication_factor=1),
    )
    client.create_payload_index("c", "city", models.PayloadSchemaType.KEYWORD)
    info = client.get_collection("c")
    params = info.config.params
    assert (params.shard_number, params.replication_factor) == (3, 1)
    assert params.write_consistency_factor == 2
    assert params.vectors == VECTORS
    assert params.sparse_vectors is not None
    assert (info.config.hnsw_config.m, info.config.hnsw_config.ef_construct) == (0, 100)
    assert info.config.optimizer_config.indexing_threshold == 7
    assert info.config.quantization_config == models.ScalarQuantization(scalar=scalar)
    assert info.config.metadata == {"a": 2, "b": {"deep": [1.5, "x"]}}
    assert info.payload_schema["city"].data_type == models.PayloadSchemaType.KEYWORD
    assert info.status == models.CollectionStatus.GREEN


def test_points_come_back_as_they_were(client: QdrantClient) -> None:
    client.create_collection("c", vectors_config=VECTORS)
    client.create_payload_index("c", "city", models.PayloadSchemaType.KEYWORD)
    payload = {"city": "Köln", "n": 1, "none": None, "deep": {"list": [1.5, "x", True]}}
    batch = models.Batch(
        ids=[1, 2], vectors={"v": [[3.0, 4.0], [1.0, 0.0]]}, payloads=[payload, {}]
    )
    client.upsert("c", batch)
    [point] = client.retrieve("c", [1, 3], with_vectors=True)
    assert point.payload == payload
    assert isinstance(point.vector, dict)
    assert list(point.vector) == ["v"]
    assert point.vector["v"] == pytest.approx([0.6, 0.8])
    page, after = client.scroll("c", limit=1)
    assert ([record.id for record in page], after) == ([1], 2)
    requests = [
        models.QueryRequest(query=vector, using="v", limit=1) for vector in ([3.0, 4.0], [1.0, 0.0])
    ]
    found = client.query_batch_points("c", requests)
    assert [[hit.id for hit in answer.points] for answer in found] == [[1], [2]]
    assert found[0].points[0].payload in (None, {})
    facet = client.facet("c", "city", exact=True)
    assert [(hit.value, hit.count) for hit in facet.hits] == [("Köln", 1)]
    client.set_payload("c", {"n": 2}, points=[2])
    client.delete("c", models.PointIdsList(points=[1]))
    assert client.count("c").count == 1


def test_aliases_are_switched_in_one_step(client: QdrantClient) -> None:
    for name in ("a", "b"):
        client.create_collection(name, vectors_config={})
    for name in ("a", "b"):
        create = models.CreateAlias(collection_name=name, alias_name="now")
        client.update_collection_aliases([models.CreateAliasOperation(create_alias=create)])
    assert [(a.alias_name, a.collection_name) for a in client.get_aliases().aliases] == [
        ("now", "b")
    ]
    assert client.get_collection_aliases("a").aliases == []
    assert client.collection_exists("now")
    assert client.delete_collection("b")
    assert not client.delete_collection("b")
    assert client.get_aliases().aliases == []


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda client: client.get_collection("x"), (404, grpc.StatusCode.NOT_FOUND)),
        (lambda client: client.count("x"), (404, grpc.StatusCode.NOT_FOUND)),
        (
            lambda client: client.create_collection("c", vectors_config=VECTORS),
            (409, grpc.StatusCode.ALREADY_EXISTS),
        ),
        (lambda client: client.facet("c", "bare"), (400, grpc.StatusCode.INVALID_ARGUMENT)),
        (lambda client: client.retrieve("c", ["oak"]), (400, grpc.StatusCode.INVALID_ARGUMENT)),
        (
            lambda client: client.query_points("c", query=[1.0], using="v"),
            (400, grpc.StatusCode.INVALID_ARGUMENT),
        ),
    ],
    ids=["missing", "points of none", "existing", "no index", "no UUID", "another dimension"],
)
def test_what_a_server_refuses_is_refused(client: QdrantClient, ask: Any, expected: Any) -> None:
    client.create_collection("c", vectors_config=VECTORS)
    with pytest.raises(ERRORS) as caught:
        ask(client)
    assert code(caught.value) in expected


@pytest.mark.parametrize("protocol", ["rest", "grpc"])
def test_keys_decide_who_may_read_and_write(protocol: str, stand_in: StandIn) -> None:
    allowed = {"full": {"read", "write"}, "reading": {"read"}, "wrong": set(), None: set()}
    with StandIn(keys=Keys("full", "reading")) as server:
        for key, may in allowed.items():
            client = connect(server, protocol, key)
            for right, ask in (
                ("read", client.get_collections),
                ("write", lambda client=client: client.create_collection("c", vectors_config={})),
            ):
                if right in may:
                    ask()
                    continue
                with pytest.raises(ERRORS) as caught:
                    ask()
                refused = (403, grpc.StatusCode.PERMISSION_DENIED)
                if key != "reading":
                    refused = (401, grpc.StatusCode.UNAUTHENTICATED)
                assert code(caught.value) in refused
            client.close()
