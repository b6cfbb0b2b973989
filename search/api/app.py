"""The HTTP API: checks, calls the service, answers JSON. Mounted at /api."""

import logging
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException

from search.api.body_limit import BodyLimit
from search.api.documentation import ERRORS, TAGS, add_examples
from search.api.routes.data import add_data
from search.api.routes.evaluate import add_evaluations
from search.api.routes.explain import add_explanations
from search.api.routes.export import add_export
from search.api.routes.search import add_search
from search.errors import (
    InputError,
    NotFoundError,
    NvkError,
    UnavailableError,
)
from search.service import Service

_log = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[NvkError], int], ...] = (
    (InputError, 422),
    (NotFoundError, 404),
    (UnavailableError, 503),
)
_NOT_JSON = "body: not valid JSON."


def create_api(service: Service) -> FastAPI:
    """The API over a service that may still be getting ready."""
    api = FastAPIOffline(
        title="Neural vs full-text search",
        description="Every query to two engines: all-MiniLM-L6-v2 in Qdrant, and BM25.",
        version=version("neural-vs-keyword"),
        responses=ERRORS,
        openapi_tags=TAGS,
        redoc_url=None,
    )
    api.add_middleware(BodyLimit)
    _add_errors(api)
    add_search(api, service)
    add_explanations(api, service)
    add_export(api, service)
    add_evaluations(api, service)
    add_data(api, service)
    add_examples(api)
    return api


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
