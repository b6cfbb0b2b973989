"""Query sets and evaluations over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.evaluation.model import Judgment, Query, QuerySet
from search.evaluation.workbench import Workbench
from search.service import SearchService
from search.settings import settings
from tests.search.api.test_errors import assert_error


@pytest.fixture
def client(
    companies: SearchService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A set of one judged query of the default dataset."""
    monkeypatch.setenv("NVK_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    made = QuerySet("mine", (Query("table", "tables", "thing"),))
    bench = Workbench(companies, tmp_path)
    bench.query_sets.add("sample", made, [Judgment("table", "oak", 3, "Ann", "fits")])
    with TestClient(create_api(lambda: companies)) as client:
        yield client
    settings.cache_clear()


def test_sets_queries_and_judgments(client: TestClient) -> None:
    [stored] = client.get("/evaluate/sets").json()
    assert stored == {
        "id": 1,
        "dataset": "sample",
        "name": "mine",
        "queries": 1,
        "judged": 1,
        "judgments": 1,
    }
    queries = client.get("/evaluate/queries", params={"set": 1}).json()
    assert queries == [{"id": "table", "text": "tables", "kind": "thing"}]
    assert client.get("/evaluate/judgments", params={"set": 1}).json() == [
        {"query": "table", "document": "oak", "grade": 3, "judge": "Ann", "note": "fits"}
    ]


def test_an_evaluation_is_made_once(client: TestClient) -> None:
    asked: dict[str, Any] = {"set": 1, "engine": ["keyword", "hybrid:0"], "measure": "RR@10"}
    first, again = (client.get("/evaluate", params=asked).json() for _ in range(2))
    assert first == again
    assert [engine["means"] for engine in first["engines"]] == [{"RR@10": 1.0}] * 2
    assert first["pairs"][0]["verdict"] == "not enough evidence"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"set": 2}, 404),
        ({"set": 10**30}, 422),
        ({"set": 1, "engine": "bm25"}, 422),
        ({"set": 1, "measure": "best"}, 422),
        ({"set": 1, "dataset": "elsewhere"}, 404),
    ],
)
def test_what_cannot_be_evaluated(
    client: TestClient, asked: dict[str, object], status: int
) -> None:
    assert_error(client.get("/evaluate", params=asked), status)  # type: ignore[arg-type]
