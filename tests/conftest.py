"""Hypothesis settings; an empty store of each kind, and every kind behind one name."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import portalocker
import pytest
from qdrant_client import QdrantClient

from search.settings import settings
from search.store import open_store
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.browser.running import ingest
from tests.qdrant.namespace import Namespaced
from tests.qdrant.standin import StandIn

hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[
        hypothesis.HealthCheck.function_scoped_fixture,
        hypothesis.HealthCheck.too_slow,
    ],
)
hypothesis.settings.load_profile("repeatable")
_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
_BUILD_PATIENCE = 600
"""Seconds that a worker waits for another one to build the sample's index."""


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
        yield ServerStore(Connection(client))
        client.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's index, built by the real command, once for all workers of a run."""
    # Each worker has a folder of its own in the run's; without workers, the run's is given.
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    shared = run / "sample-index"
    with portalocker.Lock(shared.with_suffix(".lock"), timeout=_BUILD_PATIENCE):
        if not shared.exists():
            draft = tmp_path_factory.mktemp("sample")
            ingest(draft, "sample")
            draft.rename(shared)
    return shared


@pytest.fixture(scope="session")
def one_stand_in() -> Iterator[StandIn]:
    """One stand-in for all tests of a process; take ``stand_in``, which is as new each time."""
    with StandIn() as server:
        yield server


@pytest.fixture
def stand_in(one_stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """A running, empty stand-in for a Qdrant server, asked directly whatever proxy there is."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    one_stand_in.start()  # unless it runs: a test may have failed while it was stopped
    one_stand_in.clear()
    return one_stand_in


@pytest.fixture(scope="session")
def clients() -> Iterator[dict[str, QdrantClient]]:
    """Clients of the stand-in by protocol, made once: each loads the system's certificates."""
    made: dict[str, QdrantClient] = {}
    yield made
    for client in made.values():
        client.close()


@pytest.fixture
def rest_store(stand_in: StandIn, clients: dict[str, QdrantClient]) -> ServerStore:
    """The server adapter over REST."""
    if "REST" not in clients:
        clients["REST"] = Connection.to(stand_in.url, None).client
    return ServerStore(Connection(clients["REST"]))


@pytest.fixture
def grpc_store(stand_in: StandIn, clients: dict[str, QdrantClient]) -> ServerStore:
    """The server adapter over gRPC."""
    if "gRPC" not in clients:
        clients["gRPC"] = Connection.to(stand_in.url, None, stand_in.grpc_port).client
    return ServerStore(Connection(clients["gRPC"]))


@pytest.fixture
def impatient_client(stand_in: StandIn) -> Iterator[QdrantClient]:
    """A client of the stand-in that gives up after three seconds."""
    client = QdrantClient(url=stand_in.url, timeout=3, check_compatibility=False)
    yield client
    client.close()


@pytest.fixture
def server_store() -> Iterator[ServerStore]:
    """The server adapter in a corner of the real server at QDRANT_URL, emptied afterwards."""
    if not settings().qdrant_url:
        pytest.skip("QDRANT_URL names no Qdrant server to test with")
    real = open_store(settings())
    assert isinstance(real, ServerStore)
    corner: Any = Namespaced(real.connection.client, f"nvk-test-{secrets.token_hex(4)}-")
    try:
        yield ServerStore(Connection(corner), settings().layout)
    finally:
        corner.clear()
        corner.close()


STORES = ["embedded", "memory", "rest", "grpc", pytest.param("server", marks=pytest.mark.server)]


@pytest.fixture(params=STORES)
def every_store(request: pytest.FixtureRequest) -> Store:
    """Each test runs on the embedded store and on the server adapter over every way to Qdrant."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    return opened


@pytest.fixture
def store(embedded_store: EdgeStore) -> Store:
    """An empty store: the tests of ``search.store`` show that any other behaves the same."""
    return embedded_store


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what needs a real server where none is named, unless it is asked for."""
    if os.environ.get("QDRANT_URL") or "server" in config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("server")]
    items[:] = [item for item in items if not item.get_closest_marker("server")]
    config.hook.pytest_deselected(items=left_out)
