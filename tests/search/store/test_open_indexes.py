"""Which generation a process hands out while new ones appear."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from search.errors import DatasetNotFound
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.open_indexes import OpenIndexes
from search.store.protocols import Index, Store
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import names, rows_of

SECONDS = 30
"""How long a thread is waited for before the test fails; never waited out otherwise."""


class StubStore:
    """Generations by name; opening one can be held up."""

    def __init__(self) -> None:
        self.name = "first"
        self.opened: list[str] = []
        self.opening, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def current(self, dataset: str) -> str:
        if dataset != "sample":
            raise DatasetNotFound(dataset)
        return self.name

    def open(self, dataset: str) -> Any:
        name = self.name
        self.opened.append(name)
        self.opening.set()
        assert self.go_on.wait(SECONDS)
        return SimpleNamespace(manifest=SimpleNamespace(generation=name))


@pytest.fixture
def stub() -> StubStore:
    return StubStore()


@pytest.fixture
def indexes(stub: StubStore) -> OpenIndexes:
    anything: Any = stub
    return OpenIndexes(anything)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def generation(index: Any) -> str:
    """The name of what was handed out."""
    name: str = index.manifest.generation
    return name


def test_a_generation_is_opened_once(stub: StubStore, indexes: OpenIndexes) -> None:
    assert [generation(indexes.get("sample")) for _ in range(3)] == ["first"] * 3
    assert stub.opened == ["first"]


def test_a_newer_generation_replaces_it(stub: StubStore, indexes: OpenIndexes) -> None:
    indexes.get("sample")
    stub.name = "second"
    assert [generation(indexes.get("sample")) for _ in range(2)] == ["second"] * 2
    assert stub.opened == ["first", "second"]


def test_an_unknown_dataset_is_not_found(indexes: OpenIndexes) -> None:
    with pytest.raises(DatasetNotFound):
        indexes.get("other")


def test_the_first_askers_wait_for_one_opening(
    stub: StubStore, indexes: OpenIndexes, pool: ThreadPoolExecutor
) -> None:
    barrier = threading.Barrier(8)

    def ask(_: int) -> Any:
        barrier.wait(SECONDS)
        return generation(indexes.get("sample"))

    assert list(pool.map(ask, range(8))) == ["first"] * 8
    assert stub.opened == ["first"]


def test_while_the_new_one_is_being_opened_others_get_the_old_one(
    stub: StubStore, indexes: OpenIndexes, pool: ThreadPoolExecutor
) -> None:
    indexes.get("sample")
    stub.name = "second"
    stub.opening.clear()
    stub.go_on.clear()
    opener = pool.submit(indexes.get, "sample")
    assert stub.opening.wait(SECONDS)
    assert generation(indexes.get("sample")) == "first"
    stub.go_on.set()
    assert generation(opener.result(SECONDS)) == "second"
    assert generation(indexes.get("sample")) == "second"


def test_a_failed_opening_is_tried_again(
    stub: StubStore, indexes: OpenIndexes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(OSError, match="no"):
        patch.setattr(stub, "open", lambda dataset: (_ for _ in ()).throw(OSError("no")))
        indexes.get("sample")
    assert generation(indexes.get("sample")) == "first"


def test_a_generation_published_between_asking_and_opening_is_opened_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(store, rows_of(["old"]))
    open_now = store.open

    def publish_then_open(dataset: str) -> Index:
        monkeypatch.setattr(store, "open", open_now)
        build(store, rows_of(["new"]))
        return store.open(dataset)

    monkeypatch.setattr(store, "open", publish_then_open)
    indexes = OpenIndexes(store)
    first = indexes.get("sample")
    assert [document.name for document in first.scan()] == ["new"]
    assert indexes.get("sample") is first


def test_no_request_fails_while_generations_are_replaced(embedded_store: EdgeStore) -> None:
    encoder = FakeEncoder()
    build(embedded_store, COMPANIES, encoder=encoder)
    service = SearchService(embedded_store, encoder, "sample")
    done, everyone_reads = threading.Event(), threading.Barrier(3)

    def ask_until_done() -> list[str]:
        service.search("chairs")
        everyone_reads.wait(SECONDS)
        while not done.is_set():
            comparison = service.compare("chairs")
            assert set(names(comparison.keyword.hits)) == {"Oakery", "Sofaland"}
        return names(service.search("chairs", "keyword").hits)

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(ask_until_done) for _ in range(2)]
        everyone_reads.wait(SECONDS)
        for number in range(2):
            news = {"id": f"new {number}", "name": f"News {number}", "description": "Papers"}
            build(embedded_store, [*COMPANIES, news], encoder=encoder)
        done.set()
        for reader in readers:
            assert set(reader.result(SECONDS)) == {"Oakery", "Sofaland"}
    assert names(service.search("news", "keyword").hits) == ["News 1"]
