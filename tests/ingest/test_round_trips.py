"""The same documents, ids and accounts, whatever format a table is written in."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sources.catalog import Choices
from tests.ingest.tables import FORMATS, PACKINGS, csv_bytes, documents_of, opened

# A table's cell cannot tell "" from nothing, and text with NUL is taken for binary data.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
CELL = st.none() | TEXT.filter(bool)
HOSTILE = st.sampled_from(
    [
        '"',
        '""',
        "a,b;c\td|e",
        "\r",
        "\n\n",
        "\r\n",
        " x ",
        "NA",
        "007",
        "1e5",
        "\ufeff",
        "\u2028",
        "'",
    ]
)
COLUMNS = ["id", "name", "description", "city", "link", "images", "alt", "founded", "öth er"]
# A byte order mark at the beginning of a line is none of its text, so a number goes first.
ROW = st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL | HOSTILE)).map(
    lambda row: {"nr": "1", **row}
)
ROWS = st.lists(ROW, min_size=1, max_size=8)
SETTINGS = settings(derandomize=True, database=None, deadline=None, max_examples=150)


def read(
    folder: pytest.TempPathFactory, content: bytes, **options: Any
) -> tuple[list[Any], list[str]]:
    """Documents in order, and the reasons of rejected rows without their places."""
    with opened(folder.getbasetemp(), content, **options) as source:
        documents, reasons = documents_of(source)
    return documents, [reason.split(": ", 1)[1] for reason in reasons]


@given(rows=ROWS, packing=st.sampled_from(["", *PACKINGS]))
@SETTINGS
def test_a_table_is_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], packing: str
) -> None:
    given_names = {"name": "name", "description": "description"}
    read_as = {}
    for format_, written in FORMATS.items():
        content = written(rows)
        content = PACKINGS[packing](content) if packing else content
        name = f"table.{format_}"
        read_as[format_] = read(tmp_path_factory, content, name=name, choices=Choices(given_names))
    documents, reasons = read_as["jsonl"]
    assert len(documents) + len(reasons) == len(rows)
    usable = [row for row in rows if ((row["name"] or "") + (row["description"] or "")).strip()]
    assert [document.name for document in documents] == [row["name"] or "" for row in usable]
    for format_ in FORMATS:
        assert read_as[format_] == (documents, reasons), format_


@given(
    rows=ROWS,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
@SETTINGS
def test_a_csv_is_the_same_with_every_delimiter_and_unicode_encoding(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    delimiter: str,
    encoding: str,
) -> None:
    expected = read(tmp_path_factory, csv_bytes(rows), delimiter=",")
    found = read(tmp_path_factory, csv_bytes(rows, delimiter, encoding))
    assert found == expected
