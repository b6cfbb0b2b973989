"""What neural scores are worth: the best ones of queries made of unrelated words."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import numpy as np
import pytest

from search.explanation import baseline as unrelated
from search.explanation import explainer
from search.explanation.baseline import (
    QUERIES,
    WORDS,
    NeuralReference,
    UnrelatedQueries,
    unrelated_queries,
)
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index, Store
from search.text.analyzer import tokenize
from search.types import Vector
from tests.fakes import COMPANIES, FakeEncoder
from tests.search.helpers import id_of, in_cities, opened, rows_of, serve


def words_of(index: Index) -> list[set[str]]:
    """Each document's words that are no stop words."""
    texts = (document.text.replace(".", " ").split() for document in index.scan())
    return [{word for word in text if tokenize(word)} for text in texts]


def from_different_documents(words: Sequence[str], documents: list[set[str]]) -> bool:
    """Whether each word can have its own document."""
    if not words:
        return True
    return any(
        words[0] in document
        and from_different_documents(words[1:], documents[:at] + documents[at + 1 :])
        for at, document in enumerate(documents)
    )


def test_each_word_is_of_another_document(companies_index: Index) -> None:
    queries = unrelated_queries(companies_index)
    assert len(queries) == QUERIES
    documents = words_of(companies_index)
    for query in queries:
        words = query.split()
        assert len(words) == WORDS
        assert from_different_documents(words, documents), query
    assert len(set(queries)) > QUERIES / 2


def test_they_are_the_same_for_the_same_generation(companies_index: Index) -> None:
    assert unrelated_queries(companies_index) == unrelated_queries(companies_index)


def test_few_documents_make_short_queries(embedded_store: EdgeStore) -> None:
    index = opened(embedded_store, rows_of(["oak", "the", "elm", "🚀"]))
    assert {frozenset(query.split()) for query in unrelated_queries(index)} == {
        frozenset({"oak", "elm"})
    }


def test_documents_without_words_make_no_queries(embedded_store: EdgeStore) -> None:
    index = opened(embedded_store, rows_of(["the", "🚀"]))
    assert unrelated_queries(index) == []
    assert UnrelatedQueries(FakeEncoder()).best_scores(index) == []


def test_only_the_first_documents_are_read(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unrelated, "_DOCUMENTS", 3)
    index = opened(embedded_store, rows_of(f"w{number}" for number in range(9)))
    first = {document.name for document, _ in zip(index.scan(), range(3), strict=False)}
    assert {word for query in unrelated_queries(index) for word in query.split()} == first


@pytest.mark.parametrize("cities", [(), ("Berlin",), ("Paris", "Lagos"), ("Atlantis",)])
def test_the_best_scores_are_the_highest_cosines(
    store: Store, monkeypatch: pytest.MonkeyPatch, cities: tuple[str, ...]
) -> None:
    monkeypatch.setattr(unrelated, "QUERIES", 12)
    index, encoder = opened(store, COMPANIES), FakeEncoder()
    ids = [id_of(row["id"]) for row in COMPANIES if not cities or row.get("city") in cities]
    stored = [index.vectors(ids)[id_] for id_ in ids]
    queries = encoder.encode(unrelated_queries(index))
    best = [max(float(np.dot(vector, query)) for vector in stored) for query in queries if ids]
    found = UnrelatedQueries(encoder).best_scores(index, in_cities(*cities))
    assert found == pytest.approx(sorted(best, reverse=True), abs=1e-5)
    assert len(found) == (12 if ids else 0)
    index.close()


def test_they_are_asked_once_for_each_filter_in_any_order(companies_index: Index) -> None:
    encoder = FakeEncoder()
    queries = UnrelatedQueries(encoder)
    first = queries.best_scores(companies_index, in_cities("Berlin", "Paris"))
    assert len(encoder.encoded) == QUERIES
    assert queries.best_scores(companies_index, in_cities("Paris", "Berlin")) == first
    assert len(encoder.encoded) == QUERIES
    queries.best_scores(companies_index)
    assert len(encoder.encoded) == 2 * QUERIES


def test_another_generation_is_asked_anew(embedded_store: EdgeStore) -> None:
    encoder = FakeEncoder()
    queries = UnrelatedQueries(encoder)
    one, other = (opened(embedded_store, rows_of([text, "box"])) for text in ("oak", "elm"))
    queries.best_scores(one)
    queries.best_scores(other)
    assert len(encoder.encoded) == 2 * QUERIES


