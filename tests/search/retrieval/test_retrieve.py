"""Both engines asked once, fused with any weight."""

from typing import Any

import pytest

from search.errors import InputError
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from search.types import Ranking, SideRanks
from tests.fakes import COMPANIES, build
from tests.search.helpers import id_of, ids, names, serve


def fused(service: SearchService, question: str = "", **asked: Any) -> Ranking:
    """A hybrid ranking made of candidates that were found with the usual weight."""
    usual = {name: asked[name] for name in asked if name not in ("weight", "rrf_k")}
    known = service.retrieve(service.request(question, **usual)).lists()
    request = service.request(question, mode="hybrid", **asked)
    return service.retrieve(request, known=known).ranking()


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("rrf_k", [1, 60])
def test_fusing_candidates_is_searching_hybrid(
    service: SearchService, weight: float, rrf_k: int
) -> None:
    asked: dict[str, Any] = {"cities": ["Berlin", "Paris"], "k": 2}
    asked |= {"weight": weight, "rrf_k": rrf_k}
    again = fused(service, "chairs by post", **asked)
    searched = service.search("chairs by post", "hybrid", **asked)
    assert (again.mode, again.hits, again.total) == ("hybrid", searched.hits, 3)


def test_candidates_for_a_document_leave_it_out(service: SearchService) -> None:
    again = fused(service, like=id_of("agro"))
    assert again.hits == service.similar(id_of("agro"), "hybrid").hits
    assert "Agro" not in names(again.hits)


def test_a_fused_hit_says_where_it_stands_on_each_side(service: SearchService) -> None:
    neural = ids(service.search("robots", k=100).hits)
    keyword = ids(service.search("robots", "keyword", k=100).hits)
    for hit in service.search("robots", "hybrid").hits:
        id_ = hit.document.id
        place = keyword.index(id_) + 1 if id_ in keyword else None
        assert hit.ranks == SideRanks(neural.index(id_) + 1, place)


def test_fusing_again_searches_nothing(store: Store) -> None:
    service = serve(store, COMPANIES)
    known = service.retrieve(service.request("chairs")).lists()
    service.encoder.encoded.clear()
    index = service.index()
    index.neural = index.keyword = None
    again = service.retrieve(service.request("chairs", mode="hybrid", weight=1.0), known=known)
    assert names(again.ranking().hits) == [
        document.name
        for hit in known.neural.hits
        for document in index.documents([hit.id]).values()
    ]
    assert service.encoder.encoded == []


def test_after_a_rebuild_the_engines_are_asked_again(store: Store) -> None:
    service = serve(store, COMPANIES)
    known = service.retrieve(service.request("chairs")).lists()
    news = {"id": "new", "name": "Chairs", "description": "Chairs, chairs."}
    build(store, [*COMPANIES[1:], news], encoder=service.encoder)
    again = service.retrieve(service.request("chairs", mode="hybrid"), known=known).ranking()
    assert set(names(again.hits)) >= {"Chairs", "Sofaland"}
    assert "Oakery" not in names(again.hits)


def test_candidates_of_another_question_are_not_used(companies: SearchService) -> None:
    known = companies.retrieve(companies.request("chairs")).lists()
    other = companies.retrieve(companies.request("robots", mode="keyword"), known=known)
    assert other.ranking().hits == companies.search("robots", "keyword").hits


def test_an_engine_that_is_not_needed_is_not_asked(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, COMPANIES)
    service.encoder.encoded.clear()
    index = service.index()
    neural, index.neural = index.neural, None
    assert names(service.search("robots", "keyword").hits)
    assert service.encoder.encoded == []
    index.neural, index.keyword = neural, None
    assert names(service.search("robots").hits)
    assert service.explain_query("robots").words


def test_one_ranking_needs_one_engine(companies: SearchService) -> None:
    with pytest.raises(InputError, match="^mode: "):
        companies.search("chairs", "compare")
