"""Explanations in sentences: word for word."""

from dataclasses import replace
from typing import Any

import pytest

from search.explanation.attribution import NeuralParts, Share
from search.explanation.formulas import KeywordPart, Needed, hybrid_parts
from search.explanation.model import (
    Explanation,
    HybridExplanation,
    KeywordExplanation,
    NeuralExplanation,
    QueryWord,
)
from search.explanation.narrative import strongest_words, why
from search.retrieval.standing import Standing
from search.service import SearchService
from search.types import Document, SideRanks
from tests.search.helpers import id_of
from tests.search.reference import Raw

TEXT = Document("id", "s", "Oakery", "Oak chairs! “Fine” tables. We ship.")
LISTED = Standing(rank=2, of=50, of_capped=False, score=0.51234, cutoff=0.4)


def shares(document: Document, **by_word: float) -> list[Share]:
    """Where words stand, with a share each."""
    text = document.text
    return [
        Share(text.index(word), text.index(word) + len(word), share)
        for word, share in by_word.items()
    ]


WORDS = shares(TEXT, Oakery=0.1, chairs=0.3, Fine=0.2, ship=-0.1)
SENTENCES = [Share(0, 6, 0.1), Share(7, 18, 0.3), Share(19, 33, 0.2), Share(34, 42, -0.1)]
PARTS = NeuralParts(WORDS, 0.01234, SENTENCES, read=42)
FORMULA: Any = {"length": 4, "average_length": 5.0, "documents": 50, "k1": 1.5, "b": 0.75}
QUERY = [
    QueryWord("Chairs", 0, 6, "chair", 3),
    QueryWord("of", 7, 9, "", 0),
    QueryWord("oaks", 10, 14, "oak", 1),
]
CHAIR = KeywordPart("chair", 1, 1, 3, 1.0, 1.5, 1.25, 1.25)
OAK = KeywordPart("oak", 2, 2, 1, 2.0, 1.5, 1.42857, 2.85714)


def hybrid(neural: int | None, keyword: int | None, rank: int | None, weight: float = 0.5) -> Any:
    """Both sides' places fused."""
    parts = hybrid_parts(SideRanks(neural, keyword), weight, 60)
    return HybridExplanation(rank, sum(part.score for part in parts), parts, weight, 60)


FOUND = Explanation(
    document=TEXT,
    k=10,
    listed=True,
    words=QUERY,
    neural=NeuralExplanation(LISTED, truncated=False, parts=PARTS),
    keyword=KeywordExplanation(
        Standing(1, 3, False, 1.25 + 2.85714, None), [CHAIR, OAK], {}, [], None, **FORMULA
    ),
    hybrid=hybrid(2, 1, 1),
)
NEURAL = (
    "“Oakery” is #2 of 50 in neural, with a score of 0.512. Its words that bring most are "
    "“chairs”, “Fine” and “Oakery”. The sentence that brings most is “Oak chairs!” (0.300)."
)
KEYWORD = (
    "In full-text it is #1 of 3 matches, with 4.11 points: 2.86 for “oaks” (in 1 document) and "
    "1.25 for “Chairs” (in 3 documents)."
)
HYBRID = "In hybrid it is #1: 0.5 / (60 + 2) + 0.5 / (60 + 1) = 0.0163."


def but_neural(**changes: Any) -> str:
    """What is said when the neural side differs so."""
    return why(replace(FOUND, neural=replace(FOUND.neural, **changes)))


def but_keyword(**changes: Any) -> str:
    """What is said when the full-text side differs so."""
    return why(replace(FOUND, keyword=replace(FOUND.keyword, **changes)))


def test_a_listed_document() -> None:
    assert why(FOUND) == f"{NEURAL} {KEYWORD} {HYBRID}"


def test_a_document_beyond_the_top_k_of_neural() -> None:
    standing = Standing(1234, 42_304, False, 0.25, 0.4004)
    beyond = (
        "“Oakery” is #1,234 of 42,304 in neural, with a score of 0.250. "
        f"That is {0.4004 - 0.25:.3f} below #10, which has 0.400. Its words"
    )
    assert but_neural(standing=standing).startswith(beyond)


