"""Qdrant's gRPC API over the engine."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc
from qdrant_client import grpc as wire

from tests.qdrant.access import Keys
from tests.qdrant.engine import Engine, Refused
from tests.qdrant.grpc_collections import Collections, Root
from tests.qdrant.grpc_points import Points

_CODES = {
    400: grpc.StatusCode.INVALID_ARGUMENT,
    401: grpc.StatusCode.UNAUTHENTICATED,
    403: grpc.StatusCode.PERMISSION_DENIED,
    404: grpc.StatusCode.NOT_FOUND,
    409: grpc.StatusCode.ALREADY_EXISTS,
}
_READING = {"Get", "List", "CollectionExists", "ListAliases", "ListCollectionAliases", "Scroll"}
_READING |= {"Query", "QueryBatch", "Count", "Facet", "HealthCheck"}
_OPTIONS = [
    ("grpc.so_reuseport", 0),  # a port that is taken is an error
    ("grpc.max_receive_message_length", -1),
    ("grpc.max_send_message_length", -1),
]


@dataclass(frozen=True, slots=True)
class Rpc:
    """A failing of gRPC calls: this status at once, or none ever; nothing is carried out."""

    code: grpc.StatusCode = grpc.StatusCode.UNAVAILABLE
    message: str = "Something is wrong"
    trailing: tuple[tuple[str, str], ...] = ()
    stuck: bool = False

    def fail(self, context: grpc.ServicerContext) -> None:
        """Ends the call."""
        ended = threading.Event()
        if self.stuck and context.add_callback(ended.set):
            ended.wait()
        context.set_trailing_metadata(self.trailing)
        context.abort(self.code, self.message)


Remember = Callable[[str], Rpc | None]
"""Told of each call; says how it is to fail, if it is."""


class GrpcListener:
    """The services on 127.0.0.1, by default on a free port that it keeps for good."""

    def __init__(self, engine: Engine, keys: Keys, remember: Remember, port: int = 0) -> None:
        self._engine = engine
        self._interceptor = _Interceptor(keys, remember)
        self.port = port
        self._server: grpc.Server | None = None

    def start(self) -> None:
        """Listens, unless it does; returns once calls are answered."""
        if self._server is not None:
            return
        self._server = server = grpc.server(
            ThreadPoolExecutor(4), interceptors=[self._interceptor], options=_OPTIONS
        )
        register: Any = wire  # generated code without types
        register.add_PointsServicer_to_server(Points(self._engine), server)
        register.add_CollectionsServicer_to_server(Collections(self._engine), server)
        register.add_QdrantServicer_to_server(Root(), server)
        self.port = server.add_insecure_port(f"127.0.0.1:{self.port}")
        server.start()

    def stop(self) -> None:
        """Ends at once; further calls find nobody."""
        if self._server is not None:
            self._server.stop(0).wait()
            self._server = None


class _Interceptor(grpc.ServerInterceptor):  # type: ignore[misc]
    """Fails as told, asks for the key, and turns a refusal into its status code."""

    def __init__(self, keys: Keys, remember: Remember) -> None:
        self._keys, self._remember = keys, remember

    def intercept_service(self, continuation: Any, details: Any) -> Any:
        failing = self._remember(details.method)
        handler = continuation(details)
        headers = dict(details.invocation_metadata)
        changes = details.method.rpartition("/")[2] not in _READING

        def answer(request: Any, context: grpc.ServicerContext) -> Any:
            if failing:
                failing.fail(context)
            try:
                self._keys.check(headers.get, changes=changes)
                return handler.unary_unary(request, context)
            except Refused as error:
                return context.abort(_CODES[error.status], str(error))

        return handler and grpc.unary_unary_rpc_method_handler(
            answer, handler.request_deserializer, handler.response_serializer
        )
