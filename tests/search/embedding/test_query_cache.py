"""The cache of query vectors, and threads that are served together."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.embedding.query_cache import QueryVectors
from search.types import Vector
from tests.fakes import FakeEncoder


def test_a_vector_is_made_once_and_then_known() -> None:
    vectors = QueryVectors(FakeEncoder())
    assert vectors.known("oak") is None
    made = vectors.make("oak").vector
    assert vectors.known("oak") is made
    assert made.tolist() == FakeEncoder().encode(["oak"])[0].tolist()


def test_the_text_asked_for_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.embedding.query_cache._CACHED_VECTORS", 2)
    vectors = QueryVectors(FakeEncoder())
    vectors.make("first")
    vectors.make("second")
    vectors.known("first")
    vectors.make("third")
    assert [vectors.known(text) is None for text in ("first", "second", "third")] == [
        False,
        True,
        False,
    ]


class Held(FakeEncoder):
    """Its first call waits until it is let go, and may fail then."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        self.calls: list[list[str]] = []
        self.entered, self.let_go = threading.Event(), threading.Event()
        self._failure = failure

    def encode(self, texts: Sequence[str]) -> Vector:
        self.calls.append(list(texts))
        if len(self.calls) == 1:
            self.entered.set()
            assert self.let_go.wait(10)
            if self._failure:
                raise self._failure
        return super().encode(texts)


def wait_for(vectors: QueryVectors, waiting: int) -> None:
    tick = threading.Event()
    for _ in range(10_000):
        if len(vectors._waiting) == waiting:
            return
        tick.wait(0.001)
    raise AssertionError("the threads never came")


def test_queries_that_wait_are_encoded_together() -> None:
    encoder = Held()
    vectors = QueryVectors(encoder)
    texts = [f"oak {number}" for number in range(5)]
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(vectors.make, "first")
        assert encoder.entered.wait(10)
        later = [pool.submit(vectors.make, text) for text in texts]
        wait_for(vectors, len(texts))
        encoder.let_go.set()
        made = [future.result().vector for future in later]
        assert first.result().vector.tolist() == FakeEncoder().encode(["first"])[0].tolist()
    assert [sorted(call) for call in encoder.calls] == [["first"], texts]
    for text, vector in zip(texts, made, strict=True):
        assert vector.tolist() == FakeEncoder().encode([text])[0].tolist()


def test_a_failure_is_its_own_querys_only() -> None:
    encoder = Held(RuntimeError("out of memory"))
    vectors = QueryVectors(encoder)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(vectors.make, "first")
        assert encoder.entered.wait(10)
        second = pool.submit(vectors.make, "second")
        wait_for(vectors, 1)
        encoder.let_go.set()
        with pytest.raises(RuntimeError):
            first.result()
        assert second.result().vector.tolist() == FakeEncoder().encode(["second"])[0].tolist()


def test_waiting_for_another_query_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("search.embedding.query_cache.perf_counter", lambda: next(clock))
    encoder = Held()
    vectors = QueryVectors(encoder)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(vectors.make, "first")
        assert encoder.entered.wait(10)
        second = pool.submit(vectors.make, "second")
        wait_for(vectors, 1)
        encoder.let_go.set()
        # One tick, which is a second, lies between the two looks at the clock of each encoding.
        assert (first.result().ms, second.result().ms) == (1000.0, 1000.0)
