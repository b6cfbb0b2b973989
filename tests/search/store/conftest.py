"""What every store promises is tested on every store."""

from collections.abc import Iterator

import pytest

from search.service import SearchService
from search.store.protocols import Store
from tests.fakes import COMPANIES
from tests.search.helpers import serve


@pytest.fixture(scope="module", autouse=True)
def few_unrelated_queries() -> Iterator[None]:
    """A hundred of them for each explanation would be most of what a server is asked here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.explanation.baseline.QUERIES", 5)
        yield


@pytest.fixture
def store(every_store: Store) -> Store:
    """An empty store of each kind."""
    return every_store


@pytest.fixture
def service(store: Store) -> SearchService:
    """A service over COMPANIES of the test's own: it may build and delete."""
    service: SearchService = serve(store, COMPANIES)
    return service
