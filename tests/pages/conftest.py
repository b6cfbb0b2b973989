"""The screens over COMPANIES, with the fake encoder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from search import serving
from search.service import SearchService
from search.serving import Serving
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build

ROUTER = str(Path(__file__).parents[2] / "pages" / "router.py")


def serve(monkeypatch: pytest.MonkeyPatch, opener: Callable[[], SearchService]) -> None:
    """Makes this the way the screens come by their service."""
    monkeypatch.setattr(serving, "serving", Serving(opener))


@pytest.fixture
def screen(embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app with COMPANIES in “sample”, and the first two of them in “furniture”."""
    encoder = FakeEncoder()
    build(embedded_store, COMPANIES, encoder=encoder)
    build(embedded_store, COMPANIES[:2], "furniture", encoder=encoder)
    serve(monkeypatch, lambda: SearchService(embedded_store, encoder, "sample"))
    return AppTest.from_file(ROUTER, default_timeout=30)
