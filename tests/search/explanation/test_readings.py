"""How a query was read, in sentences: word for word."""

from dataclasses import replace

import pytest

from search.explanation.model import (
    NeuralReference,
    QueryExplanation,
    QueryWord,
)
from search.explanation.narrative import reading
from search.explanation.suggestions import NearWord
from search.service import SearchService

OAKS = QueryWord("oaks", 10, 14, "oak", 1)
UNRELATED = (0.7, 0.65, *[0.4] * 47, 0.32152, 0.32146, *[0.1] * 49)
"""A hundred of them: the median is the mean of the two in the middle, 0.32149."""
NO_BETTER = (
    "The neural side did no better than for unrelated words: its scores are no sign that anything "
    "here fits."
)
REFERENCE = NeuralReference(best=0.65, unrelated=UNRELATED)
WORTH = (
    "The best neural score is 0.650. Of 100 queries made of unrelated words, half get 0.321 or "
    "more on this collection; 2 get at least as much as this one."
)


def test_a_query_with_stems_and_words_left_out() -> None:
    words = [
        QueryWord("Wooden", 0, 6, "wooden", 1),
        QueryWord("chairs", 7, 13, "chair", 1200),
        QueryWord("of", 14, 16, "", 0),
        QueryWord("The", 17, 20, "", 0),
    ]
    assert reading(QueryExplanation(words, False, REFERENCE)) == [
        "Full-text looked for “Wooden” (in 1 document) and “chairs” as “chair” (in 1,200 "
        "documents).",
        "It left out “of” and “The”, too common to tell documents apart.",
        WORTH,
    ]


def test_unknown_words_with_what_is_spelled_nearly_so() -> None:
    near = (NearWord("furniture", "furnitur", 3), NearWord("furnished", "furnish", 1))
    words = [
        QueryWord("oak", 0, 3, "oak", 2),
        QueryWord("Furnitrue", 4, 13, "furnitru", 0, near),
        QueryWord("zebras", 14, 20, "zebra", 0),
    ]
    assert reading(QueryExplanation(words, False, None)) == [
        "Full-text looked for “oak” (in 2 documents).",
        "No document contains “Furnitrue”; spelled nearly so: “furniture” (in 3 documents) and "
        "“furnished” (in 1 document).",
        "No document contains “zebras”.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ["Full-text had nothing to look for."]),
        (
            [QueryWord("the", 0, 3, "", 0)],
            [
                "Full-text had nothing to look for.",
                "It left out “the”, too common to tell documents apart.",
            ],
        ),
        (
            [QueryWord("zebra", 0, 5, "zebra", 0)],
            [
                "Full-text found none of the words that it looked for.",
                "No document contains “zebra”.",
            ],
        ),
    ],
)
def test_a_query_without_a_word_that_helps(words: list[QueryWord], said: list[str]) -> None:
    assert reading(QueryExplanation(words, False, None)) == said


def test_a_query_that_was_cut() -> None:
    assert reading(QueryExplanation([OAKS], True, None)) == [
        "Full-text looked for “oaks” as “oak” (in 1 document).",
        "The model read only the beginning of this text.",
    ]


@pytest.mark.parametrize(
    ("best", "as_good", "more"),
    [
        (0.65, "2 get", []),
        (0.6501, "1 gets", []),
        (0.7001, "0 get", []),
        (0.32149, "50 get", [NO_BETTER]),
        (
            0.3,
            "51 get",
            [NO_BETTER],
        ),
    ],
)
def test_what_the_best_neural_score_is_worth(best: float, as_good: str, more: list[str]) -> None:
    reference = replace(REFERENCE, best=best)
    expected = WORTH.replace("0.650", f"{best:.3f}").replace("2 get", as_good)
    said = reading(QueryExplanation([OAKS], False, reference))
    assert said[1:] == [expected, *more]


def test_a_reading_is_of_the_words_of_the_query(companies: SearchService) -> None:
    said = companies.explain_query("the Robots and chiars").summary
    assert said[:3] == [
        "Full-text looked for “Robots” as “robot” (in 2 documents).",
        "It left out “the” and “and”, too common to tell documents apart.",
        "No document contains “chiars”; spelled nearly so: “chairs” (in 2 documents).",
    ]
    assert len(said) == 4 + companies.explain_query("the Robots and chiars").reference.no_better
