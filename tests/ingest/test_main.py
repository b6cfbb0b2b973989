"""`python -m ingest` as somebody at a terminal or a program meets it."""

import io
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from ingest.pipeline import Build
from search.errors import UnavailableError
from search.settings import settings
from search.store.edge_store import EdgeStore
from search.types import Vector
from tests.fakes import COMPANIES, FakeEncoder, write_jsonl
from tests.ingest.helpers import documents, opened
from tests.ingest.web import Site

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


class BatchEncoder(FakeEncoder):
    """Remembers how many texts came at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[int] = []

    def encode(self, texts: Sequence[str]) -> Vector:
        self.batches.append(len(texts))
        return super().encode(texts)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> BatchEncoder:
    encoder = BatchEncoder()
    monkeypatch.setattr("ingest.__main__.SentenceTransformerEncoder", lambda model, device: encoder)
    return encoder


@pytest.fixture
def run(
    encoder: BatchEncoder,
    embedded_store: EdgeStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Any:
    """Runs a command line into ``embedded_store``: exit status, standard output and error."""
    for name in ("QDRANT_URL", "NVK_MODEL", "NVK_DEVICE", "NVK_DATASET", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NVK_DATA_DIR", str(embedded_store._root))

    def run(*arguments: object) -> tuple[int, str, str]:
        settings.cache_clear()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(str(stop.code))
        finally:
            settings.cache_clear()
        return (status, *capsys.readouterr())

    return run


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "rows.jsonl", [*COMPANIES, {"name": "Oakery", "city": ["x"]}])


def test_the_sample_is_built_into_its_own_dataset(run: Run, embedded_store: EdgeStore) -> None:
    status, out, err = run("sample", "--limit", 20)
    assert (status, err) == (0, "")
    assert out.startswith("20 rows read: 20 indexed, 0 updated, 0 unchanged, ")
    assert "“sample” now has 20 documents" in out
    assert len(documents(embedded_store, "sample")) == 20


def test_a_file_is_built_with_an_account_of_rejected_rows(run: Run, rows: Path) -> None:
    status, out, err = run("file", rows)
    assert (status, err) == (0, "")
    assert "6 rows read: 5 indexed, 0 updated, 0 unchanged, 0 duplicate, 1 rejected" in out
    assert "1 × city: expected text, found a list" in out
    assert "line 6: city: expected text, found a list" in out


def test_json_is_one_object_on_standard_output(run: Run, rows: Path) -> None:
    status, out, err = run("file", rows, "--json", "--dataset", "shops")
    assert (status, err) == (0, "")
    values = json.loads(out)
    assert (values["dataset"], values["read"], values["indexed"]) == ("shops", 6, 5)
    assert (values["rejected"], values["skipped"], values["documents"]) == (1, 1, 5)
    assert values["reasons"] == {"city: expected text, found a list": 1}


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("rows.jsonl", "rows"),
        ("My Data (2).v2.jsonl.gz", "my-data-2"),
        ("電気.jsonl", "file"),
        (".jsonl", "file"),
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


@pytest.mark.parametrize(("flags", "documents_"), [([], 2), (["--append"], 5)])
def test_a_second_run_replaces_unless_told_to_append(
    run: Run, tmp_path: Path, flags: list[str], documents_: int
) -> None:
    run("file", write_jsonl(tmp_path / "a.jsonl", COMPANIES[:4]), "--dataset", "shops")
    second = write_jsonl(tmp_path / "b.jsonl", COMPANIES[3:])
    status, out, _ = run("file", second, "--dataset", "shops", "--json", *flags)
    values = json.loads(out)
    assert (status, values["documents"]) == (0, documents_)
    assert values["kept"] + values["removed"] == 3


@pytest.mark.parametrize("command", [[], ["sample"], ["startups"], ["file"]])
def test_help_names_every_option_of_the_command(run: Run, command: list[str]) -> None:
    status, out, err = run(*command, "--help")
    assert (status, err) == (0, "")
    options = ["--dataset", "--limit", "--batch-size", "--append", "--json"]
    for name in options if command else ["sample", "startups", "file"]:
        assert name in out


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: python -m ingest")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nope"],
        ["file"],
        ["sample", "--nope"],
        *(["sample", "--limit", value] for value in ("0", "-1", "x", "1.5", "", "²")),
        *(["sample", "--batch-size", value] for value in ("0", "-1", "x", "4097", "9" * 5_000)),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_a_wrong_command_line_is_status_2(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("usage: python -m ingest")


def test_a_limit_beyond_every_machine_is_no_crash(run: Run, rows: Path) -> None:
    status, _, err = run("file", rows, "--limit", "9" * 30)
    assert status in (0, 2)
    assert "Traceback" not in err


def one_error_line(result: tuple[int, str, str], *parts: str) -> None:
    status, out, err = result
    assert (status, out) == (1, "")
    assert err.startswith("error: ") and err.endswith("\n")
    assert len(err.splitlines()) == 1
    assert err.rstrip("\n").isprintable()
    for part in parts:
        assert part in err


@pytest.mark.parametrize("name", ["none.jsonl", "new\nline.jsonl", "\x1b[31mred.jsonl"])
def test_a_missing_file_is_one_error_line(run: Run, tmp_path: Path, name: str) -> None:
    one_error_line(run("file", tmp_path / name), "No such file")


def test_a_folder_is_one_error_line(run: Run, tmp_path: Path) -> None:
    one_error_line(run("file", tmp_path), str(tmp_path), "directory")


def test_an_empty_file_is_one_error_line(run: Run, tmp_path: Path) -> None:
    one_error_line(run("file", write_jsonl(tmp_path / "x.jsonl", [])), "No usable row among 0")


@pytest.mark.parametrize("name", ["No Such", "../x", "-", "x" * 64, "\x1b[31m"])
def test_an_impossible_dataset_name_is_one_error_line(run: Run, rows: Path, name: str) -> None:
    one_error_line(run("file", rows, f"--dataset={name}"), "dataset: ")


@pytest.mark.parametrize(
    ("name", "value"), [("NVK_DEVICE", "abacus"), ("PORT", "x"), ("QDRANT_URL", "localhost")]
)
def test_a_wrong_environment_is_one_error_line_naming_it(
    run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    one_error_line(run("file", rows), name, value)


def test_a_data_folder_that_is_a_file_is_one_error_line(
    run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NVK_DATA_DIR", str(rows))
    one_error_line(run("file", rows), str(rows))


def test_a_model_that_cannot_be_loaded_is_one_error_line(
    run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(model: str, device: str | None) -> None:
        raise UnavailableError("The model 'x' cannot be loaded: first line\nsecond line")

    monkeypatch.setattr("ingest.__main__.SentenceTransformerEncoder", unavailable)
    one_error_line(run("file", rows), "cannot be loaded")


def test_an_unusable_vector_is_one_error_line_without_raw_data(
    run: Run, tmp_path: Path, encoder: BatchEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: FakeEncoder().encode(texts) * 0)
    path = write_jsonl(tmp_path / "x.jsonl", [{"id": "\x1b[31m\n", "name": "Oakery"}])
    one_error_line(run("file", path), "no usable vector", r"\x1b[31m\n")


def test_ctrl_c_is_status_130(
    run: Run, rows: Path, encoder: BatchEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: Build) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Build, "run", stop)
    assert run("file", rows) == (130, "", "stopped: the previous index is still in use\n")


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_standard_error_only(
    run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    status, out, _ = run("file", rows, "--json")
    assert (status, json.loads(out)["indexed"]) == (0, 5)
    assert "reading" in terminal.getvalue()
    assert "indexing: 100%" in terminal.getvalue()
