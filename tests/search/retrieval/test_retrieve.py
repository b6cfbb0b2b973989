"""Both engines asked once, fused with any weight."""

import pytest

from search.errors import DocumentNotFound, InputError
from search.service import SearchService
from search.store.protocols import Store
from search.types import SideRanks
from tests.fakes import COMPANIES, build
from tests.search.helpers import id_of, ids, names, serve


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("rrf_k", [1, 60])
def test_fusing_sides_is_searching_hybrid(
    service: SearchService, weight: float, rrf_k: int
) -> None:
    both = service.sides("chairs by post", cities=["Berlin", "Paris"], k=2)
    fused = service.fuse(both, weight, rrf_k)
    searched = service.search(
        "chairs by post", "hybrid", cities=["Berlin", "Paris"], k=2, weight=weight, rrf_k=rrf_k
    )
    assert (fused.mode, fused.hits, fused.total) == ("hybrid", searched.hits, 3)


def test_sides_of_a_document_leave_it_out(service: SearchService) -> None:
    fused = service.fuse(service.sides(like=id_of("agro")))
    assert fused.hits == service.similar(id_of("agro"), "hybrid").hits
    assert "Agro" not in names(fused.hits)


def test_a_fused_hit_says_where_it_stands_on_each_side(service: SearchService) -> None:
    neural = ids(service.search("robots", k=100).hits)
    keyword = ids(service.search("robots", "keyword", k=100).hits)
    for hit in service.search("robots", "hybrid").hits:
        id_ = hit.document.id
        place = keyword.index(id_) + 1 if id_ in keyword else None
        assert hit.ranks == SideRanks(neural.index(id_) + 1, place)


def test_fusing_again_searches_nothing(store: Store) -> None:
    service = serve(store, COMPANIES)
    both = service.sides("chairs")
    service.encoder.encoded.clear()
    index = service._indexes.get("sample")
    index.neural = index.keyword = None
    assert names(service.fuse(both, 1.0).hits) == [
        document.name for hit in both.neural.ids for document in index.documents([hit.id]).values()
    ]
    assert service.encoder.encoded == []


def test_after_a_rebuild_the_sides_are_asked_again(store: Store) -> None:
    service = serve(store, COMPANIES)
    both = service.sides("chairs")
    news = {"id": "new", "name": "Chairs", "description": "Chairs, chairs."}
    build(store, [*COMPANIES[1:], news], encoder=service.encoder)
    assert set(names(service.fuse(both).hits)) >= {"Chairs", "Sofaland"}
    assert "Oakery" not in names(service.fuse(both).hits)


def test_wrong_arguments_are_named(companies: SearchService) -> None:
    with pytest.raises(InputError, match="^q: "):
        companies.sides(" ")
    with pytest.raises(DocumentNotFound):
        companies.sides(like="nonsense")
    both = companies.sides("chairs")
    with pytest.raises(InputError, match="^weight: "):
        companies.fuse(both, 2.0)
    with pytest.raises(InputError, match="^rrf_k: "):
        companies.fuse(both, 0.5, 0)
