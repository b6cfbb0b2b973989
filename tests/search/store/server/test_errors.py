"""A Qdrant server that refuses, fails or is away: StoreUnreachable, with what to do."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from qdrant_client.http.exceptions import ResponseHandlingException

from search.api.app import create_api
from search.errors import StoreUnreachable
from search.service import SearchService
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder
from tests.search.helpers import id_of, serve
from tests.search.store.helpers import Respond, answering


def status(code: int, body: bytes = b"{}", **headers: str) -> Respond:
    """Always this status."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return respond


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Closes the connection without a word."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def connected(url: str, key: str | None = None) -> Iterator[ServerStore]:
    """A store that lets go of its connections."""
    store = ServerStore(Connection.to(url, key))
    try:
        yield store
    finally:
        store.connection.client.close()


FAILURES = {
    "refused": (status(401), "QDRANT_API_KEY"),
    "forbidden": (status(403), "QDRANT_API_KEY"),
    "failing": (status(500), "status 500"),
    "overloaded": (status(503), "status 503"),
    "limiting": (status(429, Retry_After="1"), "Qdrant server"),
    "hanging up": (hang_up, "QDRANT_URL"),
    "not Qdrant": (status(200, b"<html>Welcome</html>", Content_Type="text/html"), "Qdrant server"),
    "other JSON": (status(200, b'{"result": 1}'), "Qdrant server"),
}


@pytest.mark.parametrize(("respond", "words"), FAILURES.values(), ids=FAILURES)
def test_a_server_that_fails_is_unreachable(respond: Respond, words: str) -> None:
    with answering(respond) as url, connected(url) as store:
        for ask in (store.datasets, lambda: store.current("sample"), lambda: store.open("sample")):
            with pytest.raises(StoreUnreachable, match=words):
                ask()
        with pytest.raises(StoreUnreachable, match=words), store.build("sample", 32):
            pass


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    gone = f"http://127.0.0.1:{port}"
    with connected(gone) as store, pytest.raises(StoreUnreachable, match="QDRANT_URL"):
        store.datasets()


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.store.server.connection._TIMEOUT_SECONDS", 1)
    # Connections are accepted by the system and never read.
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        connected(f"http://127.0.0.1:{silent.getsockname()[1]}") as store,
        pytest.raises(StoreUnreachable),
    ):
        store.datasets()


@pytest.mark.filterwarnings("ignore:Api key is used with an insecure connection")
def test_the_key_is_sent() -> None:
    keys: list[str | None] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        keys.append(handler.headers["api-key"])
        status(401)(handler)

    with (
        answering(respond) as url,
        connected(url, "secret") as store,
        pytest.raises(StoreUnreachable) as caught,
    ):
        store.datasets()
    assert keys == ["secret"]
    assert "secret" not in str(caught.value)


Ask = Callable[[SearchService], object]


@pytest.mark.parametrize(
    "failure",
    [httpx.ConnectError("gone"), ResponseHandlingException(httpx.ReadTimeout("slow")), OSError()],
    ids=["connection", "timeout", "system"],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("query_points", "/search?q=chairs"),
        ("query_points", "/compare?q=chairs"),
        ("retrieve", f"/documents/{id_of('oak')}"),
        ("retrieve", f"/similar/{id_of('oak')}"),
        ("facet", "/facets"),
    ],
)
def test_a_server_lost_while_serving_is_503_in_the_api(
    memory_store: ServerStore,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
    method: str,
    path: str,
) -> None:
    service = serve(memory_store, COMPANIES)
    client = TestClient(create_api(lambda: service))
    assert client.get("/health").status_code == 200

    def fail(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr(memory_store.connection.client, method, fail)
    answer = client.get(path)
    assert answer.status_code == 503
    assert "QDRANT_URL" in answer.json()["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_health_is_503_without_its_server() -> None:
    with answering(status(500)) as url, connected(url) as store:
        service = SearchService(store, FakeEncoder(), "sample")
        assert TestClient(create_api(lambda: service)).get("/health").status_code == 503
