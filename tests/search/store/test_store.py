"""What every store promises: each test runs on both adapters."""

import numpy as np
import pytest

from search import bm25
from search.errors import DatasetNotFound, InputError
from search.store.base import Store
from search.text import tokenize
from search.types import Document
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import id_of, okapi, rows_of


def test_an_empty_store_has_no_datasets(store: Store) -> None:
    assert store.datasets() == []


@pytest.mark.parametrize("method", ["current", "open"])
def test_an_unknown_dataset_is_not_found_with_the_command_that_builds_it(
    store: Store, method: str
) -> None:
    build(store, COMPANIES)
    with pytest.raises(DatasetNotFound, match=r"python -m ingest.*--dataset other"):
        getattr(store, method)("other")


@pytest.mark.parametrize("name", ["", "..", "../x", "A b", "x" * 64, "\0"])
def test_a_name_that_cannot_be_a_dataset_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        store.current(name)
    with pytest.raises(InputError):
        store.open(name)
    with pytest.raises(InputError), store.build(name, 32):
        pass


def test_datasets_are_listed_by_name(store: Store) -> None:
    for dataset in ("yc", "sample", "a-1"):
        build(store, rows_of(["oak"]), dataset)
    assert store.datasets() == ["a-1", "sample", "yc"]


def test_documents_come_back_as_they_were(store: Store) -> None:
    rows = [
        {"id": "plain", "name": "Oakery", "description": "Tables.\nChairs.", "city": "Köln"},
        {"id": 7, "name": "電気 🚀", "description": "\0 \u202e", "images": "a.png", "alt": "x"},
        {
            "id": "extra",
            "name": "x",
            "link": "https://x",
            "deep": {"list": [1, None, {"é": 2.5}], "big": 2**80, "city": "inside"},
            "flag": True,
        },
    ]
    build(store, rows)
    index = store.open("sample")
    documents = index.documents([id_of("plain"), id_of("7"), id_of("extra"), id_of("nobody")])
    plain, seven, extra = (documents.pop(id_of(id_)) for id_ in ("plain", "7", "extra"))
    assert documents == {}
    assert plain == Document(id_of("plain"), "plain", "Oakery", "Tables.\nChairs.", "Köln")
    assert (seven.name, seven.description, seven.city) == ("電気 🚀", "\0 \u202e", None)
    assert (seven.images, seven.alt, seven.extra) == ("a.png", "x", {})
    assert extra.extra == {"deep": rows[2]["deep"], "flag": True}
    assert {document.id for document in index.scan()} == {plain.id, seven.id, extra.id}


def test_manifest_and_vocabulary_travel_with_the_generation(store: Store) -> None:
    summary = build(store, COMPANIES)
    index = store.open("sample")
    model = bm25.fit(tokenize(f"{row['name']}\n{row['description']}") for row in COMPANIES)
    assert index.vocabulary == model.vocabulary
    manifest = index.manifest
    assert manifest.generation == summary.generation
    assert (manifest.dataset, manifest.documents, manifest.dimension) == ("sample", 5, 32)
    assert manifest.average_length == pytest.approx(model.average_length)


def test_vectors_come_back_with_unit_length(store: Store) -> None:
    build(store, COMPANIES)
    vectors = store.open("sample").vectors([id_of("agro"), id_of("nobody")])
    assert list(vectors) == [id_of("agro")]
    expected = FakeEncoder().encode(["Agro\nRobots that weed farms."])[0]
    assert vectors[id_of("agro")] == pytest.approx(expected, abs=1e-6)
    assert vectors[id_of("agro")].dtype == np.float32


def test_no_ids_give_nothing(store: Store) -> None:
    build(store, COMPANIES)
    index = store.open("sample")
    assert index.documents([]) == index.vectors([]) == {}


def test_a_scan_gives_every_document_once_over_many_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.edge._PAGE", 3)
    monkeypatch.setattr("search.store.server._PAGE", 3)
    build(store, rows_of(f"oak w{number}" for number in range(10)))
    found = [document.name for document in store.open("sample").scan()]
    assert sorted(found) == sorted(f"oak w{number}" for number in range(10))


def test_a_large_vocabulary_keeps_its_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.store.server_writer._TERMS_PER_POINT", 3)
    monkeypatch.setattr("search.store.server._PAGE", 2)
    rows = rows_of(f"w{number}" for number in range(31))
    build(store, rows)
    index = store.open("sample")
    assert index.vocabulary.terms == sorted(f"w{number}" for number in range(31))
    [(id_, score)], _ = index.keyword(index.vocabulary.query(["w7"]), 10)
    assert {id_: score} == pytest.approx(okapi(rows, "w7"), rel=1e-5)


def test_cities_are_counted_by_count_then_name(store: Store) -> None:
    cities = ["Ulm", "Bonn", "Köln", "Bonn", "Ulm", None, "aachen"]
    build(store, [{"id": str(n), "name": "oak", "city": city} for n, city in enumerate(cities)])
    found = [(facet.value, facet.count) for facet in store.open("sample").cities()]
    assert found == [("Bonn", 2), ("Ulm", 2), ("Köln", 1), ("aachen", 1)]


def test_a_dataset_without_cities_has_no_facets(store: Store) -> None:
    build(store, [{"id": "0", "name": "oak"}])
    assert store.open("sample").cities() == []


@pytest.mark.parametrize("limit", [1, 2])
def test_a_limit_keeps_the_best(store: Store, limit: int) -> None:
    build(store, rows_of(["oak", "oak elm", "oak elm fir", "yew", "ash", "box", "gum", "bay"]))
    index = store.open("sample")
    vector = FakeEncoder().encode(["oak"])[0]
    best = [id_of("0"), id_of("1")][:limit]
    assert [hit.id for hit in index.neural(vector, limit)] == best
    hits, total = index.keyword(index.vocabulary.query(["oak"]), limit)
    assert [hit.id for hit in hits] == best
    assert total == 3
