"""A server that fails during a build: the old generation or the new one is served, wholly."""

import itertools

import pytest
from qdrant_client import QdrantClient

from search.errors import StoreUnreachable
from search.service import SearchService
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.editions import build_later, edition, served, store_of
from tests.qdrant.faults import Failing, Fault, dropped, half, status, stuck, text
from tests.qdrant.standin import StandIn
from tests.search.faulty import QUESTIONS, is_one_sentence, without_times

SWITCH = ("POST", "/collections/aliases")


@pytest.fixture
def client(impatient_client: QdrantClient) -> QdrantClient:
    build(store_of(impatient_client), edition(0))
    return impatient_client


def service(client: QdrantClient) -> SearchService:
    """An app that has just been started."""
    return SearchService(store_of(client), FakeEncoder(), "sample")


@pytest.mark.parametrize(
    ("failing", "times"),
    [(half(), 1), (dropped(), float("inf"))],
    ids=["half", "gone from here on"],
)
def test_any_request_of_a_build_may_fail(
    stand_in: StandIn, client: QdrantClient, failing: Failing, times: float
) -> None:
    question = QUESTIONS["compare"]
    old = without_times(question(service(client)))
    for position in itertools.count():
        stand_in.log.clear()
        with stand_in.faults(fault := Fault(failing, after=position, times=times)):
            try:
                build(store_of(client), edition(1))
            except StoreUnreachable as error:
                assert is_one_sentence(str(error)), error
        if not fault.happened:
            break  # the build was over before
        if SWITCH not in stand_in.log[: position + 1]:
            assert served(client) == 0, stand_in.log[position]
            assert without_times(question(service(client))) == old, stand_in.log[position]
        assert served(client) in (0, 1), stand_in.log[position]
        build_later(client, 0)
        assert served(client) == 0
    assert position > 10


class Stuttering(Fault):
    """Every request fails the first time and is answered when it is repeated."""

    def takes(self, method: str, path: str) -> bool:
        seen: set[tuple[str, str]] = self.__dict__.setdefault("seen", set())
        new = (method, path) not in seen
        seen.add((method, path))
        return new


@pytest.mark.parametrize("failing", [status(503), half()], ids=["503", "half"])
def test_a_patient_build_repeats_whatever_fails(
    stand_in: StandIn, client: QdrantClient, failing: Failing
) -> None:
    patient = Connection(client, patience=60, sleep=lambda _: None)
    with stand_in.faults(Stuttering(failing)):
        assert build(ServerStore(patient), edition(1)).documents == len(COMPANIES)
    assert served(client) == 1


def test_a_patient_build_goes_on_after_a_restart(stand_in: StandIn, client: QdrantClient) -> None:
    patient = Connection(client, patience=60, sleep=lambda _: stand_in.start())

    def progress(phase: str, done: int, _: int | None) -> None:
        if (phase, done) == ("indexing", 2):
            stand_in.stop()

    build(ServerStore(patient), edition(1), batch_size=2, progress=progress)
    assert served(client) == 1


def test_a_build_that_the_server_leaves_waiting_is_given_up(
    stand_in: StandIn, client: QdrantClient
) -> None:
    with (
        stand_in.faults(Fault(stuck(), method="PUT", path="*/points", times=1)),
        pytest.raises(StoreUnreachable),
    ):
        build(store_of(client), edition(1))
    assert served(client) == 0
    assert not store_of(client).building("sample")


def test_a_server_may_restart_between_builds(stand_in: StandIn, client: QdrantClient) -> None:
    store = store_of(client)
    stand_in.stop()
    with pytest.raises(StoreUnreachable):
        build(store, edition(1))
    stand_in.start()
    build(store, edition(1))
    assert served(client) == 1


def test_an_answer_without_a_result_is_unreachable(stand_in: StandIn, client: QdrantClient) -> None:
    accepted = text('{"result": null, "status": "accepted", "time": 0}')
    with (
        stand_in.faults(Fault(accepted, method="PUT", path="*/points")),
        pytest.raises(StoreUnreachable),
    ):
        build(store_of(client), edition(1))
