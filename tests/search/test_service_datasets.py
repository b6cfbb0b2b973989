"""Datasets, documents, cities and health."""

from typing import Any

import pytest

import search
from search.errors import (
    DatasetNotFound,
    DocumentNotFound,
    IndexMismatch,
    InputError,
    UnavailableError,
)
from search.service import SearchService
from search.settings import Settings
from search.store.protocols import Store
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import id_of, names, rows_of, serve


def test_one_document_by_its_id(service: SearchService) -> None:
    document = service.document(id_of("agro"))
    assert (document.name, document.source_id, document.city) == ("Agro", "agro", "Berlin")
    with pytest.raises(DocumentNotFound):
        service.document(id_of("nobody"))


def test_cities_by_count_then_name(service: SearchService) -> None:
    found = [(facet.value, facet.count) for facet in service.facets()]
    assert found == [("Berlin", 2), ("Lagos", 1), ("Paris", 1)]


def test_health_says_what_is_served(service: SearchService) -> None:
    assert service.health() == {
        "status": "ok",
        "store": service.store.kind,
        "dataset": "sample",
        "documents": 5,
        "model": "fake",
    }


def test_without_its_dataset_the_service_is_not_healthy(store: Store) -> None:
    with pytest.raises(UnavailableError):
        SearchService(store, FakeEncoder(), "sample").health()


def test_each_dataset_is_searched_by_name(store: Store) -> None:
    service = serve(store, COMPANIES)
    build(store, rows_of(["oak"]), "trees")
    assert service.datasets() == ["sample", "trees"]
    assert names(service.search("oak", dataset="trees").hits) == ["oak"]
    assert service.manifest("trees").documents == 1
    with pytest.raises(DatasetNotFound, match="python -m ingest"):
        service.search("oak", dataset="flowers")


@pytest.mark.parametrize(
    ("changed", "to"), [("name", "another model"), ("dimension", 64)], ids=["model", "dimension"]
)
def test_a_dataset_of_another_model_is_refused(store: Store, changed: str, to: Any) -> None:
    service = serve(store, COMPANIES)
    setattr(service.encoder, changed, to)
    for ask in (service.search, service.compare):
        with pytest.raises(IndexMismatch, match="python -m ingest file list.jsonl"):
            ask("oak")


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"q": " "}, "q"),
        ({"q": "oak", "mode": "bm25"}, "mode"),
        ({"q": "oak", "k": 0}, "k"),
        ({"q": "oak", "dataset": "../x"}, "dataset"),
        ({"q": "oak", "mode": "hybrid", "weight": 1.1}, "weight"),
        ({"q": "oak", "mode": "hybrid", "weight": float("nan")}, "weight"),
        ({"q": "oak", "mode": "hybrid", "rrf_k": 0}, "rrf_k"),
        ({"q": "oak", "mode": "hybrid", "rrf_k": 1001}, "rrf_k"),
    ],
)
def test_a_wrong_argument_is_named(
    companies: SearchService, options: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError, match=f"^{field}: "):
        companies.search(**options)


def test_warming_up_makes_the_model_answer_once(store: Store) -> None:
    service = serve(store, COMPANIES)
    service.encoder.encoded.clear()
    service.warm_up()
    assert len(service.encoder.encoded) == 1


def test_open_service_takes_store_model_and_dataset_from_the_settings(
    embedded_store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(embedded_store, COMPANIES, "firms")
    asked: list[tuple[str, str | None]] = []

    def encoder(model: str, device: str | None) -> FakeEncoder:
        asked.append((model, device))
        return FakeEncoder()

    monkeypatch.setattr("search.embedding.encoders.open_encoder", encoder)
    service = search.open_service(
        Settings(data_dir=embedded_store.root, dataset="firms", model="some/model", device="cpu")
    )
    assert asked == [("some/model", "cpu")]
    assert service.health()["dataset"] == "firms"
