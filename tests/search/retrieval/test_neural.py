"""The neural engine against numpy."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from search.limits import EXACT_FILTER_UP_TO, EXACT_UP_TO
from search.retrieval import neural
from search.store.protocols import Index, Store
from search.types import Facet, Scored, Vector
from tests.fakes import FakeEncoder
from tests.search.helpers import (
    NO_SHRINKING,
    corpora,
    id_of,
    in_cities,
    in_order,
    opened,
    queries,
    rows_of,
)

EVERYTHING = 1000


def vector_of(text: str) -> Vector:
    """The fake encoder's vector."""
    vector: Vector = FakeEncoder().encode([text])[0]
    return vector


@settings(max_examples=10, phases=NO_SHRINKING)
@given(corpora, queries)
def test_scores_are_cosines_of_all_documents_passing_the_filter(
    store: Store, corpus: list[str], query: str
) -> None:
    rows = rows_of(corpus)
    index = opened(store, rows)
    cosines = np.array([vector_of(row["name"]) for row in rows]) @ vector_of(query)
    for cities in ([], ["Paris"], ["Berlin", "Lagos"]):
        expected = {
            id_of(row["id"]): cosine
            for row, cosine in zip(rows, cosines, strict=True)
            if not cities or row["city"] in cities
        }
        ranked = neural.rank(index, vector_of(query), EVERYTHING, in_cities(*cities))
        assert dict(ranked) == pytest.approx(expected, abs=1e-5)
        assert in_order(ranked)
        assert neural.count(index, in_cities(*cities)) == len(expected)
    index.close()


def test_the_excluded_document_is_left_out(store: Store) -> None:
    index = opened(store, rows_of(["oak", "elm", "fir"]))
    ranked = neural.rank(index, vector_of("oak"), EVERYTHING, exclude=id_of("0"))
    assert {hit.id for hit in ranked} == {id_of("1"), id_of("2")}


def test_a_tie_across_the_cut_is_decided_by_id_for_every_depth(store: Store) -> None:
    index = opened(store, rows_of(["oak"] + ["oak elm"] * 40 + ["fir"]))
    tied = sorted(id_of(str(number)) for number in range(1, 41))
    for depth in range(1, 42):
        ranked = neural.rank(index, vector_of("oak"), depth)
        assert [hit.id for hit in ranked] == [id_of("0"), *tied][:depth]


def assert_every_place(
    index: Index,
    query: str,
    cities: Sequence[str] = (),
    exclude: str | None = None,
    step: int = 1,
) -> None:
    """Each place is that in the whole order; what the filter drops has none."""
    vector = vector_of(query)
    ordered = neural.rank(index, vector, EVERYTHING, in_cities(*cities), exclude)
    ranks = {hit.id: rank for rank, hit in enumerate(ordered, start=1)}
    ids = sorted(document.id for document in index.scan())[::step]
    for id_, stored in index.vectors(ids).items():
        cosine = float(np.dot(stored, vector))
        found = neural.exact_rank(index, vector, Scored(id_, cosine), in_cities(*cities), exclude)
        assert (found and found.rank) == ranks.get(id_)
        assert found is None or found.score == pytest.approx(cosine, abs=1e-5)


def test_a_place_is_exact_however_deep_and_among_ties(store: Store) -> None:
    index = opened(store, rows_of(["oak", *["oak elm"] * 50, *["elm fir"] * 50, "fir", "yew"]))
    assert_every_place(index, "oak", step=2)
    assert_every_place(index, "elm", ["Berlin", "Lagos"], exclude=id_of("4"), step=3)
    assert_every_place(index, "fir", ["Atlantis"], step=30)
    index.close()


def test_a_place_beyond_the_first_step_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.around._FIRST_DEPTH", 4)
    monkeypatch.setattr("search.store.around._DEEPER", 2)
    index = opened(store, rows_of(["oak", *["oak elm"] * 9, *["elm fir"] * 9, "fir"]))
    assert_every_place(index, "oak")
    index.close()


class StubIndex:
    """Facts that decide between exact search and the graph."""

    def __init__(self, documents: int, facets: Sequence[Facet] = ()) -> None:
        self.manifest: Any = type("Facts", (), {"documents": documents, "unreadable": 0})
        self._facets = list(facets)
        self.exact: bool | None = None

    def facets(self, field: str) -> list[Facet]:
        assert field == "city"
        return self._facets

    def neural(self, *_: object, exact: bool) -> list[Scored]:
        self.exact = exact
        return []


@pytest.mark.parametrize(
    ("documents", "in_city", "cities", "exact"),
    [
        (EXACT_UP_TO, 1, [], True),
        (EXACT_UP_TO + 1, 1, [], False),
        (EXACT_UP_TO + 1, EXACT_FILTER_UP_TO, ["Berlin"], True),
        (EXACT_UP_TO + 1, EXACT_FILTER_UP_TO + 1, ["Berlin"], False),
        (EXACT_UP_TO + 1, EXACT_FILTER_UP_TO + 1, ["Atlantis"], True),
    ],
)
def test_small_collections_and_narrow_filters_are_searched_exactly(
    documents: int, in_city: int, cities: list[str], exact: bool
) -> None:
    index: Any = StubIndex(documents, [Facet("Berlin", in_city)])
    neural.rank(index, vector_of("oak"), 10, in_cities(*cities))
    assert index.exact is exact


@pytest.mark.parametrize(
    ("cities", "total"),
    [
        ([], 9),
        (["Berlin"], 4),
        (["Berlin", "Paris"], 4 + 3),
        (["Berlin", "Berlin"], 4),
        (["Atlantis"], 0),
        (["Atlantis", "Paris"], 3),
    ],
)
def test_the_count_is_of_documents_passing_the_filter(cities: list[str], total: int) -> None:
    index: Any = StubIndex(9, [Facet("Berlin", 4), Facet("Paris", 3)])
    assert neural.count(index, in_cities(*cities)) == total


@pytest.mark.parametrize(
    ("score", "expected"), [(1.0000001, 1.0), (-1.0000001, -1.0), (1.0, 1.0), (0.25, 0.25)]
)
def test_a_cosine_is_never_beyond_its_bounds(score: float, expected: float) -> None:
    assert neural.cosine(score) == expected
