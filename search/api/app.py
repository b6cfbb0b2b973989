"""The HTTP API: checks, calls the service, answers JSON. Mounted at /api."""

import logging
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException

from search.api.body_limit import BodyLimit
from search.api.parameters import (
    CompareQuery,
    DatasetQuery,
    ExportQuery,
    SearchQuery,
    SimilarQuery,
)
from search.api.routes.explain import add_explanations
from search.errors import (
    InputError,
    NotFoundError,
    NvkError,
    UnavailableError,
)
from search.export import files as export
from search.export import schema
from search.service import Service

_log = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[NvkError], int], ...] = (
    (InputError, 422),
    (NotFoundError, 404),
    (UnavailableError, 503),
)
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": schema.ErrorJson} for status in (404, 413, 422, 503)
}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file; its name is after the question and the engine",
        "content": {
            media_type.split(";")[0]: {"schema": {"type": "string"}}
            for media_type, _ in export.FORMATS.values()
        },
    }
}
_NOT_JSON = "body: not valid JSON."


def create_api(service: Service) -> FastAPI:
    """The API over a service that may still be getting ready."""
    api = FastAPIOffline(
        title="Neural vs keyword search",
        description="Every query to two engines: all-MiniLM-L6-v2 in Qdrant, and BM25.",
        version=version("neural-vs-keyword"),
        responses=_ERRORS,
        redoc_url=None,
    )
    api.add_middleware(BodyLimit)
    _add_errors(api)
    _add_search(api, service)
    _add_export(api, service)
    add_explanations(api, service)
    _add_documents(api, service)
    return api


def _add_search(api: FastAPI, service: Service) -> None:
    def search(wanted: SearchQuery) -> dict[str, Any]:
        asked = service()
        return schema.ranking_json(asked.ranking(wanted.request(asked.default_dataset)))

    def compare(wanted: CompareQuery) -> dict[str, Any]:
        asked = service()
        return schema.comparison_json(asked.comparison(wanted.request(asked.default_dataset)))

    @api.get("/search", response_model=schema.RankingJson, summary="One ranking")
    def get_search(wanted: Annotated[SearchQuery, Query()]) -> dict[str, Any]:
        return search(wanted)

    @api.post("/search", response_model=schema.RankingJson, summary="One ranking of a long text")
    def post_search(wanted: SearchQuery) -> dict[str, Any]:
        return search(wanted)

    @api.get("/compare", response_model=schema.ComparisonJson, summary="Both rankings")
    def get_compare(wanted: Annotated[CompareQuery, Query()]) -> dict[str, Any]:
        return compare(wanted)

    @api.post("/compare", response_model=schema.ComparisonJson, summary="Both, of a long text")
    def post_compare(wanted: CompareQuery) -> dict[str, Any]:
        return compare(wanted)

    @api.get("/similar/{id}", response_model=schema.RankingJson, summary="A document's neighbours")
    def similar(id: str, wanted: Annotated[SimilarQuery, Query()]) -> dict[str, Any]:
        asked = service()
        return schema.ranking_json(asked.ranking(wanted.request(asked.default_dataset, like=id)))


def _add_export(api: FastAPI, service: Service) -> None:
    def exported(wanted: ExportQuery) -> Response:
        asked = service()
        answer = asked.answer(wanted.request(asked.default_dataset))
        return Response(
            export.content(answer, wanted.format),
            media_type=export.FORMATS[wanted.format].media_type,
            headers={
                "Content-Disposition": "attachment; "
                f'filename="{export.file_name(answer, wanted.format)}"',
                "X-Content-Type-Options": "nosniff",
            },
        )

    @api.get("/export", response_class=Response, responses=_FILES, summary="A view as a file")
    def get_export(wanted: Annotated[ExportQuery, Query()]) -> Response:
        """CSV for spreadsheets, JSON Lines with everything, or a run file for TREC evaluators.

        A TREC run holds one ranking: choose a mode for it. Its scores strictly decrease.
        """
        return exported(wanted)

    @api.post("/export", response_class=Response, responses=_FILES, summary="The same, long text")
    def post_export(wanted: ExportQuery) -> Response:
        """The same for long texts."""
        return exported(wanted)


def _add_documents(api: FastAPI, service: Service) -> None:
    @api.get("/facets", response_model=schema.FacetsJson, summary="Values to filter by")
    def facets(wanted: Annotated[DatasetQuery, Query()]) -> dict[str, Any]:
        """Cities, and the values of every other field that the dataset can be filtered by."""
        return schema.facets_json(
            service().all_facets(wanted.dataset), service().manifest(wanted.dataset).ranges
        )

    @api.get("/documents/{id}", response_model=schema.DocumentJson, summary="One document")
    def document(id: str, wanted: Annotated[DatasetQuery, Query()]) -> dict[str, Any]:
        return schema.document_json(service().document(id, wanted.dataset))

    @api.get("/health", response_model=schema.HealthJson, summary="503 while not ready")
    def health() -> dict[str, Any]:
        return service().health()


def _add_errors(api: FastAPI) -> None:
    @api.exception_handler(NvkError)
    def refused(_: Request, error: NvkError) -> JSONResponse:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 503)
        answer = _error(status, str(error))
        if isinstance(error, UnavailableError):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer

    @api.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return _error(422, _sentence(error))

    @api.exception_handler(HTTPException)
    def http_error(_: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:  # what FastAPI answers to a body that is no JSON text
            return _error(422, _NOT_JSON)
        return _error(error.status_code, str(error.detail))

    @api.exception_handler(Exception)
    def unexpected(_: Request, error: Exception) -> JSONResponse:
        _log.error("unexpected error", exc_info=error)
        return _error(500, "Something went wrong here; the server's log says more.")


def _error(status: int, detail: str) -> JSONResponse:
    # A name from the request may hold lone surrogates, which JSON cannot carry.
    return JSONResponse({"detail": detail.encode("utf-8", "replace").decode()}, status)


def _sentence(error: RequestValidationError) -> str:
    """The first problem as one sentence that names the field."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _NOT_JSON
    place = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    return f"{place}: {first['msg']}."
