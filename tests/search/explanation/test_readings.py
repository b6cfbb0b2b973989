"""How a query was read, in sentences and labels: word for word."""

import pytest

from search.explanation.baseline import NeuralReference
from search.explanation.model import QueryExplanation, ReferenceLabels
from search.explanation.query_narrative import reading, reference_labels
from search.explanation.query_words import QueryWord
from search.explanation.suggestions import NearWord
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.search.helpers import id_of, rows_of, serve

OAKS = QueryWord("oaks", 10, 14, "oak", 1)
UNRELATED = (0.7, 0.65, *[0.4] * 47, 0.32152, 0.32146, *[0.1] * 49)
"""A hundred: the median is the mean of the two in the middle, 0.32149; a quarter is 0.1."""
NO_BETTER = (
    "The query's best score is not above that level, so it is no sign that any document matches."
)
REFERENCE = NeuralReference.of(0.65, UNRELATED, 500, has_words=False)
WORTH = (
    "The best neural score is 0.650. The noise level is 0.321: half of 100 queries made of "
    "unrelated words score that or more on this dataset; 2 score at least as high as this one."
)


def test_a_query_with_stems_and_words_left_out() -> None:
    words = [
        QueryWord("Wooden", 0, 6, "wooden", 1),
        QueryWord("chairs", 7, 13, "chair", 1200),
        QueryWord("of", 14, 16, "", 0),
        QueryWord("The", 17, 20, "", 0),
    ]
    assert reading(QueryExplanation(words, False, REFERENCE)) == [
        "Full-text searched for “Wooden” (in 1 document) and “chairs” as “chair” (in 1,200 "
        "documents).",
        "It ignored “of” and “The”, which are too common to tell documents apart.",
        WORTH,
    ]


def test_words_of_which_only_some_documents_pass_the_filter() -> None:
    words = [
        QueryWord("oak", 0, 3, "oak", 2, within=0),
        QueryWord("chairs", 4, 10, "chair", 1200, within=1000),
    ]
    assert reading(QueryExplanation(words, False, None)) == [
        "Full-text searched for “oak” (in 2 documents, 0 of them within the filter) and “chairs” "
        "as “chair” (in 1,200 documents, 1,000+ of them within the filter).",
    ]


def test_unknown_words_with_similar_spellings() -> None:
    near = [NearWord("furniture", "furnitur", 3), NearWord("furnished", "furnish", 1)]
    words = [
        QueryWord("oak", 0, 3, "oak", 2),
        QueryWord("Furnitrue", 4, 13, "furnitru", 0, near),
        QueryWord("zebras", 14, 20, "zebra", 0),
    ]
    assert reading(QueryExplanation(words, False, None)) == [
        "Full-text searched for “oak” (in 2 documents).",
        "No document contains “Furnitrue”. Similar spellings: “furniture” (in 3 documents) and "
        "“furnished” (in 1 document).",
        "No document contains “zebras”.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ["Full-text had no words to search for."]),
        (
            [QueryWord("the", 0, 3, "", 0)],
            [
                "Full-text had no words to search for.",
                "It ignored “the”, which is too common to tell documents apart.",
            ],
        ),
        (
            [QueryWord("zebra", 0, 5, "zebra", 0)],
            [
                "Full-text found none of the words that it searched for.",
                "No document contains “zebra”.",
            ],
        ),
    ],
)
def test_a_query_without_a_word_that_helps(words: list[QueryWord], said: list[str]) -> None:
    assert reading(QueryExplanation(words, False, None)) == said


def test_a_query_that_was_cut() -> None:
    assert reading(QueryExplanation([OAKS], True, None)) == [
        "Full-text searched for “oaks” as “oak” (in 1 document).",
        "The model read only the beginning of this text.",
    ]


