"""A server that fails while it is read over gRPC: as over REST, unreachable in one sentence."""

import warnings
from collections.abc import Iterator

import grpc
import pytest
from fastapi.testclient import TestClient
from qdrant_client import QdrantClient

from search.api.app import create_api
from search.service import SearchService
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.qdrant.access import Keys
from tests.qdrant.faults import Fault
from tests.qdrant.grpc_standin import Rpc
from tests.qdrant.standin import StandIn
from tests.search.faulty import answers, is_one_sentence, right_or_unreachable

_CODES = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "INTERNAL", "NOT_FOUND")
FAILINGS = {
    **{code: Rpc(getattr(grpc.StatusCode, code)) for code in _CODES},
    "UNAUTHENTICATED": Rpc(grpc.StatusCode.UNAUTHENTICATED),
    "PERMISSION_DENIED": Rpc(grpc.StatusCode.PERMISSION_DENIED),
    "stuck": Rpc(stuck=True),
}


def connect(server: StandIn, key: str | None = None) -> ServerStore:
    """A store that gives up after a second."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Api key is used with an insecure", UserWarning)
        client = QdrantClient(
            url=server.url,
            grpc_port=server.grpc_port,
            prefer_grpc=True,
            api_key=key,
            timeout=1,
            check_compatibility=False,
        )
    return ServerStore(Connection(client))


@pytest.fixture
def service(stand_in: StandIn) -> Iterator[SearchService]:
    store = connect(stand_in)
    build(store, COMPANIES)
    yield SearchService(store, FakeEncoder(), "sample")
    store.connection.client.close()


@pytest.mark.parametrize("failing", FAILINGS.values(), ids=FAILINGS)
def test_a_failing_server_is_unreachable(
    stand_in: StandIn, service: SearchService, failing: Rpc
) -> None:
    right = answers(service)
    for question in ("compare", "document"):
        with stand_in.faults(Fault(failing)):
            assert right_or_unreachable(service, question, right[question])
        assert not right_or_unreachable(service, question, right[question])


def test_being_told_to_come_again_is_unreachable(stand_in: StandIn, service: SearchService) -> None:
    right = answers(service)
    exhausted = Rpc(grpc.StatusCode.RESOURCE_EXHAUSTED, trailing=(("retry-after", "3"),))
    with stand_in.faults(Fault(exhausted)):
        assert right_or_unreachable(service, "compare", right["compare"])
    assert not right_or_unreachable(service, "compare", right["compare"])


def test_a_stopped_server_is_unreachable(stand_in: StandIn, service: SearchService) -> None:
    right = answers(service)
    stand_in.stop()
    for question, expected in right.items():
        right_or_unreachable(service, question, expected)


def test_a_wrong_key_is_named(stand_in: StandIn) -> None:
    with StandIn(keys=Keys("right")) as server:
        store = connect(server, "wrong")
        client = TestClient(create_api(lambda: SearchService(store, FakeEncoder(), "sample")))
        try:
            answer = client.get("/health")
        finally:
            store.connection.client.close()
    assert answer.status_code == 503
    assert is_one_sentence(answer.json()["detail"])
    assert "QDRANT_API_KEY" in answer.json()["detail"]
