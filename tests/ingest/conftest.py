"""The embedded store in memory where there is room for it, a web site, a command line."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ingest.__main__ import main
from search.settings import settings
from search.store.edge_store import EdgeStore
from search.types import Vector
from tests.fakes import FakeEncoder
from tests.ingest.web import Site, serving

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
Run = Callable[..., tuple[int, str, str]]


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


class BatchEncoder(FakeEncoder):
    """Remembers how many texts came at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[int] = []

    def encode(self, texts: Sequence[str]) -> Vector:
        self.batches.append(len(texts))
        return super().encode(texts)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> BatchEncoder:
    encoder = BatchEncoder()
    monkeypatch.setattr("ingest.__main__.SentenceTransformerEncoder", lambda model, device: encoder)
    return encoder


@pytest.fixture
def run(
    encoder: BatchEncoder,
    embedded_store: EdgeStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command line into ``embedded_store``: exit status, standard output and error."""
    for name in ("QDRANT_URL", "NVK_MODEL", "NVK_DEVICE", "NVK_DATASET", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NVK_DATA_DIR", str(embedded_store.root))

    def run(*arguments: object) -> tuple[int, str, str]:
        settings.cache_clear()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(str(stop.code))
        finally:
            settings.cache_clear()
        return (status, *capsys.readouterr())

    return run
