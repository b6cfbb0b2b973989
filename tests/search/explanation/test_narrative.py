"""Explanations in sentences: word for word."""

from dataclasses import replace
from typing import Any

import pytest

from search.explanation.attribution import Share, TextShare, with_text
from search.explanation.formulas import NeededTerms
from search.explanation.model import HybridExplanation
from search.explanation.narrative import why
from search.explanation.query_words import QueryWord
from search.service import SearchService
from search.types import Document
from tests.search.explanation.examples import (
    CHAIR,
    FOUND,
    NOT_FOUND,
    OPAQUE,
    QUERY,
    SENTENCES,
    TEXT,
    hybrid,
    not_listed,
    shares,
    with_keyword,
    with_neural,
)
from tests.search.helpers import id_of
from tests.search.reference import ReferenceIndex

PLACE = "“Oakery” ranks #2 of 50 in neural with a score of 0.512."
NEURAL = (
    f"{PLACE} Top words: “chairs”, “Fine” and “Oakery”. The sentence that "
    "contributes most is “Oak chairs!” (0.300)."
)
KEYWORD = (
    "In full-text it ranks #1 of 3 matches with 4.11 points: 2.86 for “oaks” (in 1 document) and "
    "1.25 for “Chairs” (in 3 documents)."
)
HYBRID = "In hybrid it ranks #1: 0.5 / (60 + 2) + 0.5 / (60 + 1) = 0.0163."
ONE_SIDE = (
    "With this weight, hybrid uses only the top 100 of {}, and this document is not among them."
)


def test_a_listed_document() -> None:
    assert why(FOUND) == f"{NEURAL} {KEYWORD} {HYBRID}"


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (
            {"rank": 1234, "of": 42_304, "score": 0.25, "cutoff": 0.4004},
            "“Oakery” ranks #1,234 of 42,304 in neural with a score of 0.250. "
            f"That is {0.4004 - 0.25:.3f} below #10, which scores 0.400. Top words",
        ),
        (
            {"rank": 11, "score": 0.4},
            "“Oakery” ranks #11 of 50 in neural with a score of 0.400. #10 also scores 0.400. Top",
        ),
        ({"score": -0.0126}, "“Oakery” ranks #2 of 50 in neural with a score of −0.013. Top"),
        ({"score": -0.0004}, "“Oakery” ranks #2 of 50 in neural with a score of 0.000. Top"),
        ({"rank": None}, "“Oakery” has a neural score of 0.512. Top"),
    ],
    ids=["beyond the top k", "equal to the last", "negative", "no negative zero", "no rank"],
)
def test_places_in_neural(standing: dict[str, Any], said: str) -> None:
    assert why(with_neural(**standing)).startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, ""),
        ({"chairs": -0.1}, ""),
        ({"chairs": 0.1, "Fine": -0.1}, " Top word: “chairs”."),
        ({"chairs": 0.1, "Fine": 0.2}, " Top words: “Fine” and “chairs”."),
    ],
)
def test_only_words_that_contribute_are_named(words: dict[str, float], said: str) -> None:
    found = with_neural(words=shares(TEXT, **words), sentences=SENTENCES[:2])
    assert why(found) == f"{PLACE}{said} {KEYWORD} {HYBRID}"


def test_a_model_that_cannot_be_split_has_a_closest_sentence() -> None:
    closest = TextShare(19, 33, 0.65432, "“Fine” tables.")
    assert why(replace(FOUND, neural=replace(OPAQUE, closest=closest))) == (
        f"{PLACE} No split. The sentence closest to the query on its own is ““Fine” tables.” "
        f"(0.654). {KEYWORD} {HYBRID}"
    )
    assert why(replace(FOUND, neural=OPAQUE)) == f"{PLACE} No split. {KEYWORD} {HYBRID}"


def test_a_text_that_was_cut() -> None:
    cut = "The model read only the beginning of its text."
    assert why(with_neural(truncated=True)) == f"{NEURAL} {cut} {KEYWORD} {HYBRID}"


def test_a_long_sentence_is_cut_and_on_one_line() -> None:
    long = Document("id", "s", "Oak", "one\n two " + "x" * 200)
    closest = with_text(Share(4, len(long.text), 0.5), long.text)
    said = why(replace(FOUND, document=long, neural=replace(OPAQUE, closest=closest)))
    assert f"is “one two {'x' * (100 - len('one two '))}…” (0.500)." in said


def test_a_document_without_a_name() -> None:
    found = replace(FOUND, document=Document("id", "s", " ", "Oak."), neural=OPAQUE)
    assert why(found).startswith("“(no name)” ranks #2 of 50 in neural")


@pytest.mark.parametrize(
    ("standing", "place"),
    [
        ({"of": 1}, "#1 of 1 match with 4.11 points"),
        ({"rank": 7, "of": 1000, "of_capped": True}, "#7 of 1,000+ matches with 4.11 points"),
        (
            {"rank": 1200, "of": 1000, "of_capped": True, "score": -0.5},
            "#1,200 of 1,000+ matches with −0.50 points",
        ),
    ],
)
def test_places_in_full_text(standing: dict[str, Any], place: str) -> None:
    assert f" In full-text it ranks {place}: " in why(with_keyword(**standing))


