"""What a table holds, before anything is built."""

from pathlib import Path

import pytest

from ingest.cli.arguments import parser
from ingest.jobs.preview import column_arguments, preview
from ingest.sources.files import Spool
from search.errors import SourceError

TABLE = "Firm;about;HQ city;founded\nOakery;Handmade tables.;Köln;1998\nPayo;Wallet;Dhaka;2011\n"


def test_a_table_is_described_with_its_first_rows_and_a_guess(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(TABLE, "cp1252")
    with Spool() as spool:
        found = preview(path, spool)
    assert "“;” between fields" in found.format and "cp1252" in found.format
    assert found.columns == ["Firm", "about", "HQ city", "founded"]
    assert [row["Firm"] for row in found.rows] == ["Oakery", "Payo"]
    assert found.guessed == {"name": "Firm", "description": "about", "city": "HQ city"}


def test_a_table_without_a_likely_name_can_still_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n1,2\n")
    with Spool() as spool:
        found = preview(path, spool)
    assert (found.columns, found.guessed) == (["a", "b"], {})


@pytest.mark.parametrize("content", ["", "[]", "<html>", "\0\1\2"])
def test_what_is_no_table_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "thing.txt"
    path.write_text(content)
    with Spool() as spool, pytest.raises(SourceError, match="thing.txt"):
        preview(path, spool)


@pytest.mark.parametrize("column", ["Firm", "", "-x", "--json", "a b", "“;”", "=", "'"])
def test_any_column_can_be_named(column: str) -> None:
    options = parser().parse_args(["file", "x.csv", *column_arguments({"name": column})])
    assert options.name_column == column
