"""How the engines of an index read a request."""

import pytest

from search.embedding.query_cache import QueryVectors
from search.errors import DocumentNotFound
from search.retrieval.query import EncodedQuery, document
from search.retrieval.request import SearchRequest
from search.store.protocols import Index
from tests.fakes import FakeEncoder
from tests.search.helpers import id_of


def test_a_text_is_read_by_both_engines(companies_index: Index) -> None:
    query = EncodedQuery(
        companies_index,
        SearchRequest("sample", text="chairs, chairs unheard"),
        QueryVectors(FakeEncoder()),
    )
    assert query.terms == {"chair": 2.0, "unheard": 1.0, "chairsunheard": 0.25}
    assert query.keyword == ([companies_index.vocabulary.index["chair"]], [2.0])
    assert query.neural.tolist() == FakeEncoder().encode(["chairs, chairs unheard"])[0].tolist()
    assert query.exclude is None


def test_nothing_is_encoded_before_it_is_asked_for(companies_index: Index) -> None:
    encoder = FakeEncoder()
    query = EncodedQuery(
        companies_index, SearchRequest("sample", text="oak"), QueryVectors(encoder)
    )
    assert (encoder.encoded, query.embed_ms) == ([], 0.0)


def test_a_document_is_read_with_its_stored_vector_and_whole_text(companies_index: Index) -> None:
    encoder = FakeEncoder()
    query = EncodedQuery(
        companies_index, SearchRequest("sample", like=id_of("agro")), QueryVectors(encoder)
    )
    assert query.text == "Agro\nRobots that weed farms."
    assert query.neural.tolist() == companies_index.vectors([id_of("agro")])[id_of("agro")].tolist()
    assert (query.exclude, encoder.encoded, query.embed_ms) == (id_of("agro"), [], 0.0)


@pytest.mark.parametrize(("words", "truncated"), [(8, False), (9, True)])
def test_a_text_beyond_the_models_window_is_noticed(
    companies_index: Index, words: int, truncated: bool
) -> None:
    query = EncodedQuery(
        companies_index, SearchRequest("sample", text="oak " * words), QueryVectors(FakeEncoder())
    )
    assert query.truncated is truncated


@pytest.mark.parametrize(
    "id_",
    [
        id_of("no such document"),
        id_of("agro").upper(),
        id_of("agro").replace("-", ""),
        "{" + id_of("agro") + "}",
        "agro",
        "",
        "1",
        "\0",
        "\ud800",
    ],
)
def test_only_a_documents_exact_id_finds_it(companies_index: Index, id_: str) -> None:
    assert document(companies_index, id_of("agro")).name == "Agro"
    with pytest.raises(DocumentNotFound, match="no document"):
        document(companies_index, id_)


def test_a_text_is_encoded_once_and_costs_nothing_the_second_time(companies_index: Index) -> None:
    encoder = FakeEncoder()
    vectors = QueryVectors(encoder)
    for _ in range(2):
        query = EncodedQuery(companies_index, SearchRequest("sample", text="oak"), vectors)
        assert query.neural.tolist() == FakeEncoder().encode(["oak"])[0].tolist()
    assert encoder.encoded == ["oak"]
    assert query.embed_ms == 0.0
