"""A web site, and a command line."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from ingest.cli.main import main
from search.settings import settings
from search.store.embedded.store import EdgeStore
from search.types import Vector
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.web import Site, serving

Run = Callable[..., tuple[int, str, str]]


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
    monkeypatch.setattr("ingest.build.run.open_encoder", lambda model, device: encoder)
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


@pytest.fixture
def exported(run: Run, embedded_store: EdgeStore) -> Run:
    """The command, with COMPANIES in the dataset “sample”."""
    build(embedded_store, COMPANIES)
    return run
