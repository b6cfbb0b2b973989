"""One shared service for tests that only read."""

from pathlib import Path

import pytest

from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index
from tests.fakes import COMPANIES
from tests.search.helpers import opened, serve


@pytest.fixture(scope="session")
def companies(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """A service over COMPANIES on the embedded store; nobody may build into it."""
    root: Path = tmp_path_factory.mktemp("companies")
    service: SearchService = serve(EdgeStore(root), COMPANIES)
    return service


@pytest.fixture(scope="session")
def companies_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """COMPANIES open for reading; a directory of its own, since only one reader gets it cheaply."""
    return opened(EdgeStore(tmp_path_factory.mktemp("companies-index")), COMPANIES)


@pytest.fixture
def service(companies: SearchService) -> SearchService:
    """What is asked: the shared service, or over every store in ``tests/search/store``."""
    return companies
