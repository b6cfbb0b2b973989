"""What the result area is given to draw."""

import pytest

from pages.ui.cards import http_url, list_data, loading_data
from pages.ui.results.payload import ListData
from search.text.analyzer import DEFAULT
from search.types import Document, Hit, Mode, Ranking, SideRanks


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


def _data(ranking: Ranking, other_total: int | None = None) -> ListData:
    return list_data(ranking, "Oak and elm oak", DEFAULT, other_total)


def test_matched_words_are_split_off_in_name_and_description() -> None:
    data = list_data(_ranking("keyword", _hit()), "oak table", DEFAULT)
    [hit] = data["hits"]
    assert hit["name"] == [("Oak", True), (" & Co", False)]
    assert hit["description"] == [("Oak", True), (" ", False), ("tables", True), (".", False)]


def test_a_neural_hit_needs_no_word_of_the_query() -> None:
    data = list_data(_ranking("neural", _hit()), "oak table", DEFAULT)
    [hit] = data["hits"]
    assert hit["name"] == [("Oak & Co", False)]
    assert hit["description"] == [("Oak tables.", False)]
    assert hit["focus"] == 0


@pytest.mark.parametrize(
    ("name", "offsets"),
    [("Oak & Co", (0, 9)), ("  Oak & Co ", (2, 12)), ("", (0, 1)), ("🌳 Oak", (0, 6))],
)
def test_offsets_say_where_title_and_description_stand_in_the_text(
    name: str, offsets: tuple[int, int]
) -> None:
    [hit] = _data(_ranking("neural", _hit(name=name)))["hits"]
    assert hit["offsets"] == offsets
    document = _hit(name=name).document
    assert document.text[offsets[1] :] == document.description
    assert not name or document.text[offsets[0] :].startswith(document.title)


@pytest.mark.parametrize(
    ("ranking", "summary"),
    [
        (_ranking("neural", total=1500), "1,500 ranked · 0.6 ms"),
        (_ranking("keyword", total=1), "1 match · 0.6 ms"),
        (_ranking("keyword", total=1000, total_capped=True), "1,000+ matches · 0.6 ms"),
    ],
)
def test_the_summary_counts_and_times(ranking: Ranking, summary: str) -> None:
    assert _data(ranking)["summary"] == summary


@pytest.mark.parametrize(
    ("ranking", "timing"),
    [
        (_ranking("keyword"), "The engine took 0.6 ms."),
        (_ranking("neural"), "The engine took 0.6 ms; the query's vector took 12 ms."),
        (
            _ranking("neural", embed_ms=0.0),
            "The engine took 0.6 ms; the query's vector was known already.",
        ),
    ],
)
def test_the_time_of_the_engine_is_apart_from_that_of_the_model(
    ranking: Ranking, timing: str
) -> None:
    assert _data(ranking)["timing"] == timing


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
    [card] = _data(_ranking(mode, hit), other_total)["hits"]
    assert card["other"] is not None and card["other"]["text"] == text


@pytest.mark.parametrize("other", [None, 1, 37, 100])
def test_each_card_has_its_rank_on_the_other_side_as_a_number(other: int | None) -> None:
    [card] = _data(_ranking("neural", _hit(2, other=other)), 500)["hits"]
    assert card["other_rank"] == other


def test_a_single_list_says_nothing_of_another_side() -> None:
    [card] = _data(_ranking("neural", _hit()))["hits"]
    assert card["other"] is None
    assert card["other_rank"] is None


def test_bars_are_relative_to_the_best_score_and_never_negative() -> None:
    hits = (_hit(1, 4.0), _hit(2, 1.0), _hit(3, -0.5))
    cards = _data(_ranking("keyword", *hits))["hits"]
    assert [card["bar"] for card in cards] == [1.0, 0.25, 0.0]
    assert [card["score_text"] for card in cards] == ["4.00", "1.00", "−0.50"]


