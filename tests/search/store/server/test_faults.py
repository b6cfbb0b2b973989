"""A server that fails while it is read: unreachable in one sentence, never a wrong answer."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from qdrant_client import QdrantClient

from search.api.app import create_api
from search.errors import StoreUnreachable
from search.service import SearchService
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.qdrant.faults import Failing, Fault, delay, dropped, half, status, stuck, text
from tests.qdrant.standin import StandIn
from tests.search.faulty import (
    EMPTY_RESULTS,
    QUESTIONS,
    QUICK,
    answers,
    is_one_sentence,
    right_or_unreachable,
)
from tests.search.helpers import id_of

TIMEOUT = 1
FAILINGS = [
    *(pytest.param(failing, id=name) for name, failing in QUICK.items()),
    *(pytest.param(failing, id=name) for name, failing in EMPTY_RESULTS.items()),
]
Fresh = Callable[[], SearchService]


@pytest.fixture(scope="module", autouse=True)
def no_proxy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_PROXY", "no_proxy"):
            patch.setenv(name, "*")
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    """A server with COMPANIES, which these tests only read."""
    with StandIn() as server:
        yield server


@pytest.fixture(scope="module")
def fresh(server: StandIn) -> Iterator[Fresh]:
    """Makes services that have not asked for anything yet."""
    client = QdrantClient(url=server.url, timeout=TIMEOUT, check_compatibility=False)
    build(ServerStore(Connection(client)), COMPANIES)
    yield lambda: SearchService(ServerStore(Connection(client)), FakeEncoder(), "sample")
    client.close()


@pytest.fixture(scope="module")
def right(fresh: Fresh) -> dict[str, Any]:
    """The right answer to every question."""
    return answers(fresh())


def warm(fresh: Fresh) -> SearchService:
    """A service that has its dataset open."""
    service = fresh()
    service.warm_up()
    return service


@pytest.mark.parametrize("failing", FAILINGS)
def test_a_failing_server_is_unreachable(
    server: StandIn, fresh: Fresh, right: dict[str, Any], failing: Failing
) -> None:
    service = fresh()
    with server.faults(Fault(failing)):
        for question, expected in right.items():
            assert right_or_unreachable(service, question, expected), question
    assert answers(service) == right


@pytest.mark.parametrize("failing", [status(503), half(), text()], ids=["503", "half", "not JSON"])
def test_a_server_that_fails_after_opening_is_unreachable(
    server: StandIn, fresh: Fresh, right: dict[str, Any], failing: Failing
) -> None:
    service = warm(fresh)
    with server.faults(Fault(failing, path="/collections/*")):
        gone = {q for q, expected in right.items() if right_or_unreachable(service, q, expected)}
    assert gone >= {"compare", "search neural", "search keyword", "similar hybrid", "document"}
    assert answers(service) == right


@pytest.mark.parametrize(
    "failing", [status(503), half(), dropped()], ids=["503", "half", "dropped"]
)
@pytest.mark.parametrize(
    "question",
    ["search hybrid", "compare similar", "explain", "word shares", "facets", "building"],
)
def test_one_failing_request_spoils_no_answer(
    server: StandIn, fresh: Fresh, right: dict[str, Any], question: str, failing: Failing
) -> None:
    before = len(server.log)
    QUESTIONS[question](fresh())
    for position in range(len(server.log) - before):
        service = fresh()
        with server.faults(Fault(failing, after=position, times=1)):
            right_or_unreachable(service, question, right[question])
            assert not right_or_unreachable(service, question, right[question]), position


@pytest.mark.parametrize(
    ("failing", "opened"),
    [(stuck(), False), (stuck(), True), (delay(60), False)],
    ids=["stuck before opening", "stuck", "late"],
)
def test_a_server_that_does_not_answer_is_given_up_in_time(
    server: StandIn, fresh: Fresh, right: dict[str, Any], failing: Failing, opened: bool
) -> None:
    services = {question: warm(fresh) if opened else fresh() for question in right}

    def ask(question: str) -> float:
        started = time.monotonic()
        right_or_unreachable(services[question], question, right[question])
        return time.monotonic() - started

    with server.faults(Fault(failing)), ThreadPoolExecutor(len(right)) as pool:
        took = dict(zip(right, pool.map(ask, right), strict=True))
    assert max(took.values()) < 4 * TIMEOUT, took
    for question, expected in right.items():
        assert not right_or_unreachable(services[question], question, expected)


def test_an_answer_within_the_time_out_is_waited_for(
    server: StandIn, fresh: Fresh, right: dict[str, Any]
) -> None:
    service = warm(fresh)
    with server.faults(Fault(delay(0.2), path="*/points/query")):
        assert not right_or_unreachable(service, "compare", right["compare"])


def test_requests_do_not_wait_in_line_for_a_server_that_does_not_answer(
    server: StandIn, fresh: Fresh
) -> None:
    service, started = fresh(), time.monotonic()

    def ask(_: int) -> None:
        with pytest.raises(StoreUnreachable):
            service.compare("chairs")

    with server.faults(Fault(stuck(), path="*/count")), ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert time.monotonic() - started < 3 * TIMEOUT


def test_a_restarted_server_is_found_again(
    server: StandIn, fresh: Fresh, right: dict[str, Any]
) -> None:
    services = [warm(fresh), fresh()]
    server.stop()
    try:
        for service in services:
            for question, expected in right.items():
                right_or_unreachable(service, question, expected)
            with pytest.raises(StoreUnreachable):
                service.compare("chairs")
    finally:
        server.start()
    for service in services:
        assert answers(service) == right


PATHS = [
    *(f"/search?q=chairs&mode={mode}" for mode in ("neural", "keyword", "hybrid")),
    *(f"/similar/{id_of('oak')}?mode={mode}" for mode in ("neural", "keyword", "hybrid")),
    "/compare?q=chairs&city=Berlin",
    f"/documents/{id_of('oak')}",
    "/facets",
    "/health",
]


@pytest.fixture(scope="module")
def api(fresh: Fresh) -> TestClient:
    service = warm(fresh)
    return TestClient(create_api(lambda: service), raise_server_exceptions=False)


@pytest.mark.parametrize("failing", FAILINGS)
def test_the_api_answers_503_with_one_sentence(
    server: StandIn, api: TestClient, failing: Failing
) -> None:
    with server.faults(Fault(failing, path="/collections/*")):
        found = {path: api.get(path) for path in PATHS}
    told = {path for path, answer in found.items() if answer.status_code == 200}
    assert told <= {"/facets", "/health"}  # what is known already
    for path in set(PATHS) - told:
        assert found[path].status_code == 503, found[path].text
        assert set(found[path].json()) == {"detail"}
        assert is_one_sentence(found[path].json()["detail"])
    assert {api.get(path).status_code for path in PATHS} == {200}
