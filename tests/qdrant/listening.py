"""uvicorn in a thread of its own, whose connections can be cut from within."""

import socket
import threading
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

App = Any


class _Protocol(H11Protocol):
    """Lets the app end its connection: ``hang_up`` after what was sent, ``cut`` at once."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        app, ends = self.app, {"hang_up": transport.close, "cut": transport.abort}

        async def with_ends(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, **ends}, receive, send)

        self.app = with_ends


class _Server(uvicorn.Server):
    """Says when it listens, and stops like one that is killed: answers are cut off."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


class Listener:
    """An app on 127.0.0.1, by default on a free port that it keeps for good."""

    def __init__(self, app: App, port: int = 0) -> None:
        self._app = app
        self.port = port
        self._server: _Server | None = None

    def start(self) -> None:
        """Listens, unless it does; returns once connections are answered."""
        if self._server is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
        )
        self._server = server = _Server(config)
        self._thread = threading.Thread(target=server.run, args=([listener],), name="qdrant")
        self._thread.start()
        assert server.listening.wait(30), "the stand-in did not start"

    def stop(self) -> None:
        """Ends at once; further connections are refused."""
        if self._server is None:
            return
        self._server.should_exit = True
        self._thread.join()
        self._server = None
