"""The keyword engine against rank_bm25 itself."""

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.retrieval import keyword
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index, Store
from search.text.analyzer import DEFAULT
from search.types import Scored
from tests.fakes import build
from tests.search.helpers import (
    NO_SHRINKING,
    bm25_scores,
    corpora,
    id_of,
    in_cities,
    in_order,
    opened,
    queries,
    rows_of,
)

EVERYTHING = 1000


def rank(index: Index, query: str, **options: object) -> tuple[list[Scored], int]:
    """The whole keyword ranking of a text."""
    options = {"depth": EVERYTHING, **options}
    return keyword.rank(index, index.vocabulary.query(DEFAULT.query(query)), **options)  # type: ignore[arg-type]


@settings(max_examples=12, phases=NO_SHRINKING)
@given(corpora, st.lists(queries, min_size=25, max_size=25))
def test_scores_and_matches_are_rank_bm25s(
    store: Store, corpus: list[str], many: list[str]
) -> None:
    rows = rows_of(corpus)
    index = opened(store, rows)
    for query in many:
        expected = bm25_scores(rows, query)
        for cities in ([], ["Berlin", "Lagos"]):
            passing = {
                id_of(row["id"]): expected[id_of(row["id"])]
                for row in rows
                if id_of(row["id"]) in expected and (not cities or row["city"] in cities)
            }
            ranked, total = rank(index, query, filter=in_cities(*cities))
            assert dict(ranked) == pytest.approx(passing, rel=1e-5, abs=1e-6)
            assert total == len(passing)
            assert in_order(ranked)
    index.close()


def test_repeated_query_words_count_each_time(store: Store) -> None:
    rows = rows_of(["oak elm", "elm", "fir", "yew"])
    index = opened(store, rows)
    [(_, once)], _ = rank(index, "oak")
    [(_, thrice)], _ = rank(index, "oak oak oak")
    assert thrice == pytest.approx(3 * once, rel=1e-6)
    assert once == pytest.approx(bm25_scores(rows, "oak")[id_of("0")], rel=1e-6)


@pytest.mark.parametrize(
    ("corpus", "query", "expected"),
    [
        # 1 of 2 documents: ln(1 + 1.5/1.5) · 2.5 / (1 + 1.5)
        (["oak", "elm"], "oak", {"0": log(2)}),
        (["oak", "elm"], "oak oak elm", {"0": 2 * log(2), "1": log(2)}),
        # 1 of 1 document: ln(1 + 0.5/1.5)
        (["oak"], "oak", {"0": log(4 / 3)}),
    ],
)
def test_every_score_is_above_0(
    store: Store, corpus: list[str], query: str, expected: dict[str, float]
) -> None:
    ranked, total = rank(opened(store, rows_of(corpus)), query)
    assert total == len(expected)
    by_hand = {id_of(number): score for number, score in expected.items()}
    assert dict(ranked) == pytest.approx(by_hand, rel=1e-5)


def test_the_only_document_with_both_words_is_first(store: Store) -> None:
    corpus = ["windy harbour", "windy hill", "quiet harbour", "quiet hill"]
    ranked, total = rank(opened(store, rows_of(corpus)), "windy harbour")
    assert (ranked[0].id, total) == (id_of("0"), 3)
    assert all(hit.score > 0 for hit in ranked)


def test_with_okapis_idf_matches_are_found_whatever_their_weight(store: Store) -> None:
    # Half of the documents have each word: ln(1.5) - ln(1.5) = 0.
    build(store, rows_of(["oak", "elm"]), "okapi-set", idf="okapi")
    index = store.open("okapi-set")
    ranked, total = rank(index, "oak elm")
    assert total == len(ranked) == 2
    assert [hit.score for hit in ranked] == pytest.approx([0, 0], abs=1e-8)
    assert index.manifest.idf == "okapi"
    index.close()


@pytest.mark.parametrize("query", ["ash", "the", "", "🚁"])
def test_a_query_without_known_terms_finds_nothing(store: Store, query: str) -> None:
    assert rank(opened(store, rows_of(["oak", "elm"])), query) == ([], 0)