def test_a_document_as_good_as_the_last_of_the_top_k() -> None:
    standing = Standing(11, 50, False, 0.4, 0.4)
    expected = "“Oakery” is #11 of 50 in neural, with a score of 0.400. #10 has 0.400, too. Its"
    assert but_neural(standing=standing).startswith(expected)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, ""),
        ({"chairs": -0.1}, ""),
        ({"chairs": 0.1, "Fine": -0.1}, " Its word that brings most is “chairs”."),
        ({"chairs": 0.1, "Fine": 0.2}, " Its words that bring most are “Fine” and “chairs”."),
    ],
)
def test_only_words_that_bring_something_are_named(words: dict[str, float], said: str) -> None:
    parts = replace(PARTS, words=shares(TEXT, **words), sentences=SENTENCES[:2])
    expected = f"“Oakery” is #2 of 50 in neural, with a score of 0.512.{said} {KEYWORD} {HYBRID}"
    assert but_neural(parts=parts) == expected


def test_a_model_that_cannot_be_split_has_a_closest_sentence() -> None:
    closest = Share(19, 33, 0.65432)
    said = but_neural(parts=None, problem="It cannot be split.", closest=closest)
    assert said == (
        "“Oakery” is #2 of 50 in neural, with a score of 0.512. It cannot be split. Its closest "
        f"sentence by itself is ““Fine” tables.” (0.654). {KEYWORD} {HYBRID}"
    )
    without = but_neural(parts=None, problem="It cannot be split.")
    assert without == (
        "“Oakery” is #2 of 50 in neural, with a score of 0.512. It cannot be split. "
        f"{KEYWORD} {HYBRID}"
    )


def test_a_text_that_was_cut() -> None:
    cut = "The model read only the beginning of its text."
    assert but_neural(truncated=True) == f"{NEURAL} {cut} {KEYWORD} {HYBRID}"


def test_a_long_sentence_is_cut_and_on_one_line() -> None:
    long = Document("id", "s", "Oak", "one\n two " + "x" * 200)
    closest = Share(4, len(long.text), 0.5)
    neural = NeuralExplanation(LISTED, truncated=False, problem="No.", closest=closest)
    said = why(replace(FOUND, document=long, neural=neural))
    assert f"is “one two {'x' * (100 - len('one two '))}…” (0.500)." in said


def test_a_document_without_a_name() -> None:
    nameless = Document("id", "s", " ", "Oak.")
    found = replace(
        FOUND, document=nameless, neural=NeuralExplanation(LISTED, False, problem="No.")
    )
    assert why(found).startswith("“(no name)” is #2 of 50 in neural")


@pytest.mark.parametrize(
    ("standing", "place"),
    [
        (Standing(1, 1, False, 4.10714, None), "#1 of 1 match, with 4.11 points"),
        (Standing(7, 1000, True, 4.10714, 2.0), "#7 of 1,000+ matches, with 4.11 points"),
        (Standing(1200, 1000, True, -0.5, 2.0), "#1,200 of 1,000+ matches, with -0.50 points"),
    ],
)
def test_places_in_full_text(standing: Standing, place: str) -> None:
    assert f" In full-text it is {place}: " in but_keyword(standing=standing)


def test_a_match_beyond_the_top_k_with_what_it_lacks_and_needs() -> None:
    said = but_keyword(
        standing=Standing(12, 40, False, 1.25, 3.0),
        parts=[CHAIR],
        missing=[QUERY[2]],
        needed=Needed(("oak",), 4.5),
    )
    assert said == (
        f"{NEURAL} In full-text it is #12 of 40 matches, with 1.25 points: 1.25 for “Chairs” (in 3 "
        "documents). #10 has 3.00. It does not contain “oaks”. With “oaks” once it would have 4.50 "
        f"points, enough for the top 10. {HYBRID}"
    )


NOT_FOUND = Standing(None, 40, False, 0.0, 3.0)


def test_a_document_that_full_text_cannot_find() -> None:
    said = but_keyword(
        standing=NOT_FOUND, parts=[], missing=QUERY[::2], needed=Needed(("oak", "chair"), 4.5)
    )
    assert said == (
        f"{NEURAL} Full-text cannot find it: it contains no word of the query (“Chairs” and "
        "“oaks”). With “oaks” and “Chairs” once each it would have 4.50 points, enough for the "
        f"top 10. {HYBRID}"
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([QUERY[1]], "every word of the query is too common to look for"),
        ([], "the query has no words"),
    ],
)
def test_a_query_that_full_text_cannot_look_for(words: list[QueryWord], reason: str) -> None:
    keyword = replace(FOUND.keyword, standing=NOT_FOUND, parts=[])
    said = why(replace(FOUND, words=words, keyword=keyword))
    assert said == f"{NEURAL} Full-text finds nothing: {reason}. {HYBRID}"


