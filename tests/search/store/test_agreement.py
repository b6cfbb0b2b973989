"""Whatever the store, the same question gets the same answer as from the embedded one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.filters import Filter
from search.retrieval import keyword, neural
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index, Store
from search.store.server.store import ServerStore
from search.text.analyzer import DEFAULT
from search.types import Scored, SparseVector, Vector
from tests.conftest import STORES
from tests.fakes import COMPANIES, FakeEncoder
from tests.search.explained import explained, numbers
from tests.search.helpers import (
    CITIES,
    NO_SHRINKING,
    bm25_scores,
    corpora,
    id_of,
    in_cities,
    opened,
    queries,
    rows_of,
    serve,
)
from tests.search.reference import assert_same as assert_same_numbers

TOLERANCE = 1e-5
OTHERS = [name for name in STORES if name != "embedded"]
filters = st.lists(st.sampled_from([*filter(None, CITIES), "Atlantis"]), max_size=2)


def assert_same(left: list[Scored], right: list[Scored]) -> None:
    """Same ids, scores within the tolerance, same order outside it."""
    assert dict(left) == pytest.approx(dict(right), abs=TOLERANCE)
    scores = dict(right)
    for ranked in (left, right):
        for upper, lower in zip(ranked, ranked[1:], strict=False):
            assert scores[upper.id] >= scores[lower.id] - 2 * TOLERANCE


@pytest.fixture(params=OTHERS)
def other_store(request: pytest.FixtureRequest) -> ServerStore:
    """The server adapter over each way to Qdrant."""
    store: ServerStore = request.getfixturevalue(f"{request.param}_store")
    return store


@settings(max_examples=4, phases=NO_SHRINKING)
@given(corpora, st.lists(st.tuples(queries, filters, st.integers(0, 3)), min_size=5, max_size=5))
def test_rankings_agree_with_and_without_filter_and_exclusion(
    embedded_store: EdgeStore,
    other_store: ServerStore,
    corpus: list[str],
    asked: list[tuple[str, list[str], int]],
) -> None:
    rows = rows_of(corpus)
    left, right = opened(embedded_store, rows), opened(other_store, rows)
    for query, cities, excluded in asked:
        wanted_cities = in_cities(*cities)
        for exclude in (None, id_of(str(excluded))):
            vector = FakeEncoder().encode([query])[0]
            assert_same(
                *(
                    neural.rank(index, vector, 1000, wanted_cities, exclude)
                    for index in (left, right)
                )
            )
            counts = left.vocabulary.query(DEFAULT.query(query))
            (one, total), (other, other_total) = (
                keyword.rank(index, counts, 1000, wanted_cities, exclude) for index in (left, right)
            )
            assert_same(one, other)
            assert total == other_total
            for wanted in (vector, counts):
                assert_same_around(left, right, wanted, wanted_cities, exclude)
    left.close()


def assert_same_around(
    left: Index,
    right: Index,
    wanted: Vector | SparseVector,
    filter: Filter,
    exclude: str | None,
) -> None:
    """As many above each score, and the same documents with it."""
    for score in (-0.25, 0.0, 0.5, 1.0, 2.5):
        one, other = (index.around(wanted, score, filter, exclude) for index in (left, right))
        assert one.above == other.above
        assert_same(one.same, other.same)


def test_everything_else_agrees_too(embedded_store: EdgeStore, other_store: ServerStore) -> None:
    rows = rows_of(["oak elm", "fir", "the", "oak", "yew elm"])
    left, right = opened(embedded_store, rows), opened(other_store, rows)
    ids = [id_of(row["id"]) for row in rows]
    assert left.documents(ids) == right.documents(ids)
    assert left.facets("city") == right.facets("city")
    assert left.vocabulary == right.vocabulary
    own, others = left.vectors(ids), right.vectors(ids)
    for id_ in ids:
        assert own[id_] == pytest.approx(others[id_], abs=1e-6)


def test_ties_are_cut_by_id_at_every_depth_and_their_places_agree(store: Store) -> None:
    rows = rows_of(["oak oak oak", *["oak elm"] * 12, *["fir"] * 20])
    index = opened(store, rows)
    tied = sorted(id_of(str(number)) for number in range(1, 13))
    vector, counts = FakeEncoder().encode(["oak"])[0], index.vocabulary.query({"oak": 1.0})
    scores = bm25_scores(rows, "oak")
    for depth in range(1, 14):
        first = [id_of("0"), *tied][:depth]
        assert [hit.id for hit in neural.rank(index, vector, depth)] == first
        ranked, total = keyword.rank(index, counts, depth)
        assert ([hit.id for hit in ranked], total) == (first, 13)
        last = first[-1]
        cosine = float(np.dot(index.vectors([last])[last], vector))
        for found in (
            neural.exact_rank(index, vector, Scored(last, cosine)),
            keyword.exact_rank(index, counts, Scored(last, scores[last])),
        ):
            assert found is not None
            assert found.rank == depth


def test_what_is_explained_agrees(embedded_store: EdgeStore, other_store: ServerStore) -> None:
    rows = [*COMPANIES, *rows_of(["Oaks", "oaks and chairs", "the", "Oaks farm"])]
    one, other = serve(embedded_store, rows), serve(other_store, rows)
    for asked in ({"q": "chiars and robots on a fram"}, {"q": "", "like": id_of("agro")}):
        for row in rows:
            id_ = id_of(row["id"])
            assert_same_numbers(
                explained(other, id_=id_, **asked), explained(one, id_=id_, **asked)
            )
        like = asked.get("like")
        left, right = (
            numbers(service.explain_query(asked["q"], like=like)) for service in (one, other)
        )
        assert_same_numbers(right, left)
