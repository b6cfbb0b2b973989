"""The part of the HTTP API about documents and what is being served."""

from typing import Annotated, Any

from fastapi import FastAPI, Query

from search.api.parameters import DatasetQuery, DocumentId
from search.export import schema
from search.service import Service


def add_data(api: FastAPI, service: Service) -> None:
    """Adds facets, documents and health."""

    @api.get(
        "/facets",
        response_model=schema.FacetsJson,
        tags=["Data"],
        summary="Values to filter by",
    )
    def facets(wanted: Annotated[DatasetQuery, Query()]) -> dict[str, Any]:
        """Cities, and the values of every other field that the dataset can be filtered by."""
        return schema.facets_json(
            service().all_facets(wanted.dataset), service().manifest(wanted.dataset).ranges
        )

    @api.get(
        "/documents/{id}",
        response_model=schema.DocumentJson,
        tags=["Data"],
        summary="One document",
    )
    def document(id: DocumentId, wanted: Annotated[DatasetQuery, Query()]) -> dict[str, Any]:
        """Everything that was ingested of one document."""
        return schema.document_json(service().document(id, wanted.dataset))

    @api.get(
        "/health",
        response_model=schema.HealthJson,
        tags=["Data"],
        summary="503 while not ready",
    )
    def health() -> dict[str, Any]:
        """What is being served by default, and by which engine and model."""
        return service().health()
