"""Wrong requests: the promised status, one sentence, never a traceback."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response  # what the test client answers with

from search.api.app import create_api
from search.service import SearchService
from tests.search.helpers import id_of

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client(companies: SearchService) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: companies), raise_server_exceptions=False) as client:
        yield client


def assert_error(answer: Response, status: int, *words: str) -> None:
    """The status, and a body that is one sentence holding ``words``."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"detail"}
    assert isinstance(body["detail"], str)
    assert body["detail"]
    assert "\n" not in body["detail"]
    for word in words:
        assert word in body["detail"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "q"),
    ({"q": ""}, "q"),
    ({"q": " \t"}, "q"),
    ({"q": "x" * 10_001}, "q"),
    ({"q": "x", "k": 0}, "k"),
    ({"q": "x", "k": 101}, "k"),
    ({"q": "x", "k": "abc"}, "k"),
    ({"q": "x", "k": 2.5}, "k"),
    ({"q": "x", "k": "9" * 5000}, "k"),
    ({"q": "x", "city": ["x"] * 101}, "city"),
    ({"q": "x", "dataset": "Bad Name"}, "dataset"),
    ({"q": "x", "dataset": "../../etc"}, "dataset"),
    ({"q": "x", "colour": "red"}, "colour"),
]
WRONG_SEARCH: list[tuple[dict[str, Any], str]] = [
    ({"q": "x", "mode": "bm25"}, "mode"),
    ({"q": "x", "mode": "Neural"}, "mode"),
    ({"q": "x", "neural": "maybe"}, "neural"),
    ({"q": "x", "weight": 1.5}, "weight"),
    ({"q": "x", "weight": "nan"}, "weight"),
    ({"q": "x", "rrf_k": 0}, "rrf_k"),
]


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        *(("/search", *wrong) for wrong in WRONG + WRONG_SEARCH),
        *(("/compare", *wrong) for wrong in [*WRONG, ({"q": "x", "mode": "neural"}, "mode")]),
    ],
)
def test_a_wrong_field_is_422_and_named(
    client: TestClient, path: str, sent: dict[str, Any], field: str
) -> None:
    for answer in (client.get(path, params=sent), client.post(path, json=sent)):
        assert_error(answer, 422, f"{field}: ")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"q":',
        b"\xff\xfe",
        b'{"q": "\xff"}',
        b"null",
        b"[]",
        b'"q"',
        b"[" * 100_000,
        b'{"q": "x", "k": ' + b"9" * 5000 + b"}",
        b'{"q": null}',
        b'{"q": 5}',
        b'{"q": "x", "city": "Berlin"}',
        b'{"q": "x", "city": [1]}',
        b'{"q": "x", "weight": NaN}',
        b'{"q": "x", "weight": Infinity}',
        b'{"q": "\\ud800"}',
        b'{"q": "x", "city": ["\\ud800"]}',
        b'{"q": "x", "dataset": "\\ud800"}',
        b'{"q": "x", "mode": "\\ud800"}',
        b'{"q": "x", "\\ud800": 1}',
    ],
    ids=lambda content: repr(content[:24]),
)
def test_a_body_that_cannot_be_used_is_422(client: TestClient, content: bytes) -> None:
    assert_error(client.post("/search", content=content, headers=JSON), 422)


def test_broken_json_is_called_that(client: TestClient) -> None:
    detail = client.post("/search", content=b'{"q":', headers=JSON).json()["detail"]
    assert detail.startswith("body")
    assert "JSON" in detail


@pytest.mark.parametrize("headers", [{}, {"content-type": "text/plain"}])
def test_a_body_that_is_not_said_to_be_json_is_422(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert_error(client.post("/search", content=b'{"q": "x"}', headers=headers), 422)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/search?q=x&dataset=nowhere", "nowhere"),
        ("/compare?q=x&dataset=nowhere", "nowhere"),
        ("/facets?dataset=nowhere", "nowhere"),
        (f"/documents/{id_of('agro')}?dataset=nowhere", "nowhere"),
        (f"/documents/{id_of('nobody')}", id_of("nobody")),
        (f"/similar/{id_of('nobody')}", id_of("nobody")),
        ("/documents/agro", "agro"),
        ("/documents/%00", "document"),
        ("/documents/%ED%A0%80", "document"),
        ("/documents/..%2f..%2fetc", ""),
        ("/similar/1", "1"),
        ("/nowhere", "Not Found"),
    ],
)
def test_what_does_not_exist_is_404(client: TestClient, path: str, word: str) -> None:
    assert_error(client.get(path), 404, word)


@pytest.mark.parametrize(
    "path",
    [
        "/facets?dataset=Bad+Name",
        f"/documents/{id_of('agro')}?dataset=%00",
        f"/similar/{id_of('agro')}?mode=bm25",
        f"/similar/{id_of('agro')}?k=0",
        f"/similar/{id_of('agro')}?k=101",
        f"/similar/{id_of('agro')}?q=x",
    ],
)
def test_wrong_parameters_elsewhere_are_422(client: TestClient, path: str) -> None:
    assert_error(client.get(path), 422)


def test_another_method_is_405_in_the_same_shape(client: TestClient) -> None:
    assert_error(client.delete("/search"), 405)


@pytest.mark.parametrize("q", ["\0", "a\0b", "' OR 1=1 --", "<script>", "%", "🏴‍☠️", "\u202e"])
def test_strange_text_is_searched_like_any_other(client: TestClient, q: str) -> None:
    for answer in (client.get("/search", params={"q": q}), client.post("/search", json={"q": q})):
        assert answer.status_code == 200
        assert len(answer.json()["result"]) == 5


def test_an_unknown_city_is_an_empty_result(client: TestClient) -> None:
    answer = client.get("/compare", params={"q": "chairs", "city": "Atlantis"}).json()
    assert (answer["neural"], answer["keyword"]) == ([], [])
    assert answer["overlap"] == {"k": 10, "shared": 0, "rbo": None}
