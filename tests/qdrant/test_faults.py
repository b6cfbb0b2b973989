"""The stand-in fails as told, as long as told, and comes back with its data."""

import time
from collections.abc import Iterator

import httpx
import pytest
from qdrant_client import QdrantClient

from tests.qdrant.faults import (
    Failing,
    Fault,
    delay,
    dropped,
    half,
    page,
    status,
    stuck,
    text,
)
from tests.qdrant.standin import StandIn

LIST = "/collections"


@pytest.fixture
def web(stand_in: StandIn) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stand_in.url, timeout=0.5) as client:
        yield client


@pytest.mark.parametrize(
    ("failing", "error"),
    [
        (delay(60), httpx.ReadTimeout),
        (stuck(), httpx.ReadTimeout),
        (half(), httpx.RemoteProtocolError),
        (dropped(), (httpx.ReadError, httpx.RemoteProtocolError)),
        (dropped(carried_out=True), (httpx.ReadError, httpx.RemoteProtocolError)),
    ],
    ids=["delay", "stuck", "half", "dropped", "dropped after it is done"],
)
def test_no_whole_answer_comes(
    stand_in: StandIn, web: httpx.Client, failing: Failing, error: type[Exception]
) -> None:
    with stand_in.faults(Fault(failing)), pytest.raises(error):
        web.get(LIST)
    assert web.get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("failing", "carried_out"),
    [(half(), True), (dropped(), False), (dropped(carried_out=True), True), (stuck(), False)],
)
def test_a_change_is_made_or_not_as_told(
    stand_in: StandIn, web: httpx.Client, failing: Failing, carried_out: bool
) -> None:
    with stand_in.faults(Fault(failing)), pytest.raises(httpx.TransportError):
        web.put(f"{LIST}/c", json={"vectors": {}})
    assert web.get(f"{LIST}/c/exists").json()["result"] == {"exists": carried_out}


def test_a_wrong_answer_comes_instead(stand_in: StandIn, web: httpx.Client) -> None:
    with stand_in.faults(Fault(status(429, "Too much", Retry_After="3"))):
        answer = web.get(LIST)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")
    assert answer.json()["status"] == {"error": "Too much"}
    with stand_in.faults(Fault(page(502))):
        answer = web.get(LIST)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (502, "text/html")
    with stand_in.faults(Fault(text("{"))):
        assert web.get(LIST).text == "{"


def test_a_short_delay_only_delays(stand_in: StandIn, web: httpx.Client) -> None:
    started = time.monotonic()
    with stand_in.faults(Fault(delay(0.1))):
        assert web.get(LIST).json()["status"] == "ok"
    assert time.monotonic() - started >= 0.1


def test_only_what_matches_fails_and_only_so_often(stand_in: StandIn, web: httpx.Client) -> None:
    with stand_in.faults(Fault(status(500), path="*/exists", method="GET", times=2)):
        assert web.get(LIST).status_code == 200
        found = [web.get(f"{LIST}/c/exists").status_code for _ in range(3)]
    assert found == [500, 500, 200]
    assert stand_in.asked("GET", "/exists") == 3
    assert stand_in.log[0] == ("GET", LIST)


def test_a_restart_keeps_address_and_data(stand_in: StandIn, web: httpx.Client) -> None:
    url, grpc_port = stand_in.url, stand_in.grpc_port
    web.put(f"{LIST}/c", json={"vectors": {}})
    stand_in.stop()
    with pytest.raises(httpx.ConnectError):
        web.get(LIST)
    stand_in.start()
    assert (stand_in.url, stand_in.grpc_port) == (url, grpc_port)
    assert web.get(f"{LIST}/c").status_code == 200
    client = QdrantClient(url=url, grpc_port=grpc_port, prefer_grpc=True, check_compatibility=False)
    assert client.collection_exists("c")
    client.close()
