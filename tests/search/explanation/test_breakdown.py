"""Each engine's score in rows, notes and captions: word for word."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.explanation.breakdown import breakdowns
from search.explanation.breakdown_rows import total_row
from search.explanation.formulas import NeededTerms
from search.explanation.model import BreakdownRow, Explanation, HybridExplanation
from search.explanation.query_words import QueryWord
from search.service import SearchService
from tests.fakes import COMPANIES
from tests.search.explained import close
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

MARKS = BreakdownRow(
    "begin and end", 0.01234, "two marks that the model puts around every text", "rest"
)
LACKS = "This text contains no word of the query. Full-text compares words, not meanings."


def neural(found: Explanation) -> Any:
    return breakdowns(found)["neural"]


def keyword(found: Explanation) -> Any:
    return breakdowns(found)["keyword"]


def test_neural_words_by_their_shares() -> None:
    shown = neural(FOUND)
    assert (shown.label, shown.standing, shown.decimals) == ("Neural", "#2 of 50 · 0.512", 3)
    assert shown.rows == [
        BreakdownRow("“chairs”", 0.3),
        BreakdownRow("“Fine”", 0.2),
        BreakdownRow("“Oakery”", 0.1),
        BreakdownRow(
            "1 other word",
            -0.1,
            "1 of them points away from the query and lowers the score",
            "rest",
        ),
        MARKS,
    ]
    assert shown.legend == (
        "The bar above a word shows what it contributes, a grey bar below it what it takes away; "
        "the model reads each word together with those around it. Underlined: the sentence that "
        "contributes most, 0.300."
    )
    assert shown.notes == []


def test_a_word_is_shown_once_with_all_its_places() -> None:
    words = shares(TEXT, chairs=0.3, Fine=-0.3, tables=0.1)
    words += [replace(words[0], text="Chairs!", share=-0.05), replace(words[0], text="a", share=0)]
    shown = neural(with_neural(words=words))
    assert shown.rows[:2] == [
        BreakdownRow("“chairs” 2×", 0.3 - 0.05),
        BreakdownRow("“tables”", 0.1),
    ]
    assert (shown.rows[2].label, shown.rows[2].value) == ("2 other words", -0.3 + 0)


@pytest.mark.parametrize(
    ("closest", "legend"),
    [
        (SENTENCES[1], "Underlined: the sentence closest to the query on its own, 0.300."),
        (None, ""),
    ],
)
def test_a_score_that_cannot_be_split_has_a_note_and_no_rows(closest: Any, legend: str) -> None:
    shown = neural(replace(FOUND, neural=replace(OPAQUE, closest=closest)))
    assert (shown.rows, shown.formula, shown.notes) == ([], [], ["No split."])
    assert shown.legend == legend


def test_keyword_terms_by_their_points() -> None:
    shown = keyword(FOUND)
    assert (shown.label, shown.standing) == ("Full-text", "#1 of 3 matches · 4.11 points")
    assert shown.rows == [
        BreakdownRow(
            "“oaks”",
            2.85714,
            "2× here, as “oakery” and “oak” · in 1 of 50 documents · 2× in the query",
        ),
        BreakdownRow("“Chairs”", 1.25, "1× here · in 3 of 50 documents"),
    ]
    assert shown.total == BreakdownRow("Score", 1.25 + 2.85714, "", "total")
    assert shown.ignored == "Too common to search for: “of”."
    assert shown.legend == (
        "The bar above a word shows the points that it earns, all its places together. Without "
        "the commonest words, this text has 4 words; the average is 5."
    )
    assert shown.formula[1] == "N = 50, k1 = 1.5, b = 0.75, length = 4, average length = 5.000000."


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        (
            {"rank": 12, "cutoff": 3.0, "score": 1.25, "needed": NeededTerms(("oak",), 4.5)},
            [
                "#10 has 3.00 points, this one 1.25 points.",
                "If it contained “oaks” once, it would have 4.50 points: enough for the top 10.",
            ],
        ),
        (
            {"rank": 12, "missing": [QUERY[2]]},
            [
                "Even if it contained all the missing words once each, it would not be in the "
                "top 10."
            ],
        ),
        (
            {"rank": 12},
            [
                "It contains every word that is searched for; the documents above it contain them "
                "more often or are shorter."
            ],
        ),
        (
            {**NOT_FOUND, "missing": QUERY[::2], "needed": NeededTerms(("oak", "chair"), 4.5)},
            [
                LACKS,
                "If it contained “oaks” and “Chairs” once each, it would have 4.50 points: enough "
                "for the top 10.",
            ],
        ),
        ({**NOT_FOUND}, ["No document contains any word of the query as it is spelled."]),
    ],
    ids=["needs one", "not enough", "has all", "needs both", "unknown"],
)
def test_notes_of_full_text(changes: dict[str, Any], notes: list[str]) -> None:
    assert keyword(with_keyword(**changes)).notes == notes


@pytest.mark.parametrize(
    ("searched", "note"),
    [
        (
            QUERY[1:2],
            "Every word of the query is too common to search for, so full-text finds nothing.",
        ),
        ([], "The query has no words, so full-text finds nothing."),
    ],
)
def test_without_words_to_search_for_nothing_is_found(searched: list[QueryWord], note: str) -> None:
    shown = keyword(replace(with_keyword(**NOT_FOUND), words=searched))
    assert (shown.standing, shown.rows, shown.legend) == ("not found", [], "")
    assert shown.notes == [note]


def words(count: int, documents: int) -> list[QueryWord]:
    return [QueryWord(f"w{n}", 0, 2, f"w{n}", documents * (count - n)) for n in range(count)]


@pytest.mark.parametrize(
    ("missing", "rows"),
    [
        (
            words(2, 3),
            [
                BreakdownRow("“w1”", 0.0, "not in this text · in 3 of 50 documents"),
                BreakdownRow("“w0”", 0.0, "not in this text · in 6 of 50 documents"),
            ],
        ),
        (
            words(6, 1),
            [
                BreakdownRow(
                    "6 other words",
                    0.0,
                    "not in this text: “w5”, “w4”, “w3”, “w2”, “w1” and “w0”",
                    "rest",
                )
            ],
        ),
    ],
)
def test_missing_words_from_the_rarest(missing: list[QueryWord], rows: list[BreakdownRow]) -> None:
    assert keyword(with_keyword(missing=[*missing, missing[0]])).rows[2:] == rows


@pytest.mark.parametrize(("count", "shown", "more"), [(9, 9, 0), (10, 8, 2)])
def test_many_words_are_folded_into_one_row(count: int, shown: int, more: int) -> None:
    parts = [replace(CHAIR, term=f"w{n}", score=1.0 + n) for n in range(count)]
    rows = keyword(replace(with_keyword(terms=parts), words=words(count, 0))).rows
    rests = [BreakdownRow(f"{more} other words", 1.0 + 2.0, "", "rest")] if more else []
    assert [row for row in rows if row.value and row.kind == "rest"] == rests
    unknown = [row for row in rows if row.gloss.startswith("no document contains")]
    assert len(unknown) == shown + bool(more)
    assert len(rows) == 2 * len(unknown)


@pytest.mark.parametrize(
    ("fused", "standing", "glosses"),
    [
        (
            hybrid(2, 1, 1),
            "#1 · 0.0163",
            ["#2 there: 0.50 / (60 + 2)", "#1 there: 0.50 / (60 + 1)"],
        ),
        (hybrid(2, 1, 1, 0.0), "#1 · 0.0164", ["its weight is 0", "#1 there: 1.00 / (60 + 1)"]),
    ],
)
def test_hybrid_by_engines(fused: HybridExplanation, standing: str, glosses: list[str]) -> None:
    shown = breakdowns(replace(FOUND, hybrid=fused))["hybrid"]
    assert (shown.label, shown.standing) == ("Hybrid", standing)
    assert [(row.kind, row.engine) for row in shown.rows] == [
        ("engine", "neural"),
        ("engine", "keyword"),
    ]
    assert [row.gloss for row in shown.rows] == glosses


def test_what_is_not_listed_has_no_rank() -> None:
    shown = breakdowns(not_listed())
    assert [shown[mode].standing for mode in shown] == [
        "not in this list · 0.512",
        "not in this list · 4.11 points",
        "not found",
    ]
    assert [row.gloss for row in shown["hybrid"].rows] == ["not among its first 100"] * 2


@given(st.lists(st.floats(-9, 9), max_size=9))
def test_the_total_says_when_rounded_parts_do_not_add_up(values: list[float]) -> None:
    rows = [BreakdownRow("", value) for value in values]
    adds_up = round(sum(round(value, 2) for value in values), 2) == round(sum(values), 2)
    assert bool(total_row("keyword", rows, sum(values)).gloss) == (not adds_up)


def test_rows_sum_to_the_scores_that_are_explained(companies: SearchService) -> None:
    for row in COMPANIES:
        found = companies.explain("robots that weed the chairs, unknown", id_of(row["id"]))
        scores = {
            "neural": found.neural.score,
            "keyword": found.keyword.score,
            "hybrid": found.hybrid.score,
        }
        for mode, shown in found.breakdown.items():
            assert close(sum(each.value for each in shown.rows), scores[mode])
            assert shown.total.value == scores[mode]
            assert shown.meaning and shown.formula
