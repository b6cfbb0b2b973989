"""`python -m ingest` told something wrong: one line and a status, never a traceback."""

from pathlib import Path

import pytest

from search.errors import UnavailableError
from tests.fakes import COMPANIES, FakeEncoder, write_jsonl
from tests.ingest.conftest import BatchEncoder, Run


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "rows.jsonl", COMPANIES)


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
    *about, error = err.splitlines()
    assert error.startswith("error: ") and err.endswith("\n")
    assert not any(line.startswith("error") for line in about)
    assert all(line.isprintable() for line in err.splitlines())
    for part in parts:
        assert part in error


@pytest.mark.parametrize("name", ["none.jsonl", "new\nline.jsonl", "\x1b[31mred.jsonl"])
def test_a_missing_file_is_one_error_line(run: Run, tmp_path: Path, name: str) -> None:
    one_error_line(run("file", tmp_path / name), "No such file")


def test_a_folder_is_one_error_line(run: Run, tmp_path: Path) -> None:
    one_error_line(run("file", tmp_path), str(tmp_path), "directory")


def test_an_empty_file_is_one_error_line(run: Run, tmp_path: Path) -> None:
    one_error_line(run("file", write_jsonl(tmp_path / "x.jsonl", [])), "is empty")


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

    monkeypatch.setattr("ingest.build.run.open_encoder", unavailable)
    one_error_line(run("file", rows), "cannot be loaded")


def test_an_unusable_vector_is_one_error_line_without_raw_data(
    run: Run, tmp_path: Path, encoder: BatchEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "encode", lambda texts: FakeEncoder().encode(texts) * 0)
    path = write_jsonl(tmp_path / "x.jsonl", [{"id": "\x1b[31m\n", "name": "Oakery"}])
    one_error_line(run("file", path), "no usable vector", r"\x1b[31m")
