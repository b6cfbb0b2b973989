"""What every store promises: each test runs on both adapters."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import DatasetNotFound, InputError
from search.keyword import bm25
from search.store.around import look_around
from search.store.protocols import SAME, Index, Store
from search.text.analyzer import DEFAULT
from search.types import Document, Scored, SparseVector, Vector
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import CITIES, bm25_scores, id_of, in_cities, rows_of


def test_an_empty_store_has_no_datasets(store: Store) -> None:
    assert store.datasets() == []


@pytest.mark.parametrize("method", ["current", "open"])
def test_an_unknown_dataset_is_not_found_with_the_command_that_builds_it(
    store: Store, method: str
) -> None:
    build(store, COMPANIES)
    with pytest.raises(DatasetNotFound, match=r"python -m ingest.*--dataset other"):
        getattr(store, method)("other")


@pytest.mark.parametrize("name", ["", "..", "../x", "A b", "x" * 64, "\0"])
def test_a_name_that_cannot_be_a_dataset_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        store.current(name)
    with pytest.raises(InputError):
        store.open(name)
    with pytest.raises(InputError), store.build(name, 32):
        pass


def test_datasets_are_listed_by_name(store: Store) -> None:
    for dataset in ("yc", "sample", "a-1"):
        build(store, rows_of(["oak"]), dataset)
    assert store.datasets() == ["a-1", "sample", "yc"]


def test_documents_come_back_as_they_were(store: Store) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "plain", "name": "Oakery", "description": "Tables.\nChairs.", "city": "Köln"},
        {"id": 7, "name": "電気 🚀", "description": "\0 \u202e", "images": "a.png", "alt": "x"},
        {
            "id": "extra",
            "name": "x",
            "link": "https://x",
            "deep": {"list": [1, None, {"é": 2.5}], "big": 2**80, "city": "inside"},
            "flag": True,
        },
    ]
    build(store, rows)
    index = store.open("sample")
    documents = index.documents([id_of("plain"), id_of("7"), id_of("extra"), id_of("nobody")])
    plain, seven, extra = (documents.pop(id_of(id_)) for id_ in ("plain", "7", "extra"))
    assert documents == {}
    assert plain == Document(id_of("plain"), "plain", "Oakery", "Tables.\nChairs.", "Köln")
    assert (seven.name, seven.description, seven.city) == ("電気 🚀", "\0 \u202e", None)
    assert (seven.images, seven.alt, seven.extra) == ("a.png", "x", {})
    assert extra.extra == {"deep": rows[2]["deep"], "flag": True}
    assert {document.id for document in index.scan()} == {plain.id, seven.id, extra.id}


def test_manifest_and_vocabulary_travel_with_the_generation(store: Store) -> None:
    summary = build(store, COMPANIES)
    index = store.open("sample")
    model = bm25.fit(DEFAULT.document(f"{row['name']}\n{row['description']}") for row in COMPANIES)
    assert index.vocabulary == model.vocabulary
    manifest = index.manifest
    assert manifest.generation == summary.generation
    assert (manifest.dataset, manifest.documents, manifest.dimension) == ("sample", 5, 32)
    assert manifest.average_length == pytest.approx(model.average_length)


def test_vectors_come_back_with_unit_length(store: Store) -> None:
    build(store, COMPANIES)
    vectors = store.open("sample").vectors([id_of("agro"), id_of("nobody")])
    assert list(vectors) == [id_of("agro")]
    expected = FakeEncoder().encode(["Agro\nRobots that weed farms."])[0]
    assert vectors[id_of("agro")] == pytest.approx(expected, abs=1e-6)
    assert vectors[id_of("agro")].dtype == np.float32


def test_no_ids_give_nothing(store: Store) -> None:
    build(store, COMPANIES)
    index = store.open("sample")
    assert index.documents([]) == index.vectors([]) == {}


def test_a_scan_gives_every_document_once_over_many_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.embedded.index._PAGE", 3)
    monkeypatch.setattr("search.store.server.index._PAGE", 3)
    build(store, rows_of(f"oak w{number}" for number in range(10)))
    found = [document.name for document in store.open("sample").scan()]
    assert sorted(found) == sorted(f"oak w{number}" for number in range(10))


TERMS = [f"z{letter}k" for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_a_large_vocabulary_keeps_its_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.store.server.writer._TERMS_PER_POINT", 3)
    monkeypatch.setattr("search.store.server.index._PAGE", 2)
    rows = rows_of(TERMS)
    build(store, rows)
    index = store.open("sample")
    assert index.vocabulary.terms == sorted(TERMS)
    [(id_, score)], _ = index.keyword(index.vocabulary.query({"zhk": 1.0}), 10)
    assert {id_: score} == pytest.approx(bm25_scores(rows, "zhk"), rel=1e-5)


def test_cities_are_counted_by_count_then_name(store: Store) -> None:
    cities = ["Ulm", "Bonn", "Köln", "Bonn", "Ulm", None, "aachen"]
    build(store, [{"id": str(n), "name": "oak", "city": city} for n, city in enumerate(cities)])
    found = [(facet.value, facet.count) for facet in store.open("sample").facets("city")]
    assert found == [("Bonn", 2), ("Ulm", 2), ("Köln", 1), ("aachen", 1)]


def test_a_dataset_without_cities_has_no_facets(store: Store) -> None:
    build(store, [{"id": "0", "name": "oak"}])
    assert store.open("sample").facets("city") == []


@pytest.mark.parametrize("limit", [1, 2])
def test_a_limit_keeps_the_best(store: Store, limit: int) -> None:
    build(store, rows_of(["oak", "oak elm", "oak elm fir", "yew", "ash", "box", "gum", "bay"]))
    index = store.open("sample")
    vector = FakeEncoder().encode(["oak"])[0]
    best = [id_of("0"), id_of("1")][:limit]
    assert [hit.id for hit in index.neural(vector, limit)] == best
    hits, total = index.keyword(index.vocabulary.query(Counter(["oak"])), limit)
    assert [hit.id for hit in hits] == best
    assert total == 3


FILTERS: list[tuple[list[str], str | None]] = [
    ([], None),
    (["Berlin", "Lagos"], None),
    ([], id_of("0")),
    (["Berlin"], id_of("1")),
    (["Atlantis"], None),
]


def passing(count: int, cities: list[str], exclude: str | None) -> set[str]:
    """Ids of ``rows_of`` as many texts that a filter lets through."""
    return {
        id_of(str(number))
        for number in range(count)
        if (not cities or CITIES[number % 4] in cities) and id_of(str(number)) != exclude
    }


def assert_around(
    index: Index, query: Vector | SparseVector, scores: dict[str, float], count: int
) -> None:
    """What stands above and with every score, and between them, under every filter."""
    for cities, exclude in FILTERS:
        listed = passing(count, cities, exclude) & set(scores)
        for score in {round(score, 6) for score in scores.values()} | {-3.0, 0.123, 99.0}:
            found = index.around(query, score, in_cities(*cities), exclude)
            same = {id_: its for id_, its in scores.items() if abs(its - score) <= 2e-6}
            assert dict(found.same) == pytest.approx(
                {id_: its for id_, its in same.items() if id_ in listed}, abs=1e-5
            )
            assert found.above == sum(scores[id_] > score + 2e-6 for id_ in listed)


def test_what_stands_around_a_cosine_is_counted_however_deep(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.around._FIRST_DEPTH", 3)
    monkeypatch.setattr("search.store.around._DEEPER", 2)
    corpus = ["oak", *["oak elm"] * 7, "elm", *["fir yew"] * 7, "the", "oak elm fir"]
    build(store, rows_of(corpus))
    query, *vectors = FakeEncoder().encode(["oak", *(f"{text}\n" for text in corpus)])
    scores = {id_of(str(n)): float(np.dot(vector, query)) for n, vector in enumerate(vectors)}
    assert_around(store.open("sample"), query, scores, len(corpus))


def test_what_stands_around_points_is_counted_among_matches(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.around._FIRST_DEPTH", 3)
    monkeypatch.setattr("search.store.around._DEEPER", 2)
    corpus = ["oak", *["oak elm"] * 7, "elm", *["fir yew"] * 9, "the", "oak elm fir"]
    rows = rows_of(corpus)
    build(store, rows)
    index = store.open("sample")
    query = index.vocabulary.query(DEFAULT.query("oak elm elm"))
    assert_around(index, query, bm25_scores(rows, "oak elm elm"), len(corpus))


class Deep:
    """Scores in descending order, searched as a store would; remembers the limits."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.hits = [Scored(f"{n:03}", score) for n, score in enumerate(sorted(scores)[::-1])]
        self.limits: list[int] = []

    def search(self, limit: int, above: float) -> Any:
        self.limits.append(limit)
        return [hit for hit in self.hits if hit.score > above][:limit]

    def around(self, score: float) -> tuple[int, int]:
        """How many stand above and with a score."""
        above, same = look_around(score, len(self.hits), self.search)
        return above, len(same)