def test_a_match_beyond_the_top_k_with_what_it_lacks_and_needs() -> None:
    found = with_keyword(
        rank=12,
        of=40,
        score=1.25,
        cutoff=3.0,
        terms=[CHAIR],
        missing=[QUERY[2]],
        needed=NeededTerms(("oak",), 4.5),
    )
    assert why(found) == (
        f"{NEURAL} In full-text it ranks #12 of 40 matches with 1.25 points: 1.25 for “Chairs” (in "
        "3 documents). #10 has 3.00 points. It does not contain “oaks”. If it contained “oaks” "
        f"once, it would have 4.50 points, enough for the top 10. {HYBRID}"
    )


def test_a_document_that_full_text_does_not_find() -> None:
    found = with_keyword(**NOT_FOUND, missing=QUERY[::2], needed=NeededTerms(("oak", "chair"), 4.5))
    assert why(found) == (
        f"{NEURAL} Full-text does not find it because it contains none of the query's words "
        "(“Chairs” and “oaks”). If it contained “oaks” and “Chairs” once each, it would have 4.50 "
        f"points, enough for the top 10. {HYBRID}"
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "finds nothing because the query has no words."),
        (
            [QueryWord(f"w{n}", 0, 2, f"w{n}", 1) for n in range(9)],
            "does not find it because it contains none of the query's words "
            "(“w0”, “w1”, “w2”, “w3”, “w4”, “w5” and 3 more).",
        ),
    ],
)
def test_a_query_that_finds_nothing_here(words: list[QueryWord], reason: str) -> None:
    said = why(replace(with_keyword(**NOT_FOUND), words=words))
    assert said == f"{NEURAL} Full-text {reason} {HYBRID}"


def test_a_document_that_is_not_listed() -> None:
    neural = NEURAL.replace("ranks #2 of 50 in neural with a score of", "has a neural score of")
    keyword = KEYWORD.replace("it ranks #1 of 3 matches with", "it has")
    assert why(not_listed(left_out="It is left out.")) == f"It is left out. {neural} {keyword}"


def test_of_a_text_that_the_model_cannot_read_no_likeness_is_claimed() -> None:
    said = why(replace(FOUND, neural=replace(FOUND.neural, readable=0.0)))
    assert "The model can read nothing of its text: all such texts are alike to it" in said
    assert "contribute" not in said


def test_of_a_text_that_is_hardly_read_it_is_said() -> None:
    said = why(replace(FOUND, neural=replace(FOUND.neural, readable=0.254)))
    assert "The model can read only 25 % of its text." in said
    assert "contribute" in said


@pytest.mark.parametrize(
    ("fused", "said"),
    [
        (hybrid(2, 1, 1), HYBRID),
        (hybrid(30, None, 40), "In hybrid it ranks #40: 0.5 / (60 + 30) = 0.0056."),
        (hybrid(None, 9, 12, 0.123), "In hybrid it ranks #12: 0.877 / (60 + 9) = 0.0127."),
        (hybrid(1, 1, 1, 1.0), "In hybrid it ranks #1: 1 / (60 + 1) = 0.0164."),
        (
            hybrid(None, None, None),
            "Hybrid combines the top 100 of both sides; this document is in neither.",
        ),
        (hybrid(None, 3, None, 1.0), ONE_SIDE.format("neural")),
        (hybrid(3, None, None, 0.0), ONE_SIDE.format("full-text")),
    ],
    ids=["both", "neural", "full-text", "one side", "neither", "not neural", "not full-text"],
)
def test_hybrid_in_its_parts(fused: HybridExplanation, said: str) -> None:
    assert why(replace(FOUND, hybrid=fused)) == f"{NEURAL} {KEYWORD} {said}"


def test_a_summary_is_of_the_numbers_that_it_explains(companies: SearchService) -> None:
    found = companies.explain("robots on farms", id_of("agro"))
    raw = ReferenceIndex(companies)
    cosine = raw.neural(raw.question("robots on farms", None)[1])[id_of("agro")]
    points = raw.keyword("robots on farms")[id_of("agro")]
    assert found.summary.startswith(
        f"“Agro” ranks #1 of 5 in neural with a score of {cosine:.3f}. Top words: "
    )
    each = points / 2  # both terms are in two documents and once in this one
    assert found.summary.endswith(
        f" In full-text it ranks #1 of 2 matches with {points:.2f} points: {each:.2f} for “robots” "
        f"(in 2 documents) and {each:.2f} for “farms” (in 2 documents). "
        f"In hybrid it ranks #1: 0.5 / (60 + 1) + 0.5 / (60 + 1) = {2 * 0.5 / 61:.4f}."
    )
