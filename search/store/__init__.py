"""Where points live: the Store protocol, its two adapters, and the choice between them."""

from search.settings import Settings
from search.store.base import Index, Store, Writer

__all__ = ["Index", "Store", "Writer", "open_store"]


def open_store(settings: Settings) -> Store:
    """The server named by QDRANT_URL, else the embedded store in NVK_DATA_DIR."""
    if settings.qdrant_url:
        from search.store.server_store import ServerStore

        return ServerStore.connect(settings.qdrant_url, settings.qdrant_api_key)
    from search.store.edge_store import EdgeStore

    return EdgeStore(settings.data_dir)
