"""The embedded store in memory where there is room for it, and a local web site."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.store.edge_store import EdgeStore
from tests.ingest.web import Site, serving

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder; a build syncs many files to disk, which takes ten times as long there."""
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="nvk-test-") as path:
        yield Path(path)


@pytest.fixture
def embedded_store(folder: Path) -> EdgeStore:
    return EdgeStore(folder / "data")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    with serving() as running:
        yield running
