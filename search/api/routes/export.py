"""The part of the HTTP API that hands out files and code."""

from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import PlainTextResponse, Response

from search.api.parameters import ExportQuery, SnippetQuery
from search.export import files as export
from search.service import Service

_NO_SNIFFING = {"X-Content-Type-Options": "nosniff"}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file; its name is after the question and the engine",
        "content": {
            media_type.split(";")[0]: {"schema": {"type": "string"}}
            for media_type, _ in export.FORMATS.values()
        },
    }
}
_CODE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The code",
        "content": {
            "text/plain": {
                "schema": {"type": "string"},
                "example": "curl --get http://localhost:8501/api/compare \\\n"
                "  --data-urlencode 'q=rent a scooter' \\\n"
                "  --data-urlencode k=10 \\\n"
                "  --data-urlencode dataset=sample\n",
            }
        },
    }
}


def add_export(api: FastAPI, service: Service) -> None:
    """Adds files and snippets, each as GET, and as POST for long texts."""
    _add_files(api, service)
    _add_snippets(api, service)


def _add_files(api: FastAPI, service: Service) -> None:
    told: dict[str, Any] = {"response_class": Response, "responses": _FILES, "tags": ["Take away"]}

    def exported(wanted: ExportQuery) -> Response:
        asked = service()
        answer = asked.answer(wanted.request(asked.default_dataset))
        name = export.file_name(answer, wanted.format)
        return Response(
            export.content(answer, wanted.format),
            media_type=export.FORMATS[wanted.format].media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"', **_NO_SNIFFING},
        )

    @api.get("/export", summary="A view as a file", **told)
    def get_export(wanted: Annotated[ExportQuery, Query()]) -> Response:
        """CSV for spreadsheets, JSON Lines with everything, or a run file for TREC evaluators.

        A TREC run holds one ranking: choose a mode for it. Its scores strictly decrease.
        """
        return exported(wanted)

    @api.post("/export", summary="The same, long text", **told)
    def post_export(wanted: ExportQuery) -> Response:
        """The same for long texts."""
        return exported(wanted)


def _add_snippets(api: FastAPI, service: Service) -> None:
    told: dict[str, Any] = {
        "response_class": PlainTextResponse,
        "responses": _CODE,
        "tags": ["Take away"],
    }

    def snippet(wanted: SnippetQuery, request: Request) -> Response:
        asked = service()
        made = wanted.request(asked.default_dataset)
        code = asked.snippet(made, wanted.kind, str(request.base_url).rstrip("/"))
        return PlainTextResponse(code, headers=_NO_SNIFFING)

    @api.get("/snippet", summary="A search as code", **told)
    def get_snippet(wanted: Annotated[SnippetQuery, Query()], request: Request) -> Response:
        """Code that gives the same list: curl, this library, qdrant-client, Qdrant's REST API.

        The last two ask a Qdrant server, with the query's vector and terms written out.
        """
        return snippet(wanted, request)

    @api.post("/snippet", summary="The same, long text", **told)
    def post_snippet(wanted: SnippetQuery, request: Request) -> Response:
        """The same for long texts."""
        return snippet(wanted, request)
