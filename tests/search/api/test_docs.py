"""The API's own documentation."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from ingest.sources.catalog import SAMPLE
from search.api.app import create_api
from search.api.parameters import EXAMPLE_ID
from search.evaluation.model import Judgment, Query, QuerySet
from search.evaluation.workbench import Workbench
from search.service import SearchService
from search.settings import settings
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES
from tests.search.helpers import id_of, serve

EXPLANATIONS = ("/explain", "/explain/query", "/explain/words")


class Assets(HTMLParser):
    """The addresses a page loads by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img"):
            self.found += [value for name, value in attrs if name in ("src", "href") and value]


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_the_docs_load_nothing_from_elsewhere(companies: SearchService, prefix: str) -> None:
    api = outer = create_api(lambda: companies)
    if prefix:
        outer = FastAPI()
        outer.mount(prefix, api)
    client = TestClient(outer)
    assets = Assets(client.get(f"{prefix}/docs").text).found
    assert any(asset.endswith(".js") for asset in assets)
    for asset in assets:
        assert not urlsplit(asset).netloc
        assert client.get(asset).status_code == 200


def test_the_openapi_document_names_every_promised_endpoint(companies: SearchService) -> None:
    client = TestClient(create_api(lambda: companies))
    paths = client.get("/openapi.json").json()["paths"]
    found = {(path, method.upper()) for path, methods in paths.items() for method in methods}
    assert found >= {
        ("/search", "GET"),
        ("/search", "POST"),
        ("/compare", "GET"),
        ("/compare", "POST"),
        ("/export", "GET"),
        ("/export", "POST"),
        *((path, m) for path in EXPLANATIONS for m in ("GET", "POST")),
        ("/similar/{id}", "GET"),
        ("/facets", "GET"),
        ("/documents/{id}", "GET"),
        ("/health", "GET"),
        ("/compare/queries", "POST"),
        ("/snippet", "GET"),
        ("/snippet", "POST"),
        ("/evaluate", "GET"),
        ("/evaluate/sets", "GET"),
    }


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The API over a dataset that has the document of the examples, and a query set."""
    root = tmp_path_factory.mktemp("documented")
    made = QuerySet("mine", (Query("table", "tables", "thing"),))
    example = {"id": "1password", "name": "1Password", "description": "Scooters", "city": "Berlin"}
    service: SearchService = serve(EdgeStore(root), [*COMPANIES, example])
    bench = Workbench(service, root)
    bench.query_sets.add("sample", made, [Judgment("table", "oak", 3, "Ann", "fits")])
    with pytest.MonkeyPatch.context() as patch, TestClient(create_api(lambda: service)) as client:
        patch.setenv("NVK_DATA_DIR", str(root))
        settings.cache_clear()
        yield client
    settings.cache_clear()


@pytest.fixture(scope="module")
def document(documented: TestClient) -> Any:
    return documented.get("/openapi.json").json()


def operations(document: Any) -> list[tuple[str, str, Any]]:
    """Path, method and description of everything that can be asked."""
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_openapi_document_is_valid(document: Any) -> None:
    validate(document)


def test_everything_stands_in_a_group_that_is_described(document: Any) -> None:
    groups = {tag["name"] for tag in document["tags"] if tag["description"]}
    used = {tag for _, _, operation in operations(document) for tag in operation["tags"]}
    assert used == groups
    assert all(operation["summary"] for _, _, operation in operations(document))


def test_every_answer_has_an_example_of_its_type(document: Any) -> None:
    for path, method, operation in operations(document):
        for media_type, content in operation["responses"]["200"]["content"].items():
            if media_type == "application/json":
                schema = {**content["schema"], "components": document["components"]}
                wrong = list(Draft202012Validator(schema).iter_errors(content.get("example")))
                assert not wrong, f"{path}: run python -m docs.make_examples"
            assert media_type != "text/plain" or path == "/export" or content["example"], method


def resolved(document: Any, schema: Any) -> Any:
    """The schema that a reference names."""
    reference = schema.get("$ref")
    return document["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else schema


def example_request(document: Any, operation: Any) -> tuple[dict[str, Any], Any]:
    """The examples of an operation's parameters and of its body's fields."""
    fields = {field["name"]: field for field in operation.get("parameters", ())}
    parameters = {name: field["schema"]["examples"][0] for name, field in fields.items()}
    if "requestBody" not in operation:
        return parameters, None
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    properties = resolved(document, body)["properties"]
    return parameters, {name: field["examples"][0] for name, field in properties.items()}


def test_the_examples_of_all_parameters_together_are_a_request_that_works(
    documented: TestClient, document: Any
) -> None:
    for path, method, operation in operations(document):
        parameters, body = example_request(document, operation)
        address = path.format(**parameters)
        sent = {
            name: value
            for name, value in parameters.items()
            if value is not None and f"{{{name}}}" not in path
        }
        answer = documented.request(method, address, params=sent, json=body)
        assert answer.status_code == 200, (path, method, answer.text)


def test_the_document_of_the_examples_is_in_the_sample() -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()
    assert EXAMPLE_ID in {id_of(json.loads(line)["id"]) for line in lines}
