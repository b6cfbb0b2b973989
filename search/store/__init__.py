"""Keeps documents and vectors: the Store protocol, its two adapters, the choice between them."""

from search.settings import Settings
from search.store.protocols import Index, Store, Writer

__all__ = ["Index", "Store", "Writer", "open_store"]


def open_store(settings: Settings, patience: float = 0) -> Store:
    """The server named by QDRANT_URL, else the embedded store in NVK_DATA_DIR.

    Retries a server that does not answer for ``patience`` seconds.
    """
    if settings.qdrant_url:
        from search.store.server.connection import Connection
        from search.store.server.store import ServerStore

        connection = Connection.to(
            settings.qdrant_url, settings.qdrant_api_key, settings.qdrant_grpc_port, patience
        )
        return ServerStore(connection, settings.layout)
    from search.store.embedded.store import EdgeStore

    return EdgeStore(settings.data_dir)
