"""The part of the HTTP API that ranks and compares."""

from typing import Annotated, Any

from fastapi import FastAPI, Query

from search.api.parameters import CompareQuery, DocumentId, QueriesQuery, SearchQuery, SimilarQuery
from search.export import schema
from search.service import Service


def add_search(api: FastAPI, service: Service) -> None:
    """Adds one ranking, both, a document's neighbours, and several queries."""
    _add_rankings(api, service)
    _add_comparisons(api, service)
    _add_queries(api, service)


def _add_rankings(api: FastAPI, service: Service) -> None:
    told: dict[str, Any] = {
        "response_model": schema.RankingJson,
        "tags": ["Search"],
    }

    def search(wanted: SearchQuery) -> dict[str, Any]:
        asked = service()
        return schema.ranking_json(asked.ranking(wanted.request(asked.default_dataset)))

    @api.get("/search", summary="One ranking", **told)
    def get_search(wanted: Annotated[SearchQuery, Query()]) -> dict[str, Any]:
        """The best documents for a text, or the neighbours of a document (`like`)."""
        return search(wanted)

    @api.post("/search", summary="One ranking of a long text", **told)
    def post_search(wanted: SearchQuery) -> dict[str, Any]:
        """The same with the fields as JSON."""
        return search(wanted)

    @api.get("/similar/{id}", summary="A document's neighbours", **told)
    def similar(id: DocumentId, wanted: Annotated[SimilarQuery, Query()]) -> dict[str, Any]:
        """The documents most like one, which is itself left out."""
        asked = service()
        return schema.ranking_json(asked.ranking(wanted.request(asked.default_dataset, like=id)))


def _add_comparisons(api: FastAPI, service: Service) -> None:
    told: dict[str, Any] = {
        "response_model": schema.ComparisonJson,
        "tags": ["Search"],
    }

    def compare(wanted: CompareQuery) -> dict[str, Any]:
        asked = service()
        return schema.comparison_json(asked.comparison(wanted.request(asked.default_dataset)))

    @api.get("/compare", summary="Both rankings", **told)
    def get_compare(wanted: Annotated[CompareQuery, Query()]) -> dict[str, Any]:
        """Both engines' lists, their overlap, and each hit's rank on the other engine."""
        return compare(wanted)

    @api.post("/compare", summary="Both, of a long text", **told)
    def post_compare(wanted: CompareQuery) -> dict[str, Any]:
        """The same with the fields as JSON."""
        return compare(wanted)


def _add_queries(api: FastAPI, service: Service) -> None:
    @api.post(
        "/compare/queries",
        response_model=schema.QueriesJson,
        tags=["Search"],
        summary="Two engines on several queries",
    )
    def queries(wanted: QueriesQuery) -> dict[str, Any]:
        """Overlap, first documents and warnings of each query."""
        asked = service()
        found = asked.compare_queries(wanted.queries, wanted.engines, **wanted.options())
        return {"queries": [compared.to_dict() for compared in found]}
