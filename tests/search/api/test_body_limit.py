"""Bodies beyond 256 KiB are refused, however they are sent."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.limits import MAX_BODY_BYTES
from search.service import SearchService

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client(companies: SearchService) -> TestClient:
    return TestClient(create_api(lambda: companies), raise_server_exceptions=False)


def body_of(size: int) -> bytes:
    """A good request padded with space to ``size`` bytes."""
    return b'{"q": "chairs"}'.ljust(size)


def in_chunks(body: bytes) -> Iterator[bytes]:
    """Without a declared length."""
    for start in range(0, len(body), 16 * 1024):
        yield body[start : start + 16 * 1024]


def test_the_limit_is_256_kib() -> None:
    assert MAX_BODY_BYTES == 256 * 1024


@pytest.mark.parametrize("path", ["/search", "/compare"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_the_limit_is_read(client: TestClient, path: str, chunked: bool) -> None:
    body = body_of(MAX_BODY_BYTES)
    answer = client.post(path, content=in_chunks(body) if chunked else body, headers=JSON)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/search", "/compare"])
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("size", [MAX_BODY_BYTES + 1, 4 * MAX_BODY_BYTES])
def test_a_larger_body_is_413(client: TestClient, path: str, chunked: bool, size: int) -> None:
    body = body_of(size)
    answer = client.post(path, content=in_chunks(body) if chunked else body, headers=JSON)
    assert answer.status_code == 413
    assert answer.json() == {"detail": "The body is larger than 256 KiB."}


@pytest.mark.parametrize("declared", ["1", "-1", "nonsense"])
def test_a_wrong_declared_length_does_not_open_the_gate(
    companies: SearchService, declared: str
) -> None:
    client = TestClient(create_api(lambda: companies), raise_server_exceptions=False)
    headers = {**JSON, "content-length": declared}
    answer = client.post("/search", content=body_of(MAX_BODY_BYTES + 1), headers=headers)
    assert answer.status_code == 413
