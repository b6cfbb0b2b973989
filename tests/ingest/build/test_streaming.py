"""A build holds one batch of documents at a time, however long its input is."""

import gc
from collections.abc import Iterator, Sequence

import pytest

from ingest.build.pipeline import Build
from ingest.sources.protocols import Row
from search.store.protocols import Store
from search.types import Document, Vector
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.helpers import companies, opened

ROWS, BATCH = 60, 8


class Recorder(FakeEncoder):
    """A source and an encoder that look at each other while a build is running."""

    command = "file generator.jsonl"

    def __init__(self) -> None:
        super().__init__()
        self.passes = 0
        self.taken = 0
        self.batches: list[int] = []
        self.taken_before_batch: list[int] = []
        self.held: list[int] = []
        self.held_before = count(Document)
        self.lists: dict[int, int] = {}

    def rows(self) -> Iterator[Row]:
        self.passes += 1
        self.taken = 0
        for number, row in enumerate(companies("new", ROWS), start=1):
            self.taken = number
            if self.passes == 1 and number in (10, ROWS):
                self.held.append(count(Document) - self.held_before)
                self.lists[number] = count(list)
            yield Row(number, row)

    def encode(self, texts: Sequence[str]) -> Vector:
        self.batches.append(len(texts))
        self.taken_before_batch.append(self.taken)
        self.held.append(count(Document) - self.held_before)
        return super().encode(texts)


def count(kind: type) -> int:
    """How many objects of a type are in memory."""
    return sum(type(item) is kind for item in gc.get_objects())


@pytest.fixture
def recorder(store: Store) -> Recorder:
    recorder = Recorder()
    Build(store, recorder, recorder, "sample", batch_size=BATCH).run()
    return recorder


def test_rows_are_taken_when_their_batch_is_due_and_let_go_again(recorder: Recorder) -> None:
    assert recorder.passes == 2
    assert recorder.batches == [8] * 7 + [4]  # 60 = 7 · 8 + 4
    assert recorder.taken_before_batch == [8, 16, 24, 32, 40, 48, 56, 60]
    # The batch being read, and the one before until it is replaced.
    assert max(recorder.held) <= 2 * BATCH
    # Each document's terms are a list; the 50 rows after the tenth leave none behind.
    assert recorder.lists[ROWS] - recorder.lists[10] < 10


@pytest.mark.parametrize(("size", "steps"), [(1, [1, 2, 3, 4, 5]), (2, [2, 4, 5]), (9, [5])])
def test_progress_counts_documents_read_and_batches_indexed(
    store: Store, size: int, steps: list[int]
) -> None:
    seen: list[tuple[str, int, int | None]] = []
    build(store, COMPANIES, batch_size=size, progress=lambda *step: seen.append(step))
    assert seen == [("reading", done, None) for done in range(1, 6)] + [
        ("indexing", done, 5) for done in steps
    ]


def test_progress_counts_kept_documents_too(store: Store) -> None:
    build(store, COMPANIES[:3])
    seen: list[tuple[str, int, int | None]] = []
    build(store, COMPANIES[3:], append=True, progress=lambda *step: seen.append(step))
    assert seen[-2:] == [("reading", 5, None), ("indexing", 5, 5)]


def test_the_size_of_a_batch_does_not_change_what_is_built(store: Store) -> None:
    vectors = []
    for size in (1, 2, 256):
        build(store, COMPANIES, f"size{size}", batch_size=size)
        with opened(store, f"size{size}") as index:
            ids = [document.id for document in index.scan()]
            found = index.vectors(ids)
        vectors.append({id_: found[id_].tolist() for id_ in sorted(ids)})
    assert vectors[0] == vectors[1] == vectors[2]
    assert len(vectors[0]) == 5
