"""Fixtures: both stores behind one name, and a service over five companies."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from search.service import SearchService
from search.store.base import Store
from search.store.edge_store import EdgeStore
from search.store.server_store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, in memory where there is room: a build syncs many files to disk."""
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="nvk-test-") as path:
        yield Path(path)


@pytest.fixture
def embedded_store(folder: Path) -> EdgeStore:
    return EdgeStore(folder / "data")


@pytest.fixture
def memory_store() -> Iterator[ServerStore]:
    """The server adapter on qdrant-client's local mode, whose two warnings do not matter here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Payload indexes have no effect", UserWarning)
        warnings.filterwarnings("ignore", "Local mode performs exact", UserWarning)
        client = QdrantClient(":memory:")
        yield ServerStore(client)
        client.close()


@pytest.fixture(params=["embedded", "server"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each test runs on both adapters."""
    name = {"embedded": "embedded_store", "server": "memory_store"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture
def service(store: Store) -> SearchService:
    """A service over COMPANIES with the fake encoder, on both stores."""
    encoder = FakeEncoder()
    build(store, COMPANIES, encoder=encoder)
    return SearchService(store, encoder, "sample")
