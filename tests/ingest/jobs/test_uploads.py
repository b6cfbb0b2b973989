"""Uploaded files: written whole, kept under their dataset's name, gone with it."""

import os
from io import BytesIO
from pathlib import Path

import pytest

from ingest.jobs.uploads import Uploads, again, rejected_rows
from search.errors import SourceError


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "data")


def names(uploads: Uploads) -> set[str]:
    return {path.name for path in uploads.folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("companies.csv", "mine.csv"),
        ("Companies.CSV.GZ", "mine.csv.gz"),
        ("../../etc/x.y.jsonl", "mine.y.jsonl"),
        ("no suffix", "mine"),
        ("x.csv/../y", "mine"),
        ("x.<b>", "mine"),
    ],
)
def test_an_upload_is_kept_under_its_datasets_name(uploads: Uploads, name: str, kept: str) -> None:
    taken = uploads.take(BytesIO(b"name\nOakery\n"), name)
    path = uploads.keep(taken, "mine")
    assert names(uploads) == {kept}
    assert path.read_bytes() == b"name\nOakery\n"


def test_a_later_upload_takes_the_place_of_an_earlier_one(uploads: Uploads) -> None:
    for dataset, name in (("a", "1.csv"), ("a-b", "2.csv"), ("a", "3.jsonl"), ("c", "4")):
        uploads.keep(uploads.take(BytesIO(b"x"), name), dataset)
    assert names(uploads) == {"a.jsonl", "a-b.csv", "c"}


def test_all_that_belongs_to_a_dataset_goes_with_it(uploads: Uploads, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for dataset in ("a", "a-b"):
        uploads.keep(uploads.take(BytesIO(b"x"), "x.csv"), dataset)
        for path in (rejected_rows(data, dataset), data / "unfinished" / f"{dataset}.vectors"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")
    uploads.forget("a")
    uploads.forget("never-uploaded")
    left = {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()}
    assert left == {"uploads/a-b.csv", "a-b/rejected.jsonl", "unfinished/a-b.vectors"}


def test_what_nobody_used_for_a_day_is_removed(uploads: Uploads) -> None:
    old, new = uploads.take(BytesIO(b"x"), "1.csv"), uploads.take(BytesIO(b"x"), "2.csv")
    os.utime(old, (0, 0))
    latest = uploads.take(BytesIO(b"x"), "3.csv")
    assert names(uploads) == {new.name, latest.name}
    uploads.drop(new)
    uploads.drop(new)
    assert names(uploads) == {latest.name}


def test_no_room_is_one_sentence_and_leaves_nothing(uploads: Uploads) -> None:
    class Full(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(SourceError, match=r"x\.csv cannot be kept: No space left on device\."):
        uploads.take(Full(), "x.csv")
    assert names(uploads) == set()


@pytest.mark.parametrize("source", ["sample", "startups --limit 5", "yc --url https://x/y"])
def test_what_can_be_downloaded_can_be_read_again(source: str) -> None:
    assert again(source) == source.split()


def test_a_file_can_be_read_again_while_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "my file.csv"
    source = f"file '{path}' --name-column 'a b'"
    assert again(source) is None
    path.write_text("x")
    assert again(source) == ["file", str(path), "--name-column", "a b"]
    assert again(f"crunchbase '{path}'") == ["crunchbase", str(path)]


@pytest.mark.parametrize("source", ["", "file", "file -", "file 'x", "something else", "file /"])
def test_anything_else_cannot(source: str) -> None:
    assert again(source) is None
