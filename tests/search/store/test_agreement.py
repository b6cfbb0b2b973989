"""The two stores give the same answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.retrieval import keyword, neural
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index
from search.store.server.store import ServerStore
from search.text.analyzer import DEFAULT
from search.types import Scored, SparseVector, Vector
from tests.fakes import FakeEncoder
from tests.search.helpers import CITIES, NO_SHRINKING, corpora, id_of, opened, queries, rows_of

TOLERANCE = 1e-5
filters = st.lists(st.sampled_from([*filter(None, CITIES), "Atlantis"]), max_size=2)


def assert_same(left: list[Scored], right: list[Scored]) -> None:
    """Same ids, scores within the tolerance, same order outside it."""
    assert dict(left) == pytest.approx(dict(right), abs=TOLERANCE)
    scores = dict(right)
    for ranked in (left, right):
        for upper, lower in zip(ranked, ranked[1:], strict=False):
            assert scores[upper.id] >= scores[lower.id] - 2 * TOLERANCE


@settings(max_examples=10, phases=NO_SHRINKING)
@given(corpora, st.lists(st.tuples(queries, filters, st.integers(0, 3)), min_size=8, max_size=8))
def test_rankings_agree_with_and_without_filter_and_exclusion(
    embedded_store: EdgeStore,
    memory_store: ServerStore,
    corpus: list[str],
    asked: list[tuple[str, list[str], int]],
) -> None:
    rows = rows_of(corpus)
    left, right = opened(embedded_store, rows), opened(memory_store, rows)
    for query, cities, excluded in asked:
        for exclude in (None, id_of(str(excluded))):
            vector = FakeEncoder().encode([query])[0]
            assert_same(
                *(neural.rank(index, vector, 1000, cities, exclude) for index in (left, right))
            )
            counts = left.vocabulary.query(DEFAULT.query(query))
            (one, total), (other, other_total) = (
                keyword.rank(index, counts, 1000, cities, exclude) for index in (left, right)
            )
            assert_same(one, other)
            assert total == other_total
            for wanted in (vector, counts):
                assert_same_around(left, right, wanted, cities, exclude)
    left.close()


def assert_same_around(
    left: Index,
    right: Index,
    wanted: Vector | SparseVector,
    cities: list[str],
    exclude: str | None,
) -> None:
    """As many above each score, and the same documents with it."""
    for score in (-0.25, 0.0, 0.5, 1.0, 2.5):
        one, other = (index.around(wanted, score, cities, exclude) for index in (left, right))
        assert one.above == other.above
        assert_same(one.same, other.same)


def test_everything_else_agrees_too(embedded_store: EdgeStore, memory_store: ServerStore) -> None:
    rows = rows_of(["oak elm", "fir", "the", "oak", "yew elm"])
    left, right = opened(embedded_store, rows), opened(memory_store, rows)
    ids = [id_of(row["id"]) for row in rows]
    assert left.documents(ids) == right.documents(ids)
    assert left.cities() == right.cities()
    assert left.vocabulary == right.vocabulary
    own, others = left.vectors(ids), right.vectors(ids)
    for id_ in ids:
        assert own[id_] == pytest.approx(others[id_], abs=1e-6)
