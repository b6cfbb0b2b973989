"""The gRPC side of points: messages become the REST API's requests and back."""
# ruff: noqa: N802  # the methods are named as in Qdrant's .proto files

from typing import Any

from qdrant_client import grpc as wire
from qdrant_client import models
from qdrant_client.conversions.conversion import (
    GrpcToRest,
    RestToGrpc,
    grpc_field_type_to_payload_schema,
)

from tests.qdrant import points
from tests.qdrant.engine import Engine


class Points(wire.PointsServicer):
    """Calls on the points of a collection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def Upsert(self, request: Any, _: Any) -> Any:
        mode = request.update_mode if request.HasField("update_mode") else None
        wanted = models.PointsList(
            points=[GrpcToRest.convert_point_struct(point) for point in request.points],
            update_filter=_filter(request, "update_filter"),
            update_mode=None if mode is None else GrpcToRest.convert_update_mode(mode),
        )
        return _updated(points.upsert(self._engine, request.collection_name, wanted))

    def Delete(self, request: Any, _: Any) -> Any:
        selector = GrpcToRest.convert_points_selector(request.points)
        return _updated(points.delete(self._engine, request.collection_name, selector))

    def SetPayload(self, request: Any, _: Any) -> Any:
        selector = GrpcToRest.convert_points_selector(request.points_selector)
        wanted = models.SetPayload(
            payload=GrpcToRest.convert_payload(request.payload),
            points=getattr(selector, "points", None),
            filter=getattr(selector, "filter", None),
            key=request.key if request.HasField("key") else None,
        )
        return _updated(points.set_payload(self._engine, request.collection_name, wanted))

    def CreateFieldIndex(self, request: Any, _: Any) -> Any:
        name, field = request.collection_name, request.field_name
        return _updated(self._engine.index(name, field, _schema(request)))

    def DeleteFieldIndex(self, request: Any, _: Any) -> Any:
        return _updated(self._engine.unindex(request.collection_name, request.field_name))

    def Get(self, request: Any, _: Any) -> Any:
        wanted = models.PointRequest(
            ids=[GrpcToRest.convert_point_id(id_) for id_ in request.ids], **_selectors(request)
        )
        found = points.retrieve(self._engine, request.collection_name, wanted)
        return wire.GetResponse(result=[_record(record) for record in found])

    def Scroll(self, request: Any, _: Any) -> Any:
        wanted = models.ScrollRequest(
            filter=_filter(request),
            limit=request.limit if request.HasField("limit") else None,
            offset=_offset(request),
            order_by=GrpcToRest.convert_order_by(request.order_by)
            if request.HasField("order_by")
            else None,
            **_selectors(request),
        )
        found = points.scroll(self._engine, request.collection_name, wanted)
        after = found.next_page_offset
        return wire.ScrollResponse(
            result=[_record(record) for record in found.points],
            next_page_offset=None if after is None else RestToGrpc.convert_extended_point_id(after),
        )

    def Query(self, request: Any, _: Any) -> Any:
        wanted = GrpcToRest.convert_query_points(request)
        found = points.query(self._engine, request.collection_name, wanted)
        return wire.QueryResponse(result=_scored(found))

    def QueryBatch(self, request: Any, _: Any) -> Any:
        searches = [GrpcToRest.convert_query_points(query) for query in request.query_points]
        wanted = models.QueryRequestBatch(searches=searches)
        found = points.query_batch(self._engine, request.collection_name, wanted)
        return wire.QueryBatchResponse(
            result=[wire.BatchResult(result=_scored(answer)) for answer in found]
        )

    def Count(self, request: Any, _: Any) -> Any:
        wanted = models.CountRequest(filter=_filter(request))
        found = points.count(self._engine, request.collection_name, wanted)
        return wire.CountResponse(result=RestToGrpc.convert_count_result(found))

    def Facet(self, request: Any, _: Any) -> Any:
        limit = request.limit if request.HasField("limit") else None
        wanted = models.FacetRequest(key=request.key, filter=_filter(request), limit=limit)
        found = points.facet(self._engine, request.collection_name, wanted)
        return wire.FacetResponse(
            hits=[RestToGrpc.convert_facet_value_hit(hit) for hit in found.hits]
        )


def _updated(result: models.UpdateResult) -> Any:
    return wire.PointsOperationResponse(result=RestToGrpc.convert_update_result(result))


def _filter(request: Any, field: str = "filter") -> models.Filter | None:
    given = request.HasField(field)
    return GrpcToRest.convert_filter(getattr(request, field)) if given else None


def _offset(request: Any) -> Any:
    return GrpcToRest.convert_point_id(request.offset) if request.HasField("offset") else None


def _selectors(request: Any) -> dict[str, Any]:
    """Whether payloads and vectors are wanted, and which."""
    found: dict[str, Any] = {}
    if request.HasField("with_payload"):
        found["with_payload"] = GrpcToRest.convert_with_payload_interface(request.with_payload)
    if request.HasField("with_vectors"):
        found["with_vector"] = GrpcToRest.convert_with_vectors_selector(request.with_vectors)
    return found


def _record(record: models.Record) -> Any:
    return RestToGrpc.convert_record(record.model_copy(update={"payload": record.payload or {}}))


def _scored(found: models.QueryResponse) -> list[Any]:
    return [RestToGrpc.convert_scored_point(point) for point in found.points]


def _schema(request: Any) -> models.PayloadFieldSchema | None:
    if request.HasField("field_index_params"):
        return GrpcToRest.convert_payload_schema_params(request.field_index_params)
    if not request.HasField("field_type"):
        return None
    kind = grpc_field_type_to_payload_schema(request.field_type)
    return GrpcToRest.convert_payload_schema_type(kind)
