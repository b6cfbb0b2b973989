"""Qdrant's REST API over the engine: one row for each call that qdrant-client makes here."""

import importlib.metadata
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json
from qdrant_client import models
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.qdrant import points
from tests.qdrant.access import Keys
from tests.qdrant.engine import BAD, Engine, Refused

VERSION = importlib.metadata.version("qdrant-client")
"""The server that this client was made for has the same number."""
Respond = Callable[[Engine, dict[str, str], Any], Any]

_CALLS: tuple[tuple[str, str, Any, Respond], ...] = (
    ("GET", "/collections", None, lambda engine, at, _: engine.ask("get_collections")),
    ("GET", "/collections/{name}", None, lambda engine, at, _: engine.info(at["name"])),
    (
        "GET",
        "/collections/{name}/exists",
        None,
        lambda engine, at, _: {"exists": engine.ask("collection_exists", at["name"])},
    ),
    (
        "PUT",
        "/collections/{name}",
        models.CreateCollection,
        lambda engine, at, body: engine.create(at["name"], body),
    ),
    (
        "PATCH",
        "/collections/{name}",
        models.UpdateCollection,
        lambda engine, at, body: engine.change(at["name"], body),
    ),
    ("DELETE", "/collections/{name}", None, lambda engine, at, _: engine.remove(at["name"])),
    (
        "PUT",
        "/collections/{name}/index",
        models.CreateFieldIndex,
        lambda engine, at, body: engine.index(at["name"], body.field_name, body.field_schema),
    ),
    (
        "DELETE",
        "/collections/{name}/index/{field}",
        None,
        lambda engine, at, _: engine.unindex(at["name"], at["field"]),
    ),
    ("GET", "/aliases", None, lambda engine, at, _: engine.ask("get_aliases")),
    (
        "GET",
        "/collections/{name}/aliases",
        None,
        lambda engine, at, _: engine.ask("get_collection_aliases", at["name"]),
    ),
    (
        "POST",
        "/collections/aliases",
        models.ChangeAliasesOperation,
        lambda engine, at, body: engine.ask("update_collection_aliases", body.actions),
    ),
)
_POINTS: tuple[tuple[str, str, Any, Callable[[Engine, str, Any], Any]], ...] = (
    ("PUT", "/points", models.PointInsertOperations, points.upsert),
    ("POST", "/points", models.PointRequest, points.retrieve),
    ("POST", "/points/delete", models.PointsSelector, points.delete),
    ("POST", "/points/payload", models.SetPayload, points.set_payload),
    ("POST", "/points/scroll", models.ScrollRequest, points.scroll),
    ("POST", "/points/query", models.QueryRequest, points.query),
    ("POST", "/points/query/batch", models.QueryRequestBatch, points.query_batch),
    ("POST", "/points/count", models.CountRequest, points.count),
    ("POST", "/facet", models.FacetRequest, points.facet),
)


def rest_app(engine: Engine, keys: Keys) -> Starlette:
    """The API; every collection's call needs a key where one is set, as on a server."""
    routes = [Route("/", _root), Route("/readyz", _ready)]
    for method, path, body, respond in _CALLS:
        routes.append(_route(engine, keys, method, path, body, respond))
    for method, path, body, on_points in _POINTS:
        full = "/collections/{name}" + path
        routes.append(_route(engine, keys, method, full, body, _on_points(on_points)))
    return Starlette(routes=routes)


def _on_points(respond: Callable[[Engine, str, Any], Any]) -> Respond:
    return lambda engine, at, body: respond(engine, at["name"], body)


def _route(
    engine: Engine, keys: Keys, method: str, path: str, body: Any, respond: Respond
) -> Route:
    parse = TypeAdapter(body).validate_json if body else None

    async def call(request: Request) -> Response:
        content = await request.body()
        try:
            keys.check(request.headers.get, changes=_changes(method, path))
            wanted = parse(content) if parse else None
            return _json({"result": respond(engine, request.path_params, wanted), "status": "ok"})
        except Refused as error:
            if error.status == 401:  # before the server knows that JSON is wanted
                return PlainTextResponse(str(error), 401)
            return failure(error.status, str(error))
        except ValidationError as error:
            return failure(BAD, f"Format error in JSON body: {error.errors()[0]['msg']}")

    return Route(path, call, methods=[method])


def _changes(method: str, path: str) -> bool:
    """Whether a call needs a key that may write."""
    writes = ("/collections/aliases", "/points/delete", "/points/payload")
    return method in ("PUT", "PATCH", "DELETE") or path.endswith(writes)


def failure(status: int, message: str, **headers: str) -> Response:
    """An error in Qdrant's envelope."""
    answer = _json({"status": {"error": message}}, status)
    answer.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return answer


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return Response(to_json({**content, "time": 0.0}), status, media_type="application/json")


async def _root(_: Request) -> Response:
    about = {"title": "qdrant - vector search engine", "version": VERSION, "commit": None}
    return Response(to_json(about), media_type="application/json")


async def _ready(_: Request) -> Response:
    return PlainTextResponse("all shards are ready")