def test_bars_are_empty_when_no_score_is_positive() -> None:
    cards = _data(_ranking("keyword", _hit(1, 0.0), _hit(2, -1.0)))["hits"]
    assert [card["bar"] for card in cards] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("ranking", "title"),
    [
        (_ranking("keyword", total=0), "No document here contains “Oak” or “elm”"),
        (_ranking("keyword", total=0, no_terms=True), "No words to search for"),
        (_ranking("neural", total=0), "No documents here"),
    ],
)
def test_an_empty_list_says_why(ranking: Ranking, title: str) -> None:
    empty = _data(ranking)["empty"]
    assert empty is not None and empty["title"] == title


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
    [card] = _data(_ranking("neural", _hit(extra={"brand_icon": "stripe"})))["hits"]
    assert card["icon"] is not None and card["icon"]["color"] == "#635BFF"
    assert card["icon"]["path"][0] in "Mm"


@pytest.mark.parametrize("slug", ["no-such-brand", 7, None, ["stripe"], "x" * 10_000])
def test_without_a_known_brand_there_are_initials(slug: object) -> None:
    [card] = _data(_ranking("neural", _hit(extra={"brand_icon": slug})))["hits"]
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
    [card] = _data(_ranking("neural", _hit(name=name)))["hits"]
    assert card["initials"] == initials


@pytest.mark.parametrize(
    ("ranks", "text", "kind"),
    [
        (SideRanks(3, 9), "#3 neural · #9 full-text", "moved"),
        (SideRanks(3, None), "#3 neural", "alone"),
        (SideRanks(None, 9), "#9 full-text", "alone"),
    ],
)
def test_a_hybrid_card_says_which_side_brought_it(ranks: SideRanks, text: str, kind: str) -> None:
    hit = Hit(Document("i", "s", "Oak", ""), 1, 0.03, ranks=ranks)
    [card] = _data(_ranking("hybrid", hit))["hits"]
    assert card["other"] is not None
    assert (card["other"]["text"], card["other"]["kind"]) == (text, kind)
    assert card["score_text"] == "0.0300"


def test_a_far_match_moves_the_excerpt_to_a_words_start_before_it() -> None:
    text = "word " * 100 + "needle at last"
    hit = _hit(description=text)
    [card] = list_data(_ranking("keyword", hit), "needle", DEFAULT)["hits"]
    begin = card["focus"]
    assert len(text) - 180 <= begin < 500
    assert text[begin - 1] == " " and text[begin:].startswith("word")


@pytest.mark.parametrize("text", ["needle first", "no match at all", "x" * 150 + " needle"])
def test_the_excerpt_stays_at_the_beginning_when_that_shows_the_match(text: str) -> None:
    hit = _hit(description=text)
    [card] = list_data(_ranking("keyword", hit), "needle", DEFAULT)["hits"]
    assert card["focus"] == 0


def test_further_columns_are_short_texts() -> None:
    extra = {"batch": "W12", "tags": ["a", "b"], "brand_icon": "x", "empty": [], "n": 7}
    [card] = _data(_ranking("neural", _hit(extra=extra)))["hits"]
    assert card["extra"] == [("batch", "W12"), ("tags", "a, b"), ("n", "7")]


def test_a_list_on_its_way_has_no_hits() -> None:
    data = loading_data("neural")
    assert data["loading"] and data["hits"] == []
    assert set(data) == set(_data(_ranking("neural")))


def test_a_card_shows_the_chosen_columns_in_their_order() -> None:
    document = _hit(extra={"a": 1, "b": "two", "c": [3, 4]})
    ranking = _ranking("keyword", document)

    def shown(card: list[str] | None) -> list[tuple[str, str]]:
        [hit] = list_data(ranking, "oak", DEFAULT, card=card)["hits"]
        return hit["extra"]

    assert shown(None) == [("a", "1"), ("b", "two"), ("c", "3, 4")]
    assert shown(["c", "none", "a"]) == [("c", "3, 4"), ("a", "1")]
    assert shown([]) == []
