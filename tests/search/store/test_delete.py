"""Deleting a dataset, and the facts of a list of them: each test runs on both adapters."""

from datetime import timedelta

import pytest

from search.errors import BuildRunning, DatasetNotFound, InputError
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.helpers import generations
from tests.search.helpers import id_of, rows_of


def test_a_deleted_dataset_is_gone_and_the_others_stay(store: Store) -> None:
    build(store, COMPANIES)
    build(store, rows_of(["oak"]), "sample-2")
    store.delete("sample")
    assert store.datasets() == ["sample-2"]
    for method in (store.current, store.open, store.manifest, store.delete):
        with pytest.raises(DatasetNotFound):
            method("sample")
    assert [document.name for document in store.open("sample-2").scan()] == ["oak"]


def test_a_reader_of_a_deleted_dataset_finishes_undisturbed(store: Store) -> None:
    build(store, rows_of(["oak"]))
    reader = store.open("sample")
    store.delete("sample")
    store.clean_up()
    vector = FakeEncoder().encode(["oak"])[0]
    assert [hit.id for hit in reader.neural(vector, 10)] == [id_of("0")]
    assert [document.name for document in reader.scan()] == ["oak"]


def test_nothing_is_left_when_the_last_reader_has_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.server.store._STILL_READ", timedelta(0))
    build(store, rows_of(["oak"]))
    build(store, rows_of(["elm"]), "other")
    reader = store.open("sample")
    store.delete("sample")
    reader.close()
    del reader
    store.clean_up()
    assert generations(store) == set()
    assert len(generations(store, "other")) == 1


def test_a_deleted_dataset_can_be_built_again(store: Store) -> None:
    build(store, rows_of(["oak"]))
    reader = store.open("sample")
    store.delete("sample")
    build(store, rows_of(["elm", "fir"]))
    assert {document.name for document in store.open("sample").scan()} == {"elm", "fir"}
    assert [document.name for document in reader.scan()] == ["oak"]


def test_a_dataset_is_not_deleted_while_it_is_built(store: Store) -> None:
    build(store, COMPANIES)
    before = store.current("sample")
    with store.build("sample", 32):
        with pytest.raises(BuildRunning):
            store.delete("sample")
        store.clean_up()
    assert store.current("sample") == before


def test_a_first_build_is_not_cleaned_away(store: Store) -> None:
    with store.build("sample", 32):
        before = generations(store)
        store.clean_up()
        assert generations(store) == before != set()


@pytest.mark.parametrize("name", ["", "..", "../x", "A b"])
def test_a_name_that_cannot_be_a_dataset_is_refused(store: Store, name: str) -> None:
    for method in (store.delete, store.manifest):
        with pytest.raises(InputError):
            method(name)


def test_the_manifest_is_to_be_had_without_opening(store: Store) -> None:
    build(store, COMPANIES)
    assert store.manifest("sample") == store.open("sample").manifest


def test_the_size_is_what_the_files_occupy(embedded_store: EdgeStore) -> None:
    assert embedded_store.size("sample") == 0
    build(embedded_store, COMPANIES)
    size = embedded_store.size("sample")
    apparent = sum(
        path.stat().st_size
        for path in (embedded_store.root / "sample").rglob("*")
        if path.is_file()
    )
    assert 0 < size < apparent  # a shard's files are large and nearly empty


def test_a_server_does_not_tell_its_size(memory_store: ServerStore) -> None:
    build(memory_store, COMPANIES)
    store: Store = memory_store
    assert store.size("sample") is None


@pytest.mark.parametrize("name", ["theirs", "sample-theirs"])
def test_collections_of_others_are_left_alone(
    memory_store: ServerStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("search.store.server.store._STILL_READ", timedelta(0))
    client = memory_store.connection.client
    client.create_collection(name, vectors_config={})
    build(memory_store, COMPANIES)
    memory_store.delete("sample")
    memory_store.clean_up()
    with pytest.raises(DatasetNotFound):
        memory_store.delete("theirs")
    assert [found.name for found in client.get_collections().collections] == [name]
