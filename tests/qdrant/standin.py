"""A stand-in for a Qdrant server on 127.0.0.1: REST and gRPC over one engine, failing to order.

    with StandIn() as server, server.faults(Fault(status(503), path="*/points/query")):
        QdrantClient(url=server.url)

It speaks what a server speaks and refuses what a server refuses, as far as this project asks;
it does not show a server's speed, memory or behaviour in a cluster.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from tests.qdrant.access import Keys
from tests.qdrant.engine import Engine
from tests.qdrant.faults import Exchange, Fault
from tests.qdrant.grpc_standin import GrpcListener, Rpc
from tests.qdrant.listening import Listener
from tests.qdrant.rest import rest_app


class StandIn:
    """The server; it keeps its ports and data over ``stop`` and ``start``, as over a restart."""

    def __init__(self, *, port: int = 0, grpc_port: int = 0, keys: Keys | None = None) -> None:
        keys = keys or Keys()
        self.engine = Engine()
        self.log: list[tuple[str, str]] = []
        self._faults: list[Fault] = []
        self._guard = threading.Lock()
        self._api = rest_app(self.engine, keys)
        self._rest = Listener(self._app, port)
        self._grpc = GrpcListener(self.engine, keys, self._of_rpc, grpc_port)

    @property
    def url(self) -> str:
        """Where REST is spoken."""
        return f"http://127.0.0.1:{self._rest.port}"

    @property
    def grpc_port(self) -> int:
        """Where gRPC is spoken."""
        return self._grpc.port

    def start(self) -> None:
        """Listens on both ports."""
        self._rest.start()
        self._grpc.start()

    def stop(self) -> None:
        """Cuts every connection and refuses new ones; the data stay."""
        self._rest.stop()
        self._grpc.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def clear(self) -> None:
        """As new: no data, no faults, an empty log."""
        self.engine.clear()
        with self._guard:
            self.log.clear()
            self._faults.clear()

    @contextmanager
    def faults(self, *faults: Fault) -> Iterator[None]:
        """Requests fail as said while the block runs; the first fault that matches wins.

        A fault is of REST requests, or with ``Rpc`` of gRPC calls: method "gRPC", and paths
        such as "/qdrant.Points/Query".
        """
        with self._guard:
            self._faults[:0] = faults
        try:
            yield
        finally:
            with self._guard:
                self._faults = [fault for fault in self._faults if fault not in faults]

    def asked(self, method: str, end: str) -> int:
        """How many requests of this method had a path that ends so."""
        with self._guard:
            return sum(seen == method and path.endswith(end) for seen, path in self.log)

    def _remember(self, method: str, path: str) -> Fault | None:
        """Logs a request and says what is to happen to it."""
        with self._guard:
            self.log.append((method, path))
            for fault in self._faults:
                if isinstance(fault.failing, Rpc) == (method == "gRPC") and fault.takes(
                    method, path
                ):
                    return fault
        return None

    def _of_rpc(self, path: str) -> Rpc | None:
        fault = self._remember("gRPC", path)
        return fault.failing if fault and isinstance(fault.failing, Rpc) else None

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        fault = self._remember(scope["method"], scope["path"])
        exchange = Exchange(scope, receive, send, self._api)
        await (fault.failing(exchange) if fault else exchange.pass_on())
