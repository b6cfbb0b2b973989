"""The list of datasets, and deleting through the service: each test runs on both adapters."""

from datetime import timedelta

import pytest

from search.errors import DatasetNotFound
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.helpers import generations
from tests.search.helpers import rows_of


def test_every_dataset_comes_with_its_facts(service: SearchService, store: Store) -> None:
    build(store, rows_of(["oak"]), "another")
    with store.build("another", FakeEncoder.dimension):
        another, sample = service.overview()
    assert (another.name, another.building, another.problem) == ("another", True, "")
    assert (sample.name, sample.building, sample.problem) == ("sample", False, "")
    assert sample.manifest == service.manifest()
    assert sample.manifest and sample.manifest.cities == len(service.facets())
    assert (sample.size is None) is (store.size("sample") is None)


def test_a_dataset_of_another_model_is_listed_with_its_problem(store: Store) -> None:
    build(store, COMPANIES)
    encoder = FakeEncoder()
    encoder.name = "newer"
    [sample] = SearchService(store, encoder, "sample").overview()
    assert sample.manifest and sample.manifest.model == "fake"
    assert "Rebuild it: python -m ingest" in sample.problem


def test_a_damaged_dataset_is_listed_with_its_problem(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    folder = embedded_store.root / "sample" / "generations" / embedded_store.current("sample")
    (folder / "manifest.json").write_text("{}")
    [sample] = SearchService(embedded_store, FakeEncoder(), "sample").overview()
    assert sample.manifest is None
    assert "was written by another version" in sample.problem


def test_a_deleted_dataset_is_let_go_of_and_leaves_nothing(
    service: SearchService, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.server.store._STILL_READ", timedelta(0))
    assert service.compare("robots").neural.hits  # has it open
    service.delete("sample")
    service.clean_up()
    assert service.datasets() == []
    assert generations(store) == set()
    with pytest.raises(DatasetNotFound):
        service.compare("robots")


def test_what_another_process_deleted_is_let_go_of(service: SearchService, store: Store) -> None:
    service.compare("robots")
    store.delete("sample")
    with pytest.raises(DatasetNotFound):
        service.compare("robots")
    if isinstance(store, EdgeStore):
        store.clean_up()
        assert generations(store) == set()
