"""Rejected rows are written with their reasons beside the index."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.build.pipeline import Build
from ingest.build.rejected import Rejections
from ingest.sources.protocols import Row
from search.errors import BuildError, SourceError
from search.store.embedded.store import EdgeStore
from tests.fakes import FakeEncoder, ListSource
from tests.ingest.conftest import Run
from tests.ingest.helpers import documents

NOT_UTF8 = "not UTF-8; if it is in another encoding, use --encoding"
GOOD, BAD = {"name": "Oakery"}, {"name": ["x"]}
GOOD, BAD = {"name": "Oakery"}, {"name": [" "]}


def entries(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def built(store: EdgeStore, rejections: Rejections, *rows: dict[str, Any]) -> None:
    Build(store, FakeEncoder(), ListSource(rows), "shops", rejections=rejections).run()


def test_rejected_rows_are_in_the_file_with_line_and_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shops.csv"
    path.write_bytes(b'name,city\nA,B\nC,D,E\n,Berlin\n"x"y"z\n\nCaf\xc3\xa9,\xff\n')
    status, out, _ = run("file", path, "--json")
    file = Path(json.loads(out)["rejected_file"])
    assert (status, file.name, file.parent.name) == (0, "rejected.jsonl", "shops")
    assert entries(file) == [
        {"line": 3, "reason": "2 fields expected, 3 found", "row": "C,D,E\n"},
        {"line": 4, "reason": "name and description are both empty", "row": {"city": "Berlin"}},
        {"line": 5, "reason": "quotes that do not match", "row": '"x"y"z\n'},
        {"line": 7, "reason": NOT_UTF8, "row": "Caf\u00e9,\udcff\n"},
    ]
    assert f"all of them are in {file}" in run("file", path)[1]


def test_a_rejected_row_is_written_as_it_was_read(tmp_path: Path) -> None:
    rejections = Rejections(tmp_path / "shops")
    deep: Any = 0
    for _ in range(200):
        deep = [deep]
    rows = [{"a": float("nan"), "b": "\ud800"}, deep, None, 10**400]
    for number, row in enumerate(rows, start=1):
        rejections.add(Row(number, row, "no", "row"), "no")
    path = rejections.publish()
    assert path == tmp_path / "shops" / "rejected.jsonl"
    assert [entry["row"] for entry in entries(path)] == [
        {"a": None, "b": "\ud800"},
        None,
        None,
        10**400,
    ]
    assert [entry["row"] for entry in entries(path)] != rows


def test_the_file_is_replaced_only_by_a_build_that_is_done(
    embedded_store: EdgeStore, tmp_path: Path
) -> None:
    folder = embedded_store.root / "shops"
    with Rejections(folder) as rejections:
        built(embedded_store, rejections, GOOD, BAD)
        path = rejections.publish()
    assert path and len(entries(path)) == 1
    with Rejections(folder) as rejections, pytest.raises(SourceError, match="No usable row"):
        built(embedded_store, rejections, BAD, BAD, BAD)
    assert len(entries(path)) == 1
    assert {file.name for file in folder.iterdir() if file.suffix} == {
        "rejected.jsonl",
        "writer.lock",
    }


def test_a_build_without_rejections_removes_the_file_of_the_one_before(
    embedded_store: EdgeStore,
) -> None:
    with Rejections(embedded_store.root / "shops") as rejections:
        built(embedded_store, rejections, GOOD, BAD)
        path = rejections.publish()
        built(embedded_store, rejections, GOOD)
        assert rejections.publish() is None
    assert path and not path.exists()


def test_a_build_that_begins_again_does_not_write_twice(tmp_path: Path) -> None:
    rejections = Rejections(tmp_path)
    for _ in range(2):
        rejections.restart()
        rejections.add(Row(1, "x", "no"), "no")
    path = rejections.publish()
    assert path and len(entries(path)) == 1


class Doubtful(ListSource):
    """Its first row has a value that would do, and a problem all the same."""

    def rows(self) -> Iterator[Row]:
        first, *others = super().rows()
        return iter([first._replace(problem="doubtful", unit="row"), *others])


def test_a_row_with_a_problem_is_rejected_whatever_its_value(embedded_store: EdgeStore) -> None:
    source = Doubtful([{"id": 1, "name": "A"}, {"id": 2, "name": "B"}])
    summary = Build(embedded_store, FakeEncoder(), source, "shops").run()
    assert (summary.indexed, summary.rejected) == (1, 1)
    assert summary.examples == ["row 1: doubtful"]
    assert list(documents(embedded_store, "shops")) == ["2"]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "shops").write_bytes(b"")
    with pytest.raises(BuildError, match=r"rejected.jsonl.part cannot be written: "):
        Rejections(tmp_path / "shops").add(Row(1, "x", "no"), "no")
