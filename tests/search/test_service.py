"""The one way to an answer."""

import pytest

from search.retrieval.fusion import fuse
from search.service import SearchService
from search.store.protocols import Store
from tests.fakes import COMPANIES
from tests.search.helpers import bm25_scores, ids, names, rows_of, serve


def test_neural_is_the_default_and_ranks_every_document(service: SearchService) -> None:
    ranking = service.search("robots that weed farms")
    assert ranking.mode == "neural"
    assert names(ranking.hits)[:2] == ["Agro", "Dronely"]
    assert [hit.rank for hit in ranking.hits] == [1, 2, 3, 4, 5]
    assert (ranking.total, ranking.total_capped) == (5, False)


def test_keyword_ranks_what_shares_a_term_by_bm25(service: SearchService) -> None:
    ranking = service.search("robots that weed farms", "keyword")
    assert names(ranking.hits) == ["Agro", "Dronely"]
    scores = {hit.document.id: hit.score for hit in ranking.hits}
    assert scores == pytest.approx(bm25_scores(COMPANIES, "robots that weed farms"), rel=1e-5)
    assert (ranking.total, ranking.total_capped) == (2, False)


def test_hybrid_fuses_both_rankings(service: SearchService) -> None:
    query = "chairs by post"
    left, right = (ids(service.search(query, mode, k=100).hits) for mode in ("neural", "keyword"))
    ranking = service.search(query, "hybrid", k=3, weight=0.3, rrf_k=7)
    expected = fuse(left, right, weight=0.3, rrf_k=7)[:3]
    assert [(hit.document.id, hit.score) for hit in ranking.hits] == expected
    assert ranking.total == 5


@pytest.mark.parametrize(("weight", "mode"), [(1.0, "neural"), (0.0, "keyword")])
def test_hybrid_with_all_weight_on_one_side_is_that_side(
    service: SearchService, weight: float, mode: str
) -> None:
    hybrid = service.search("chairs", "hybrid", weight=weight)
    assert ids(hybrid.hits) == ids(service.search("chairs", mode).hits)


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_k_is_a_prefix_of_the_longer_list(service: SearchService, mode: str) -> None:
    whole = service.search("chairs and robots", mode, k=100).hits
    for k in range(1, len(whole) + 1):
        assert service.search("chairs and robots", mode, k=k).hits == whole[:k]


def test_keyword_search_encodes_nothing(store: Store) -> None:
    service = serve(store, COMPANIES)
    service.encoder.encoded.clear()
    ranking = service.search("chairs", "keyword")
    assert service.encoder.encoded == []
    assert ranking.embed_ms == 0.0


@pytest.mark.parametrize(("words", "truncated"), [(8, False), (9, True)])
def test_a_cut_text_is_said_where_the_model_reads_it(
    service: SearchService, words: int, truncated: bool
) -> None:
    text = "robot " * words
    assert service.search(text).truncated is truncated
    assert service.compare(text).neural.truncated is truncated
    assert service.search(text, "keyword").truncated is False


@pytest.mark.parametrize(("text", "no_terms"), [("...", True), ("zebra", False)])
def test_a_query_without_words_is_told_from_one_without_matches(
    service: SearchService, text: str, no_terms: bool
) -> None:
    ranking = service.search(text, "keyword")
    assert (ranking.hits, ranking.total, ranking.no_terms) == ([], 0, no_terms)


def test_a_comparison_holds_what_each_engine_answers_alone(service: SearchService) -> None:
    comparison = service.compare("chairs and robots", k=2)
    for side in (comparison.neural, comparison.keyword):
        alone = service.search("chairs and robots", side.mode, k=2)
        assert [(hit.document, hit.rank, hit.score) for hit in side.hits] == [
            (hit.document, hit.rank, hit.score) for hit in alone.hits
        ]
        assert side.total == alone.total
    assert comparison.k == 2


def test_other_ranks_are_those_in_the_other_list_to_depth_100(store: Store) -> None:
    # 130 documents hold "oak" ever more seldom; 20 of them are drowned in other words.
    corpus = [f"oak w{n % 7}" + f" elm{n} w{n % 3}" * (n % 13) for n in range(130)]
    service = serve(store, rows_of(corpus))
    comparison = service.compare("oak w1 w2", k=100)
    neural, keyword = comparison.neural.hits, comparison.keyword.hits
    assert len(neural) == len(keyword) == 100
    for hits, others in ((neural, ids(keyword)), (keyword, ids(neural))):
        for hit in hits:
            place = others.index(hit.document.id) + 1 if hit.document.id in others else None
            assert hit.other_rank == place
    assert any(hit.other_rank is None for hit in neural)
    short = service.compare("oak w1 w2", k=5)
    assert short.neural.hits == neural[:5]
    assert short.shared == len(set(ids(neural)[:5]) & set(ids(keyword)[:5]))
    assert short.rbo == comparison.rbo


@pytest.mark.parametrize(
    ("query", "cities", "verdict"),
    [
        ("zebra", [], "Only neural finds anything: no document contains “zebra”."),
        (
            "chairs",
            ["Atlantis"],
            "Neither engine finds anything: no document has “Atlantis” as its city.",
        ),
        ("payments", ["Lagos"], "Both find the same single document."),
    ],
)
def test_verdicts(service: SearchService, query: str, cities: list[str], verdict: str) -> None:
    assert service.compare(query, cities=cities).verdict == verdict
