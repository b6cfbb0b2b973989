"""Whatever is sent, the API answers as promised."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import QueryParams
from hypothesis import given, settings
from hypothesis import strategies as st

from search.api.app import create_api
from search.service import SearchService
from tests.search.api.test_errors import JSON, assert_error
from tests.search.helpers import id_of


@pytest.fixture(scope="module")
def client(companies: SearchService) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: companies), raise_server_exceptions=False) as client:
        yield client


PATHS = ["/search", "/compare", "/export", "/explain", "/explain/query", "/explain/words"]
values = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(
        [
            *["neural", "keyword", "hybrid", "trec", "true", "false", "sample", "Berlin", "chairs"],
            *[id_of("oak"), id_of("nobody")],
        ]
    ),
)
parameters = st.lists(
    st.tuples(
        st.sampled_from(
            "q q q id id mode neural city city k dataset weight rrf_k like format other".split()
        ),
        values,
    ),
    max_size=6,
)


@settings(max_examples=200)
@given(st.sampled_from(PATHS), parameters)
def test_no_parameters_break_it(client: TestClient, path: str, sent: list[tuple[str, str]]) -> None:
    answer = client.get(path, params=QueryParams(tuple(sent)))
    assert answer.status_code in {200, 404, 413, 422}
    if answer.status_code != 200:
        assert_error(answer, answer.status_code)


bodies = st.dictionaries(
    st.sampled_from("q id mode neural city k dataset weight rrf_k like format other".split()),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | values,
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=3,
    ),
)


@settings(max_examples=200)
@given(st.sampled_from(PATHS), bodies, st.booleans())
def test_no_body_breaks_it(client: TestClient, path: str, body: dict[str, Any], ask: bool) -> None:
    if ask:
        body = {**body, "q": "chairs"} | ({"id": id_of("oak")} if path == "/explain" else {})
    answer = client.post(path, content=json.dumps(body), headers=JSON)
    assert answer.status_code in {200, 404, 413, 422}
    if answer.status_code != 200:
        assert_error(answer, answer.status_code)
