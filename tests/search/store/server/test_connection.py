"""Patience with a Qdrant server, and its failures in this software's words."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from httpx import Headers
from qdrant_client import QdrantClient
from qdrant_client.common.client_exceptions import ResourceExhaustedResponse
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

from search.errors import StoreBusy, StoreGone, StoreRefused, StoreUnreachable
from search.store.server import connection as module
from search.store.server.connection import Connection

CLIENT: Any = object()


def status(code: int) -> UnexpectedResponse:
    return UnexpectedResponse(code, "", b"", Headers())


class Code(grpc.RpcError):  # type: ignore[misc]
    def __init__(self, code: grpc.StatusCode) -> None:
        self._code = code

    def code(self) -> grpc.StatusCode:
        return self._code


def failing(*failures: Exception) -> Callable[[QdrantClient], int]:
    """Raises each failure in turn, then answers how often it was called."""
    calls: list[int] = []

    def call(_: QdrantClient) -> int:
        calls.append(0)
        if len(calls) <= len(failures):
            raise failures[len(calls) - 1]
        return len(calls)

    return call


def patient(slept: list[float], seconds: float = 1000) -> Connection:
    return Connection(CLIENT, seconds, slept.append)


PASSING = [
    status(500),
    status(503),
    status(408),
    status(429),
    ResponseHandlingException(OSError("reset")),
    ResourceExhaustedResponse("slow down", 7),
    Code(grpc.StatusCode.UNAVAILABLE),
    Code(grpc.StatusCode.DEADLINE_EXCEEDED),
    Code(grpc.StatusCode.RESOURCE_EXHAUSTED),
    Code(grpc.StatusCode.INTERNAL),
]
LASTING = [
    (status(401), StoreRefused, "QDRANT_API_KEY"),
    (status(403), StoreRefused, "QDRANT_API_KEY"),
    (status(404), StoreGone, "gone"),
    (status(400), StoreRefused, "status 400"),
    (status(413), StoreRefused, "status 413"),
    (ValueError("Collection x not found"), StoreRefused, "not a Qdrant server's"),
    (Code(grpc.StatusCode.UNAUTHENTICATED), StoreRefused, "QDRANT_API_KEY"),
    (Code(grpc.StatusCode.PERMISSION_DENIED), StoreRefused, "QDRANT_API_KEY"),
    (Code(grpc.StatusCode.NOT_FOUND), StoreGone, "gone"),
    (Code(grpc.StatusCode.INVALID_ARGUMENT), StoreRefused, "INVALID_ARGUMENT"),
]


@pytest.mark.parametrize("failure", PASSING, ids=repr)
def test_what_passes_is_waited_for(failure: Exception) -> None:
    slept: list[float] = []
    assert patient(slept).ask(failing(failure, failure)) == 3
    assert len(slept) == 2
    with pytest.raises(StoreUnreachable) as caught:
        Connection(CLIENT).ask(failing(failure))
    assert not isinstance(caught.value, StoreRefused)


@pytest.mark.parametrize(("failure", "kind", "words"), LASTING, ids=repr)
def test_what_lasts_is_not(failure: Exception, kind: type[Exception], words: str) -> None:
    slept: list[float] = []
    with pytest.raises(kind, match=words):
        patient(slept).ask(failing(failure))
    assert slept == []


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(module, "_growing", lambda _: 0.0)
    with pytest.raises(StoreUnreachable, match="status 500"):
        patient(slept, seconds=1e-9).ask(failing(*[status(500)] * 99))
    assert slept == []


def test_it_waits_as_long_as_the_server_asks_within_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(module, "_growing", lambda _: 0.25)
    busy = [ResourceExhaustedResponse("", 7), ResourceExhaustedResponse("", 3600), status(500)]
    assert patient(slept).ask(failing(*busy)) == 4
    assert slept == [7, 30, 0.25]


def test_a_busy_server_says_when_to_ask_again() -> None:
    with pytest.raises(StoreBusy) as caught:
        Connection(CLIENT).ask(failing(ResourceExhaustedResponse("", 7)))
    assert caught.value.retry_after == 7


def test_other_errors_pass_through() -> None:
    slept: list[float] = []
    with pytest.raises(ZeroDivisionError):
        patient(slept).ask(failing(ZeroDivisionError()))
    assert slept == []


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://localhost:6333", 0),
        ("http://127.0.0.1:6333", 0),
        ("http://qdrant:6333", 0),
        ("https://qdrant.example.com:6333", 0),
        ("http://qdrant.example.com:6333", 1),
    ],
)
def test_a_key_sent_in_the_clear_is_warned_of(
    url: str, warned: int, recwarn: pytest.WarningsRecorder
) -> None:
    Connection.to(url, "key").client.close()
    assert len(recwarn) == warned
