"""Checked requests and what each engine reads of them."""

from typing import Any

import pytest

from search.embedding.query_cache import QueryVectors
from search.errors import DocumentNotFound, InputError
from search.retrieval import request as query
from search.retrieval.request import Probe, Request
from search.store.protocols import Index
from tests.fakes import FakeEncoder
from tests.search.helpers import id_of


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("oak", "oak"),
        ("  oak\n", "oak"),
        ("x" * 10_000, "x" * 10_000),
        (" " + "x" * 10_000, "x" * 10_000),
        ("a\0b", "a\0b"),
        ("👩‍💻", "👩‍💻"),
    ],
)
def test_a_text_is_trimmed(text: str, checked: str) -> None:
    assert query.checked_text(text) == checked


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000", "x" * 10_001, "lone \ud800"])
def test_a_text_that_cannot_be_searched_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="^q: "):
        query.checked_text(text)


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_the_three_modes(mode: str) -> None:
    assert query.checked_mode(mode) == mode


@pytest.mark.parametrize("mode", ["", "Neural", "bm25", "full-text"])
def test_other_modes_are_refused(mode: str) -> None:
    with pytest.raises(InputError, match="^mode: "):
        query.checked_mode(mode)


def test_cities_are_cleaned_and_blank_ones_dropped() -> None:
    request = query.checked("sample", (" Berlin ", "Zu\u0308rich", "", "  "), 10)
    assert request == Request("sample", cities=("Berlin", "Z\u00fcrich"), k=10)


def test_the_bounds_themselves_are_accepted() -> None:
    query.checked("sample", ("x",) * 100, 1)
    query.checked("sample", ("x",) * 100, 100)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("sample", (), 0), "k"),
        (("sample", (), 101), "k"),
        (("sample", (), -1), "k"),
        (("sample", ("x",) * 101, 10), "city"),
        (("sample", ("\udfff",), 10), "city"),
        (("No Such", (), 10), "dataset"),
        (("../x", (), 10), "dataset"),
    ],
)
def test_a_value_out_of_bounds_is_refused_naming_its_field(values: Any, field: str) -> None:
    with pytest.raises(InputError, match=f"^{field}: "):
        query.checked(*values)


def test_a_text_is_read_by_both_engines(companies_index: Index) -> None:
    probe = Probe(
        companies_index,
        Request("sample", text="chairs, chairs, unheard"),
        QueryVectors(FakeEncoder()),
    )
    assert probe.terms == {"chair": 2.0, "unheard": 1.0}
    assert probe.keyword == ([companies_index.vocabulary.index["chair"]], [2.0])
    assert probe.neural.tolist() == FakeEncoder().encode(["chairs, chairs, unheard"])[0].tolist()
    assert probe.exclude is None


def test_nothing_is_encoded_before_it_is_asked_for(companies_index: Index) -> None:
    encoder = FakeEncoder()
    probe = Probe(companies_index, Request("sample", text="oak"), QueryVectors(encoder))
    assert (encoder.encoded, probe.embed_ms) == ([], 0.0)


def test_a_document_is_read_with_its_stored_vector_and_whole_text(companies_index: Index) -> None:
    encoder = FakeEncoder()
    probe = Probe(companies_index, Request("sample", like=id_of("agro")), QueryVectors(encoder))
    assert probe.text == "Agro\nRobots that weed farms."
    assert probe.neural.tolist() == companies_index.vectors([id_of("agro")])[id_of("agro")].tolist()
    assert (probe.exclude, encoder.encoded, probe.embed_ms) == (id_of("agro"), [], 0.0)


@pytest.mark.parametrize(("words", "truncated"), [(8, False), (9, True)])
def test_a_text_beyond_the_models_window_is_noticed(
    companies_index: Index, words: int, truncated: bool
) -> None:
    probe = Probe(
        companies_index, Request("sample", text="oak " * words), QueryVectors(FakeEncoder())
    )
    assert probe.truncated is truncated


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
    assert query.document(companies_index, id_of("agro")).name == "Agro"
    with pytest.raises(DocumentNotFound, match="no document"):
        query.document(companies_index, id_)


def test_a_text_is_encoded_once_and_costs_nothing_the_second_time(companies_index: Index) -> None:
    encoder = FakeEncoder()
    vectors = QueryVectors(encoder)
    for _ in range(2):
        probe = Probe(companies_index, Request("sample", text="oak"), vectors)
        assert probe.neural.tolist() == FakeEncoder().encode(["oak"])[0].tolist()
    assert encoder.encoded == ["oak"]
    assert probe.embed_ms == 0.0
