"""``python -m search`` and text that is safe for a terminal."""

import json
import re
from typing import Any

import pytest

from search.cli.main import main
from search.errors import SettingsError
from search.explanation.model import as_json
from search.export.schema import comparison_json, ranking_json
from search.labels import number
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.text.printable import printable
from tests.search.helpers import id_of, rows_of, serve


@pytest.fixture(autouse=True)
def service(companies: SearchService, monkeypatch: pytest.MonkeyPatch) -> SearchService:
    """What the command asks, instead of the real model."""
    monkeypatch.setattr("search.cli.main.open_service", lambda: companies)
    return companies


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a successful command prints."""
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_both_lists_and_the_verdict_are_printed(
    capsys: pytest.CaptureFixture[str], service: SearchService
) -> None:
    lines = run(capsys, "robots on farms").splitlines()
    assert lines[0].startswith("Neural · 5 documents · embed ")
    full_text = next(n for n, line in enumerate(lines) if line.startswith("Full-text · 2 matches"))
    assert lines[full_text - 1] == ""
    assert re.match(r"  1\. +\d\.\d{4}  Agro, Berlin  \(other side: #1\)$", lines[1])
    assert lines[2].strip() == "Robots that weed farms."
    assert lines[-1] == service.compare("robots on farms").verdict


@pytest.mark.parametrize(
    ("mode", "head"),
    [("neural", "Neural · 5"), ("keyword", "Full-text · 2"), ("hybrid", "Hybrid · 5")],
)
def test_one_ranking_by_mode(capsys: pytest.CaptureFixture[str], mode: str, head: str) -> None:
    output = run(capsys, "robots on farms", "--mode", mode)
    assert output.startswith(head)
    assert output.count(" · embed ") == 1
    assert "other side" not in output


def test_cities_add_up_and_k_cuts(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chairs", "--mode", "neural", "--city", "Berlin", "--city", "Paris"]
    assert "Neural · 3 documents" in run(capsys, *asked)
    assert re.findall(r"^ +(\d)\.", run(capsys, *asked, "--k", "2"), re.MULTILINE) == ["1", "2"]


def test_filters_and_cities_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chairs", "--mode", "neural", "--city", "paris", "--filter", "city=Berlin"]
    assert "Neural · 3 documents" in run(capsys, *asked)
    assert "Neural · 4 documents" in run(capsys, *asked, "--filter", "city=lágos")


def without_times(answer: Any) -> Any:
    """Wall times differ from run to run."""
    return {name: value for name, value in answer.items() if name != "took_ms"}


def test_json_is_what_the_api_answers(
    capsys: pytest.CaptureFixture[str], service: SearchService
) -> None:
    both = json.loads(run(capsys, "robots on farms", "--json"))
    assert without_times(both) == without_times(comparison_json(service.compare("robots on farms")))
    one = json.loads(run(capsys, "robots on farms", "--json", "--mode", "hybrid"))
    assert without_times(one) == without_times(
        ranking_json(service.search("robots on farms", "hybrid"))
    )


def test_nothing_found_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "zebra", "--mode", "keyword").splitlines()
    assert lines[0].startswith("Full-text · 0 matches")
    assert lines[1:] == ["  no results"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["  "], "q:"),
        (["x", "--k", "0"], "k:"),
        (["x", "--k", "101"], "k:"),
        (["x", "--dataset", "nowhere"], "nowhere"),
        (["x", "--dataset", "Bad Name"], "dataset:"),
        (["lone \udc80 byte"], "q:"),
        (["x", "--filter", "Berlin"], "city=Berlin"),
        (["x", "--filter", "colour=red"], "colour"),
    ],
)
def test_a_failure_is_one_line_on_standard_error(
    capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert printed.err.count("\n") == 1
    assert word in printed.err


def test_a_wrong_setting_is_one_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> SearchService:
        raise SettingsError("PORT='x': use a number from 1 to 65535")

    monkeypatch.setattr("search.cli.main.open_service", refuse)
    assert main(["chairs"]) == 1
    assert capsys.readouterr().err == "error: PORT='x': use a number from 1 to 65535\n"


@pytest.mark.parametrize("arguments", [[], ["x", "--mode", "bm25"], ["x", "--k", "ten"]])
def test_a_wrong_command_line_is_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: python -m search" in capsys.readouterr().err


def test_documents_cannot_command_the_terminal(
    capsys: pytest.CaptureFixture[str], embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"id": "1", "name": "oak \x1b[31mred", "description": "a\x07b \x9b2J\u202eright-to-left"},
        {"id": "2", "name": "", "description": "oak " * 100},
        *rows_of(["fir"] * 8)[2:],
    ]
    service = serve(embedded_store, rows)
    monkeypatch.setattr("search.cli.main.open_service", lambda: service)
    output = run(capsys, "oak", "--mode", "keyword")
    assert all(char.isprintable() for char in output.replace("\n", ""))
    assert "(no name)" in output
    assert max(map(len, output.splitlines())) <= 15 + 100


def test_more_than_1000_matches_are_written_with_a_plus(
    capsys: pytest.CaptureFixture[str], embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = serve(embedded_store, rows_of(["oak"] * 1001))
    monkeypatch.setattr("search.cli.main.open_service", lambda: service)
    assert "Full-text · 1,000+ matches" in run(capsys, "oak", "--mode", "keyword", "--k", "1")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Zürich 🚀 電気", "Zürich 🚀 電気"),
        ("a\tb\nc", "a\ufffdb\ufffdc"),
        ("\x1b[2J", "\ufffd[2J"),
        ("\u202eabc\u200b", "\ufffdabc\ufffd"),
        ("\ud800\0", "\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_only_visible_characters_are_printable(text: str, safe: str) -> None:
    assert printable(text) == safe


def test_explain_says_how_the_query_was_read_and_splits_every_score(
    capsys: pytest.CaptureFixture[str], service: SearchService
) -> None:
    output = run(capsys, "robots on farms", "--explain")
    words = " ".join(output.split())
    assert " ".join(service.explain_query("robots on farms").summary) in words
    hits = service.compare("robots on farms")
    for hit in (*hits.neural.hits, *hits.keyword.hits):
        found = service.explain("robots on farms", hit.document.id)
        assert found.summary in words
        assert f"= {number(found.neural.score, 4)}" in words
        for part in found.keyword.terms:
            assert f"full-text {part.score:.4f} {part.term}: 1 × {part.impact:.4f}" in words


def test_explain_in_json_is_what_the_api_says(
    capsys: pytest.CaptureFixture[str], service: SearchService
) -> None:
    options = ("--explain", "--json", "--city", "Berlin", "--k", "1", "--mode", "keyword")
    answer = json.loads(run(capsys, "robots on farms", *options))
    query = service.explain_query("robots on farms", cities=["Berlin"])
    found = service.explain("robots on farms", id_of("agro"), cities=["Berlin"], k=1)
    assert answer["explanation"] == {
        "query": as_json(query),
        "documents": {id_of("agro"): as_json(found)},
    }


def test_a_file_of_hits_has_no_room_for_explanations(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["robots", "--format", "csv", "--explain"])
    assert "--explain: with --format text or json" in capsys.readouterr().err
