"""Fields of numbers and dates: stored and filtered by ranges, alike on every store."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import InputError
from search.filters import Filter
from search.ranges import Range, RangeField
from search.retrieval import keyword, neural
from search.retrieval.query import stored_filter
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index, Store
from search.types import Document
from tests.fakes import FakeEncoder
from tests.search.helpers import id_of, names
from tests.search.store.helpers import build_documents

DAY = 86_400.0
ROWS: list[tuple[str, str | None, dict[str, list[float]]]] = [
    ("Oak", "Berlin", {"founded": [1999.0], "price (€)": [10.5, 99.0]}),
    ("Elm", "Berlin", {"founded": [2010.0], "seen": [0.0]}),
    ("Fir", "Paris", {"founded": [2020.0], "price (€)": [-1.0], "seen": [40 * DAY]}),
    ("Ash", None, {"price (€)": [50.0], "seen": [1e9 + 0.001]}),
    ("Yew", "Paris", {}),
]
RANGES = {
    "founded": RangeField("number", 1999.0, 2020.0, 3),
    "price (€)": RangeField("number", -1.0, 99.0, 3),
    "seen": RangeField("date", 0.0, 1e9 + 0.001, 3),
}
DOCUMENTS = [
    Document(id_of(name), name, name, "trees for all", city, numbers=numbers)
    for name, city, numbers in ROWS
]
PASSING: list[tuple[dict[str, list[str]], set[str]]] = [
    ({"founded": ["1999..2010"]}, {"Oak", "Elm"}),
    ({"founded": ["2010.."]}, {"Elm", "Fir"}),
    ({"founded": ["..2009.99"]}, {"Oak"}),
    ({"founded": ["1999", "2020.."]}, {"Oak", "Fir"}),
    ({"founded": ["1999..2020"], "city": ["Paris"]}, {"Fir"}),
    ({"price (€)": ["11..98"]}, {"Ash"}),  # both of Oak's are outside
    ({"price (€)": ["-1..10.5"], "founded": ["2000.."]}, {"Fir"}),
    ({"seen": ["1970-01"]}, {"Elm"}),
    ({"seen": ["1970-02..2001"]}, {"Fir", "Ash"}),
    ({"founded": ["3000.."]}, set()),
]


@pytest.fixture
def index(store: Store) -> Index:
    build_documents(store, DOCUMENTS, ranges=RANGES)
    return store.open("sample")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    store = EdgeStore(tmp_path_factory.mktemp("ranges"))
    build_documents(store, DOCUMENTS, ranges=RANGES)
    return SearchService(store, FakeEncoder(), "sample")


def test_every_store_keeps_numbers_and_filters_by_ranges(index: Index) -> None:
    found = index.documents(document.id for document in DOCUMENTS)
    assert found == {document.id: document for document in DOCUMENTS}
    assert index.manifest.ranges == RANGES
    vector = FakeEncoder().encode(["trees"])[0]
    counts = index.vocabulary.query({"tree": 1.0})
    for values, passing in PASSING:
        wanted, ids = stored_filter(index, Filter.of(values)), {id_of(name) for name in passing}
        assert {hit.id for hit in neural.rank(index, vector, 10, wanted)} == ids
        hits, total = keyword.rank(index, counts, 10, wanted)
        assert ({hit.id for hit in hits}, total) == (ids, len(ids))
        assert index.count(wanted) == neural.count(index, wanted) == len(ids)
        assert {document.name for document in DOCUMENTS if wanted.passes(document)} == passing


ENDS = st.none() | st.sampled_from([1998.0, 1999.0, 2009.5, 2010.0, 2020.0, 2020.1])


@given(st.lists(st.builds(Range, ENDS, ENDS), min_size=1, max_size=3))
def test_a_store_passes_what_the_filter_itself_passes(
    service: SearchService, ranges: list[Range]
) -> None:
    wanted = Filter(ranges=(("founded", tuple(ranges)),))
    passing = [document for document in DOCUMENTS if wanted.passes(document)]
    assert service.index().count(wanted) == len(passing)


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_every_engine_answers_under_the_same_range(service: SearchService, mode: str) -> None:
    asked: dict[str, Any] = {"filter": {"founded": ["2000..2020"]}}
    assert set(names(service.search("trees", mode, **asked).hits)) == {"Elm", "Fir"}


def test_a_range_can_be_typed_into_the_query(service: SearchService) -> None:
    comparison = service.compare("trees founded:2015..")
    assert names(comparison.neural.hits) == names(comparison.keyword.hits) == ["Fir"]
    assert comparison.notes == ("Only documents with “2015..” as their founded are listed.",)


def test_a_range_that_cannot_be_read_is_refused(service: SearchService) -> None:
    with pytest.raises(InputError, match="^filter founded: “new” is no number"):
        service.search("trees", filter={"founded": ["new"]})
    with pytest.raises(InputError, match=r"no field “colour”.*city, founded, price \(€\), seen"):
        service.search("trees", filter={"colour": ["red"]})


def test_explanations_know_what_a_range_leaves_out(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.explanation.explainer.FEWEST_DOCUMENTS", 1)
    asked: dict[str, Any] = {"filter": {"founded": ["2015.."]}}
    assert service.explain("trees", id_of("Fir"), **asked).listed
    assert not service.explain("trees", id_of("Oak"), **asked).listed
    best = service.search("trees", **asked).hits[0].score
    reference = service.explain_query("trees", **asked).reference
    assert reference and reference.best == pytest.approx(best, abs=1e-6)
