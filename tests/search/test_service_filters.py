"""Cities, totals and similar documents."""

from collections.abc import Callable

import pytest

from search.errors import DocumentNotFound
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from tests.fakes import COMPANIES
from tests.search.helpers import id_of, names, rows_of, serve

MODES = ["neural", "keyword", "hybrid"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("cities", "passing"),
    [
        (["Berlin"], {"Oakery", "Agro"}),
        (["Paris", "Lagos"], {"Sofaland", "Paywell"}),
        (["Berlin", "Berlin"], {"Oakery", "Agro"}),
        ([" Berlin\t"], {"Oakery", "Agro"}),
        (["Atlantis"], set()),
        (["Atlantis", "Paris"], {"Sofaland"}),
        (["BERLIN", " pa\u0301ris"], {"Oakery", "Agro", "Sofaland"}),
        (["Ber"], set()),
        (["", " "], {"Oakery", "Sofaland", "Agro", "Dronely", "Paywell"}),
    ],
)
def test_several_cities_are_alternatives_and_match_as_wholes(
    service: SearchService, mode: str, cities: list[str], passing: set[str]
) -> None:
    # Each document holds at least one of these words.
    ranking = service.search("chairs robots payments", mode, cities=cities)
    assert set(names(ranking.hits)) == passing
    assert ranking.total == len(passing)


@pytest.fixture(scope="module")
def zurich(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """Four documents whose cities look equal and are written in three ways, and one elsewhere."""
    cities = ["Z\u00fcrich", "Zu\u0308rich", " Z\u00fcrich ", "Zu\u0308rich", "Zug"]
    rows = [{"id": str(n), "name": "oak", "city": city} for n, city in enumerate(cities)]
    service: SearchService = serve(EdgeStore(tmp_path_factory.mktemp("zurich")), rows)
    return service


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("asked", ["Z\u00fcrich", "Zu\u0308rich ", "\tZ\u00fcrich"])
def test_equal_looking_cities_are_equal(zurich: SearchService, mode: str, asked: str) -> None:
    found = {hit.document.source_id for hit in zurich.search("oak", mode, cities=[asked]).hits}
    assert found == {"0", "1", "2", "3"}
    assert [(facet.value, facet.count) for facet in zurich.facets()] == [
        ("Z\u00fcrich", 4),
        ("Zug", 1),
    ]


def test_both_sides_of_a_comparison_are_under_the_same_filter(service: SearchService) -> None:
    comparison = service.compare("chairs robots", cities=["Berlin"])
    for side in (comparison.neural, comparison.keyword):
        assert set(names(side.hits)) == {"Oakery", "Agro"}
        assert {hit.other_rank for hit in side.hits} == {1, 2}


@pytest.mark.parametrize(
    ("word", "total", "capped"),
    [("few", 999, False), ("thousand", 1000, False), ("many", 1000, True)],
)
def test_keyword_totals_are_exact_up_to_1000(
    crowd: SearchService, word: str, total: int, capped: bool
) -> None:
    for k in (1, 100):
        ranking = crowd.search(word, "keyword", k=k)
        assert (ranking.total, ranking.total_capped, len(ranking.hits)) == (total, capped, k)


def test_other_totals_are_of_all_documents_passing_the_filter(crowd: SearchService) -> None:
    # Every fourth of 1,500 documents is in Berlin.
    for mode in ("neural", "hybrid"):
        everywhere = crowd.search("few", mode)
        assert (everywhere.total, everywhere.total_capped) == (1500, False)
        assert crowd.search("few", mode, cities=["Berlin"]).total == 1500 // 4


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """1,500 documents: "many" in 1,001, "thousand" in 1,000, "few" in 999."""
    corpus = [
        " ".join(word for word, n in [("many", 1001), ("thousand", 1000), ("few", 999)] if i < n)
        or f"other{i}"
        for i in range(1500)
    ]
    service: SearchService = serve(EdgeStore(tmp_path_factory.mktemp("crowd")), rows_of(corpus))
    return service


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("k", [1, 5, 100])
def test_a_document_is_never_similar_to_itself(service: SearchService, mode: str, k: int) -> None:
    for row in COMPANIES:
        assert row["name"] not in names(service.similar(id_of(row["id"]), mode, k=k).hits)


def test_neural_neighbours_are_all_others_by_their_stored_vectors(service: SearchService) -> None:
    similar = service.similar(id_of("agro"))
    assert set(names(similar.hits)) == {"Oakery", "Sofaland", "Dronely", "Paywell"}
    assert names(similar.hits)[0] == "Dronely"
    text = service.search("Agro\nRobots that weed farms.").hits[1:]
    assert [hit.score for hit in similar.hits] == pytest.approx(
        [hit.score for hit in text], abs=1e-5
    )
    assert similar.embed_ms == 0.0


def test_keyword_neighbours_share_a_term_with_the_document(service: SearchService) -> None:
    similar = service.similar(id_of("agro"), "keyword")
    assert names(similar.hits) == ["Dronely"]
    assert similar.total == 1


def test_similar_documents_can_be_filtered(service: SearchService) -> None:
    assert names(service.similar(id_of("oak"), cities=["Berlin"]).hits) == ["Agro"]


def test_identical_documents_are_similar_to_each_other(store: Store) -> None:
    service = serve(store, rows_of(["oak elm"] * 3 + ["fir yew"] * 4))
    twins = sorted([id_of("1"), id_of("2")])
    for mode in ("neural", "keyword"):
        hits = service.similar(id_of("0"), mode, k=2).hits
        assert [hit.document.id for hit in hits] == twins


def test_a_comparison_of_neighbours_leaves_the_document_out_on_both_sides(
    service: SearchService,
) -> None:
    comparison = service.compare_similar(id_of("agro"))
    for side in (comparison.neural, comparison.keyword):
        alone = service.similar(id_of("agro"), side.mode)
        assert names(side.hits) == names(alone.hits)
        assert "Agro" not in names(side.hits)


Ask = Callable[[SearchService, str], object]


@pytest.mark.parametrize(
    "ask",
    [
        lambda service, id_: service.similar(id_),
        lambda service, id_: service.similar(id_, "keyword"),
        lambda service, id_: service.compare_similar(id_),
        lambda service, id_: service.document(id_),
    ],
    ids=["neural", "keyword", "compare", "document"],
)
@pytest.mark.parametrize("id_", [id_of("nobody"), "nonsense", ""])
def test_neighbours_of_nobody_are_not_found(companies: SearchService, ask: Ask, id_: str) -> None:
    with pytest.raises(DocumentNotFound):
        ask(companies, id_)
