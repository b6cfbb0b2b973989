"""The gRPC side of collections and aliases."""
# ruff: noqa: N802  # the methods are named as in Qdrant's .proto files

from typing import Any

from qdrant_client import grpc as wire
from qdrant_client import models
from qdrant_client.conversions.conversion import GrpcToRest, RestToGrpc

from tests.qdrant.engine import Engine
from tests.qdrant.rest import VERSION

_READ = {
    "shard_number": None,
    "replication_factor": None,
    "write_consistency_factor": None,
    "on_disk_payload": None,
    "vectors": ("vectors_config", GrpcToRest.convert_vectors_config),
    "sparse_vectors": ("sparse_vectors_config", GrpcToRest.convert_sparse_vector_config),
    "hnsw_config": ("hnsw_config", GrpcToRest.convert_hnsw_config_diff),
    "optimizers_config": ("optimizers_config", GrpcToRest.convert_optimizers_config_diff),
    "wal_config": ("wal_config", GrpcToRest.convert_wal_config_diff),
    "quantization_config": ("quantization_config", GrpcToRest.convert_quantization_config),
    "sharding_method": ("sharding_method", GrpcToRest.convert_sharding_method),
    "strict_mode_config": ("strict_mode_config", GrpcToRest.convert_strict_mode_config),
    "payload": ("payload", GrpcToRest.convert_payload_storage_params),
    "id_tracker": ("id_tracker", GrpcToRest.convert_id_tracker_params),
}
"""Where each field of models.CreateCollection stands in gRPC's message, and how it is read."""


class Collections(wire.CollectionsServicer):
    """Calls on whole collections."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def List(self, request: Any, _: Any) -> Any:
        found = self._engine.ask("get_collections").collections
        convert = RestToGrpc.convert_collection_description
        return wire.ListCollectionsResponse(collections=[convert(one) for one in found])

    def Get(self, request: Any, _: Any) -> Any:
        info = self._engine.info(request.collection_name)
        return wire.GetCollectionInfoResponse(result=RestToGrpc.convert_collection_info(info))

    def CollectionExists(self, request: Any, _: Any) -> Any:
        exists = self._engine.ask("collection_exists", request.collection_name)
        return wire.CollectionExistsResponse(result=wire.CollectionExists(exists=exists))

    def Create(self, request: Any, _: Any) -> Any:
        return _done(self._engine.create(request.collection_name, _create(request)))

    def Update(self, request: Any, _: Any) -> Any:
        changes = GrpcToRest.convert_update_collection(request)
        return _done(self._engine.change(request.collection_name, changes))

    def Delete(self, request: Any, _: Any) -> Any:
        return _done(self._engine.remove(request.collection_name))

    def UpdateAliases(self, request: Any, _: Any) -> Any:
        actions = [GrpcToRest.convert_alias_operations(action) for action in request.actions]
        return _done(self._engine.ask("update_collection_aliases", actions))

    def ListAliases(self, request: Any, _: Any) -> Any:
        return _aliases(self._engine.ask("get_aliases"))

    def ListCollectionAliases(self, request: Any, _: Any) -> Any:
        return _aliases(self._engine.ask("get_collection_aliases", request.collection_name))


class Root(wire.QdrantServicer):
    """Says that the server is there."""

    def HealthCheck(self, request: Any, _: Any) -> Any:
        return wire.HealthCheckReply(title="qdrant - vector search engine", version=VERSION)


def _create(request: Any) -> models.CreateCollection:
    found: dict[str, Any] = {}
    for field, place in _READ.items():
        name, convert = place or (field, lambda value: value)
        if request.HasField(name):
            found[field] = convert(getattr(request, name))
    if request.metadata:
        found["metadata"] = GrpcToRest.convert_payload(request.metadata)
    return models.CreateCollection(**found)


def _done(result: bool) -> Any:
    return wire.CollectionOperationResponse(result=result, time=0.0)


def _aliases(found: models.CollectionsAliasesResponse) -> Any:
    convert = RestToGrpc.convert_alias_description
    return wire.ListAliasesResponse(aliases=[convert(alias) for alias in found.aliases])
