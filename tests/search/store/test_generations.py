"""Building and switching generations: each test runs on both adapters."""

from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from search.errors import BuildError, BuildRunning, DatasetNotFound, InputError
from search.keyword import bm25
from search.store.protocols import Store
from search.types import Document, EmbeddedDocument
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import counted, id_of, rows_of


class Stopped(Exception):
    """Ends a build half-way."""


def abandon(store: Store) -> None:
    """Begins a build of the dataset, writes one document and gives up."""
    document = Document(id_of("0"), "0", "oak", "")
    model = bm25.fit([counted(["oak"])])
    with pytest.raises(Stopped), store.build("sample", 32) as writer:
        vector = FakeEncoder().encode(["oak"])[0]
        writer.write([EmbeddedDocument(document, vector, model.impacts(counted(["oak"])))])
        raise Stopped


def test_a_new_generation_replaces_the_old_one(store: Store) -> None:
    build(store, rows_of(["oak"]))
    old = store.current("sample")
    build(store, rows_of(["elm", "fir"]))
    assert store.current("sample") > old
    assert {document.name for document in store.open("sample").scan()} == {"elm", "fir"}


def test_readers_of_the_old_generation_go_on(store: Store) -> None:
    build(store, rows_of(["oak"]))
    reader = store.open("sample")
    build(store, rows_of(["elm"]))
    vector = FakeEncoder().encode(["oak"])[0]
    assert [hit.id for hit in reader.neural(vector, 10)] == [id_of("0")]
    hits, _ = reader.keyword(reader.vocabulary.query(Counter(["oak"])), 10)
    assert [hit.id for hit in hits] == [id_of("0")]
    assert [document.name for document in reader.scan()] == ["oak"]


def test_an_abandoned_build_leaves_the_old_generation_serving(store: Store) -> None:
    build(store, COMPANIES)
    before = store.current("sample")
    abandon(store)
    assert store.current("sample") == before
    assert len(list(store.open("sample").scan())) == 5


def test_an_abandoned_first_build_leaves_nothing(store: Store) -> None:
    abandon(store)
    assert store.datasets() == []
    with pytest.raises(DatasetNotFound):
        store.open("sample")


def test_after_an_abandoned_build_the_next_one_works(store: Store) -> None:
    abandon(store)
    assert build(store, COMPANIES).documents == 5


@pytest.mark.parametrize("claimed", [0, 2])
def test_a_generation_with_a_wrong_count_is_not_published(store: Store, claimed: int) -> None:
    build(store, COMPANIES)
    before = store.current("sample")
    published: Any = store.open("sample").manifest
    manifest = type(published)(**{**published.to_dict(), "documents": claimed})
    model = bm25.fit([counted(["oak"])])
    vector = FakeEncoder().encode(["oak"])[0]
    with pytest.raises(BuildError), store.build("sample", 32) as writer:
        document = Document(id_of("0"), "0", "oak", "")
        writer.write([EmbeddedDocument(document, vector, model.impacts(counted(["oak"])))])
        writer.publish(manifest, model.vocabulary)
    assert store.current("sample") == before


def test_a_build_is_noticed_while_it_lasts(store: Store) -> None:
    build(store, COMPANIES)
    assert not store.building("sample")
    with store.build("sample", 32):
        assert store.building("sample")
        assert not store.building("other")
    assert not store.building("sample")
    with pytest.raises(InputError):
        store.building("../x")


def test_different_datasets_are_built_at_the_same_time(store: Store) -> None:
    with store.build("sample", 32):
        assert build(store, COMPANIES, "other").documents == 5
    assert store.datasets() == ["other"]


def test_a_second_writer_does_not_disturb_the_first(store: Store) -> None:
    document = Document(id_of("0"), "0", "oak", "")
    model = bm25.fit([counted(["oak"])])
    vector = FakeEncoder().encode(["oak"])[0]
    with store.build("sample", 32) as writer:
        with suppress(BuildRunning):
            abandon(store)
        writer.write([EmbeddedDocument(document, vector, model.impacts(counted(["oak"])))])
