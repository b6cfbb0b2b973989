"""Texts of which the model can read nothing: last in neural lists, and without a claim."""

import pytest

from search.retrieval import neural
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from search.types import Scored
from tests.fakes import FakeEncoder
from tests.search.helpers import id_of, opened, serve

ROWS = [
    {"id": "picture", "name": "🚀", "city": "Berlin"},
    {"id": "oak", "name": "oak", "city": "Berlin"},
    {"id": "elm", "name": "elm", "city": "Paris"},
    {"id": "smile", "name": "🙂 👍", "city": "Paris"},
]
UNREAD = {"picture", "smile"}


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    service: SearchService = serve(EdgeStore(tmp_path_factory.mktemp("unreadable")), ROWS)
    return service


@pytest.mark.parametrize("query", ["oak", "🚀", "elm oak 🚀", "zebra"])
def test_they_come_last(trees: SearchService, query: str) -> None:
    found = trees.search(query)
    names = [hit.document.source_id for hit in found.hits]
    assert set(names[2:]) == UNREAD
    assert found.total == len(ROWS)
    for group in (found.hits[:2], found.hits[2:]):
        assert [hit.score for hit in group] == sorted((h.score for h in group), reverse=True)
    for hit in found.hits:
        explained = trees.explain(query, hit.document.id, k=1)
        assert (explained.neural.rank, explained.neural.score) == (hit.rank, hit.score)
        assert (explained.neural.readable == 0) is (hit.document.source_id in UNREAD)


def test_the_list_may_be_too_short_for_them(trees: SearchService) -> None:
    assert {hit.document.source_id for hit in trees.search("🚀", k=2).hits} == {"oak", "elm"}
    assert [h.document.source_id for h in trees.search("🚀", k=1, cities=["Berlin"]).hits] == [
        "oak"
    ]


def test_neighbours_of_such_a_document(trees: SearchService) -> None:
    found = trees.similar(id_of("picture"))
    assert [hit.document.source_id for hit in found.hits][2:] == ["smile"]
    assert found.total == 3


def test_a_query_of_which_nothing_is_read_is_said_to_be_arbitrary(trees: SearchService) -> None:
    both = trees.compare("🚀")
    assert both.neural.readable == 0
    assert "The model can read nothing of this query" in both.verdict
    assert trees.compare("oak 🚀").neural.readable == 0.5
    assert trees.compare("oak 🚀").notes == ("The model can read only 50 % of this query.",)
    assert (trees.compare("oak").neural.readable, trees.compare("oak").notes) == (1.0, ())


def test_every_store_tells_them_apart(every_store: Store) -> None:
    index = opened(every_store, ROWS)
    assert index.manifest.unreadable == 2
    vector = FakeEncoder().encode(["🚀"])[0]
    order = neural.rank(index, vector, 9)
    assert {hit.id for hit in order[2:]} == set(map(id_of, UNREAD))
    for place, hit in enumerate(order, start=1):
        found = neural.exact_rank(index, vector, Scored(*hit))
        assert found and found.rank == place
        assert found.score == pytest.approx(hit.score)
    index.close()
