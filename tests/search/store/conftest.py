"""What every store promises is tested on every store."""

import pytest

from search.service import SearchService
from search.store.protocols import Store
from tests.fakes import COMPANIES
from tests.search.helpers import serve


@pytest.fixture
def store(every_store: Store) -> Store:
    """An empty store of each kind."""
    return every_store


@pytest.fixture
def service(store: Store) -> SearchService:
    """A service over COMPANIES of the test's own: it may build and delete."""
    service: SearchService = serve(store, COMPANIES)
    return service
