"""``/api/export``: the files of ``search.export.files`` as downloads."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.export import files as export
from search.service import SearchService
from tests.search.api.test_errors import assert_error
from tests.search.helpers import id_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "trec": "text/plain; charset=utf-8",
}


@pytest.fixture(scope="module")
def client(companies: SearchService) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: companies)) as client:
        yield client


@pytest.mark.parametrize("name", ["csv", "jsonl", "trec"])
@pytest.mark.parametrize(
    "asked",
    [
        {"mode": "neural"},
        {"mode": "keyword", "city": ["Berlin", "Paris"], "k": 1},
        {"mode": "hybrid", "weight": 0.2, "rrf_k": 5, "dataset": "sample"},
        {"mode": "hybrid", "like": id_of("agro")},
        {},
        {"like": id_of("agro"), "k": 2},
    ],
)
def test_a_view_is_downloaded(
    client: TestClient, companies: SearchService, name: Any, asked: dict[str, Any]
) -> None:
    if "like" not in asked:
        asked = {"q": "chairs and robots", **asked}
    if name == "trec":
        asked = {"mode": "neural", **asked}
    expected = companies.answer(
        companies.request(
            **{"cities" if field == "city" else field: asked[field] for field in asked}
        )
    )
    file_name = export.file_name(expected, name)
    sent = {"format": name, **asked}
    for answer in (client.get("/export", params=sent), client.post("/export", json=sent)):
        assert answer.status_code == 200
        assert answer.content == export.content(expected, name)
        assert answer.headers["content-type"] == TYPES[name]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"] == f'attachment; filename="{file_name}"'


def test_both_lists_as_csv_are_the_default(client: TestClient) -> None:
    answer = client.get("/export", params={"q": "chairs"})
    assert answer.headers["content-disposition"].endswith('="chairs-compare.csv"')
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert [line.split(",")[0] for line in lines[1:-1]] == ['"neural"'] * 5 + ['"keyword"'] * 2


@pytest.mark.parametrize("q", ['"\r\nSet-Cookie: a=b', "☃", "../../etc/passwd", "\0", "a" * 9_000])
def test_no_query_gets_into_the_headers(client: TestClient, q: str) -> None:
    answer = client.post("/export", json={"q": q})
    assert answer.status_code == 200
    assert set(answer.headers) == {
        *("content-type", "content-length", "content-disposition", "x-content-type-options")
    }
    name = answer.headers["content-disposition"].removeprefix("attachment; filename=")
    assert name.replace("-", "a").replace(".", "a")[1:-1].isalnum()


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"q": "x", "format": "trec"}, 422, ["format: ", "mode"]),
        ({"q": "x", "format": "xlsx"}, 422, ["format: "]),
        ({"q": "x", "mode": "both"}, 422, ["mode: "]),
        ({"q": "x", "neural": True}, 422, ["neural: "]),
        ({"q": "x", "k": 101}, 422, ["k: "]),
        ({"q": "x", "like": id_of("agro")}, 422, ["like: "]),
        ({"q": " "}, 422, ["q: "]),
        ({}, 422, ["q: "]),
        ({"like": ""}, 404, ["document"]),
        ({"like": id_of("nobody")}, 404, [id_of("nobody")]),
        ({"q": "x", "dataset": "nowhere"}, 404, ["nowhere"]),
    ],
)
def test_what_cannot_be_exported_is_said(
    client: TestClient, asked: dict[str, Any], status: int, words: list[str]
) -> None:
    for answer in (client.get("/export", params=asked), client.post("/export", json=asked)):
        assert_error(answer, status, *words)


def test_the_docs_say_what_the_files_are(client: TestClient) -> None:
    get = client.get("/openapi.json").json()["paths"]["/export"]["get"]
    assert set(get["responses"]["200"]["content"]) == {
        value.split(";")[0] for value in TYPES.values()
    }
    formats = next(field for field in get["parameters"] if field["name"] == "format")
    assert formats["schema"]["enum"] == list(TYPES)
    assert "TREC" in get["description"]
