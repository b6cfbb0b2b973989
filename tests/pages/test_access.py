"""Who may change data."""

import pytest

from pages.ui.access import is_local, is_token

HERE = {"host": "localhost:8501", "origin": "http://localhost:8501", "user-agent": "x"}


@pytest.mark.parametrize("listens", ["127.0.0.1", "localhost", "::1", "127.8.0.1", "LOCALHOST"])
def test_a_browser_on_the_same_machine_is_admitted(listens: str) -> None:
    assert is_local(listens, HERE, None)


@pytest.mark.parametrize(
    "named", ["localhost", "localhost.", "127.0.0.1:8501", "[::1]:8501", "LocalHost:1"]
)
def test_it_may_name_the_machine_in_any_way(named: str) -> None:
    assert is_local("127.0.0.1", {"host": named, "origin": f"http://{named}"}, "127.0.0.1")
    assert is_local("127.0.0.1", {"host": named}, None)


@pytest.mark.parametrize("listens", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_nobody_is_admitted_when_the_app_listens_to_others(listens: str) -> None:
    assert not is_local(listens, HERE, None)


@pytest.mark.parametrize(
    "header",
    "forwarded via x-real-ip x-forwarded-for x-forwarded-host x-forwarded-proto "
    "x-forwarded-anything".split(),
)
@pytest.mark.parametrize("value", ["127.0.0.1", "localhost", ""])
def test_what_came_by_a_proxy_is_not_admitted(header: str, value: str) -> None:
    assert not is_local("127.0.0.1", {**HERE, header: value}, None)


@pytest.mark.parametrize(
    "named", ["", "evil.example", "localhost.evil.example", "192.168.1.5:8501", "[::2]", "[x", "@"]
)
def test_a_page_that_names_another_machine_is_not_admitted(named: str) -> None:
    assert not is_local("127.0.0.1", {**HERE, "host": named}, None)
    assert not is_local("127.0.0.1", {**HERE, "origin": f"http://{named}"}, None)


def test_a_request_without_a_host_or_from_elsewhere_is_not_admitted() -> None:
    assert not is_local("127.0.0.1", {}, None)
    assert not is_local("127.0.0.1", {**HERE, "origin": "null"}, None)
    assert not is_local("127.0.0.1", HERE, "192.168.1.7")


def test_only_the_token_is_the_token() -> None:
    assert is_token("sécret", "sécret")
    for entered in ("", "s", "sécret ", "SÉCRET"):
        assert not is_token(entered, "sécret")
