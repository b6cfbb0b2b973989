"""An export that cannot be done, is stopped, or would fill the memory."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ingest.cli import export
from ingest.documents.rows import to_document
from search.errors import ExportError, IndexDamaged, StoreUnreachable
from search.store.embedded.store import EdgeStore
from search.types import Document
from tests.ingest.conftest import Run
from tests.ingest.helpers import companies


def stub(found: Iterator[Document], documents: int) -> Any:
    """A store with one index that gives these documents and should have so many."""
    manifest = SimpleNamespace(documents=documents, source="file x")
    index = SimpleNamespace(scan=lambda: found, manifest=manifest, close=lambda: None)
    return SimpleNamespace(open=lambda dataset: index)


def some(count: int, error: BaseException | None = None) -> Iterator[Document]:
    """So many documents, and then an error."""
    yield from map(to_document, companies("new", count))
    if error:
        raise error


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "nowhere"),
        (["Bad Name"], "dataset: "),
        (["sample", "--output", "."], "no file"),
        (["sample", "--output", "/dev/null"], "no file"),
        (["sample", "--output", "none/out"], "No such file"),
        (["sample", "--output", "old/out"], "Not a directory"),
        (["sample", "--output", "x" * 300], "too long"),
    ],
)
def test_what_cannot_be_exported_is_one_error_line(
    exported: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    word: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old").write_text("old")
    status, out, err = exported("export", *arguments)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("error: ") and word in err
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["old"]


def test_a_missing_dataset_name_is_status_2(run: Run) -> None:
    status, _, err = run("export")
    assert (status, err.splitlines()[0]) == (
        2,
        "usage: python -m ingest export [-h] [--output FILE] DATASET",
    )


@pytest.mark.parametrize(
    ("count", "error", "raised"),
    [
        (2, None, IndexDamaged),
        (4, None, IndexDamaged),
        (2, StoreUnreachable("away"), StoreUnreachable),
        (2, KeyboardInterrupt(), KeyboardInterrupt),
        (2, OSError(28, "No space left on device"), ExportError),
    ],
)
@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_an_export_that_fails_leaves_the_old_file(
    tmp_path: Path,
    count: int,
    error: BaseException | None,
    raised: type[BaseException],
    name: str,
) -> None:
    (tmp_path / name).write_text("old")
    with pytest.raises(raised):
        export.export(stub(some(count, error), 3), "sample", tmp_path / name)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_ctrl_c_is_status_130(exported: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "to_row", stop)
    assert exported("export", "sample") == (130, "", "stopped: no file was written\n")


def test_a_reader_that_has_seen_enough_is_no_traceback(
    exported: Run, embedded_store: EdgeStore
) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "export", "sample"],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "NVK_DATA_DIR": str(embedded_store.root)},
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (1, b"")


def test_documents_are_written_one_by_one(tmp_path: Path) -> None:
    held: list[int] = []

    def found() -> Iterator[Document]:
        for number, document in enumerate(some(300)):
            if number % 100 == 50:
                held.append(sum(type(item) is Document for item in gc.get_objects()))
            yield document

    export.export(stub(found(), 300), "sample", tmp_path / "out")
    assert max(held) - held[0] <= 2
