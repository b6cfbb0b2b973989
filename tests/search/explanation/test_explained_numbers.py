"""What an explanation shows is what the reference implementation computes."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.explanation.baseline import unrelated_queries
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from tests.fakes import COMPANIES
from tests.search import reference, reference_query
from tests.search.explained import assert_sums, explained, numbers
from tests.search.helpers import NO_SHRINKING, WORDS, id_of, rows_of, serve
from tests.search.reference import ReferenceIndex

_NUMBERS = itertools.count()
ROWS = [
    *COMPANIES,
    {"id": "twin", "name": "Sofaland", "description": "Sofas and chairs by post.", "city": "Lagos"},
    {"id": "stop", "name": "–", "description": "– –.", "city": "Paris"},
    {"id": "long", "name": "", "description": "Chairs. Chairs for robots. Oak" + " tree" * 9},
    {"id": "bare", "name": "Farms", "description": ""},
]
ROBOTS = "Robots that spray farms and robots on chairs, unknown"
QUESTIONS: dict[str, dict[str, Any]] = {
    "plain": {"q": ROBOTS},
    "k 2": {"q": ROBOTS, "k": 2},
    "k 1, neural": {"q": "chairs by post for tables", "k": 1, "weight": 1.0},
    "full-text": {"q": "farms", "weight": 0.0, "rrf_k": 1},
    "one city": {"q": ROBOTS, "city": ["Berlin"], "k": 1, "weight": 0.3},
    "no such city": {"q": ROBOTS, "city": ["Atlantis"]},
    "stop words": {"q": "the and of robots"},
    "stop words only": {"q": "it and the not", "k": 1},
    "no word": {"q": "…"},
    "like": {"q": "", "like": id_of("drone"), "k": 3},
    "like without terms": {"q": "", "like": id_of("stop")},
    "like in a city": {"q": "", "like": id_of("oak"), "city": ["Berlin", "Paris"]},
}

READ: dict[str, dict[str, Any]] = {
    "spelled wrongly": {"q": "Sofa with chiars and fams, a roboot by psot"},
    "dropped": {"q": "the and of The farms"},
    "stop words only": {"q": "the and of The"},
    "long": {"q": "robots " * 9},
    "one city": {"q": ROBOTS, "city": ["Berlin"]},
    "no such city": {"q": ROBOTS, "city": ["Atlantis"]},
    "like": {"q": "", "like": id_of("drone"), "city": ["Berlin", "Paris"]},
    "the only one": {"q": "", "like": id_of("pay"), "city": ["Lagos"]},
}
MANY = [" ".join(WORDS[(number // 20) % 8 :][:3]) for number in range(160)]
"""Eight texts, each twenty times."""
odd_texts = st.lists(
    st.sampled_from(
        [
            *WORDS,
            "the",
            "W1.",
            "(w2)",
            "🚀",
            "👩‍💻!",
            "Zu\u0308rich",
            "שלום",
            "a\u200bb",
            "...",
            "\n",
        ]
    ),
    max_size=9,
).map(" ".join)


def test_every_number_is_that_of_raw_vectors_and_counts(store: Store) -> None:
    service = serve(store, ROWS)
    everything = ReferenceIndex(service)
    for name, asked in QUESTIONS.items():
        for row in ROWS:
            id_ = id_of(row["id"])
            expected = reference.explanation(everything, id_=id_, **asked)
            reference.assert_same(
                explained(service, id_=id_, **asked), expected, f"{name}: {row['id']}"
            )


def test_every_number_of_a_query_is_that_of_raw_vectors_and_counts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.explanation.baseline.QUERIES", 10)
    monkeypatch.setattr("search.explanation.baseline.FEWEST_TO_JUDGE", 1)
    monkeypatch.setattr("search.explanation.explainer.FEWEST_DOCUMENTS", 1)
    service = serve(store, ROWS)
    everything = ReferenceIndex(service)
    unrelated = unrelated_queries(service.store.open("sample"))
    for name, asked in READ.items():
        cities = asked.get("city", ())
        found = service.explain_query(asked["q"], like=asked.get("like"), cities=cities)
        reference.assert_same(
            numbers(found), reference_query.query_explanation(everything, unrelated, **asked), name
        )


def test_every_number_of_words_is_that_of_raw_vectors(store: Store) -> None:
    service = serve(store, ROWS)
    everything = ReferenceIndex(service)
    ids = [id_of(row["id"]) for row in reversed(ROWS)]
    for q, like in ((ROBOTS, None), ("🚀", None), ("", id_of("long"))):
        answer = numbers(service.word_shares(q, ids, like=like))
        for document in answer["documents"]:
            del document["strongest"]  # chosen among the words: test_strongest.py
        reference.assert_same(answer, reference_query.words(everything, q, ids, like), q or "like")


@settings(max_examples=3, phases=NO_SHRINKING)
@given(st.lists(odd_texts, min_size=2, max_size=8), st.lists(odd_texts, min_size=3, max_size=3))
def test_parts_sum_to_the_scores_shown(store: Store, corpus: list[str], asked: list[str]) -> None:
    service = serve(store, rows_of(f"{text} x" for text in corpus), f"set-{next(_NUMBERS)}")
    for q in (f"{text} w1" for text in asked):
        shown = {
            mode: {hit.document.id: hit.score for hit in service.search(q, mode, k=100).hits}
            for mode in ("neural", "keyword", "hybrid")
        }
        for id_ in shown["neural"]:
            found = service.explain(q, id_)
            assert_sums(found, shown)


def test_ranks_are_those_of_the_whole_order_however_deep(store: Store) -> None:
    service = serve(store, rows_of(MANY))
    everything = ReferenceIndex(service)
    deep = [id_of(str(number)) for number in (0, 3, 60, 119, 140, 159)]
    asked: list[dict[str, Any]] = [
        {"q": "w1 w2 w2"},
        {"q": "w1 w2 w2", "city": ["Berlin", "Lagos"], "k": 3},
        {"q": "", "like": id_of("7"), "k": 100},
    ]
    for question in asked:
        for id_ in deep:
            expected = reference.explanation(everything, id_=id_, **question)
            reference.assert_same(explained(service, id_=id_, **question), expected, id_)


def test_a_rank_beyond_what_is_counted_is_exact(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, rows_of(["oak"] * 3 + ["oak elm"] * 1100 + ["fir"] * 1300))
    last = max(id_of(str(number)) for number in range(3, 1103))
    found = service.explain("oak", last, k=3)
    assert (found.neural.rank, found.neural.of) == (1103, 2403)
    keyword = found.keyword
    assert (keyword.rank, keyword.of, keyword.of_capped) == (1103, 1000, True)
    assert "In full-text it ranks #1,103 of 1,000+ matches" in found.summary


@pytest.mark.parametrize(
    "corpus",
    [
        ["oak"],
        ["oak", "elm"],
        ["oak", "oak elm"],
        ["oak birch", "birch cedar", "cedar"],
        ["oak oak", "oak", "oak elm the"],
    ],
)
def test_every_number_in_tiny_collections(embedded_store: EdgeStore, corpus: list[str]) -> None:
    service = serve(embedded_store, rows_of(corpus))
    everything = ReferenceIndex(service)
    asked: list[dict[str, Any]] = [
        {"q": "oak elm", "k": 1},
        {"q": "oak" + 12 * " birch"},
        {"q": "", "like": id_of("0"), "k": 1},
    ]
    for number, question in itertools.product(range(len(corpus)), asked):
        expected = reference.explanation(everything, id_=id_of(str(number)), **question)
        reference.assert_same(explained(service, id_=id_of(str(number)), **question), expected)


def test_a_collection_without_terms_is_explained(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, rows_of(["the", "🚀"]))
    found = service.explain("oak the", id_of("0"))
    keyword = found.keyword
    assert (keyword.terms, keyword.needed) == ([], None)
    assert (keyword.rank, keyword.of, keyword.of_capped, keyword.score) == (None, 0, False, 0)
    assert keyword.cutoff is None
    read = service.explain_query("oak the")
    assert read.reference is None
    assert read.summary == [
        "Full-text found none of the words that it searched for.",
        "It ignored “the”, which is too common to tell documents apart.",
        "No document contains “oak”.",
    ]
