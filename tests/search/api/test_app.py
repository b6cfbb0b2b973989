"""The HTTP API as promised: endpoints, answers, readiness."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.errors import UnavailableError
from search.export.schema import comparison_json, document_json, facets_json, ranking_json
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder
from tests.search.helpers import id_of, ids, serve


@pytest.fixture(scope="module")
def client(companies: SearchService) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: companies)) as client:
        yield client


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    """Wall times differ from run to run."""
    assert all(value >= 0 for value in answer["took_ms"].values())
    return {name: value for name, value in answer.items() if name != "took_ms"}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"mode": "neural"},
        {"mode": "keyword"},
        {"mode": "hybrid", "weight": 0.2, "rrf_k": 5},
        {"mode": "keyword", "city": ["Berlin", "Paris"], "k": 1},
        {"city": ["Atlantis"]},
        {"dataset": "sample"},
    ],
)
def test_search_answers_what_the_service_answers(
    client: TestClient, companies: SearchService, asked: dict[str, Any]
) -> None:
    sent = {"q": "chairs and robots", **asked}
    asked = {"cities" if name == "city" else name: value for name, value in sent.items()}
    expected = ranking_json(companies.search(**asked))
    for answer in (client.get("/search", params=sent), client.post("/search", json=sent)):
        assert answer.status_code == 200
        assert without_times(answer.json()) == without_times(expected)


@pytest.mark.parametrize("asked", [{}, {"k": 1}, {"city": ["Berlin"]}, {"dataset": "sample"}])
def test_compare_answers_what_the_service_answers(
    client: TestClient, companies: SearchService, asked: dict[str, Any]
) -> None:
    sent = {"q": "chairs and robots", **asked}
    asked = {"cities" if name == "city" else name: value for name, value in sent.items()}
    expected = comparison_json(companies.compare(**asked))
    for answer in (client.get("/compare", params=sent), client.post("/compare", json=sent)):
        assert answer.status_code == 200
        assert without_times(answer.json()) == without_times(expected)


@pytest.mark.parametrize(
    ("asked", "mode"),
    [
        ({}, "neural"),
        ({"neural": "true"}, "neural"),
        ({"neural": "false"}, "keyword"),
        ({"neural": "false", "mode": "neural"}, "neural"),
        ({"neural": "true", "mode": "keyword"}, "keyword"),
        ({"neural": "false", "mode": "hybrid"}, "hybrid"),
    ],
)
def test_mode_wins_over_neural(client: TestClient, asked: dict[str, str], mode: str) -> None:
    answer = client.get("/search", params={"q": "chairs", **asked}).json()
    assert answer["mode"] == mode
    assert len(answer["result"]) == (2 if mode == "keyword" else 5)


def test_the_tutorials_request_works(client: TestClient) -> None:
    result = client.get("/search?q=chairs").json()["result"]
    assert {"name", "images", "alt", "description", "link", "city"} <= set(result[0])


def test_long_text_can_be_posted(client: TestClient) -> None:
    assert client.post("/search", json={"q": "☃" * 10_000}).status_code == 200


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_similar_answers_what_the_service_answers(
    client: TestClient, companies: SearchService, mode: str
) -> None:
    asked: dict[str, Any] = {"mode": mode, "k": 2, "city": "Berlin"}
    answer = client.get(f"/similar/{id_of('drone')}", params=asked).json()
    expected = ranking_json(companies.similar(id_of("drone"), mode, k=2, cities=["Berlin"]))
    assert without_times(answer) == without_times(expected)
    assert answer["result"]


def test_similar_is_neural_by_default(client: TestClient) -> None:
    assert client.get(f"/similar/{id_of('drone')}").json()["mode"] == "neural"


def test_a_filter_is_any_of_a_fields_values_beside_the_cities(
    client: TestClient, companies: SearchService
) -> None:
    asked = {"q": "chairs", "city": "paris", "filter": ["city:BERLIN", "city:Atlantis"]}
    both = client.get("/compare", params=asked).json()
    assert both["total"]["neural"] == 3
    posted = {**asked, "city": ["paris"]}
    assert client.post("/compare", json=posted).json()["neural"] == both["neural"]
    found = companies.compare("chairs", cities=["Paris"], filter={"city": ["Berlin"]})
    assert [hit["id"] for hit in both["neural"]] == ids(found.neural.hits)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [("Berlin", ["city:Berlin"]), ("colour:red", ["colour", "city"]), (":x", ["city:Berlin"])],
)
def test_a_filter_that_cannot_be_used_is_422_and_said(
    client: TestClient, wanted: str, words: list[str]
) -> None:
    for path in ("/search", "/compare", "/explain/query", "/export"):
        answer = client.get(path, params={"q": "chairs", "filter": wanted})
        assert answer.status_code == 422
        assert all(word in answer.json()["detail"] for word in ["filter: ", *words])


def test_facets(client: TestClient, companies: SearchService) -> None:
    answer = client.get("/facets").json()
    assert answer == facets_json(companies.all_facets(), {})
    assert answer["city"][0] == {"value": "Berlin", "count": 2}
    assert client.get("/facets", params={"dataset": "sample"}).json() == answer


def test_documents(client: TestClient, companies: SearchService) -> None:
    for row in COMPANIES:
        answer = client.get(f"/documents/{id_of(row['id'])}").json()
        assert answer == document_json(companies.document(id_of(row["id"])))
        assert answer["source_id"] == row["id"]


def test_health(client: TestClient, companies: SearchService) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, companies.health())


PATHS = [
    "/search?q=x",
    "/compare?q=x",
    "/export?q=x",
    f"/similar/{id_of('x')}",
    "/facets",
    "/documents/x",
]


@pytest.mark.parametrize("path", [*PATHS, "/health"])
def test_everything_is_503_until_the_service_is_ready(path: str) -> None:
    def not_yet() -> SearchService:
        raise UnavailableError("The model is being loaded.")

    answer = TestClient(create_api(not_yet)).get(path)
    assert (answer.status_code, answer.json()) == (503, {"detail": "The model is being loaded."})


def test_health_without_its_dataset_is_503(tmp_path: Any) -> None:
    service = SearchService(EdgeStore(tmp_path), FakeEncoder(), "sample")
    answer = TestClient(create_api(lambda: service)).get("/health")
    assert answer.status_code == 503
    assert "python -m ingest" in answer.json()["detail"]


@pytest.mark.parametrize("path", [PATHS[0], PATHS[1], "/health"])
def test_a_dataset_of_another_model_is_503_with_the_command(
    embedded_store: EdgeStore, path: str
) -> None:
    service = serve(embedded_store, COMPANIES)
    service.encoder.name = "another/model"
    answer = TestClient(create_api(lambda: service)).get(path)
    assert answer.status_code == 503
    assert "python -m ingest file list.jsonl --dataset sample" in answer.json()["detail"]


def test_a_failure_inside_is_500_without_its_traceback(
    companies: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companies, "all_facets", lambda dataset: 1 / 0)
    client = TestClient(create_api(lambda: companies), raise_server_exceptions=False)
    answer = client.get("/facets")
    assert (answer.status_code, set(answer.json())) == (500, {"detail"})
    assert "ZeroDivision" not in answer.text


def test_several_queries_are_compared(client: TestClient, companies: SearchService) -> None:
    sent = {"queries": ["robots", " ", "chairs"], "engines": ["hybrid", "keyword"], "k": 2}
    answer = client.post("/compare/queries", json={**sent, "filter": ["city:Berlin"]})
    wanted = companies.compare_queries(
        ["robots", "chairs"], ("hybrid", "keyword"), k=2, cities=["Berlin"]
    )
    assert answer.json() == {"queries": [each.to_dict() for each in wanted]}


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"queries": []}, "queries: "),
        ({"queries": ["x"] * 201}, "queries: "),
        ({"queries": ["x"], "engines": ["keyword", "keyword"]}, "engines: "),
        ({"queries": ["x"], "engines": ["keyword"]}, "engines.1: "),
    ],
)
def test_queries_that_cannot_be_compared_are_refused(
    client: TestClient, asked: dict[str, Any], place: str
) -> None:
    answer = client.post("/compare/queries", json=asked)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(place)


def test_neighbours_are_compared(client: TestClient, companies: SearchService) -> None:
    answer = client.get("/compare", params={"like": id_of("agro")})
    wanted = comparison_json(companies.compare_similar(id_of("agro")))
    assert without_times(answer.json()) == without_times(wanted)