def test_what_was_not_used_for_longest_is_forgotten(
    companies_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unrelated, "_CACHED", 2)
    encoder = FakeEncoder()
    queries = UnrelatedQueries(encoder)
    for cities in ((), ("Berlin",), (), ("Paris",), ()):
        queries.best_scores(companies_index, in_cities(*cities))
    assert len(encoder.encoded) == 3 * QUERIES
    queries.best_scores(companies_index, in_cities("Berlin"))
    assert len(encoder.encoded) == 4 * QUERIES


def test_a_failure_is_not_remembered(companies_index: Index) -> None:
    class Failing(FakeEncoder):
        fails = True

        def encode(self, texts: Sequence[str]) -> Vector:
            if self.fails:
                raise RuntimeError("not now")
            return super().encode(texts)

    encoder = Failing()
    queries = UnrelatedQueries(encoder)
    with pytest.raises(RuntimeError, match="not now"):
        queries.best_scores(companies_index)
    encoder.fails = False
    assert len(queries.best_scores(companies_index)) == QUERIES


class Unhurried(FakeEncoder):
    """Leaves another thread the time to encode as well."""

    def __init__(self) -> None:
        super().__init__()
        self.calls, self.another = 0, Event()

    def encode(self, texts: Sequence[str]) -> Vector:
        self.calls += 1
        if self.calls > 1:
            self.another.set()
        self.another.wait(timeout=0.2)
        return super().encode(texts)


def test_threads_that_want_the_same_ask_once(companies_index: Index) -> None:
    encoder = Unhurried()
    queries = UnrelatedQueries(encoder)
    with ThreadPoolExecutor(6) as pool:
        found: list[Any] = list(pool.map(lambda _: queries.best_scores(companies_index), range(12)))
    assert encoder.calls == 1
    assert all(scores == found[0] for scores in found)


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference on five documents already, and a judgement."""
    monkeypatch.setattr(explainer, "FEWEST_DOCUMENTS", 1)
    monkeypatch.setattr(unrelated, "FEWEST_TO_JUDGE", 1)


@pytest.mark.usefixtures("few_are_enough")
def test_a_query_about_something_does_better(companies: SearchService) -> None:
    found = companies.explain_query("Robots that weed farms").reference
    assert found
    assert found.best == companies.search("Robots that weed farms").hits[0].score
    assert not found.no_better
    nothing = companies.explain_query("zebra").reference
    assert nothing
    assert nothing.no_better
    assert nothing.typical == found.typical
    assert (len(nothing.unrelated), nothing.as_good) == (QUERIES, QUERIES)


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.parametrize(
    ("query", "compared"),
    [
        ("chairs", True),
        ("chairs -sofas", True),
        ("chairs +sofas", False),  # the documents with a word are no sample
        ("chairs city:Rome", False),
        ("🚀", False),  # of which the model can read nothing
    ],
)
def test_queries_that_have_a_reference(
    companies: SearchService, query: str, compared: bool
) -> None:
    assert (companies.explain_query(query).reference is not None) is compared


@pytest.mark.parametrize("documents", [49, 50])
def test_few_documents_are_no_reference(embedded_store: EdgeStore, documents: int) -> None:
    service = serve(embedded_store, rows_of(f"w{number} oak" for number in range(documents)))
    reference = service.explain_query("oak").reference
    assert (reference is not None) is (documents == 50)


@pytest.mark.parametrize(
    ("best", "documents", "has_words", "no_better"),
    [
        (0.3, 500, False, True),  # of 0.1, 0.3, 0.5, 0.7, 0.9 a quarter is at most 0.3
        (0.3 + 1e-6, 500, False, False),
        (0.3, 499, False, False),  # too few to judge
        (0.3, 500, True, False),  # a document with the query's words is not unrelated
    ],
)
def test_a_best_score_in_the_lower_quarter_is_no_better(
    best: float, documents: int, has_words: bool, no_better: bool
) -> None:
    scores = [0.9, 0.7, 0.5, 0.3, 0.1]
    found = NeuralReference.of(best, scores, documents, has_words=has_words)
    assert (found.no_better, found.typical) == (no_better, 0.5)