def test_a_place_is_looked_for_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.store.around._FIRST_DEPTH", 10)
    monkeypatch.setattr("search.store.around._DEEPER", 3)
    deep = Deep(range(200))
    assert deep.around(195) == (4, 1)
    assert deep.limits == [10]
    deep.limits.clear()
    assert deep.around(150) == (49, 1)
    assert deep.limits == [10, 30, 90]
    deep.limits.clear()
    assert deep.around(0) == (199, 1)
    assert deep.limits == [10, 30, 90, 200]


@pytest.mark.parametrize("documents", [0, 1, 9, 10, 11])
def test_a_collection_smaller_than_a_step_is_searched_once(
    monkeypatch: pytest.MonkeyPatch, documents: int
) -> None:
    monkeypatch.setattr("search.store.around._FIRST_DEPTH", 10)
    deep = Deep([0.5] * documents)
    assert deep.around(0.5) == (0, documents)
    assert deep.limits == [10, 11][: 1 + (documents > 10)] if documents > 9 else [documents]


@pytest.mark.parametrize(
    ("score", "other", "same"),
    [
        (0.5, 0.5 + 0.9 * SAME, True),
        (0.5, 0.5 - 0.9 * SAME, True),
        (0.5, 0.5 + 1.1 * SAME, False),
        (0.5, 0.5 - 1.1 * SAME, False),
        (0.0, -0.9 * SAME, True),
        (50.0, 50 + 50 * 0.9 * SAME, True),  # beyond 1 noise grows with the score
        (50.0, 50 + 50 * 1.1 * SAME, False),
        (-50.0, -50 - 50 * 0.9 * SAME, True),
        (-50.0, -50 - 50 * 1.1 * SAME, False),
    ],
)
def test_noise_is_a_tie(score: float, other: float, same: bool) -> None:
    above, count = Deep([score, other]).around(score)
    assert count == 1 + same
    assert above == (other > score and not same)


@given(st.lists(st.integers(-3, 3), max_size=60), st.integers(-4, 4))
def test_all_that_score_more_and_as_much_are_counted(scores: list[int], score: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.store.around._FIRST_DEPTH", 2)
        patch.setattr("search.store.around._DEEPER", 2)
        found = Deep(scores).around(score)
    assert found == (sum(each > score for each in scores), scores.count(score))