def test_a_collection_of_stop_words_is_found_by_them_alone(store: Store) -> None:
    index = opened(store, rows_of(["the", "of"]))
    assert rank(index, "oak the") == ([], 0)
    [hit], total = rank(index, "The")
    assert (hit.id, total) == (id_of("0"), 1)
    assert hit.score > 0


def test_the_excluded_document_is_neither_ranked_nor_counted(store: Store) -> None:
    index = opened(store, rows_of(["oak", "oak elm", "fir", "fir"]))
    ranked, total = rank(index, "oak", exclude=id_of("0"))
    assert [hit.id for hit in ranked] == [id_of("1")]
    assert total == 1


def test_a_tie_across_the_cut_is_decided_by_id_for_every_depth(store: Store) -> None:
    corpus = ["oak oak oak"] + ["oak elm"] * 40 + ["fir"] * 60
    index = opened(store, rows_of(corpus))
    tied = sorted(id_of(str(number)) for number in range(1, 41))
    for depth in range(1, 42):
        ranked, total = rank(index, "oak", depth=depth)
        assert [hit.id for hit in ranked] == [id_of("0"), *tied][:depth]
        assert total == 41


def test_matches_are_counted_exactly_up_to_1000(embedded_store: EdgeStore) -> None:
    # 1,500 documents: "many" in 1,001, "thousand" in 1,000, "few" in 999.
    corpus = [
        " ".join(word for word, n in [("many", 1001), ("thousand", 1000), ("few", 999)] if i < n)
        or f"other{i}"
        for i in range(1500)
    ]
    index = opened(embedded_store, rows_of(corpus))
    assert rank(index, "few", depth=10)[1] == 999
    assert rank(index, "thousand", depth=10)[1] == 1000
    assert rank(index, "many", depth=10)[1] > 1000
    ranked, _ = rank(index, "few many", depth=100)
    assert [hit.id for hit in ranked] == sorted(id_of(str(number)) for number in range(999))[:100]


def assert_every_place(
    index: Index,
    rows: Sequence[Mapping[str, Any]],
    query: str,
    cities: Sequence[str] = (),
    exclude: str | None = None,
    step: int = 1,
) -> None:
    """Each place is that in the whole order; what does not match or pass the filter has none."""
    ordered, _ = rank(index, query, filter=in_cities(*cities), exclude=exclude)
    ranks = {hit.id: (place, hit.score) for place, hit in enumerate(ordered, start=1)}
    expected = bm25_scores(rows, query)
    counts = index.vocabulary.query(DEFAULT.query(query))
    for row in rows[::step]:
        hit = Scored(id_of(row["id"]), expected.get(id_of(row["id"]), 0.0))
        found = keyword.exact_rank(index, counts, hit, in_cities(*cities), exclude)
        place, score = ranks.get(hit.id, (None, None))
        assert (found and found.rank) == place
        assert (found and found.score) == (score and pytest.approx(score, rel=1e-5, abs=1e-6))


def test_a_place_is_exact_however_deep_and_among_ties(store: Store) -> None:
    corpus = ["oak oak", *["oak elm"] * 55, *["oak fir fir"] * 55, "elm", *["yew"] * 120]
    rows = rows_of(corpus)
    index = opened(store, rows)
    assert_every_place(index, rows, "oak elm", step=3)
    assert_every_place(index, rows, "oak oak fir", ["Berlin", "Lagos"], id_of("4"), step=4)
    assert_every_place(index, rows, "oak", ["Atlantis"], step=50)
    assert_every_place(index, rows, "unknown", step=50)
    index.close()


@pytest.mark.parametrize(
    "corpus",
    [
        ["oak"],
        ["oak", "elm"],
        ["oak", "oak"],
        ["oak", "oak elm"],
        ["oak birch", "birch cedar", "cedar"],
        ["oak oak", "oak", "oak", "the"],
        ["oak", "oak elm", "oak elm elm", "elm"],
    ],
)
def test_places_in_tiny_collections_are_those_of_the_list(store: Store, corpus: list[str]) -> None:
    rows = rows_of(corpus)
    index = opened(store, rows)
    for query in ("oak", "oak elm", "oak" + 12 * " birch"):
        assert_every_place(index, rows, query)
    assert_every_place(index, rows, "oak elm", ["Berlin"])
    assert_every_place(index, rows, "oak", exclude=id_of("0"))
    index.close()