def test_beyond_six_words_their_number_is_said() -> None:
    words = [QueryWord(f"w{n}", 0, 2, f"w{n}", 1) for n in range(9)]
    keyword = replace(FOUND.keyword, standing=NOT_FOUND, parts=[])
    said = why(replace(FOUND, words=words, keyword=keyword))
    assert "(“w0”, “w1”, “w2”, “w3”, “w4”, “w5” and 3 more)." in said


def outside(**changes: Any) -> Explanation:
    """FOUND where the lists leave it out."""
    unranked = replace(LISTED, rank=None)
    return replace(
        FOUND,
        listed=False,
        neural=replace(FOUND.neural, standing=unranked),
        keyword=replace(FOUND.keyword, standing=Standing(None, 0, False, 4.10714, None)),
        hybrid=hybrid(None, None, None),
        **changes,
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "the filter leaves it out"),
        ({"asked_for": True}, "it is the one whose neighbours they show"),
    ],
)
def test_a_document_that_is_not_listed(changes: dict[str, Any], reason: str) -> None:
    neural = NEURAL.replace("is #2 of 50 in neural, with a score of", "has a neural score of")
    keyword = KEYWORD.replace("it is #1 of 3 matches, with", "it has")
    assert why(outside(**changes)) == (
        f"This document is not in the lists: {reason}. {neural} {keyword}"
    )


@pytest.mark.parametrize(
    ("fused", "said"),
    [
        (hybrid(2, 1, 1), HYBRID),
        (hybrid(30, None, 40), "In hybrid it is #40: 0.5 / (60 + 30) = 0.0056."),
        (hybrid(None, 9, 12, 0.123), "In hybrid it is #12: 0.877 / (60 + 9) = 0.0127."),
        (hybrid(1, 1, 1, 1.0), "In hybrid it is #1: 1 / (60 + 1) = 0.0164."),
        (
            hybrid(None, None, None),
            "Hybrid takes the first 100 of each side, and it is in neither.",
        ),
        (
            hybrid(None, 3, None, 1.0),
            "With this weight hybrid takes neural's first 100 only, and it is not there.",
        ),
        (
            hybrid(3, None, None, 0.0),
            "With this weight hybrid takes full-text's first 100 only, and it is not there.",
        ),
    ],
    ids=["both", "neural", "full-text", "one side", "neither", "not neural", "not full-text"],
)
def test_hybrid_in_its_parts(fused: HybridExplanation, said: str) -> None:
    assert why(replace(FOUND, hybrid=fused)) == f"{NEURAL} {KEYWORD} {said}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(oak), «elm»!", ["oak", "elm"]),
        ("Oak oak elm", ["Oak", "elm"]),
        ("… 🚀 oak", ["oak"]),
        ("AT&T’s C++", ["AT&T’s", "C"]),
        ("हिन्दी, Zu\u0308rich.", ["हिन्दी", "Zu\u0308rich"]),
        ("a b c d", ["a", "b", "c"]),
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
    assert strongest_words(found, document) == words


def test_a_summary_is_of_the_numbers_that_it_explains(companies: SearchService) -> None:
    found = companies.explain("robots on farms", id_of("agro"))
    raw = Raw(companies)
    cosine = raw.neural(raw.question("robots on farms", None)[1])[id_of("agro")]
    points = raw.keyword("robots on farms")[id_of("agro")]
    assert found.summary.startswith(
        f"“Agro” is #1 of 5 in neural, with a score of {cosine:.3f}. Its words that bring most are "
    )
    each = points / 2  # both terms are in two documents and once in this one
    assert found.summary.endswith(
        f" In full-text it is #1 of 2 matches, with {points:.2f} points: {each:.2f} for “robots” "
        f"(in 2 documents) and {each:.2f} for “farms” (in 2 documents). "
        f"In hybrid it is #1: 0.5 / (60 + 1) + 0.5 / (60 + 1) = {2 * 0.5 / 61:.4f}."
    )
