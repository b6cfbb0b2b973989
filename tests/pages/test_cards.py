"""What results.js gets to draw."""

import pytest

from pages.ui.cards import http_url, list_data
from search.text import tokenize
from search.types import Document, Hit, Mode, Ranking


def _ranking(mode: Mode, *hits: Hit, total: int = 3, **values: object) -> Ranking:
    settings = {"total_capped": False, "embed_ms": 12.34, "search_ms": 0.56, **values}
    return Ranking(mode, list(hits), total, **settings)  # type: ignore[arg-type]


def _hit(rank: int = 1, score: float = 2.0, other: int | None = None, **fields: object) -> Hit:
    values = {
        "id": "i",
        "source_id": "s",
        "name": "Oak & Co",
        "description": "Oak tables.",
        **fields,
    }
    return Hit(Document(**values), rank, score, other)  # type: ignore[arg-type]


def test_matched_words_are_split_off_in_name_and_description() -> None:
    data = list_data(_ranking("keyword", _hit()), frozenset(tokenize("oak table")), True)
    [hit] = data["hits"]
    assert hit["name"] == [["Oak", True], [" & Co", False]]
    assert hit["description"] == [["Oak", True], [" ", False], ["tables", True], [".", False]]


@pytest.mark.parametrize(
    ("ranking", "summary"),
    [
        (_ranking("neural", total=1500), "1,500 documents · embed 12 ms · search 0.6 ms"),
        (_ranking("neural", total=1, embed_ms=0.0), "1 document · vector known · search 0.6 ms"),
        (_ranking("keyword", total=1), "1 match · search 0.6 ms"),
        (_ranking("keyword", total=1000, total_capped=True), "1,000+ matches · search 0.6 ms"),
    ],
)
def test_the_summary_counts_and_times(ranking: Ranking, summary: str) -> None:
    assert list_data(ranking, frozenset(), True)["summary"] == summary


@pytest.mark.parametrize(
    ("mode", "hit", "other_total", "text"),
    [
        ("neural", _hit(2, other=9), 50, "#9 in full-text"),
        ("keyword", _hit(2, other=9), 50, "#9 in neural"),
        ("neural", _hit(2, other=2), 50, "same place"),
        ("neural", _hit(2), 50, "no shared word"),
        ("neural", _hit(2), 500, "not in top 100"),
        ("keyword", _hit(2), 500, "not in top 100"),
    ],
)
def test_each_card_says_where_it_stands_on_the_other_side(
    mode: Mode, hit: Hit, other_total: int, text: str
) -> None:
    [card] = list_data(_ranking(mode, hit), frozenset(), True, other_total)["hits"]
    assert card["other"]["text"] == text


def test_a_single_list_says_nothing_of_another_side() -> None:
    [card] = list_data(_ranking("neural", _hit()), frozenset(), True)["hits"]
    assert card["other"] is None


def test_bars_are_relative_to_the_best_score_and_never_negative() -> None:
    hits = (_hit(1, 4.0), _hit(2, 1.0), _hit(3, -0.5))
    cards = list_data(_ranking("keyword", *hits), frozenset(), True)["hits"]
    assert [card["bar"] for card in cards] == [1.0, 0.25, 0.0]
    assert [card["score_text"] for card in cards] == ["4.00", "1.00", "-0.50"]


def test_bars_are_empty_when_no_score_is_positive() -> None:
    cards = list_data(_ranking("keyword", _hit(1, 0.0), _hit(2, -1.0)), frozenset(), True)["hits"]
    assert [card["bar"] for card in cards] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("ranking", "title"),
    [
        (_ranking("keyword", total=0), "No document contains any of these words"),
        (_ranking("keyword", total=0, no_terms=True), "No words to look for"),
        (_ranking("neural", total=0), "No documents here"),
    ],
)
def test_an_empty_list_says_why(ranking: Ranking, title: str) -> None:
    assert list_data(ranking, frozenset(), True)["empty"]["title"] == title


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" HTTP://a.example ", "HTTP://a.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https://", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_only_absolute_http_addresses_are_kept(url: str, kept: str | None) -> None:
    assert http_url(url) == kept


def test_a_named_brand_icon_is_drawn_in_its_colour() -> None:
    [card] = list_data(_ranking("neural", _hit(extra={"brand_icon": "stripe"})), frozenset(), True)[
        "hits"
    ]
    assert card["icon"]["color"] == "#635BFF"
    assert card["icon"]["path"][0] in "Mm"


@pytest.mark.parametrize("slug", ["no-such-brand", 7, None, ["stripe"], "x" * 10_000])
def test_without_a_known_brand_there_are_initials(slug: object) -> None:
    [card] = list_data(_ranking("neural", _hit(extra={"brand_icon": slug})), frozenset(), True)[
        "hits"
    ]
    assert card["icon"] is None
    assert card["initials"] == "OC"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Oakery", "O"),
        ("wooden oak table", "WO"),
        ("", "NN"),
        ("メルカリ 会社", "メ会"),
        ("!?", "!"),
    ],
)
def test_initials_are_of_the_first_two_words(name: str, initials: str) -> None:
    [card] = list_data(_ranking("neural", _hit(name=name)), frozenset(), True)["hits"]
    assert card["initials"] == initials
