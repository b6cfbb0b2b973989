"""``python -m search --format``: the files of ``search.export.files`` on standard output."""

import json
import sys
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.cli.main import main
from search.export import files as export
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.search.helpers import serve


@pytest.fixture(autouse=True)
def service(companies: SearchService, monkeypatch: pytest.MonkeyPatch) -> SearchService:
    """What the command asks, instead of the real model."""
    monkeypatch.setattr("search.cli.main.open_service", lambda: companies)
    return companies


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "csv"},
        {"format": "jsonl", "k": "2", "city": "Berlin"},
        {"format": "csv", "mode": "hybrid", "dataset": "sample"},
        {"format": "trec", "mode": "keyword"},
    ],
)
def test_a_file_is_what_the_api_serves(
    capfdbinary: pytest.CaptureFixture[bytes], service: SearchService, asked: dict[str, str]
) -> None:
    """Byte for byte, so the line ends of a CSV are its own on every system."""
    flags = [word for name, value in asked.items() for word in (f"--{name}", value)]
    assert main(["robots on farms", *flags]) == 0
    client = TestClient(create_api(lambda: service))
    answer = client.get("/export", params={"q": "robots on farms", **asked})
    assert answer.status_code == 200
    assert capfdbinary.readouterr() == (answer.content, b"")


def test_json_is_short_for_format_json(capsys: pytest.CaptureFixture[str]) -> None:
    def printed(*flags: str) -> dict[str, Any]:
        assert main(["robots", *flags]) == 0
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return {name: value for name, value in answer.items() if name != "took_ms"}

    assert printed("--json") == printed("--format", "json")


def test_text_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["robots", "--format", "text"]) == 0
    assert capsys.readouterr().out.startswith("Neural · 5 documents")


def test_a_trec_run_of_both_lists_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["robots", "--format", "trec"]) == 1
    line = "error: format: a TREC run holds one ranking; choose a mode for it.\n"
    assert capsys.readouterr() == ("", line)


@pytest.mark.parametrize("flags", [["--format", "xlsx"], ["--json", "--format", "csv"]])
def test_a_wrong_format_is_status_2(capsys: pytest.CaptureFixture[str], flags: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["robots", *flags])
    assert stop.value.code == 2
    assert "--format" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "lines"), [("csv", 2), ("jsonl", 1), ("trec", 1)])
def test_a_file_does_not_command_a_terminal(
    capsys: pytest.CaptureFixture[str],
    embedded_store: EdgeStore,
    monkeypatch: pytest.MonkeyPatch,
    name: export.FormatName,
    lines: int,
) -> None:
    row = {"id": "\x1b[2J", "name": "oak \x9b31m\u202e", "alt": "\x07"}
    service = serve(embedded_store, [row])
    monkeypatch.setattr("search.cli.main.open_service", lambda: service)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["oak", "--mode", "keyword", "--format", name]) == 0
    output = capsys.readouterr().out
    assert output.count("\n") == lines
    assert all(char.isprintable() for char in output.replace("\n", ""))
    assert output[0] in '"{o'  # and not the byte order mark
