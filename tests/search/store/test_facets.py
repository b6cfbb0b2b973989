"""Facets of any field: stored, counted, filtered by and listed, alike on every store."""

import doctest
import gc
import weakref
from typing import Any

import pytest

from search.errors import InputError
from search.filters import Filter
from search.retrieval import keyword, neural
from search.service import SearchService
from search.store import facets
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index, Store
from search.types import Document, Facet
from tests.fakes import FakeEncoder
from tests.search.helpers import id_of, names
from tests.search.store.helpers import build_documents

FIELDS = ["industry", "team size"]
ROWS: list[tuple[str, str | None, dict[str, list[str]]]] = [
    ("Oak", "Berlin", {"industry": ["Furniture", "Retail"], "team size": ["1-10"]}),
    ("Elm", "Berlin", {"industry": ["Furniture"], "team size": ["11-50"]}),
    ("Fir", "Zürich", {"industry": ["Café"]}),
    ("Ash", None, {"industry": ["retail"], "team size": ["1-10"]}),
    ("Yew", "Paris", {}),
]
DOCUMENTS = [
    Document(id_of(name), name, name, "trees for all", city, facets=values)
    for name, city, values in ROWS
]


@pytest.fixture
def index(store: Store) -> Index:
    build_documents(store, DOCUMENTS, FIELDS)
    return store.open("sample")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    store = EdgeStore(tmp_path_factory.mktemp("facets"))
    build_documents(store, DOCUMENTS, FIELDS)
    return SearchService(store, FakeEncoder(), "sample")


def test_the_examples_in_the_module_hold() -> None:
    result = doctest.testmod(facets)
    assert result.attempted and not result.failed


PASSING: list[tuple[dict[str, list[str]], set[str]]] = [
    ({"industry": ["Furniture"]}, {"Oak", "Elm"}),
    ({"industry": ["Retail"]}, {"Oak"}),
    ({"industry": ["Retail", "retail", "Café"]}, {"Oak", "Ash", "Fir"}),
    ({"industry": ["Furniture", "Retail"]}, {"Oak", "Elm"}),
    ({"industry": ["Furniture"], "city": ["Berlin", "Paris"]}, {"Oak", "Elm"}),
    ({"industry": ["Furniture", "retail"], "team size": ["1-10"]}, {"Oak", "Ash"}),
    ({"team size": ["11-50"], "city": ["Paris"]}, set()),
    ({"industry": ["Space"]}, set()),
]


def test_every_store_keeps_counts_and_filters_facets(index: Index) -> None:
    found = index.documents(document.id for document in DOCUMENTS)
    assert found == {document.id: document for document in DOCUMENTS}
    assert {document.id: document for document in index.scan()} == found
    assert index.manifest.facet_fields == ["city", *FIELDS]
    assert index.facets("industry") == [
        *(Facet("Furniture", 2), Facet("Café", 1), Facet("Retail", 1), Facet("retail", 1)),
    ]
    assert index.facets("team size") == [Facet("1-10", 2), Facet("11-50", 1)]
    assert index.facets("city") == [Facet("Berlin", 2), Facet("Paris", 1), Facet("Zürich", 1)]
    with pytest.raises(InputError, match="^filter: .*“nothing”.*city, industry, team size"):
        index.facets("nothing")
    vector = FakeEncoder().encode(["trees"])[0]
    counts = index.vocabulary.query({"tree": 1.0})
    for values, passing in PASSING:
        wanted, ids = Filter.of(values), {id_of(name) for name in passing}
        assert {hit.id for hit in neural.rank(index, vector, 10, wanted)} == ids
        hits, total = keyword.rank(index, counts, 10, wanted)
        assert ({hit.id for hit in hits}, total) == (ids, len(ids))
        assert index.count(wanted) == neural.count(index, wanted) == len(ids)
        assert {document.name for document in DOCUMENTS if wanted.passes(document)} == passing


def test_an_index_goes_as_soon_as_nobody_holds_it(embedded_store: EdgeStore) -> None:
    build_documents(embedded_store, DOCUMENTS, FIELDS)
    index = embedded_store.open("sample")
    assert index.facets("industry") and index.spellings("city", "berlin")
    known = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert known() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("field", ["", 'a"b', "a\nb"])
def test_a_field_that_cannot_be_indexed_is_refused(store: Store, field: str) -> None:
    with pytest.raises(InputError, match="^facet "), store.build("sample", 32, [field]):
        pass
    assert store.datasets() == []


def test_values_match_whatever_their_case_accents_and_padding(service: SearchService) -> None:
    for spelled in ("RETAIL", " rétail ", "re\u200btail"):
        assert set(names(service.search("trees", filter={"industry": [spelled]}).hits)) == {
            *("Oak", "Ash")
        }
    assert names(service.search("trees", filter={"industry": ["cafe"]}).hits) == ["Fir"]
    assert names(service.search("trees", "keyword", cities=["zurich"]).hits) == ["Fir"]
    assert service.search("trees", filter={"industry": ["reta"]}).hits == []


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_a_value_that_no_document_has_finds_nothing(service: SearchService, mode: str) -> None:
    ranking = service.search("trees", mode, filter={"industry": ["Space"], "city": ["Berlin"]})
    assert (ranking.hits, ranking.total) == ([], 0)


def test_totals_count_a_document_with_two_of_the_values_once(service: SearchService) -> None:
    asked: dict[str, Any] = {"filter": {"industry": ["Furniture", "Retail"]}}
    assert service.search("trees", **asked).total == 3  # Oak has both; “retail” is Ash's
    assert service.similar(id_of("Oak"), **asked).total == 2
    assert service.similar(id_of("Yew"), **asked).total == 3


def test_a_field_that_the_dataset_lacks_is_refused_naming_those_it_has(
    service: SearchService,
) -> None:
    with pytest.raises(InputError, match="^filter: .*“colour”.*city, industry, team size"):
        service.search("trees", filter={"colour": ["red"]})


def test_explanations_know_what_the_filter_leaves_out(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.explanation.explainer.FEWEST_DOCUMENTS", 1)
    asked: dict[str, Any] = {"filter": {"team size": ["1-10"]}}
    assert service.explain("trees", id_of("Oak"), **asked).listed
    assert not service.explain("trees", id_of("Elm"), **asked).listed
    best = service.search("trees", **asked).hits[0].score
    reference = service.explain_query("trees", **asked).reference
    assert reference and reference.best == pytest.approx(best, abs=1e-6)


def test_all_facets_are_listed_by_field(service: SearchService) -> None:
    found = service.all_facets()
    assert list(found) == ["city", *FIELDS]
    assert found["city"] == service.facets()
    assert found["industry"] == service.facets(field="industry")
