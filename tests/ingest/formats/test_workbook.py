"""Workbooks are read like a CSV of what people see in a sheet."""

from pathlib import Path

import pytest

from search.errors import InputError, SourceError
from tests.ingest.tables import opened, rows_of, zipped

BOOK = (Path(__file__).parents[1] / "cases" / "20-book.xlsx").read_bytes()


def test_a_sheet_gives_its_rows(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, BOOK, "book.xlsx")
    assert [row.value["name"] for row in rows] == ["Oak", "Lamp"]
    assert [row.place for row in rows] == ["row 2", "row 3"]


@pytest.mark.parametrize("sheet", ["Firms", "1"])
def test_a_sheet_is_chosen_by_name_or_number(tmp_path: Path, sheet: str) -> None:
    with opened(tmp_path, BOOK, sheet=sheet) as source:
        assert "sheet “Firms”" in source.about[0]
        assert source.command.endswith(f"--sheet {sheet}")


@pytest.mark.parametrize("sheet", ["Other", "2", "0"])
def test_a_sheet_that_is_not_there_is_an_error_with_those_that_are(
    tmp_path: Path, sheet: str
) -> None:
    with pytest.raises(InputError, match=f"--sheet: .* no sheet “{sheet}”; it has Firms"):
        rows_of(tmp_path, BOOK, sheet=sheet)


def test_a_workbook_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="workbook cannot be read"):
        rows_of(tmp_path, zipped(b"x", "[Content_Types].xml", "xl/workbook.xml"))
    with pytest.raises(SourceError, match="is an Office document"):
        rows_of(tmp_path, zipped(b"x", "[Content_Types].xml", "word/document.xml"))
