"""``python -m search --queries``."""

import io
import json
import sys
from pathlib import Path

import pytest

from search.cli.main import main
from search.service import SearchService


@pytest.fixture(autouse=True)
def service(companies: SearchService, monkeypatch: pytest.MonkeyPatch) -> SearchService:
    """What the command asks, instead of the real model."""
    monkeypatch.setattr("search.cli.queries.open_service", lambda: companies)
    return companies


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "queries.txt"
    path.write_text("robots on farms\n\nnothing \x1b[31m\n", "utf-8-sig")
    return path


def test_a_table_has_a_line_for_each(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert main(["--queries", str(file), "--k", "2"]) == 0
    head, robots, nothing, warning = capsys.readouterr().out.splitlines()
    assert head.split() == ["shared", "RBO", "query", "neural", "full-text"]
    assert robots.split()[0] == "2/2"
    assert robots.split()[-2:] == ["Agro", "Agro"]
    assert "nothing \N{REPLACEMENT CHARACTER}[31m" in nothing
    assert warning.strip() == "Full-text found nothing."


def test_json_lines_are_what_the_library_gives(
    capsys: pytest.CaptureFixture[str],
    file: Path,
    service: SearchService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piped = io.TextIOWrapper(io.BytesIO(file.read_bytes()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert main(["--queries", "-", "--json", "--city", "Berlin"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    queries = ["robots on farms", "nothing \x1b[31m"]
    wanted = service.compare_queries(queries, cities=["Berlin"])
    assert printed == [each.to_dict() for each in wanted]


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"\n"])
def test_a_file_that_cannot_be_used_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "queries.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["--queries", str(path)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("error: queries: ")


@pytest.mark.parametrize("flags", [["q"], ["--mode", "neural"], ["--explain"], ["--format", "csv"]])
def test_what_does_not_go_together_is_refused(file: Path, flags: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--queries", str(file), *flags])
