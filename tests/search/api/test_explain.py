"""The HTTP API of explanations: the service's answers, and errors in the promised shape."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from search.api.app import create_api
from search.explanation.model import as_json
from search.service import SearchService
from tests.fakes import COMPANIES
from tests.search.api.test_errors import JSON, assert_error
from tests.search.helpers import id_of

Q = "Robots that weed chairs"
OAK, AGRO, PAY, NOBODY = (id_of(name) for name in ("oak", "agro", "pay", "nobody"))
PATHS: dict[str, dict[str, Any]] = {
    "/explain": {"id": AGRO},
    "/explain/query": {},
    "/explain/words": {"id": [AGRO]},
}
"""Each path with what it needs beside q."""


@pytest.fixture(scope="module")
def client(companies: SearchService) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: companies), raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, method: str, path: str, sent: dict[str, Any]) -> Response:
    """The same fields as parameters or as JSON."""
    if method == "POST":
        return client.post(path, json=sent)
    return client.get(path, params=sent)


def as_arguments(sent: dict[str, Any]) -> dict[str, Any]:
    """What the service calls them."""
    return {"cities" if name == "city" else name: value for name, value in sent.items()}


both_methods = pytest.mark.parametrize("method", ["GET", "POST"])


@both_methods
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"k": 1},
        {"weight": 0.0, "rrf_k": 3},
        {"city": ["Berlin", "Paris"]},
        {"city": ["Atlantis"]},
        {"dataset": "sample"},
    ],
)
def test_explain_answers_what_the_service_answers(
    client: TestClient, companies: SearchService, method: str, sent: dict[str, Any]
) -> None:
    for row in COMPANIES:
        answer = ask(client, method, "/explain", {"q": Q, "id": id_of(row["id"]), **sent})
        found = companies.explain(Q, id_of(row["id"]), **as_arguments(sent))
        assert answer.status_code == 200
        assert answer.json() == as_json(found)


@both_methods
def test_a_document_for_being_near_to_another(
    client: TestClient, companies: SearchService, method: str
) -> None:
    answer = ask(client, method, "/explain", {"like": OAK, "id": AGRO, "k": 2})
    assert answer.json() == as_json(companies.explain("", AGRO, like=OAK, k=2))
    itself = ask(client, method, "/explain", {"like": OAK, "id": OAK}).json()
    assert itself["listed"] is False
    assert itself["neural"]["rank"] is None


@both_methods
@pytest.mark.parametrize(
    "sent",
    [
        {"q": Q},
        {"q": "the robotz " + "word " * 9},
        {"q": Q, "city": ["Berlin", "Paris"]},
        {"q": Q, "city": ["Atlantis"], "dataset": "sample"},
        {"like": AGRO},
    ],
)
def test_a_query_is_explained_as_the_service_does(
    client: TestClient, companies: SearchService, method: str, sent: dict[str, Any]
) -> None:
    answer = ask(client, method, "/explain/query", sent)
    found = companies.explain_query(**{"q": "", **as_arguments(sent)})
    assert answer.status_code == 200
    assert answer.json() == as_json(found)


@both_methods
@pytest.mark.parametrize("sent", [{"q": Q}, {"like": OAK}, {"q": Q, "dataset": "sample"}])
def test_words_are_those_of_the_service(
    client: TestClient, companies: SearchService, method: str, sent: dict[str, Any]
) -> None:
    ids = [PAY, AGRO, OAK]
    answer = ask(client, method, "/explain/words", {**sent, "id": ids})
    found = companies.word_shares(ids=ids, **{"q": "", **sent})
    assert answer.status_code == 200
    assert answer.json() == as_json(found)
    assert [document["id"] for document in answer.json()["documents"]] == ids


@both_methods
def test_ids_that_no_document_has_are_left_out(client: TestClient, method: str) -> None:
    ids = ["", "agro", NOBODY, AGRO.upper(), f"{{{AGRO}}}", "../x", "\0", "☃", AGRO, AGRO]
    answer = ask(client, method, "/explain/words", {"q": Q, "id": ids})
    assert answer.status_code == 200
    assert [document["id"] for document in answer.json()["documents"]] == [AGRO]


@both_methods
def test_as_many_ids_as_a_list_may_have(client: TestClient, method: str) -> None:
    answer = ask(client, method, "/explain/words", {"q": Q, "id": [AGRO] * 100})
    assert answer.status_code == 200
    answer = ask(client, method, "/explain/words", {"q": Q, "id": [AGRO] * 101})
    assert_error(answer, 422, "id: ")


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "q: "),
    ({"q": " \t"}, "q: "),
    ({"q": "x" * 10_001}, "q: "),
    ({"q": "x", "dataset": "Bad Name"}, "dataset: "),
    ({"q": "x", "colour": "red"}, "colour: "),
    ({"q": "x", "mode": "neural"}, "mode: "),
]
LISTS: list[tuple[dict[str, Any], str]] = [
    ({"q": "x", "city": ["x"] * 101}, "city: "),
]
EXPLAIN: list[tuple[dict[str, Any], str]] = [
    ({"q": "x", "k": 0}, "k: "),
    ({"q": "x", "k": 101}, "k: "),
    ({"q": "x", "weight": 1.5}, "weight: "),
    ({"q": "x", "weight": "nan"}, "weight: "),
    ({"q": "x", "rrf_k": 0}, "rrf_k: "),
]
ELSEWHERE: list[tuple[dict[str, Any], str]] = [({"q": "x", "k": 5}, "k: ")]


@both_methods
@pytest.mark.parametrize(
    ("path", "sent", "words"),
    [
        *(("/explain", *wrong) for wrong in WRONG + LISTS + EXPLAIN),
        *(("/explain/query", *wrong) for wrong in WRONG + LISTS + ELSEWHERE),
        *(("/explain/words", *wrong) for wrong in WRONG + ELSEWHERE),
    ],
)
def test_a_wrong_field_is_422_and_named(
    client: TestClient, method: str, path: str, sent: dict[str, Any], words: str
) -> None:
    assert_error(ask(client, method, path, {**PATHS[path], **sent}), 422, words)


@both_methods
@pytest.mark.parametrize("path", ["/explain", "/explain/words"])
def test_without_a_document_there_is_nothing_to_explain(
    client: TestClient, method: str, path: str
) -> None:
    assert_error(ask(client, method, path, {"q": "x"}), 422, "id: ")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "content",
    [b"", b'{"q":', b"null", b"[]", b'{"q": 5}', b'{"q": "\\ud800"}', b'{"like": 5}'],
)
def test_a_body_that_cannot_be_used_is_422(client: TestClient, path: str, content: bytes) -> None:
    assert_error(client.post(path, content=content, headers=JSON), 422)


@both_methods
@pytest.mark.parametrize(
    ("path", "sent", "word"),
    [
        ("/explain", {"q": "x", "id": NOBODY}, NOBODY),
        ("/explain", {"q": "x", "id": "agro"}, "agro"),
        ("/explain", {"q": "x", "id": ""}, "document"),
        ("/explain", {"like": NOBODY, "id": AGRO}, NOBODY),
        ("/explain", {"q": "x", "id": AGRO, "dataset": "nowhere"}, "nowhere"),
        ("/explain/query", {"like": NOBODY}, NOBODY),
        ("/explain/query", {"q": "x", "dataset": "nowhere"}, "nowhere"),
        ("/explain/words", {"like": "agro", "id": [AGRO]}, "agro"),
        ("/explain/words", {"q": "x", "id": [AGRO], "dataset": "nowhere"}, "nowhere"),
    ],
)
def test_what_does_not_exist_is_404(
    client: TestClient, method: str, path: str, sent: dict[str, Any], word: str
) -> None:
    assert_error(ask(client, method, path, sent), 404, word)


def test_an_id_with_a_lone_surrogate_is_404(client: TestClient) -> None:
    for body in (b'{"q": "x", "id": "\\ud800"}', b'{"like": "\\ud800", "id": "x"}'):
        assert_error(client.post("/explain", content=body, headers=JSON), 404)


@both_methods
@pytest.mark.parametrize("path", PATHS)
def test_a_text_and_a_document_at_once_are_refused(
    client: TestClient, method: str, path: str
) -> None:
    sent = {"q": "x", "like": OAK, **PATHS[path]}
    assert_error(ask(client, method, path, sent), 422, "like: ", "not for both")


@pytest.mark.parametrize("q", ["\0", "🚀", "\u202e", "…", "電気", "<script>", "☃" * 10_000])
def test_strange_text_is_explained_like_any_other(client: TestClient, q: str) -> None:
    for path, needs in PATHS.items():
        assert client.post(path, json={"q": q, **needs}).status_code == 200


def test_openapi_says_what_everything_takes_and_answers(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, model in {
        "/explain": "Explanation",
        "/explain/query": "QueryExplanation",
        "/explain/words": "WordShares",
    }.items():
        for method in ("get", "post"):
            described = document["paths"][path][method]
            answer = described["responses"]["200"]["content"]["application/json"]["schema"]
            assert answer == {"$ref": f"#/components/schemas/{model}"}
            assert {"404", "422", "503"} <= set(described["responses"])
            assert described["summary"]
            assert described["description"]
        names = {parameter["name"] for parameter in document["paths"][path]["get"]["parameters"]}
        assert {"q", "like", "dataset", *PATHS[path]} <= names