@pytest.mark.parametrize(
    ("best", "as_good", "more"),
    [
        (0.65, "2 score", []),
        (0.6501, "1 scores", []),
        (0.7001, "0 score", []),
        (0.32149, "50 score", []),
        (0.1001, "51 score", []),
        (0.1, "100 score", [NO_BETTER]),
    ],
)
def test_what_the_best_neural_score_is_worth(best: float, as_good: str, more: list[str]) -> None:
    reference = NeuralReference.of(best, UNRELATED, 500, has_words=False)
    expected = WORTH.replace("0.650", f"{best:.3f}").replace("2 score", as_good)
    said = reading(QueryExplanation([OAKS], False, reference))
    assert said[1:] == [expected, *more]


@pytest.mark.parametrize(("best", "warning"), [(0.65, ""), (0.1, "not above the noise")])
def test_the_reference_in_labels(best: float, warning: str) -> None:
    assert reference_labels(
        NeuralReference.of(best, UNRELATED, 500, has_words=False)
    ) == ReferenceLabels(
        best=f"Top score {best:.2f}",
        this_query=f"this query {best:.3f}",
        typical="noise level 0.32",
        warning=warning,
        scale=(
            "Best neural score of 100 queries made of unrelated words (thin) and of this query "
            "(thick)"
        ),
    )


def test_a_word_of_which_other_spellings_are_found_is_not_said_to_be_in_no_document(
    embedded_store: EdgeStore,
) -> None:
    service = serve(embedded_store, rows_of(["wifi", "wifi", "oak"]))
    found = service.explain_query("wi-fi zebra")
    assert {word.word: (word.term, word.documents, word.note) for word in found.words} == {
        "wi": ("wi", 0, "Only other spellings of it are found"),
        "fi": ("fi", 0, "Only other spellings of it are found"),
        "wi-fi": ("wifi", 2, "In 2 documents, searched for as “wifi”"),
        "zebra": ("zebra", 0, "In no document"),
    }
    assert found.summary[:2] == [
        "Full-text searched for “wi-fi” as “wifi” (in 2 documents).",
        "No document contains “zebra”.",
    ]
    assert not any("“wi”" in said or "“fi”" in said for said in found.summary)


def test_a_word_is_not_missing_where_the_document_has_another_spelling_of_it(
    embedded_store: EdgeStore,
) -> None:
    service = serve(embedded_store, rows_of(["wifi", "wi", "fi", "oak"]))
    missing = {
        name: [word.word for word in service.explain("wi-fi oak", id_of(str(n))).keyword.missing]
        for n, name in enumerate(["wifi", "wi", "fi", "oak"])
    }
    assert missing == {
        "wifi": ["oak"],
        "wi": ["wi-fi", "fi", "oak"],
        "fi": ["wi", "wi-fi", "oak"],
        "oak": ["wi", "wi-fi", "fi"],
    }


def test_similar_spellings_are_not_proposed_for_a_word_that_is_found_otherwise(
    embedded_store: EdgeStore,
) -> None:
    service = serve(embedded_store, rows_of(["hdac", "hdac5", "oak"]))
    known, unknown = (
        {word.word: [near.word for near in word.near] for word in service.explain_query(q).words}
        for q in ("hdac4", "hdak5")
    )
    assert known == {"hdac4": [], "hdac": []}
    assert unknown["hdak5"] == ["hdac5"]


def test_every_word_has_a_note(companies: SearchService) -> None:
    found = companies.explain_query("the Robots and weed zebra")
    assert {word.word: word.note for word in found.words} == {
        "the": "Too common to search for",
        "Robots": "In 2 documents, searched for as “robot”",
        "and": "Too common to search for",
        "weed": "In 1 document, searched for as “weed”",
        "zebra": "In no document",
    }


def test_a_reading_is_of_the_words_of_the_query(companies: SearchService) -> None:
    said = companies.explain_query("the Robots and chiars").summary
    assert said[:3] == [
        "Full-text searched for “Robots” as “robot” (in 2 documents).",
        "It ignored “the” and “and”, which are too common to tell documents apart.",
        "No document contains “chiars”. Similar spelling: “chairs” (in 2 documents).",
    ]
    assert len(said) == 3  # so few documents are no reference for scores
