"""The API's own documentation."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.service import SearchService

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
    }
