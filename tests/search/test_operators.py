"""Operators in a query: the same documents on both engines, exact scores, and an account."""

import itertools

import pytest

from search.errors import InputError
from search.retrieval import containing
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.search.helpers import id_of, names, serve

ROWS = [
    {"id": "a", "name": "Oak tables", "description": "A wi-fi table of oak.", "city": "Berlin"},
    {"id": "b", "name": "Table oak", "description": "Oak and table apart.", "city": "Paris"},
    {"id": "c", "name": "Elm chairs", "description": "Chairs with WiFi.", "city": "Berlin"},
    {"id": "e", "name": "Fir -elm +ash", "description": '"Fir fir" AND city:Bonn', "city": "Rom"},
    {"id": "d", "name": "Ash", "description": "The Who play on oak.", "city": "São Paulo"},
]


@pytest.fixture(scope="module")
def wood(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """A service over ROWS."""
    service: SearchService = serve(EdgeStore(tmp_path_factory.mktemp("wood")), ROWS)
    return service


@pytest.mark.parametrize(
    ("query", "neural", "keyword"),
    [
        ("oak -chairs", {"a", "b", "d", "e"}, {"a", "b", "d"}),
        ("oak -chair -table", {"d", "e"}, {"d"}),
        ("oak +wifi", {"a", "c"}, {"a", "c"}),  # wi-fi is wifi
        ("oak -wi-fi", {"b", "d", "e"}, {"b", "d"}),
        ('"oak tables"', {"a", "b", "c", "d", "e"}, {"a"}),
        ('"the who"', {"a", "b", "c", "d", "e"}, {"d"}),
        ('oak +"oak table"', {"a"}, {"a"}),
        ('oak -"table oak"', {"a", "c", "d", "e"}, {"a", "d"}),
        ("oak city:berlin", {"a", "c"}, {"a"}),
        ('oak city:"SAO PAULO"', {"d"}, {"d"}),
        ("oak city:Rome", set(), set()),
        ("oak +unheard", set(), set()),
        ("oak -unheard", {"a", "b", "c", "d", "e"}, {"a", "b", "d"}),
    ],
)
def test_both_engines_search_the_same_documents(
    wood: SearchService, query: str, neural: set[str], keyword: set[str]
) -> None:
    both = wood.compare(query)
    found = ({hit.document.source_id for hit in each.hits} for each in (both.neural, both.keyword))
    assert tuple(found) == (neural, keyword)
    assert both.neural.total == len(neural)
    assert both.keyword.total == len(keyword)
    assert names(wood.search(query, "keyword").hits) == names(both.keyword.hits)


@pytest.mark.parametrize("query", ["oak -chairs", '"oak tables"', "oak +wifi table", '"the who"'])
def test_scores_are_those_of_the_words_alone_and_sum_up(wood: SearchService, query: str) -> None:
    text = wood.retrieve(wood.request(query)).query.typed.plain
    plain = {hit.document.id: hit.score for hit in wood.search(text, "keyword").hits}
    for hit in wood.search(query, "keyword").hits:
        found = wood.explain(query, hit.document.id).keyword
        assert hit.score == pytest.approx(plain[hit.document.id])
        assert sum(part.score for part in found.terms) == pytest.approx(hit.score)
        assert found.rank == hit.rank


@pytest.mark.parametrize(
    ("query", "id_", "reason"),
    [
        ("oak -chairs", "c", "not in the lists because it contains “chairs”"),
        ("oak +wifi", "b", "not in the lists because it does not contain “wifi”"),
        ("oak city:Berlin", "b", "not in the lists because it does not match the filter"),
        (
            '"oak tables"',
            "b",
            "not in the full-text list because the phrase “oak tables” does not stand in it",
        ),
    ],
)
def test_a_document_that_is_left_out_says_why(
    wood: SearchService, query: str, id_: str, reason: str
) -> None:
    found = wood.explain(query, id_of(id_))
    assert found.summary.startswith(f"This document is {reason}.")
    assert found.keyword.rank is None
    assert found.keyword.needed is None


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("oak -elm", "Documents that contain “elm” are left out."),
        ("oak +elm +ash", "Only documents that contain “elm” and “ash” are listed."),
        (
            '"oak tables"',
            "Full-text lists only documents in which “oak tables” stands as one phrase; neural "
            "reads the words without the quotation marks.",
        ),
        ("oak city:berlin", "Only documents with “berlin” as their city are listed."),
        ("oak city:Rome", "No document has “Rome” as its city."),
        (
            "oak AND elm",
            "“AND” has no special meaning in this query. Perhaps you mean: +oak +elm",
        ),
    ],
)
def test_the_account_says_what_the_signs_do(wood: SearchService, query: str, note: str) -> None:
    found = wood.explain_query(query)
    assert found.notes == [note]
    assert note in found.summary
    assert wood.compare(query).notes == (note,)
    assert wood.search(query, "hybrid").notes == (note,)


def test_words_in_the_account_keep_their_places(wood: SearchService) -> None:
    query = '+oak AND "elm chairs" -ash'
    found = wood.explain_query(query)
    assert found.suggestion == '+oak +"elm chairs" -ash'
    assert [(word.word, query[word.start : word.end]) for word in found.words] == [
        (word, word) for word in ("oak", "elm", "chairs")
    ]


def test_neural_reads_the_words_without_the_signs(wood: SearchService) -> None:
    with_signs = wood.search('oak "elm chairs" -ash')
    without = wood.search("oak elm chairs")
    scores = {hit.document.id: hit.score for hit in without.hits}
    assert all(hit.score == pytest.approx(scores[hit.document.id]) for hit in with_signs.hits)


def test_a_document_whose_neighbours_are_wanted_has_no_operators(wood: SearchService) -> None:
    found = wood.similar(id_of("e"))
    assert (len(found.hits), found.notes) == (len(ROWS) - 1, ())


def test_too_many_documents_are_refused_not_guessed(
    wood: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containing, "MAX_POSTINGS", 2)
    with pytest.raises(InputError, match="“oak” would have to be looked for in 3 documents"):
        wood.search("elm -oak")
    monkeypatch.undo()
    monkeypatch.setattr(containing, "MAX_CHECKED_TEXTS", 1)
    with pytest.raises(InputError, match="the limit is 1"):
        wood.search('"oak table"', "keyword")


@pytest.mark.parametrize("words", list(itertools.permutations(["oak", "table", "wi-fi"], 2)))
def test_a_required_word_and_the_excluded_one_part_the_documents(
    wood: SearchService, words: tuple[str, str]
) -> None:
    text, sign = words
    found = [names(wood.search(f"{text} {s}{sign}").hits) for s in "+-"]
    assert sorted(found[0] + found[1]) == sorted(row["name"] for row in ROWS)
