"""`python -m ingest export`: the file, and what becomes of it when something goes wrong."""

import gzip
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ingest.cli import export
from ingest.documents.identity import row_digest
from ingest.documents.rows import to_document
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from search.types import Document
from tests.fakes import COMPANIES, build, write_jsonl
from tests.ingest.conftest import Run
from tests.ingest.helpers import companies, documents

OAK = {
    "id": "oak",
    "name": "Oakery",
    "description": "Handmade tables.",
    "city": " Zürich ",
    "founded": 2010,
    "tags": ["oak", {"é": None}],
}


def test_a_row_has_every_field_and_then_the_further_columns() -> None:
    assert list(export.to_row(to_document(OAK)).items()) == [
        ("id", "oak"),
        ("name", "Oakery"),
        ("description", "Handmade tables."),
        ("city", "Zürich"),
        ("link", ""),
        ("images", ""),
        ("alt", ""),
        ("founded", 2010),
        ("tags", ["oak", {"é": None}]),
    ]


@pytest.mark.parametrize(
    ("row", "id_"),
    [
        ({"name": "a", "link": "https://a"}, row_digest({"name": "a", "link": "https://a"})),
        ({"id": "i" * 500, "name": "a"}, "i" * 500),
    ],
)
def test_the_source_id_is_written_as_the_id(row: dict[str, Any], id_: str) -> None:
    document = to_document(row)
    exported = export.to_row(document)
    assert exported["id"] == id_
    assert to_document(exported) == document


def test_a_further_column_never_replaces_a_field() -> None:
    """No row makes such a document now; an index built before might hold one."""
    document = Document("0", "i", "n", "d", extra={"name": 1, "name_": 2, "city": None})
    row = export.to_row(document)
    assert (row["name"], row["city"]) == ("n", None)
    assert {"name__": 1, "name_": 2, "city_": None}.items() <= row.items()


def test_a_dataset_is_these_lines(embedded_store: EdgeStore, tmp_path: Path) -> None:
    build(embedded_store, [OAK])
    assert export.export(embedded_store, "sample", tmp_path / "out.jsonl") == 1
    assert (tmp_path / "out.jsonl").read_text("utf-8") == (
        '{"id": "oak", "name": "Oakery", "description": "Handmade tables.", "city": "Zürich", '
        '"link": "", "images": "", "alt": "", "founded": 2010, "tags": ["oak", {"é": null}]}\n'
    )


def test_the_command_says_what_it_wrote(exported: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert exported("export", "sample", "--output", path) == (
        0,
        f"5 documents of “sample” written to {path}\n",
        "",
    )
    assert {json.loads(line)["id"] for line in path.read_text().splitlines()} == {
        row["id"] for row in COMPANIES
    }


def test_standard_output_gets_the_rows_and_nothing_else(exported: Run, tmp_path: Path) -> None:
    exported("export", "sample", "--output", tmp_path / "file")
    for flags in ([], ["--output", "-"]):
        assert exported("export", "sample", *flags) == (0, (tmp_path / "file").read_text(), "")


def test_gz_is_packed_and_equal_datasets_are_equal_files(exported: Run, tmp_path: Path) -> None:
    plain, packed, again = (tmp_path / name for name in ("a.jsonl", "a.jsonl.gz", "b.gz"))
    for path in (plain, packed, again):
        assert exported("export", "sample", "--output", path)[0] == 0
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.read_bytes() == again.read_bytes()


def test_the_file_has_usual_rights_and_replaces_what_a_link_leads_to(
    exported: Run, tmp_path: Path
) -> None:
    old, link, usual = tmp_path / "old", tmp_path / "link", tmp_path / "usual"
    old.write_text("old")
    usual.touch()
    link.symlink_to(old)
    assert exported("export", "sample", "--output", link)[0] == 0
    assert link.is_symlink()
    assert len(old.read_text().splitlines()) == 5
    assert stat.S_IMODE(old.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_what_was_exported_builds_an_unchanged_dataset(exported: Run, tmp_path: Path) -> None:
    exported("export", "sample", "--output", tmp_path / "a.jsonl.gz")
    status, out, _ = exported(
        "file", tmp_path / "a.jsonl.gz", "--dataset", "sample", "--replace", "--json"
    )
    summary = json.loads(out)
    assert (status, summary["unchanged"], summary["encoded"]) == (0, 5, 0)


def test_an_ingest_meanwhile_does_not_show(
    every_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(every_store, COMPANIES)
    to_row = export.to_row

    def replaced_meanwhile(document: Document) -> dict[str, Any]:
        monkeypatch.setattr(export, "to_row", to_row)
        build(every_store, companies("new", 3))
        return to_row(document)

    monkeypatch.setattr(export, "to_row", replaced_meanwhile)
    export.export(every_store, "sample", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert {json.loads(line)["id"] for line in lines} == {row["id"] for row in COMPANIES}
    assert len(documents(every_store)) == 3


def test_a_file_like_it_was_ingested(run: Run, tmp_path: Path) -> None:
    """The whole way by the two commands alone."""
    rows = write_jsonl(tmp_path / "shops.jsonl", [OAK, *COMPANIES[1:]])
    run("file", rows)
    run("export", "shops", "--output", tmp_path / "one.jsonl")
    run("file", tmp_path / "one.jsonl")
    run("export", "one", "--output", tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
