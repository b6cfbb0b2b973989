"""The words that cards highlight."""

import pytest

from search.explanation.attribution import Share, bare
from search.explanation.baseline import FEWEST_TO_JUDGE
from search.explanation.strongest import strongest_terms, strongest_words
from search.store.embedded.store import EdgeStore
from search.text.analyzer import DEFAULT
from search.types import Document
from tests.search.helpers import id_of, rows_of, serve


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(oak), «elm»!", ["oak", "elm"]),
        ("Oak oak elm", ["Oak", "elm"]),
        ("… 🚀 oak", ["oak"]),
        ("AT&T’s C++", ["AT&T’s", "C"]),
        ("हिन्दी, Zu\u0308rich.", ["हिन्दी", "Zu\u0308rich"]),
        ("elm fir oak ash", ["elm", "fir", "oak"]),
        ("the oak of elms", ["oak", "elms"]),
        ("", []),
    ],
)
def test_the_strongest_words_are_bare(text: str, words: list[str]) -> None:
    document = Document("id", "s", "", text)
    places = [document.text.index(word, 1) for word in text.split()]
    found = [
        Share(start, start + len(word), 1 - n / 10)
        for n, (start, word) in enumerate(zip(places, text.split(), strict=True))
    ]
    top = strongest_words(found, document.text, DEFAULT)
    assert [bare(document.text[word.start : word.end]) for word in top] == words


def test_a_word_that_points_away_is_not_named() -> None:
    assert strongest_words([Share(0, 3, -0.1), Share(4, 7, 0.0)], "oak elm", DEFAULT) == []


def test_the_strongest_terms_are_the_rarest_and_most_frequent(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, rows_of(["oak elm fir ash", "oak elm", "oak elm", "oak"]))
    retrieval = service.retrieve(service.request("oak elm fir ash"))
    [first] = (hit.document for hit in retrieval.ranking().hits if "fir" in hit.document.name)
    assert strongest_terms(retrieval, first) == {"fir", "ash", "elm"}
    few = service.retrieve(service.request("oak elm"))
    assert strongest_terms(few, first) == {"oak", "elm", "oakelm"}


def test_a_match_no_better_than_unrelated_words_has_no_strongest_word(
    embedded_store: EdgeStore,
) -> None:
    names = [f"word{n}" for n in range(FEWEST_TO_JUDGE)]
    service = serve(embedded_store, rows_of(names))
    best, worst = id_of("0"), id_of("1")
    scores = {each.id: each for each in service.word_shares("word0", [best, worst]).documents}
    noise = service.explain_query("word0").reference
    assert noise is not None
    assert scores[best].score > min(noise.unrelated) > scores[worst].score
    assert [len(scores[each].strongest) for each in (best, worst)] == [1, 0]
