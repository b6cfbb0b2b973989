"""`python -m ingest` as somebody at a terminal or a program meets it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.build.pipeline import Build
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, write_jsonl
from tests.ingest.conftest import BatchEncoder, Run
from tests.ingest.helpers import documents

ROOT = Path(__file__).parents[3]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "rows.jsonl", [*COMPANIES, {"name": [" "], "city": "Oslo"}])


def test_the_sample_is_built_into_its_own_dataset(run: Run, embedded_store: EdgeStore) -> None:
    status, out, err = run("sample", "--limit", 20)
    assert (status, err) == (0, "")
    assert out.startswith("20 rows read: 20 indexed, 0 updated, 0 unchanged, ")
    assert "“sample” now has 20 documents" in out
    assert len(documents(embedded_store, "sample")) == 20


def test_a_file_is_built_with_an_account_of_rejected_rows(run: Run, rows: Path) -> None:
    status, out, err = run("file", rows)
    assert (status, err.splitlines()) == (
        0,
        [
            f"{rows}: JSON Lines (utf-8)",
            "id ← id, name ← name, description ← description, city ← city",
        ],
    )
    assert "6 rows read: 5 indexed, 0 updated, 0 unchanged, 0 duplicate, 1 rejected" in out
    assert "1 × name and description are both empty" in out
    assert "line 6: name and description are both empty" in out


def test_json_is_one_object_on_standard_output(run: Run, rows: Path) -> None:
    status, out, err = run("file", rows, "--json", "--dataset", "shops")
    assert (status, len(err.splitlines())) == (0, 2)
    values = json.loads(out)
    assert (values["dataset"], values["read"], values["indexed"]) == ("shops", 6, 5)
    assert (values["rejected"], values["skipped"], values["documents"]) == (1, 1, 5)
    assert values["reasons"] == {"name and description are both empty": 1}


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("rows.jsonl", "rows"),
        ("My Data (2).v2.jsonl.gz", "my-data-2-v2"),
        ("電気.jsonl", "電気"),
        (".jsonl", "file-365369"),  # letterless: the beginning of the name's SHA-256
        ("_-x-_", "x"),
        ("x" * 80, "x" * 63),
    ],
)
def test_a_files_dataset_is_named_after_it(
    run: Run, embedded_store: EdgeStore, tmp_path: Path, name: str, dataset: str
) -> None:
    assert run("file", write_jsonl(tmp_path / name, COMPANIES))[0] == 0
    assert embedded_store.datasets() == [dataset]


def test_limit_reads_only_the_first_rows(run: Run, rows: Path, embedded_store: EdgeStore) -> None:
    assert run("file", rows, "--limit", 2)[0] == 0
    assert sorted(documents(embedded_store, "rows")) == ["oak", "sofa"]


def test_batch_size_is_how_many_texts_are_encoded_at_a_time(
    run: Run, rows: Path, encoder: BatchEncoder
) -> None:
    assert run("file", rows, "--batch-size", 2)[0] == 0
    assert encoder.batches == [2, 2, 1]


@pytest.mark.parametrize("size", [1, 4096])
def test_batch_size_may_be_on_its_bounds(run: Run, rows: Path, size: int) -> None:
    assert run("file", rows, "--batch-size", size)[0] == 0


@pytest.mark.parametrize(("flags", "documents_"), [(["--replace"], 2), (["--append"], 5)])
def test_a_second_run_replaces_unless_told_to_append(
    run: Run, tmp_path: Path, flags: list[str], documents_: int
) -> None:
    run("file", write_jsonl(tmp_path / "a.jsonl", COMPANIES[:4]), "--dataset", "shops")
    second = write_jsonl(tmp_path / "b.jsonl", COMPANIES[3:])
    status, out, _ = run("file", second, "--dataset", "shops", "--json", *flags)
    values = json.loads(out)
    assert (status, values["documents"]) == (0, documents_)
    assert values["kept"] + values["removed"] == 3


COMMANDS = ["sample", "startups", "yc", "crunchbase", "file"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_names_every_option_of_the_command(run: Run, command: list[str]) -> None:
    status, out, err = run(*command, "--help")
    assert (status, err) == (0, "")
    options = ["--dataset", "--limit", "--batch-size", "--append", "--json"]
    for name in options if command else [*COMMANDS, "export"]:
        assert name in out


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "--help"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: python -m ingest")


def test_ctrl_c_is_status_130(run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: Build) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Build, "run", stop)
    status, out, err = run("file", rows)
    assert (status, out) == (130, "")
    assert err.endswith("\nstopped: the previous index is still in use; run again to go on\n")


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_standard_error_only(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    status, out, _ = run("file", write_jsonl(tmp_path / "x", COMPANIES), "--json")
    assert (status, json.loads(out)["indexed"]) == (0, 5)
    assert "reading" in terminal.getvalue()
    assert "indexing: 100%" in terminal.getvalue()
