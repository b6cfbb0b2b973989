"""The process's one service, loaded in the background."""

import threading
from typing import Any

import pytest

from search.errors import SettingsError, UnavailableError
from search.service import SearchService
from search.serving import Serving

SECONDS = 30


class Opener:
    """Hands out a service when allowed to, or fails as told."""

    def __init__(self, service: SearchService) -> None:
        self.service = service
        self.failure: Exception | None = None
        self.calls = 0
        self.go_on = threading.Event()

    def __call__(self) -> SearchService:
        self.calls += 1
        assert self.go_on.wait(SECONDS)
        if self.failure:
            raise self.failure
        return self.service


@pytest.fixture
def opener(companies: SearchService) -> Opener:
    return Opener(companies)


def test_while_it_loads_the_service_is_unavailable(opener: Opener) -> None:
    serving = Serving(opener)
    serving.start()
    with pytest.raises(UnavailableError, match="starting"):
        serving.get()
    opener.go_on.set()
    assert serving.wait() is serving.get() is opener.service


def test_starting_again_does_not_load_again(opener: Opener) -> None:
    serving = Serving(opener)
    serving.start()
    serving.start()
    opener.go_on.set()
    serving.wait()
    serving.start()
    assert opener.calls == 1


def test_a_failure_is_told_until_the_next_attempt(opener: Opener) -> None:
    serving = Serving(opener)
    opener.go_on.set()
    opener.failure = SettingsError("NVK_DEVICE: no")
    for ask in (serving.wait, serving.get):
        with pytest.raises(SettingsError, match="NVK_DEVICE"):
            ask()
    opener.failure = None
    assert serving.wait() is opener.service


def test_a_service_whose_dataset_is_missing_serves_other_requests(
    opener: Opener, tmp_path: Any
) -> None:
    from search.store.embedded.store import EdgeStore
    from tests.fakes import FakeEncoder

    opener.service = SearchService(EdgeStore(tmp_path), FakeEncoder(), "sample")
    opener.go_on.set()
    serving = Serving(opener)
    assert serving.wait() is opener.service
